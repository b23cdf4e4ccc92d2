//! What the evidence says about the record itself, and what the tables cannot say.

use super::{Cannot, Evidence, History, process, say};
use crate::shape::Role;

/// Probability from which on a level is said to move.
const SURE: f64 = 0.95;

/// What the evidence says about the record itself, and what it cannot say.
pub(super) fn add(history: &History, found: &mut Evidence) {
    record(found);
    lacks(history, found);
}

/// Where the record begins, whether it drifts, which weeks are missing.
fn record(found: &mut Evidence) {
    for stage in &found.process {
        if let Some(day) = stage.recorded_from {
            found.notes.push(format!(
                "{}: the record begins in the middle. No outcome is dated before {}, though some {:.0} of those who had come by \
                 then would have been decided; who came earlier counts from that day on",
                stage.name,
                day.iso(),
                stage.missing
            ));
        }
        if let Some(drift) = stage.drift.filter(|drift| drift.z.abs() > 3.0) {
            found.notes.push(format!(
                "{}: the later half passes at another rate than the earlier, {} against {} within {} days; the next may again",
                stage.name,
                say::percent(drift.later),
                say::percent(drift.earlier),
                drift.days
            ));
        }
        if stage.undated > 0 {
            let rest = match (stage.method, stage.undated) {
                (process::Method::Undated, _) => {
                    "the rate is that of the closed ones, and those still open are taken to be decided like them"
                }
                (_, 1) => "it counts for the rate; the times are those of the others",
                _ => "they count for the rate; the times are those of the others",
            };
            let outcomes = say::so_many(stage.undated, "outcome");
            found.notes.push(format!("{}: {outcomes} without a date: {rest}", stage.name));
        }
        match stage.method {
            process::Method::Cure => found.notes.push(format!(
                "{}: many are too young to tell what becomes of them; the rate in the end is a fitted one, off by at most {} so far",
                stage.name,
                say::percent(stage.cure.as_ref().map_or(0.0, |cure| cure.misfit))
            )),
            process::Method::Young => found.notes.push(format!(
                "{}: most are too young to tell what becomes of them; the rate is what has come so far, and too low",
                stage.name
            )),
            process::Method::Counted | process::Method::Plateau | process::Method::Undated => {}
        }
    }
    if let Some(retention) = found.retention.as_ref().filter(|retention| retention.running > 0) {
        let ends = if retention.running == 1 { "ends" } else { "end" };
        found.notes.push(format!(
            "{} {ends} after {}, the last day on which anything began: their contracts run",
            say::so_many(retention.running, "customer"),
            retention.as_of.iso()
        ));
    }
    if let Some(arrivals) = &found.arrivals {
        for (day, weeks) in &arrivals.gaps {
            let weeks = say::so_many(*weeks, "week");
            found.notes.push(format!("nobody came for {weeks} from {}: was nothing recorded?", day.iso()));
        }
        if arrivals.is_moving > SURE {
            found.notes.push(format!(
                "how many come moves by some {} from month to month, more than luck explains",
                say::percent(arrivals.moves)
            ));
        }
    }
}

/// What the tables cannot say, and what could.
fn lacks(history: &History, found: &mut Evidence) {
    for (role, header, example) in &history.unread {
        let what = match role {
            Role::Begins | Role::Closed | Role::Lost | Role::Left | Role::Period => "a date",
            _ => "a number",
        };
        found.cannot.push(Cannot {
            what: format!("what “{header}” says").into(),
            because: format!("its cells cannot be read: “{example}” is not {what} in a way that is known here"),
        });
    }
    if found.deals > 0 && found.process.is_empty() {
        found.cannot.push(Cannot {
            what: "how many deals are won".into(),
            because: "no row is known to be won; a column with the stage or the outcome would tell".to_owned(),
        });
    }
    for passing in &found.passings {
        if passing.counted.successes > passing.counted.trials {
            found.cannot.push(Cannot {
                what: format!("what share becomes {}", passing.name).into(),
                because: format!(
                    "{}: more passed than came, so the two do not count the same people",
                    passing.sentence
                ),
            });
        }
    }
    if let Some(weeks) = found.arrivals.as_ref().map(|arrivals| arrivals.weeks.len()).filter(|weeks| *weeks < 52) {
        found.cannot.push(Cannot {
            what: "how the season moves how many come".into(),
            because: format!("{weeks} weeks are on record; two years would tell"),
        });
    }
    if found.deals > 0 && found.spend.is_empty() {
        found.cannot.push(Cannot {
            what: "what an inquiry costs, and what more money brings".into(),
            because: "no table says what was spent; spend by week and channel would, if it ever changed".to_owned(),
        });
    }
    for response in &found.response {
        if let Some(why) = &response.cannot {
            let because =
                if response.channel.is_empty() { why.clone() } else { format!("{}: {why}", response.channel) };
            found.cannot.push(Cannot { what: "what more money brings".into(), because });
        }
    }
    let is_unread = history.unread.iter().any(|(role, ..)| *role == Role::Amount);
    if found.sizes.is_none() && found.deals > 0 && !is_unread {
        let because = if found.process.is_empty() { "no deal is known to be won" } else { "no won deal has an amount" };
        found.cannot.push(Cannot { what: "what a deal is worth".into(), because: because.to_owned() });
    }
    if found.retention.is_none() {
        found.cannot.push(Cannot {
            what: "how long customers stay".into(),
            because: "no table has customers with the days they began and left".to_owned(),
        });
    }
    found.cannot.push(Cannot { what: "the margin".into(), because: "no table has what delivering costs".to_owned() });
}
