//! What takes nobody’s hours although one might think so: stages that no team works, and people who were already in a
//! stage when the run began.

use funnel_engine::scenario::{Scenario, Stage};

use super::compare::listed;
use super::numbers::{Numbers, plural};

/// `Nobody’s hours are asked at “Proposal” and “Won”: no team works them.`, and for each stage with an open pipeline
/// what [`opening`] says. Empty where no team works any stage.
#[must_use]
pub fn outside(s: &Scenario, n: &dyn Numbers) -> Vec<String> {
    if s.stages.iter().all(|x| x.work.is_none()) {
        return Vec::new();
    }
    let free: Vec<String> = s.stages.iter().filter(|x| x.work.is_none()).map(|x| format!("“{}”", x.name)).collect();
    let free: Vec<&str> = free.iter().map(String::as_str).collect();
    let them = if free.len() == 1 { "it" } else { "them" };
    let unworked = (!free.is_empty())
        .then(|| format!("Nobody’s hours are asked at {}: no team works {them}.", listed(&free, "and")));
    unworked.into_iter().chain(s.stages.iter().filter_map(|stage| opening(s, stage, n))).collect()
}

/// `The open pipeline at “Won”, 40 people in week 1, takes no hours of “Account executives”: it has been worked already.`
/// `None` where no team works the stage, or nobody is in it.
#[must_use]
pub fn opening(s: &Scenario, stage: &Stage, n: &dyn Numbers) -> Option<String> {
    let work = stage.work.as_ref().filter(|_| stage.open_at_start > 0)?;
    let team = s.teams.iter().find(|t| t.id == work.team)?;
    Some(format!(
        "The open pipeline at “{}”, {} in week 1, takes no hours of “{}”: it has been worked already.",
        stage.name,
        plural(n, f64::from(stage.open_at_start), "person", "people"),
        team.name
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::{Team, Work};
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    #[test]
    fn what_takes_no_hours_is_said() {
        let (n, mut s) = (NumberStyle::default(), reports::scenario());
        s.stages[1].open_at_start = 40;
        assert!(outside(&s, &n).is_empty(), "without teams nobody waits for one");
        s.teams = vec![Team { id: "ae".into(), name: "Account executives".into(), ..Team::default() }];
        assert!(outside(&s, &n).is_empty(), "a team that works nothing");
        s.stages[1].work = Some(Work { team: "ae".into(), ..Work::default() });
        let open = "The open pipeline at “Won”, 40 people in week 1, takes no hours of “Account executives”: it has been \
                    worked already.";
        assert_eq!(outside(&s, &n), ["Nobody’s hours are asked at “Lead”: no team works it.", open]);
        s.stages[0].work = s.stages[1].work.clone();
        s.stages[1].open_at_start = 1;
        assert_eq!(outside(&s, &n), [open.replace("40 people", "1 person")]);
        s.stages[1].open_at_start = 0;
        assert!(outside(&s, &n).is_empty());
    }
}
