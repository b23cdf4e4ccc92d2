//! `funnel merge`.

use std::collections::BTreeSet;
use std::path::Path;

use funnel_engine::process::Model;
use funnel_engine::simulate::{MergeError, Tally, blocks};

use crate::args::{Merge, Shard};
use crate::error::Failure;
use crate::input::files;
use crate::output;
use crate::part::Part;

/// Missing parts that are listed; beyond that only their number is given.
const NAMED: usize = 20;

/// Puts parts together, and writes the report of the whole run.
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
    let mut merged = Merged { tally: Tally::new(&model), given: Vec::new() };
    merged.take(first_file, first.shard, first.tally)?;
    for file in rest {
        let part = Part::read(file)?;
        if part.scenario != first.scenario || part.replicates != replicates || part.engine != first.engine {
            let message = format!("{}: belongs to another run than {}", file.display(), first_file.display());
            return Err(Failure::wrong(message));
        }
        merged.take(file, part.shard, part.tally)?;
    }
    merged.check_whole(replicates)?;
    output::report(&args.report, &scenario, &merged.tally.report(&model))
}

/// What has been put together so far, and from which files.
struct Merged<'a> {
    tally: Tally,
    given: Vec<(&'a Path, Shard)>,
}

impl<'a> Merged<'a> {
    /// Takes in a file's part. The error names the file that already has the same blocks.
    fn take(&mut self, file: &'a Path, shard: Shard, tally: Tally) -> Result<(), Failure> {
        self.tally.merge(tally).map_err(|error| {
            let other = match error {
                MergeError::Twice(block) => self.given.iter().find(|(_, shard)| shard.has(block)),
                _ => None,
            };
            let name = file.display();
            Failure::wrong(match other {
                Some((earlier, same)) if *same == shard => {
                    format!("{name}: {shard} is given twice, here and as {}", earlier.display())
                }
                Some((earlier, other)) => {
                    format!("{name}: {shard} overlaps {}, which is {other}: parts of one split only", earlier.display())
                }
                None => format!("{name}: {error}"),
            })
        })?;
        self.given.push((file, shard));
        Ok(())
    }

    /// Fails if a part is missing, and says which.
    fn check_whole(&self, replicates: u32) -> Result<(), Failure> {
        // If parts of several splits make up the run, those of the finest split say best what is missing.
        let count = self.given.iter().map(|(_, shard)| shard.count).max().unwrap_or(1);
        let absent = blocks(replicates).filter(|block| !self.tally.holds(*block));
        let missing: BTreeSet<u32> = absent.map(|block| block % count + 1).collect();
        if missing.is_empty() { Ok(()) } else { Err(Failure::wrong(are_missing(&missing, count))) }
    }
}

/// `part 3 of 8 is missing`, or `parts 3, 5 and 7 of 8 are missing`.
fn are_missing(indices: &BTreeSet<u32>, count: u32) -> String {
    let mut names: Vec<String> = indices.iter().take(NAMED).map(u32::to_string).collect();
    let last = match indices.len() - names.len() {
        0 => names.pop().unwrap_or_default(),
        more => format!("{more} more"),
    };
    match names.as_slice() {
        [] => format!("part {last} of {count} is missing"),
        names => format!("parts {} and {last} of {count} are missing", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_parts_are_named_up_to_twenty() {
        let said = |indices: &[u32]| are_missing(&indices.iter().copied().collect(), 99);
        assert_eq!(said(&[3]), "part 3 of 99 is missing");
        assert_eq!(said(&[3, 5]), "parts 3 and 5 of 99 are missing");
        assert_eq!(said(&[7, 3, 5]), "parts 3, 5 and 7 of 99 are missing");
        let many: Vec<u32> = (1..=50).collect();
        assert!(said(&many).ends_with("19, 20 and 30 more of 99 are missing"), "{}", said(&many));
    }
}
