//! How far to go, in words: what each total budget brings.

mod beyond;

use funnel_decide::curve::{Curve, Fresh, Optimum, Point};
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Scenario, View};
use funnel_text::format::{Digits, Unit};

use super::besides::is_budget_alone;
use super::claims::{Claim, Said, Side, What, among};
use super::numbers::{Numbers, money, money_change, money_size, portion};
use super::often::Often;
use super::period::period;
pub(crate) use beyond::turned;
use beyond::{beside_today, claimed, kept_up};

/// What the curve says about the best budget.
enum Best {
    /// Today's own budget is best.
    Today,
    /// Between these two, none is clearly ahead of today's.
    Unclear([f64; 2]),
    /// The best was ahead of today's in the futures in which it was chosen, but not in others.
    NotHeld,
    /// The largest budget tried.
    AtEnd,
    /// The one found.
    At,
}

impl Best {
    fn of(c: &Curve, best: &Optimum, today: &Point) -> Self {
        let [low, high] = best.undecided;
        match () {
            () if low <= today.budget && today.budget <= high && low < high => Self::Unclear([low, high]),
            () if low <= today.budget && today.budget <= high => Self::Today,
            () if !c.holds() => Self::NotHeld,
            () if best.at_end && best.multiple > 1.0 => Self::AtEnd,
            () => Self::At,
        }
    }
}

/// `A budget of $760k, 25% below today’s, earns the most: $50k more profit in 12 months.`
#[must_use]
pub fn title(s: &Scenario, c: &Curve, n: &dyn Numbers) -> Said {
    let (Some(best), Some(today)) = (&c.best, &c.today) else {
        return Said::plain(if c.points.is_empty() {
            "Nothing is spent on channels today, so there is no budget to change."
        } else {
            ""
        });
    };
    let span = period(s.frame.horizon_weeks);
    // With nothing else changed, as the first plan only changes the budget.
    let alone = is_budget_alone(s);
    // Here today's budget is tried with everything else that the plan changes, which is not today.
    let with = with_others(s);
    let budget = format!("Today’s budget{with}");
    let side = |multiple: f64| Side::budget(multiple, alone);
    let multiples = c.points.iter().map(|p| if today.budget > 0.0 { p.budget / today.budget } else { 1.0 });
    let claim = |what| Claim::new(View::Curve, Metric::Profit, what);
    let among_all = || among(multiples.clone().map(side));
    let mut claims = Vec::new();
    let mut is_best = || {
        claims.push(claim(What::Best { best: side(best.multiple), among: among_all() }));
        claims.push(claim(What::Ahead { side: side(best.multiple), of: side(1.0), by: best.less_today }));
    };
    let text = match Best::of(c, best, today) {
        Best::Unclear([low, high]) => format!(
            "We cannot tell which budget{with} is best: from {} to {} in {span}, today’s among them, none stands out from its \
             error.",
            money(n, low),
            money(n, high)
        ),
        Best::Today => {
            if alone {
                is_best();
            }
            format!("{budget}, {} in {span}, is the best of those tried.", money(n, today.budget))
        }
        Best::NotHeld => format!(
            "We cannot tell a better budget{with} than today’s: the best found, {} in {span}, did not hold in other futures.",
            money(n, best.budget)
        ),
        Best::AtEnd => {
            is_best();
            format!("Profit still rises at {} in {span}{with}, the most that was tried.", money(n, best.budget))
        }
        Best::At if best.budget <= 0.0 => {
            is_best();
            format!("Spending nothing earns the most{with}: {} more profit in {span}.", gain(c, n))
        }
        Best::At => {
            is_best();
            format!(
                "A budget of {}, {} today’s, earns the most{with}: {} more profit in {span}.",
                money(n, best.budget),
                beside_today(best, n),
                gain(c, n)
            )
        }
    };
    // To leave out what lands later, or a longer time, would be half of the answer where that reverses it.
    let rest = turned(c, n);
    claims.extend(c.turned().into_iter().flat_map(|longer| claimed(longer, alone)));
    if rest.is_empty() {
        return Said::with(text, claims);
    }
    Said::with(format!("{}; {}.", text.trim_end_matches('.'), rest.join("; ")), claims)
}

