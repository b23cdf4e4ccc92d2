//! What of a scenario a question asks about: two scenarios that agree in that have the same finding, to the bit.

use crate::scenario::{Scenario, Target};
use crate::{Question, StudyKind};

impl Question {
    /// The scenario without what its finding does not depend on, so that whoever asks again after a change there need not run
    /// anything: a name, a note, a colour; for small steps on top of today the plans, too, and the target.
    #[must_use]
    pub fn about(&self, scenario: &Scenario) -> Scenario {
        match self.kind() {
            // Scenarios beside each other are told by their names.
            StudyKind::Compare | StudyKind::Regret => scenario.clone(),
            StudyKind::Ladder => Scenario { plans: Vec::new(), target: Target::default(), ..scenario.figures() },
            StudyKind::Holds
            | StudyKind::Curve
            | StudyKind::Mix
            | StudyKind::Outcome
            | StudyKind::Drivers
            | StudyKind::Learn => scenario.figures(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Metric;
    use crate::scenario::templates::{TEMPLATES, load};
    use crate::scenario::{Plan, SpendChange, edit};
    use crate::{Driver, curve, mix};

    fn found(question: &Question, scenario: &Scenario) -> String {
        let mut driver = Driver::new(question.study(scenario, 64));
        while driver.step().unwrap_or_else(|problems| panic!("{problems:?}")) {}
        serde_json::to_string(&driver.found()).unwrap()
    }

    /// A template as somebody has it before them: watched for a quarter, with plans that change money and settings.
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
            let s = asked(template.id, 1.3);
            let metric = Metric::Profit;
            for question in [
                Question::Ladder,
                Question::Holds,
                Question::Curve { lambda: curve::LAMBDA },
                Question::Mix { asked: mix::Asked::default() },
                Question::Drivers { metric, total: false },
                Question::Learn { metric, pairs: false },
            ] {
                assert_eq!(
                    found(&question, &question.about(&s)),
                    found(&question, &s),
                    "{}, {question:?}",
                    template.id
                );
            }
            let mut other = asked(template.id, 0.4);
            other.target.value = Some(1e6);
            assert_eq!(Question::Ladder.about(&s), Question::Ladder.about(&other), "another plan is no other ladder");
            assert_ne!(Question::Holds.about(&s), Question::Holds.about(&other));
        }
    }
}
