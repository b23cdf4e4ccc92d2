//! `cargo xtask`: sets up, builds, serves and tests the page. `cargo xtask help` lists the commands.
#![allow(clippy::print_stdout, reason = "a command-line tool talks to its user on stdout")]

mod bench;
mod build;
mod cargo;
mod cli;
mod fingerprint;
mod paths;
mod process;
mod serve;
mod setup;
mod site;
mod store;
mod test;

use cli::Command;
use std::process::ExitCode;

fn main() -> ExitCode {
    let done = cli::parse(std::env::args_os().skip(1)).and_then(|command| match command {
        Command::Help => {
            print!("{}", cli::USAGE);
            Ok(true)
        }
        Command::Setup => setup::everything().map(|()| true),
        Command::Build => build::page().map(|_| true),
        Command::Pack { out, scenario } => build::pack(&out, scenario.as_deref()).map(|()| true),
        Command::Site { out } => site::command(&out).map(|()| true),
        Command::Serve { port, open } => serve::command(port, open).map(|()| true),
        Command::Bench { rounds, of } => bench::command(of, rounds),
        Command::ListSteps => {
            test::list();
            Ok(true)
        }
        Command::Test { only, again } => test::command(&only, again),
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
