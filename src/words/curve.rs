//! How far to go, in words: what each total budget brings.

use funnel_charts::format::{Digits, Unit};
use funnel_decide::curve::{Curve, Point};

use super::numbers::{Numbers, money, money_change};
use super::period::period;

/// Futures in a chance, as in the answer's dots.
const FUTURES: f64 = 50.0;

/// `Profit is highest at about $760k in 12 months, 25% less than today.`
#[must_use]
pub fn title(c: &Curve, weeks: u32, n: &dyn Numbers) -> String {
    let (Some(best), Some(today)) = (&c.best, &c.today) else {
        return if c.points.is_empty() {
            "Nothing is spent on channels today, so there is no budget to change."
        } else {
            ""
        }
        .to_owned();
    };
    let span = period(weeks);
    let [low, high] = best.undecided;
    if low <= today.budget && today.budget <= high {
        return if low < high {
            format!(
                "We cannot tell a better budget than today’s: from {} to {} in {span} none is clearly ahead.",
                money(n, low),
                money(n, high)
            )
        } else {
            format!("Today’s budget, {} in {span}, is the best of those tried.", money(n, today.budget))
        };
    }
    if best.at_end && best.multiple > 1.0 {
        return format!("Profit still rises at {} in {span}, the most that was tried.", money(n, best.budget));
    }
    if best.budget <= 0.0 {
        return format!("Profit is highest with nothing spent: {} more than today in {span}.", plain(c, n));
    }
    let share = best.multiple - 1.0;
    let (by, word) = (n.percent(share.abs(), 0), if share < 0.0 { "less" } else { "more" });
    format!(
        "Profit is highest at about {} in {span}, {by} {word} than today: {} of profit.",
        money(n, best.budget),
        gain(c, n)
    )
}

fn gain(c: &Curve, n: &dyn Numbers) -> String {
    c.best.as_ref().map_or_else(String::new, |b| money_change(n, &b.less_today))
}

fn plain(c: &Curve, n: &dyn Numbers) -> String {
    gain(c, n).trim_start_matches('+').to_owned()
}

/// What follows from the curve: the flat zone, the next dollar, the careful choice, the fresh futures, the fall.
#[must_use]
pub fn sentences(c: &Curve, weeks: u32, n: &dyn Numbers) -> Vec<String> {
    let span = period(weeks);
    let mut said = Vec::new();
    if let Some(best) = c.best.as_ref().filter(|b| b.flat[0] < b.flat[1]) {
        said.push(format!(
            "Between {} and {} profit is within 1 % of the best: nothing there is worth a quarrel.",
            money(n, best.flat[0]),
            money(n, best.flat[1])
        ));
    }
    if let Some(text) = c.today.as_ref().and_then(|today| next_dollar(c, today, n)) {
        said.push(text);
    }
    if let (Some(best), Some(careful)) = (&c.best, &c.careful)
        && (careful.budget - best.budget).abs() > 0.02 * best.budget.max(careful.budget)
    {
        said.push(format!(
            "Who weighs the worst tenth of futures as well (by {}) stops at {}.",
            n.style().number(c.lambda, Digits::Significant(2), Unit::Count),
            money(n, careful.budget)
        ));
    }
    if let Some(f) = &c.fresh {
        said.push(format!(
            "Scored again in futures it was not chosen in, the best budget changes profit by {} and is ahead of today in {} of 50.",
            money_change(n, &f.best.fresh),
            (f.best.better.value * FUTURES).round()
        ));
    }
    if let Some(falls) = &c.falls {
        let each = falls.lost_per_dollar.value.unwrap_or(0.0);
        said.push(format!(
            "Above {} in {span} more budget lowers revenue: each further dollar loses {} on average.",
            money(n, falls.from),
            n.style().number(each, Digits::Significant(2), Unit::Money)
        ));
    }
    said
}

/// `Around today’s budget one more dollar brings $0.45 of revenue and costs $0.69 of profit.`
fn next_dollar(c: &Curve, today: &Point, n: &dyn Numbers) -> Option<String> {
    let next = c.points.iter().find(|p| p.budget > today.budget)?;
    let (revenue, profit) = next.marginal.map(|m| (m.revenue, m.profit))?;
    let clear =
        |e: &funnel_engine::report::Estimate| e.value.unwrap_or(0.0).abs() > 2.0 * e.se.unwrap_or(f64::INFINITY);
    if !clear(&profit) {
        return Some(
            "What one more dollar on top of today’s budget does to profit, we cannot tell from its error.".to_owned(),
        );
    }
    let cents = |x: f64| n.style().number(x.abs(), Digits::Step(0.01), Unit::Money);
    let (more, gain) = (revenue.value?, profit.value?);
    let verb = if gain < 0.0 { "loses" } else { "gains" };
    Some(if clear(&revenue) && more > 0.0 {
        format!(
            "On top of today’s budget one more dollar brings {} of revenue and {verb} {} of profit.",
            cents(more),
            cents(gain)
        )
    } else {
        format!(
            "On top of today’s budget one more dollar brings no revenue that we can see, and {verb} {} of profit.",
            cents(gain)
        )
    })
}

