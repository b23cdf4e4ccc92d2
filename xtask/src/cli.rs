//! The command line: what was asked for.

use anyhow::{Result, bail};
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
cargo xtask COMMAND

  setup                        fetch what the other commands need (they do it themselves, too)
  build                        the release page, into dist/
  pack [--out FILE]            the page in one file, to open from a disk; funnel.html
       [--scenario FILE]       with this scenario instead of the worked example
  site [--out DIR]             a folder for any static host; site/
  serve [--port N] [--open]    build the page and serve it on this machine
  test [--only STEP]...        run every check, or only the named ones
       [--again]               also what passed before, where nothing has changed
       [--list]                name the checks
  bench [--rounds N]           speed against NumPy, naive Rust, Squiggle and 0.1.0
        [--levers]             instead, what levers cost and how cost grows
        [--drivers]            instead, Sobol indices and EVPPI against SALib and NumPy
        [--page]               instead, what a person waits for at the page
  help                         this text

Environment: CHROME and FIREFOX name the browsers to test with; ADVISORY_DB a mirror of the RustSec database.
";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Setup,
    Build,
    Pack { out: PathBuf, scenario: Option<PathBuf> },
    Site { out: PathBuf },
    Serve { port: Option<u16>, open: bool },
    ListSteps,
    Test { only: Vec<String>, again: bool },
    Bench { rounds: u64, of: Bench },
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bench {
    R1,
    Levers,
    Drivers,
    Page,
}

/// Reads the arguments after the program's name. Errors name the argument that is not understood.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let (mut port, mut open, mut of) = (None, false, Bench::R1);
    let (mut list, mut only, mut again) = (false, Vec::new(), false);
    let (mut out, mut scenario) = (None::<PathBuf>, None::<PathBuf>);
    let mut rounds = crate::bench::ROUNDS;
    let mut name: Option<String> = None;
    while let Some(argument) = parser.next()? {
        match (name.as_deref(), argument) {
            (_, Short('h') | Long("help")) => return Ok(Command::Help),
            (None, Value(value)) => name = Some(value.string()?),
            (Some("serve"), Long("port")) => port = Some(parser.value()?.parse()?),
            (Some("serve"), Long("open")) => open = true,
            (Some("pack" | "site"), Long("out")) => out = Some(parser.value()?.into()),
            (Some("pack"), Long("scenario")) => scenario = Some(parser.value()?.into()),
            (Some("bench"), Long("rounds")) => rounds = parser.value()?.parse()?,
            (Some("bench"), Long("levers")) => of = Bench::Levers,
            (Some("bench"), Long("drivers")) => of = Bench::Drivers,
            (Some("bench"), Long("page")) => of = Bench::Page,
            (Some("test"), Long("list")) => list = true,
            (Some("test"), Long("again")) => again = true,
            (Some("test"), Long("only")) => {
                let steps = parser.value()?.string()?;
                only.extend(steps.split(',').map(str::to_owned));
            }
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    Ok(match name.as_deref() {
        None | Some("help") => Command::Help,
        Some("setup") => Command::Setup,
        Some("build") => Command::Build,
        Some("pack") => Command::Pack { out: out.unwrap_or_else(|| "funnel.html".into()), scenario },
        Some("site") => Command::Site { out: out.unwrap_or_else(|| "site".into()) },
        Some("serve") => Command::Serve { port, open },
        Some("bench") => Command::Bench { rounds, of },
        Some("test") if list => Command::ListSteps,
        Some("test") => Command::Test { only, again },
        Some(other) => bail!("no command '{other}'; `cargo xtask help` lists them"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(line: &str) -> Result<Command> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn commands_and_their_options() {
        let serve = Command::Serve { port: Some(81), open: true };
        assert_eq!(parse_words("serve --port=81 --open").unwrap(), serve);
        let only = vec!["fmt".into(), "docs".into(), "tidy".into()];
        assert_eq!(
            parse_words("test --only fmt,docs --only tidy --again").unwrap(),
            Command::Test { only, again: true }
        );
        assert_eq!(parse_words("bench --drivers").unwrap(), Command::Bench { rounds: 5, of: Bench::Drivers });
        assert_eq!(parse_words("bench --page").unwrap(), Command::Bench { rounds: 5, of: Bench::Page });
        let pack = Command::Pack { out: "a.html".into(), scenario: Some("b.json".into()) };
        assert_eq!(parse_words("pack --out a.html --scenario b.json").unwrap(), pack);
        assert_eq!(parse_words("site").unwrap(), Command::Site { out: "site".into() });
        assert_eq!(parse_words("").unwrap(), Command::Help);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in
            ["biuld", "serve --port eighty", "serve --port 70000", "build --open", "site --scenario x", "test fmt"]
        {
            assert!(parse_words(line).is_err(), "{line}");
        }
    }
}
