//! What would help most, in words: one small step at each lever.

use funnel_charts::format::{Digits, Unit};
use funnel_decide::ladder::{Ladder, Lever, Rung};
use funnel_engine::scenario::Scenario;

use super::holds::duration;
use super::numbers::{NONE, Numbers, money, money_change, money_of, with_error};

/// The step in a few words: `Sales development: one more person`.
#[must_use]
pub fn step(s: &Scenario, rung: &Rung, n: &dyn Numbers) -> String {
    let stage = |id: &str| s.stages.iter().find(|x| x.id == id).map_or(id, |x| x.name.as_str()).to_owned();
    match &rung.lever {
        Lever::Rate { stage: id } => format!("{}: one point more pass", stage(id)),
        Lever::Answer => format!("First answer: {} earlier", duration(n, rung.step.abs() * 60.0)),
        Lever::Attempt => "Attempts to get in touch: one more".to_owned(),
        Lever::Person { team } => {
            let name = s.teams.iter().find(|x| x.id == *team).map_or(team.as_str(), |x| x.name.as_str());
            format!("{name}: one more person")
        }
        Lever::Media { channel } => {
            let name = s.channels.iter().find(|x| x.id == *channel).map_or(channel.as_str(), |x| x.name.as_str());
            format!("{name}: {} a week more", money(n, rung.step))
        }
        Lever::Nurture => format!("Nurture: {} points better", points(rung.step, n)),
        Lever::Feed { stage: id } => {
            format!("Into nurture from {}: {} points more", stage(id), points(rung.step, n))
        }
        Lever::Churn => "Customers who leave: one point less".to_owned(),
    }
}

fn points(share: f64, n: &dyn Numbers) -> String {
    n.style().number(100.0 * share.abs(), Digits::Significant(2), Unit::Count)
}

/// `Sales development: one more person` would help most: +$201k of profit a year, for $78k.
#[must_use]
pub fn title(s: &Scenario, ladder: &Ladder, n: &dyn Numbers) -> String {
    let Some(best) = ladder.rungs.first() else {
        return "There is no lever to try a small step of.".to_owned();
    };
    let gains = |r: &Rung| r.sign_known && r.profit.value.unwrap_or(0.0) > 0.0;
    // Levers with a price first: a point of a rate is a wish until somebody knows what it takes.
    let bought = ladder.rungs.iter().find(|r| gains(r) && r.cost.is_some());
    let wished = ladder.rungs.iter().find(|r| gains(r));
    match (bought, wished) {
        (Some(r), _) => {
            let cost = r.cost.map(|c| money_of(n, &c)).unwrap_or_default();
            format!(
                "Of what money buys, this helps most: {}. It brings {} of profit a year after the {cost} it costs.",
                lowered(&step(s, r, n)),
                money_change(n, &r.profit)
            )
        }
        (None, Some(r)) => format!(
            "Nothing that money buys raises profit for certain; what would help most: {}, {} of profit a year.",
            lowered(&step(s, r, n)),
            money_change(n, &r.profit)
        ),
        (None, None) if ladder.rungs.iter().all(|r| r.sign_known) => {
            format!("Every small step lowers profit; the least harm: {}.", lowered(&step(s, best, n)))
        }
        (None, None) => {
            "We cannot tell whether any small step raises profit: the errors are larger than the effects.".to_owned()
        }
    }
}

/// Names of teams and channels stay as they are; ours begin small within a sentence.
fn lowered(step: &str) -> String {
    ["First answer", "Attempts", "Into nurture", "Customers who"]
        .into_iter()
        .find(|own| step.starts_with(own))
        .map_or_else(|| step.to_owned(), |_| step[..1].to_ascii_lowercase() + &step[1..])
}

/// All about one rung.
#[must_use]
pub fn reading(s: &Scenario, rung: &Rung, n: &dyn Numbers) -> String {
    let mut text = format!("{}: ", step(s, rung, n));
    let change = |e, known: bool, what: &str| {
        if known {
            format!("{} of {what}", money_change(n, e))
        } else {
            format!("no change of {what} that the error lets us see")
        }
    };
    text.push_str(&change(&rung.revenue, rung.revenue_sign_known, "revenue"));
    text.push_str(", ");
    text.push_str(&change(&rung.profit, rung.sign_known, "profit"));
    text.push_str(" a year");
    match &rung.cost {
        Some(cost) => text.push_str(&format!("; it costs {} a year", money_of(n, cost))),
        None => text.push_str("; what it takes is not in the model"),
    }
    text.push('.');
    text
}

