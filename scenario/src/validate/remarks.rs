//! What is valid and yet hardly meant.

use super::Problem;
use crate::{Delay, Scenario, Stage};
use funnel_sample::math::normal;

/// If one kind of stay is this many times as long as the other, a remark says how those found waiting differ from
/// newcomers.
const MUCH_LONGER: f64 = 10.0;

impl Scenario {
    /// What a reader should know about a scenario that can run, each with the place where it can be changed.
    ///
    /// ```
    /// use funnel_scenario::{Delay, Input, Scenario, Stage};
    /// let rate = Input::fixed(0.3);
    /// let mut stage = Stage { id: "won".into(), open_at_start: 40, rate, ..Stage::default() };
    /// stage.loss.delay = Some(Delay::Lognormal { median_weeks: 3.0, p90_weeks: 8.0 });
    /// let scenario = Scenario { stages: vec![stage], ..Scenario::default() };
    /// assert_eq!(scenario.remarks()[0].path, "stages[0].open_at_start");
    /// ```
    #[must_use]
    pub fn remarks(&self) -> Vec<Problem> {
        let stages = self.stages.iter().enumerate();
        let found = |(i, stage)| Some(Problem::new(format!("stages[{i}].open_at_start"), found_waiting(stage)?));
        stages.filter_map(found).collect()
    }
}

/// How those found waiting at a stage fare, where that is far from how newcomers do.
fn found_waiting(stage: &Stage) -> Option<String> {
    let leaving = stage.loss.delay.as_ref().unwrap_or(&stage.delay);
    let (pass, leave) = (mean(&stage.delay), mean(leaving));
    let rate = stage.rate.middle().filter(|p| *p < 1.0)?;
    if stage.open_at_start == 0 || pass == leave {
        return None;
    }
    let people = match stage.open_at_start {
        1 => "the one person".to_owned(),
        n => format!("the {n} people"),
    };
    if pass == 0.0 {
        return Some(format!(
            "none of {people} waiting here in week 1 will pass: passing takes no time here and leaving does, so whoever \
             still waits is on the way out; say how long those who pass take"
        ));
    }
    if leave == 0.0 {
        return Some(format!(
            "all of {people} waiting here in week 1 will pass: leaving takes no time here and passing does, so whoever \
             still waits is on the way to pass; say how long those who leave take"
        ));
    }
    let longer = (pass / leave).max(leave / pass);
    if longer < MUCH_LONGER {
        return None;
    }
    let odds = rate / (1.0 - rate) * pass / leave;
    let (now, newcomers) = (of_ten(odds / (1.0 + odds)), of_ten(rate));
    let (slow, quick, way) =
        if pass < leave { ("leave", "pass", "on the way out") } else { ("pass", "leave", "on the way to pass") };
    Some(format!(
        "of those waiting here in week 1 {now} will pass, and {newcomers} of those who come later: those who {slow} take \
         {longer:.0} times as long as those who {quick}, so whoever still waits is mostly {way}"
    ))
}

/// A share in words: `about 1 in 12`, `all but about 1 in 12`.
fn of_ten(share: f64) -> String {
    let one_in = |share: f64| format!("about 1 in {:.0}", 1.0 / share.max(1e-9));
    if share < 0.4 {
        one_in(share)
    } else if share <= 0.6 {
        "about half".to_owned()
    } else {
        format!("all but {}", one_in(1.0 - share))
    }
}

/// Mean weeks of a delay in a segment of cycle 1; in other segments both delays of a stage scale alike.
fn mean(delay: &Delay) -> f64 {
    match delay {
        Delay::None => 0.0,
        Delay::Lognormal { median_weeks, p90_weeks } => {
            let sigma = libm::log(p90_weeks / median_weeks) / normal::quantile(0.9);
            median_weeks * libm::exp(sigma * sigma / 2.0)
        }
        #[expect(clippy::cast_precision_loss, reason = "lists are short")]
        Delay::Empirical { weeks } => weeks.iter().sum::<f64>() / weeks.len().max(1) as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, templates};

    fn waiting(open: u32, rate: f64, passing: Delay, leaving: Option<Delay>) -> Vec<String> {
        let rate = Input::fixed(rate);
        let mut stage = Stage { id: "s".into(), open_at_start: open, rate, delay: passing, ..Stage::default() };
        stage.loss.delay = leaving;
        let scenario = Scenario { stages: vec![Stage::default(), stage], ..Scenario::default() };
        scenario
            .remarks()
            .into_iter()
            .map(|remark| {
                assert_eq!(remark.path, "stages[1].open_at_start");
                remark.message
            })
            .collect()
    }

    fn weeks(median_weeks: f64, p90_weeks: f64) -> Delay {
        Delay::Lognormal { median_weeks, p90_weeks }
    }

    fn list(weeks: &[f64]) -> Delay {
        Delay::Empirical { weeks: weeks.to_vec() }
    }

    /// The means are 2.3155 and 25.8303 weeks (SciPy 1.17, `lognorm.mean`): odds 1 · 2.3155/25.8303, a chance of .0823.
    #[test]
    fn it_says_where_those_found_waiting_fare_otherwise() {
        let [none] = &waiting(40, 0.5, Delay::None, Some(weeks(3.0, 8.0)))[..] else { panic!("one remark") };
        assert!(none.starts_with("none of the 40 people waiting here in week 1 will pass"), "{none}");
        let [one] = &waiting(1, 0.5, list(&[0.0]), Some(list(&[3.0])))[..] else { panic!("one remark") };
        assert!(one.starts_with("none of the one person waiting"), "{one}");
        let [all] = &waiting(40, 0.5, weeks(3.0, 8.0), Some(Delay::None))[..] else { panic!("one remark") };
        assert!(all.starts_with("all of the 40 people waiting here in week 1 will pass"), "{all}");
        let [few] = &waiting(1_000, 0.5, weeks(2.0, 4.0), Some(weeks(20.0, 50.0)))[..] else { panic!("one remark") };
        assert_eq!(
            few,
            "of those waiting here in week 1 about 1 in 12 will pass, and about half of those who come later: \
             those who leave take 11 times as long as those who pass, so whoever still waits is mostly on the way out"
        );
        let [most] = &waiting(9, 0.1, list(&[99.0]), Some(list(&[1.0])))[..] else { panic!("one remark") };
        assert!(most.contains("all but about 1 in 12 will pass, and about 1 in 10 of those who come later"), "{most}");
    }

    #[test]
    fn it_says_nothing_where_nothing_is_odd() {
        assert!(waiting(0, 0.5, Delay::None, Some(weeks(3.0, 8.0))).is_empty(), "nobody waits");
        assert!(waiting(40, 0.5, Delay::None, None).is_empty(), "nobody takes any time");
        assert!(waiting(40, 0.5, weeks(3.0, 8.0), None).is_empty(), "both take the same time");
        assert!(waiting(40, 0.5, weeks(3.0, 8.0), Some(weeks(9.0, 24.0))).is_empty(), "three times is not much longer");
        assert!(waiting(40, 1.0, Delay::None, Some(weeks(3.0, 8.0))).is_empty(), "everybody passes");
        assert!(waiting(40, 0.0, Delay::None, Some(weeks(3.0, 8.0))).is_empty(), "nobody passes");
        for template in templates::TEMPLATES {
            let remarks = templates::load(template.id).map(|s| s.remarks());
            assert_eq!(remarks, Some(Vec::new()), "{}", template.id);
        }
    }
}