/// What budgets have in common where the first plan changes more than its budget, to go after what is said of one.
pub(crate) fn with_others(s: &Scenario) -> &'static str {
    if is_budget_alone(s) { "" } else { " with the plan’s other changes" }
}

/// What is claimed about a longer time, where that reverses the answer.
pub(crate) fn turned_claims(s: &Scenario, c: &Curve) -> Vec<Claim> {
    c.turned().into_iter().flat_map(|longer| claimed(longer, is_budget_alone(s))).collect()
}

/// What the chart of revenue shows: where more budget lowers it, or that it never does.
#[must_use]
pub fn revenue_title(s: &Scenario, c: &Curve, n: &dyn Numbers) -> Said {
    let span = period(s.frame.horizon_weeks);
    Said::plain(match (&c.falls, c.points.last()) {
        (Some(falls), _) => format!("Above {} in {span} more budget lowers revenue.", money(n, falls.from)),
        (None, Some(most)) => format!(
            "Up to {} in {span}, the most that was tried, no fall of revenue with more budget stands out from its error.",
            money(n, most.budget)
        ),
        _ => String::new(),
    })
}

/// By how much the best budget is ahead of today's.
fn gain(c: &Curve, n: &dyn Numbers) -> String {
    c.best.as_ref().map_or_else(String::new, |b| money_size(n, &b.less_today))
}

/// The flat zone around the best budget. Of a loss there is none: the larger the loss, the more of it would be one per
/// cent.
#[must_use]
pub fn flat(c: &Curve) -> Option<[f64; 2]> {
    c.best.as_ref().and_then(flat_around)
}

/// The same around any optimum.
#[must_use]
pub fn flat_around(best: &Optimum) -> Option<[f64; 2]> {
    (best.value.is_gain() && best.flat[0] < best.flat[1]).then_some(best.flat)
}

/// What follows from the curve: the flat zone, the next dollar, the careful choice, the fresh futures, the fall.
#[must_use]
pub fn sentences(s: &Scenario, c: &Curve, n: &dyn Numbers) -> Vec<Said> {
    let span = period(s.frame.horizon_weeks);
    let mut said: Vec<Said> = Vec::new();
    // Where more budgets than these cannot be told from the best, that is all that can be said.
    let is_told =
        |flat: &[f64; 2]| c.best.is_some_and(|best| flat[0] <= best.undecided[0] && best.undecided[1] <= flat[1]);
    if let Some([low, high]) = flat(c).filter(is_told) {
        said.push(Said::plain(format!(
            "Anything from {} to {} comes within {} of the best profit.",
            money(n, low),
            money(n, high),
            n.percent(0.01, 0)
        )));
    }
    if let Some(text) = c.today.as_ref().and_then(|today| a_little_more(s, c, today, n)) {
        said.push(Said::plain(text));
    }
    if let (Some(best), Some(careful)) = (&c.best, &c.careful)
        && (careful.budget - best.budget).abs() > 0.02 * best.budget.max(careful.budget)
    {
        said.push(Said::plain(format!(
            "If the worst tenth of futures weighs with you, stop at {}.",
            money(n, careful.budget)
        )));
    }
    if let (Some(f), Some(best)) = (&c.fresh, &c.best) {
        said.extend(again(s, f, best, n));
    }
    said.extend(c.turned().and_then(|x| kept_up(x, n)).map(Said::plain));
    if let Some(falls) = &c.falls {
        let (part, each) = (portion(falls.from), falls.lost_per_dollar.value.unwrap_or(0.0));
        let text = format!(
            "Above {} in {span} more budget lowers revenue: each further {} loses {} on average.",
            money(n, falls.from),
            money(n, part),
            n.style().number(part * each, Digits::Significant(2), Unit::Money)
        );
        let tried = c.points.last().map_or(falls.from, |p| p.budget);
        let claim = What::Falls { alone: is_budget_alone(s), from: Some(falls.begins), tried };
        said.push(Said::claiming(text, Claim::new(View::Curve, Metric::Revenue, claim)));
    }
    said
}

