//! Whether those who came later pass at the same rate as those who came earlier.

use serde::{Deserialize, Serialize};

use super::process::Visit;
use crate::column::date::Day;
use crate::stats::survival::{Spell, curve};

/// Two halves of those who came in, compared at the same age.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Drift {
    /// Age at which they are compared, in days.
    pub days: i32,
    /// Share of the earlier half that had passed.
    pub earlier: f64,
    /// Share of the later half that had passed.
    pub later: f64,
    /// Difference divided by its standard error.
    pub z: f64,
}

/// Compares the earlier half of those who came in with the later half, at the median age of the later half's oldest
/// half.
pub(super) fn drift(visits: &[Visit], as_of: Day, from: Option<Day>) -> Option<Drift> {
    let mut seen: Vec<&Visit> = visits.iter().filter(|v| from.is_none_or(|from| v.begins >= from)).collect();
    seen.sort_by_key(|v| v.begins);
    let middle = seen.get(seen.len() / 2)?.begins;
    let days = (as_of.0 - middle.0) / 2;
    let half = |late: bool| {
        let spell = |v: &&Visit| {
            let days = v.end.map_or(as_of, |(day, _)| day).0 - v.begins.0;
            Spell { unseen: -1, days, end: v.end.map(|(_, cause)| cause) }
        };
        let spells: Vec<Spell> = seen.iter().filter(|v| (v.begins >= middle) == late).map(spell).collect();
        let found = curve(&spells, 2);
        let step = found.steps.iter().rfind(|step| step.days <= days)?;
        Some((*step.came.first()?, *step.variance.first()?))
    };
    let ((earlier, a), (later, b)) = (half(false)?, half(true)?);
    let error = (a + b).sqrt();
    (error > 0.0 && days > 0).then(|| Drift { days, earlier, later, z: (later - earlier) / error })
}
