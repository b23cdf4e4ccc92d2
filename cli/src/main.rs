//! `funnel`: the simulator on the command line.
//!
//! Exit codes: 0 done; 1 the scenario, part or request is wrong (every problem is printed with its file and path);
//! 2 the command line is wrong; 3 a file could not be read or written.

mod args;
mod calibrate;
mod decide;
mod error;
mod input;
mod merge;
mod output;
mod part;
mod run;
mod settings;
mod simulate;
mod table;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use error::Failure;

fn main() -> ExitCode {
    match execute(Args::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn execute(command: Command) -> Result<(), Failure> {
    match &command {
        Command::Simulate(args) => output::check(args.report.out.as_deref(), std::slice::from_ref(&args.scenario))?,
        Command::Decide(args) => {
            output::check(args.out.as_deref(), &[std::slice::from_ref(&args.scenario), &args.with].concat())?;
        }
        Command::Merge(args) => output::check(args.report.out.as_deref(), &args.parts)?,
        // The scenario that is brought up to date may be written over.
        Command::Calibrate(args) => output::check(args.writes(), args.reads())?,
        _ => {}
    }
    match command {
        Command::Simulate(args) => simulate::command(&args),
        Command::Decide(args) => decide::command(&args),
        Command::Calibrate(args) => calibrate::command(&args),
        Command::Settings { file } => settings::command(&file),
        Command::Merge(args) => merge::command(&args),
        Command::Validate { file } => simulate::validate(&file),
        Command::Schema { of } => output::write(None, &(output::schema(of)? + "\n")),
        Command::Template { name, list } => output::write(None, &output::template(name.as_deref(), list)?),
    }
}