/// One budget in a sentence.
#[must_use]
pub fn reading(p: &Point, is_revenue: bool, n: &dyn Numbers) -> String {
    let (spread, less, what) = if is_revenue {
        (&p.revenue, &p.revenue_less_today, "revenue")
    } else {
        (&p.profit, &p.profit_less_today, "profit")
    };
    let amount =
        |e: &funnel_engine::report::Estimate| e.value.map_or_else(|| super::numbers::NONE.to_owned(), |x| money(n, x));
    format!(
        "Budget {}: mean {what} {}, between {} and {} in 8 of 10 futures; against today {}.",
        money(n, p.budget),
        amount(&spread.mean),
        amount(&spread.p10),
        amount(&spread.p90),
        money_change(n, less)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_charts::format::NumberStyle;
    use funnel_decide::curve::{Falls, Fresh, Optimum, Rescored};
    use funnel_decide::ladder::PerDollar;
    use funnel_engine::report::{Chance, Estimate};

    fn known(value: f64, se: f64) -> Estimate {
        Estimate { value: Some(value), se: Some(se) }
    }

    fn curve(best: f64, undecided: [f64; 2]) -> Curve {
        let point = |budget: f64| Point { budget, ..Point::default() };
        let optimum = Optimum {
            budget: best,
            multiple: best / 1e6,
            less_today: known(1.5e5, 1e4),
            flat: [best * 0.9, best * 1.1],
            undecided,
            ..Optimum::default()
        };
        Curve {
            lambda: 0.5,
            points: vec![point(0.0), point(1e6), point(3e6)],
            today: Some(point(1e6)),
            best: Some(optimum),
            ..Curve::default()
        }
    }

    #[test]
    fn the_title_says_the_best_or_that_one_cannot_tell() {
        let n = NumberStyle::default();
        let said = |c: &Curve| title(c, 52, &n);
        assert_eq!(
            said(&curve(7.5e5, [7e5, 8e5])),
            "Profit is highest at about $750k in 12 months, 25% less than today: +$150k of profit."
        );
        assert_eq!(
            said(&curve(9e5, [7e5, 1.2e6])),
            "We cannot tell a better budget than today’s: from $700k to $1.2M in 12 months none is clearly ahead."
        );
        assert_eq!(said(&curve(1e6, [1e6, 1e6])), "Today’s budget, $1M in 12 months, is the best of those tried.");
        let mut end = curve(3e6, [3e6, 3e6]);
        end.best.iter_mut().for_each(|b| b.at_end = true);
        assert_eq!(said(&end), "Profit still rises at $3M in 12 months, the most that was tried.");
        assert_eq!(
            said(&curve(0.0, [0.0, 0.0])),
            "Profit is highest with nothing spent: $150k more than today in 12 months."
        );
        assert_eq!(said(&Curve::default()), "Nothing is spent on channels today, so there is no budget to change.");
    }

    #[test]
    fn what_follows_is_said_with_its_errors() {
        let n = NumberStyle::default();
        let mut c = curve(7.5e5, [7e5, 8e5]);
        let per = |revenue, profit| Some(PerDollar { revenue, profit });
        c.points[2].marginal = per(known(0.45, 0.05), known(-0.69, 0.04));
        let rescored = Rescored {
            fresh: known(1.4e5, 1e4),
            better: Chance { value: 0.81, ..Chance::default() },
            ..Rescored::default()
        };
        c.fresh = Some(Fresh { seed: 2, today: known(0.0, 1.0), best: rescored, careful: rescored, plan: None });
        c.falls = Some(Falls { from: 1.9e6, lost_per_dollar: known(0.4, 0.1) });
        assert_eq!(
            sentences(&c, 52, &n),
            [
                "Between $675k and $825k profit is within 1 % of the best: nothing there is worth a quarrel.",
                "On top of today’s budget one more dollar brings $0.45 of revenue and loses $0.69 of profit.",
                "Scored again in futures it was not chosen in, the best budget changes profit by +$140k and is ahead of \
                 today in 41 of 50.",
                "Above $1.9M in 12 months more budget lowers revenue: each further dollar loses $0.4 on average.",
            ]
        );
        c.points[2].marginal = per(known(0.1, 0.2), known(-0.1, 0.2));
        assert!(sentences(&c, 52, &n)[1].ends_with("we cannot tell from its error."));
    }
}
