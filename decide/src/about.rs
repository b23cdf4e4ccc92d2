//! The part of a scenario that a question is about: two scenarios that agree in that part have the same finding, to the
//! bit.

use crate::moved::{Moved, Way};
use crate::scenario::{Scenario, Target};
use crate::sides::Carried;
use crate::{Finding, Question};

impl Question {
    /// The question, and the scenario without what the finding does not depend on, so that asking again after a change
    /// need not run anything. Left out are names, notes and looks; for small steps on top of today, also the plans and
    /// the target. The finding then carries none of the reader's names; [`Self::told`] puts them in.
    #[must_use]
    pub fn about(&self, scenario: &Scenario) -> (Self, Scenario) {
        let others = |others: &[Carried]| others.iter().map(|other| Carried(side(&other.0))).collect();
        let today = || Scenario { plans: Vec::new(), target: Target::default(), ..scenario.figures() };
        match self {
            Self::Compare { others: all, metric } => {
                (Self::Compare { others: others(all), metric: *metric }, side(scenario))
            }
            Self::Regret { others: all, metric } => {
                (Self::Regret { others: others(all), metric: *metric }, side(scenario))
            }
            Self::Ladder => (self.clone(), today()),
            // A plan that moves no money in this direction is treated as a share of today's, and nothing else in it
            // counts.
            Self::Extra if !Moved::of(scenario, Way::More).is_plans => (self.clone(), today()),
            Self::Cut if !Moved::of(scenario, Way::Less).is_plans => (self.clone(), today()),
            Self::Extra | Self::Cut => (self.clone(), Scenario { target: Target::default(), ..scenario.figures() }),
            // Never wrong, as long as the finding has no names in it: at most something is asked once more that need not be.
            Self::Holds
            | Self::Curve { .. }
            | Self::Mix { .. }
            | Self::Outcome { .. }
            | Self::Drivers { .. }
            | Self::Learn { .. } => (self.clone(), scenario.figures()),
        }
    }

    /// Whether the answer's own run can serve: then nothing is simulated, or only the replicates that it lacks.
    #[must_use]
    pub const fn rests_on_the_answer(&self) -> bool {
        match self {
            Self::Learn { .. } => true,
            // Total effects take a run for each driver.
            Self::Drivers { total, .. } => !*total,
            Self::Holds
            | Self::Ladder
            | Self::Curve { .. }
            | Self::Mix { .. }
            | Self::Extra
            | Self::Cut
            | Self::Outcome { .. }
            | Self::Compare { .. }
            | Self::Regret { .. } => false,
        }
    }

    /// What was found about [the part that matters](Self::about), in the words of the scenarios as they are: their
    /// names, those of their plans, and what differs between them. `None` where the finding contains no words of
    /// theirs.
    #[must_use]
    pub fn told(&self, scenario: &Scenario, found: &Finding) -> Option<Finding> {
        match self {
            Self::Compare { others, .. } => match found {
                Finding::Compare(found) => Some(Finding::Compare(found.clone().named(scenario, others))),
                _ => None,
            },
            Self::Regret { others, .. } => match found {
                Finding::Regret(found) => Some(Finding::Regret(found.clone().named(scenario, others))),
                _ => None,
            },
            Self::Holds
            | Self::Ladder
            | Self::Curve { .. }
            | Self::Mix { .. }
            | Self::Extra
            | Self::Cut
            | Self::Outcome { .. }
            | Self::Drivers { .. }
            | Self::Learn { .. } => None,
        }
    }
}

