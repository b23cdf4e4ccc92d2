//! Next month's export: what the reader decided about the last one applies to it, as far as the two agree.

use funnel_scenario::{Scenario, limits};

use super::{Closing, Joined, Mapping, On, Source, Unpaid, Use, propose};
use crate::column::{Format, is_nothing};
use crate::read::Table;

/// Of a hundred cells, this many must be readable in the kept format.
const FIT: u64 = 90;

impl Mapping {
    /// The mapping kept with a scenario; `None` if it is not one of this version.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Option<Self> {
        serde_json::from_value(scenario.mapping.clone()?).ok()
    }

    /// Keeps it with a scenario, for the next export. A mapping larger than a scenario may hold is not kept.
    pub fn keep_in(&self, scenario: &mut Scenario) {
        let kept = serde_json::to_value(self.to_keep()).ok();
        scenario.mapping = kept.filter(|json| json.to_string().len() <= limits::MAPPING);
    }

    /// The part that is kept with a scenario: the tables' headers and what was decided about them, but no cell of a
    /// row, and not the day of this particular export.
    #[must_use]
    pub fn to_keep(&self) -> Self {
        let mut kept = Self { as_of: None, ..self.clone() };
        for column in kept.sources.iter_mut().flat_map(|source| source.columns.values_mut()) {
            column.example = String::new();
        }
        kept
    }
}

/// What the tables are, by what was decided about earlier ones with the same columns; otherwise, as far as the tables
/// themselves say.
///
/// A kept format applies unless the new cells cannot be read with it. New labels of stages get their proposed meaning.
#[must_use]
pub fn propose_like(tables: &[Table], kept: &Mapping) -> Mapping {
    let mut new = propose(tables);
    for joined in Joined::by_header(tables) {
        let is_this = |source: &&mut Source| source.columns.keys().eq(&joined.headers);
        let Some(source) = new.sources.iter_mut().find(is_this) else { continue };
        let Some(old) = kept.sources.iter().find(|old| old.columns.keys().eq(source.columns.keys())) else { continue };
        source.shape = old.shape;
        for (header, column) in &mut source.columns {
            let Some(was) = old.columns.get(header) else { continue };
            column.role = was.role.clone();
            if reads(&joined, header, was.format) {
                column.format = was.format;
                // What was decided is not asked again.
                if was.or.is_empty() {
                    column.or = Vec::new();
                }
            }
        }
        let meanings = old.stages.iter().filter(|(label, _)| source.stages.contains_key(*label));
        let meanings: Vec<_> = meanings.map(|(label, meaning)| (label.clone(), *meaning)).collect();
        if source.stages.is_empty() {
            source.stages.clone_from(&old.stages);
        }
        source.stages.extend(meanings);
        if source.closing == Closing::Asked || old.closing == Closing::Won {
            source.closing = old.closing;
        }
    }
    let decided = |label: &String| kept.merges.contains_key(label) || kept.distinct.contains_key(label);
    new.alike.retain(|label, _| !decided(label));
    new.merges.clone_from(&kept.merges);
    new.distinct.clone_from(&kept.distinct);
    new.answers = kept.answers;
    if let (Some(adrift), Some(was)) = (&mut new.adrift, &kept.adrift)
        && was.on != On::Asked
    {
        adrift.on = was.on.clone();
    }
    if matches!(kept.unpaid, Unpaid::Unknown | Unpaid::LeftOut) {
        new.unpaid = kept.unpaid;
    }
    new
}

/// Whether a column's cells can be read in a format.
fn reads(joined: &Joined<'_>, header: &str, format: Format) -> bool {
    let (mut filled, mut read) = (0, 0);
    for (text, count) in joined.labels(header).into_iter().filter(|(text, _)| !is_nothing(text)) {
        let fits = match format {
            Format::Date(_) => format.day(&text).is_some(),
            Format::Number(_) => format.figure(&text).is_some(),
            Format::Text => true,
            Format::Empty => false,
        };
        filled += count;
        read += if fits { count } else { 0 };
    }
    read * 100 >= filled * FIT
}

impl Use {
    /// Formats that a reader may prefer, the present one first.
    #[must_use]
    pub fn choices(&self) -> Vec<Format> {
        let mut all = vec![self.format];
        let known = crate::column::date::ORDERS.map(Format::Date);
        let known = known.into_iter().chain(crate::column::number::DECIMALS.map(Format::Number)).chain([Format::Text]);
        all.extend(known.filter(|format| *format != self.format));
        all
    }
}
