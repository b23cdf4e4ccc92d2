//! `funnel merge`.

use std::path::Path;

use funnel_engine::process::Model;
use funnel_engine::simulate::blocks;

use crate::args::Merge;
use crate::error::Failure;
use crate::input::files;
use crate::output;
use crate::part::Part;

/// Puts parts together and writes the report of the whole run.
pub(crate) fn command(args: &Merge) -> Result<(), Failure> {
    let files = files(&args.parts)?;
    let Some((first_file, rest)) = files.split_first() else {
        return Err(Failure::wrong("name at least one part file"));
    };
    let first = Part::read(first_file)?;
    if first.engine != funnel_engine::VERSION {
        let message = format!(
            "{}: made by engine {}, this is {}: one run must be computed by one version",
            first_file.display(),
            first.engine,
            funnel_engine::VERSION
        );
        return Err(Failure::wrong(message));
    }
    let scenario = first.scenario(first_file)?;
    let model = Model::new(&scenario).map_err(|problems| Failure::problems(first_file, &problems))?;
    let replicates = first.replicates;
    let mut tally = funnel_engine::simulate::Tally::new(&model);
    merge(&mut tally, first_file, first.tally)?;
    for file in rest {
        let part = Part::read(file)?;
        if part.scenario != first.scenario || part.replicates != replicates || part.engine != first.engine {
            let message = format!("{}: belongs to another run than {}", file.display(), first_file.display());
            return Err(Failure::wrong(message));
        }
        merge(&mut tally, file, part.tally)?;
    }
    let missing = blocks(replicates).filter(|b| !tally.holds(*b)).count();
    if missing > 0 {
        let all = blocks(replicates).len();
        return Err(Failure::wrong(format!(
            "{missing} of {all} blocks are missing: name the part files of all shards"
        )));
    }
    output::report(&args.report, &tally.report(&model))
}

fn merge(
    into: &mut funnel_engine::simulate::Tally,
    file: &Path,
    tally: funnel_engine::simulate::Tally,
) -> Result<(), Failure> {
    into.merge(tally).map_err(|e| Failure::wrong(format!("{}: {e}", file.display())))
}