/// A scenario that is set beside others: its figures, and its currency, which has to be the same as the others'.
fn side(scenario: &Scenario) -> Scenario {
    let mut side = Scenario { currency: scenario.currency.clone(), ..scenario.figures() };
    // The reason why a plan cannot be carried out names channels.
    for (to, from) in side.channels.iter_mut().zip(&scenario.channels) {
        to.name.clone_from(&from.name);
    }
    side
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome;
    use crate::process::Metric;
    use crate::scenario::templates::{TEMPLATES, load};
    use crate::scenario::{Plan, SpendChange, TargetMetric, edit};
    use crate::{Driver, curve, mix};

    fn found(question: &Question, scenario: &Scenario) -> Finding {
        let mut driver = Driver::new(question.study(scenario, 64));
        while driver.step().unwrap_or_else(|problems| panic!("{problems:?}")) {}
        driver.found()
    }

    fn json(found: &Finding) -> String {
        serde_json::to_string(found).unwrap()
    }

    /// The finding, obtained through the part that the question is about.
    fn recalled(question: &Question, scenario: &Scenario) -> String {
        let (about, figures) = question.about(scenario);
        let found = found(&about, &figures);
        json(&question.told(scenario, &found).unwrap_or(found))
    }

    /// The same figures in other words.
    fn reworded(scenario: &Scenario) -> Scenario {
        let mut s = Scenario { name: "Another".into(), note: "Why".into(), ..scenario.clone() };
        s.plans.iter_mut().for_each(|plan| plan.name = "The plan".into());
        s.stages.iter_mut().for_each(|stage| stage.name = "A stage".into());
        s.teams.iter_mut().for_each(|team| team.name = "A team".into());
        s.brand.footer = "Confidential".into();
        s
    }

    /// A template as a reader might have edited it: a quarter long, with plans that change money and settings.
    fn asked(id: &str, scale: f64) -> Scenario {
        let mut s = load(id).unwrap();
        (s.frame.horizon_weeks, s.frame.run_off_weeks) = (13, 13);
        let change = SpendChange { scale, weeks: Some(5), ..SpendChange::default() };
        s.plans = vec![Plan { spend: vec![change], ..Plan::default() }];
        let settings = s.settings();
        let more = settings.iter().find(|x| x.today < x.high).map(|x| (x.key.clone(), x.high.min(x.today + 1.0)));
        more.and_then(|(key, value)| edit::set_setting(&s, 0, &key, Some(value)).ok()).unwrap_or(s)
    }

    #[test]
    fn what_is_left_out_changes_no_finding() {
        for template in TEMPLATES {
            let (s, mut other) = (asked(template.id, 1.3), asked(template.id, 0.4));
            other.channels[0].spend_per_week *= 1.25;
            let metric = Metric::Profit;
            let target = outcome::Target { metric: TargetMetric::Revenue, value: 1e5, confidence: 0.8 };
            let others = |other: &Scenario| vec![Carried(other.clone())];
            for question in [
                Question::Ladder,
                Question::Holds,
                Question::Curve { lambda: curve::LAMBDA },
                Question::Mix { asked: mix::Terms::default() },
                Question::Extra,
                Question::Cut,
                Question::Outcome { target: Some(target) },
                Question::Drivers { metric, total: false },
                Question::Learn { metric, pairs: false },
                Question::Compare { others: others(&other), metric },
                Question::Regret { others: others(&other), metric },
            ] {
                let at = format!("{}, {question:?}", template.id);
                assert_eq!(recalled(&question, &s), json(&found(&question, &s)), "{at}");
                let worded = match question.clone() {
                    Question::Compare { .. } => Question::Compare { others: others(&reworded(&other)), metric },
                    Question::Regret { .. } => Question::Regret { others: others(&reworded(&other)), metric },
                    question => question,
                };
                assert_eq!(worded.about(&reworded(&s)), question.about(&s), "{at}: words ask nothing anew");
                assert_eq!(recalled(&worded, &reworded(&s)), json(&found(&worded, &reworded(&s))), "{at}");
            }
            other = asked(template.id, 0.4);
            other.target.value = Some(1e6);
            assert_eq!(Question::Ladder.about(&s), Question::Ladder.about(&other), "another plan is no other ladder");
            assert_ne!(Question::Holds.about(&s), Question::Holds.about(&other));
        }
    }
}