/// The cells of the table: revenue, profit, cost a year, and profit for each dollar.
#[must_use]
pub fn cells(rung: &Rung, n: &dyn Numbers) -> Vec<String> {
    let each = rung.per_dollar.and_then(|x| x.profit.value);
    vec![
        with_error(&rung.revenue, n),
        with_error(&rung.profit, n),
        rung.cost.map_or_else(|| NONE.to_owned(), |c| money_of(n, &c)),
        each.map_or_else(|| NONE.to_owned(), |x| n.style().change(x, Digits::Step(0.01), Unit::Money)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;
    use funnel_engine::report::Estimate;
    use funnel_engine::scenario::Team;

    fn known(value: f64, se: f64) -> Estimate {
        Estimate { value: Some(value), se: Some(se) }
    }

    fn rung(lever: Lever, profit: (f64, f64), cost: Option<f64>) -> Rung {
        Rung {
            lever,
            step: 1.0,
            revenue: known(2.0 * profit.0, profit.1),
            profit: known(profit.0, profit.1),
            cost: cost.map(|x| known(x, 0.0)),
            per_dollar: None,
            revenue_sign_known: profit.0.abs() > profit.1,
            sign_known: profit.0.abs() > 2.0 * profit.1,
        }
    }

    fn ladder(rungs: Vec<Rung>) -> Ladder {
        Ladder { rungs, ..Ladder::default() }
    }

    #[test]
    fn one_sentence_says_what_helps() {
        let mut s = sample::scenario();
        s.teams = vec![Team { id: "sdr".into(), name: "Sales development".into(), ..Team::default() }];
        let n = NumberStyle::default();
        let person = || Lever::Person { team: "sdr".into() };
        let point = || Lever::Rate { stage: s.stages[0].id.clone() };
        let said = |rungs| title(&s, &ladder(rungs), &n);
        assert_eq!(
            said(vec![rung(point(), (3e5, 1e4), None), rung(person(), (2.01e5, 9e3), Some(78e3))]),
            "Of what money buys, this helps most: Sales development: one more person. It brings +$201k of profit a year \
             after the $78k it costs."
        );
        let name = &s.stages[0].name;
        assert_eq!(
            said(vec![rung(point(), (3e5, 1e4), None), rung(person(), (-2e4, 9e3), Some(78e3))]),
            format!(
                "Nothing that money buys raises profit for certain; what would help most: {name}: one point more pass, \
                 +$300k of profit a year."
            )
        );
        assert_eq!(
            said(vec![rung(Lever::Attempt, (-1e4, 1e3), Some(1e4)), rung(person(), (-2e4, 1e3), Some(78e3))]),
            "Every small step lowers profit; the least harm: attempts to get in touch: one more."
        );
        assert_eq!(
            said(vec![rung(person(), (1e3, 9e3), Some(78e3))]),
            "We cannot tell whether any small step raises profit: the errors are larger than the effects."
        );
        assert_eq!(said(Vec::new()), "There is no lever to try a small step of.");
    }

    #[test]
    fn a_rung_says_what_it_brings_and_costs_or_that_one_cannot_tell() {
        let (s, n) = (sample::scenario(), NumberStyle::default());
        assert_eq!(
            reading(&s, &rung(Lever::Attempt, (2.01e5, 9e3), Some(78e3)), &n),
            "Attempts to get in touch: one more: +$402k of revenue, +$201k of profit a year; it costs $78k a year."
        );
        let unsure = Rung { revenue_sign_known: false, ..rung(Lever::Churn, (1e3, 9e3), None) };
        assert_eq!(
            reading(&s, &unsure, &n),
            "Customers who leave: one point less: no change of revenue that the error lets us see, no change of profit \
             that the error lets us see a year; what it takes is not in the model."
        );
        assert_eq!(
            cells(&rung(Lever::Churn, (2.01e5, 9e3), None), &n),
            ["+$402k ± $9,000", "+$201k ± $9,000", "–", "–"]
        );
    }
}
