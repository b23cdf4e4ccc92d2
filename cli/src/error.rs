//! What can go wrong, and how it is reported.

use std::fmt::Display;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use funnel_engine::scenario::Problem;

use crate::input::called;

/// Says something beside the output. Nobody need be there to hear it: the reader of a pipe may have seen enough.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "funnel: {line}");
}

/// A failed command.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The request or its input is wrong; one line for each problem.
    Wrong(Vec<String>),
    /// A file could not be read or written.
    File(String),
}

impl Failure {
    /// A single thing that is wrong.
    pub(crate) fn wrong(message: impl Display) -> Self {
        Self::Wrong(vec![message.to_string()])
    }

    /// Problems of a scenario file.
    pub(crate) fn problems(file: &Path, problems: &[Problem]) -> Self {
        Self::Wrong(problems.iter().map(|p| format!("{}: {p}", called(file))).collect())
    }

    /// A file that could not be read or written.
    pub(crate) fn file(file: &Path, error: &std::io::Error) -> Self {
        Self::File(format!("{}: {error}", file.display()))
    }

    /// Prints it, and returns its exit code.
    pub(crate) fn report(self) -> ExitCode {
        let (lines, code) = match self {
            Self::Wrong(lines) => (lines, 1),
            Self::File(line) => (vec![line], 3),
        };
        for line in lines {
            say(&line);
        }
        ExitCode::from(code)
    }
}