/// The best budget in futures in which it was not chosen, unless it is today's. Where mean and odds disagree, it says so.
fn again(s: &Scenario, f: &Fresh, best: &Optimum, n: &dyn Numbers) -> Option<Said> {
    let today = match with_others(s) {
        "" => "today".to_owned(),
        with => format!("at today’s budget{with}"),
    };
    let (fresh, better) = (f.best.fresh, f.best.better.value);
    let [side, of] = [best.multiple, 1.0].map(|multiple| Side::budget(multiple, is_budget_alone(s)));
    if side == of {
        return None;
    }
    let (gains, loses) = (fresh.is_gain(), fresh.is_loss());
    let apart = (gains && better < 0.5) || (loses && better > 0.5);
    let mean = match (gains, loses) {
        (true, _) => format!("{} more profit on average", money_size(n, &fresh)),
        (_, true) => format!("{} less profit on average", money_size(n, &fresh)),
        _ => "no difference of profit on average that the error lets us see".to_owned(),
    };
    let (join, why) = match (apart, gains) {
        (false, _) => (",", ""),
        (true, true) => (", but", ": few good futures carry the mean"),
        (true, false) => (", but", ": few bad futures carry the mean"),
    };
    let often = Often::new(better, 0).short();
    let text = format!("Checked in fresh futures: {mean}{join} better than {today} in {often}{why}.");
    let often = What::Often { side: side.clone(), of: of.clone(), ahead: better, behind: 1.0 - better, says_so: apart };
    let ahead = What::Ahead { side, of, by: fresh };
    Some(Said::with(text, [ahead, often].map(|what| Claim::new(View::Curve, Metric::Profit, what)).to_vec()))
}

/// `On top of today’s budget $100 more brings $45 of revenue and loses $69 of profit.`
fn a_little_more(s: &Scenario, c: &Curve, today: &Point, n: &dyn Numbers) -> Option<String> {
    let next = c.points.iter().find(|p| p.budget > today.budget)?;
    let (revenue, profit) = next.marginal.map(|m| (m.revenue, m.profit))?;
    let with = if is_budget_alone(s) { "" } else { " and the plan’s other changes" };
    if !profit.is_clear() {
        return Some(format!(
            "What a little more on top of today’s budget{with} does to profit, we cannot tell from its error."
        ));
    }
    let part = portion(today.budget);
    let of_it = |x: f64| n.style().number(part * x.abs(), Digits::Step(part / 100.0), Unit::Money);
    let little = money(n, part);
    let (more, gain) = (revenue.value?, profit.value?);
    let verb = if gain < 0.0 { "loses" } else { "gains" };
    Some(if revenue.is_gain() {
        format!(
            "On top of today’s budget{with} {little} more brings {} of revenue and {verb} {} of profit.",
            of_it(more),
            of_it(gain)
        )
    } else {
        format!(
            "On top of today’s budget{with} {little} more brings no revenue that we can see, and {verb} {} of profit.",
            of_it(gain)
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
    let amount = |e: &Estimate| e.value.map_or_else(|| super::numbers::NONE.to_owned(), |x| money(n, x));
    format!(
        "Budget {}: mean {what} {}, between {} and {} in 8 of 10 futures; against today’s budget {}.",
        money(n, p.budget),
        amount(&spread.mean),
        amount(&spread.p10),
        amount(&spread.p90),
        money_change(n, less)
    )
}

#[cfg(test)]
mod tests;
