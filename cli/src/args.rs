//! The arguments of the command line.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use funnel_decide::StudyKind;
use serde::{Deserialize, Serialize};

use crate::calibrate::Calibrate;
use crate::decide::asked::ViewOptions;

/// What a change in the lead-generation budget does to revenue, with its uncertainty.
#[derive(Parser)]
#[command(name = "funnel", version)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Simulate a scenario and report today, each plan, and the difference.
    Simulate(Simulate),
    /// Say what to do: what holds revenue back, what would help most, how far to go, where more or less money should go, what a
    /// target takes, which plan is ahead or regretted least, and what to find out first.
    Decide(Decide),
    /// Learn from exports of a CRM or of ads: rates, times, deal sizes, arrivals, each with its evidence.
    Calibrate(Calibrate),
    /// List the settings that a plan may change.
    Settings {
        /// Scenario file, or a link to one; `-` for standard input.
        file: PathBuf,
    },
    /// Put the parts of a sharded run together and report as one run would.
    Merge(Merge),
    /// Check a scenario and print every problem.
    Validate {
        /// Scenario file, or a link to one; `-` for standard input.
        file: PathBuf,
    },
    /// Print the JSON Schema of a format.
    Schema {
        /// Which format.
        of: Format,
    },
    /// Print a template's scenario.
    Template {
        /// Its name.
        name: Option<String>,
        /// List the templates.
        #[arg(long)]
        list: bool,
    },
}

/// How and how much to simulate.
#[derive(clap::Args)]
pub(crate) struct Simulate {
    /// Scenario file, or a link to one; `-` for standard input.
    pub(crate) scenario: PathBuf,
    /// Number of simulated futures; errors fall with its square root.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(crate) replicates: u32,
    /// Seed of every random draw; the scenario's own when left out.
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Threads; all cores when left out. The result does not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Simulate one part of several, such as `2/8`, and write it to `--out` for `funnel merge`, instead of a report.
    #[arg(long, requires = "out", conflicts_with = "format")]
    pub(crate) shard: Option<Shard>,
    #[command(flatten)]
    pub(crate) report: Report,
}

/// What to decide, and how exactly.
#[derive(clap::Args)]
pub(crate) struct Decide {
    /// Scenario file, or a link to one; `-` for standard input.
    pub(crate) scenario: PathBuf,
    /// Which view.
    #[arg(long, default_value = StudyKind::Holds.name(), value_parser = views())]
    pub(crate) view: StudyKind,
    /// Another scenario beside the first, for `compare` and `regret`; up to three times.
    #[arg(long, value_name = "FILE")]
    pub(crate) with: Vec<PathBuf>,
    /// The figure that counts: profit, but for `outcome`, which takes the scenario's own.
    #[arg(long, value_enum)]
    pub(crate) metric: Option<Figure>,
    /// Futures in each of its runs, at least 64, as of fewer no error can be told; as many as on the page when left out,
    /// from 512 to 4,096 by the view.
    #[arg(long, value_parser = clap::value_parser!(u32).range(64..=10_000_000))]
    pub(crate) replicates: Option<u32>,
    /// Threads; all cores when left out.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    #[command(flatten)]
    pub(crate) asked: ViewOptions,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Style::Table)]
    pub(crate) format: Style,
    /// File to write; standard output when left out.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// The views that exist on the command line: those that rest on a study, under the page's names. Former names are
/// accepted, too.
fn views() -> impl TypedValueParser<Value = StudyKind> {
    let value = |kind: &StudyKind| {
        PossibleValue::new(kind.name()).aliases(kind.view().old_names().iter().copied()).help(kind.about())
    };
    PossibleValuesParser::new(StudyKind::ALL.iter().map(value))
        .try_map(|name| StudyKind::named(&name).ok_or("no view has this name"))
}

/// A figure of which more is better.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Figure {
    /// Revenue within the horizon.
    Revenue,
    /// Profit after spend within the horizon.
    Profit,
    /// Net present value, with what lands after the horizon.
    Npv,
    /// Customers won within the horizon.
    Customers,
}

#[derive(clap::Args)]
pub(crate) struct Merge {
    /// Part files, in any order.
    #[arg(required = true)]
    pub(crate) parts: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) report: Report,
}

/// Where the report goes.
#[derive(clap::Args)]
pub(crate) struct Report {
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Style::Table)]
    pub(crate) format: Style,
    /// File to write; standard output when left out.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Style {
    /// For reading.
    Table,
    /// Everything, as the JSON Schema describes it that `funnel schema` prints: `report`, of `decide` `finding`.
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// What `funnel simulate` reads.
    Scenario,
    /// What `simulate` and `merge` write with `--format json`.
    Report,
    /// What `decide` writes with `--format json`.
    Finding,
}

/// Part `index` of `count`, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shard {
    pub(crate) index: u32,
    pub(crate) count: u32,
}

impl Shard {
    /// The whole run.
    pub(crate) const ALL: Self = Self { index: 1, count: 1 };

    /// Whether this block of the run is for this shard to compute.
    pub(crate) fn has(self, block: u32) -> bool {
        block % self.count == self.index - 1
    }

    /// `false` for a shard that was read from a file and says 0 of 0.
    pub(crate) fn is_sound(self) -> bool {
        (1..=self.count).contains(&self.index)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "part {} of {}", self.index, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not a part such as 2/8: from 1/N to N/N");
        let (index, count) = text.split_once('/').ok_or_else(wrong)?;
        let number = |s: &str| s.parse::<u32>().map_err(|_| wrong());
        let (index, count) = (number(index)?, number(count)?);
        let shard = Self { index, count };
        if shard.is_sound() { Ok(shard) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }

    #[test]
    fn a_view_is_asked_for_by_the_pages_name_or_one_that_it_had() {
        let asked = |view: &str| {
            let args = Args::try_parse_from(["funnel", "decide", "x.json", "--view", view]).ok()?;
            let Command::Decide(decide) = args.command else { return None };
            Some(decide.view)
        };
        for kind in StudyKind::ALL {
            for name in kind.view().old_names().iter().chain([&kind.name()]) {
                assert_eq!(asked(name), Some(*kind), "{name}");
            }
        }
        // The names from before the page's were adopted.
        for name in ["holds", "levers", "curve", "mix", "outcome", "drivers", "learn", "compare", "regret"] {
            assert!(asked(name).is_some(), "{name}");
        }
        assert_eq!((asked("flow"), asked("luck")), (None, None));
    }

    #[test]
    fn shards_are_read_or_refused() {
        assert_eq!("2/8".parse(), Ok(Shard { index: 2, count: 8 }));
        for wrong in ["", "3", "0/4", "5/4", "a/b", "1/0", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
