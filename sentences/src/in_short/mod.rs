//! In short: what to do, what would change that, how sure it is. Three lines from the findings of the studies, so none
//! of them contradicts a view; what is not known yet is not guessed at.
//!
//! The budget is judged by the answer's own report: mean profit within the horizon, then with what lands later. The
//! small step is the best rung of the ladder with a given price. Where the plan's money does better in another place
//! than planned, that place is named: nothing for which another view has a use is advised against here. What would
//! change the advice comes from the curve's longer time, the input most worth knowing, and the earliest sign.

mod doing;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod laws;
mod mail;
mod place;
mod stance;
mod turns;

pub use doing::{Mood, act};
pub use mail::mail;
pub use stance::Stance;
pub(crate) use stance::side;

use funnel_decide::Finding;
use funnel_decide::curve::Curve;
use funnel_decide::cut::Cut;
use funnel_decide::extra::Extra;
use funnel_decide::ladder::{Ladder, Rung};
use funnel_decide::learn::Learn;
use funnel_engine::process::Metric;
use funnel_engine::report::{Chance, Estimate, Report};
use funnel_engine::scenario::{Scenario, View};

use crate::besides;
use crate::chances::goal;
use crate::claims::{Claim, Said, Side, What};
use crate::field;
use crate::numbers::{Numbers, money_of, with_error};
use crate::often::{Often, pays_back};
use crate::period::period;
use place::Placed;
use stance::Verdict;

/// The findings of the studies so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Findings<'a> {
    /// What would help most.
    pub ladder: Option<&'a Ladder>,
    /// How far to go; only once it is complete.
    pub curve: Option<&'a Curve>,
    /// What to find out first.
    pub learn: Option<&'a Learn>,
    /// Where the money goes that the plan adds; only once it is complete.
    pub extra: Option<&'a Extra>,
    /// Which channel is cut first where the plan takes money away; only once it is complete.
    pub cut: Option<&'a Cut>,
}

impl<'a> Findings<'a> {
    /// Picks these from the findings of studies, each by its kind.
    #[must_use]
    pub fn of(found: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut all = Self::default();
        for found in found {
            match found {
                Finding::Ladder(x) => all.ladder = Some(x),
                Finding::Curve(x) => all.curve = Some(x),
                Finding::Learn(x) => all.learn = Some(x),
                Finding::Extra(x) => all.extra = Some(x),
                Finding::Cut(x) => all.cut = Some(x),
                _ => (),
            }
        }
        all
    }
}

/// The three lines.
#[derive(Clone, Debug, PartialEq)]
pub struct InShort {
    /// What kind of advice it is.
    pub stance: Stance,
    /// What to do, in one memorable sentence.
    pub head: String,
    /// What to do: the reason and the risk.
    pub what: Said,
    /// What would change that.
    pub change: Said,
    /// How sure it is.
    pub sure: Said,
}

/// The advice on a settled report.
#[must_use]
pub fn in_short(s: &Scenario, report: &Report, found: &Findings<'_>, n: &dyn Numbers) -> InShort {
    let verdict = Verdict::of(s, report);
    let placed = place::placed(s, &verdict, found, n);
    let step = found.ladder.and_then(|ladder| best_step(s, ladder, verdict.stance, found.extra));
    let (head, what) = what_to_do(s, report, &verdict, (step, placed), n);
    let is_coming = found.ladder.is_none() || place::is_coming(s, report, &verdict, found);
    let what = if is_coming && verdict.stance != Stance::Unpriced { Said { is_pending: true, ..what } } else { what };
    InShort {
        stance: verdict.stance,
        head,
        what,
        change: turns::turns(s, report, found, &verdict, n),
        sure: how_sure(s, report, &verdict, step, n),
    }
}

/// The best step with a given price, if it clearly gains and the gain is worth having. More money for a channel is not
/// a step next to a plan that adds money already, nor for a channel where the additional money is clearly of no use.
fn best_step<'a>(s: &Scenario, ladder: &'a Ladder, stance: Stance, extra: Option<&Extra>) -> Option<&'a Rung> {
    use funnel_decide::ladder::Lever;
    let better = extra.filter(|x| crate::extra::better(x).is_some());
    let is_elsewhere = |channel: &str| better.is_some_and(|x| crate::extra::leaves_out(x, channel));
    let is_placed = better.is_some_and(|x| x.is_plans);
    let adds = matches!(stance, Stance::Spend | Stance::Wait);
    if stance == Stance::Do {
        // The step is measured against today, not against the plan.
        return None;
    }
    let makes = matches!(stance, Stance::DoNow | Stance::DoLater);
    let gains = |rung: &&Rung| {
        rung.cost.is_some()
            && crate::ladder::is_worth(s, ladder, rung)
            // A reader who may make the plan's changes is not told to make one of them first.
            && !(makes && besides::does(s, rung))
            && match &rung.lever {
                Lever::Media { channel } => !adds && !is_placed && !is_elsewhere(channel),
                _ => true,
            }
    };
    ladder
        .rungs
        .iter()
        .filter(gains)
        .max_by(|a, b| a.profit.value.unwrap_or(0.0).total_cmp(&b.profit.value.unwrap_or(0.0)))
}

fn what_to_do(
    s: &Scenario,
    report: &Report,
    verdict: &Verdict,
    (step, placed): (Option<&Rung>, Option<Placed>),
    n: &dyn Numbers,
) -> (String, Said) {
    let first = step.map(|rung| act(s, rung, n, Mood::Do));
    let capital = |text: &str| crate::numbers::sentence(text).trim_end_matches('.').to_owned();
    let within = period(report.horizon_weeks);
    // More than one change, or money besides: the advice is on all of it together.
    let moved = report.comparisons.first().is_some_and(|c| c.spend != 0.0);
    let is_plan = verdict.besides > 1 || verdict.besides == 1 && moved;
    let (make, leave) = if is_plan {
        ("Go ahead with the plan", "Do not go ahead with the plan as it is")
    } else {
        ("Make the change", "Leave this change")
    };
    let repeats = step.is_some_and(|rung| verdict.besides > 0 && besides::does(s, rung));
    let head = match (verdict.stance, &first) {
        (_, Some(first)) if let Some(placed) = &placed => format!("{}, and {first}.", placed.head),
        (_, None) if let Some(placed) = &placed => format!("{}.", placed.head),
        (Stance::Spend, Some(first)) => format!("Add the budget, and {first}."),
        (Stance::Spend, None) => "Add the budget.".to_owned(),
        (Stance::Wait, Some(first)) => format!("Add the budget only if you can wait; {first} first."),
        (Stance::Wait, None) => "Add the budget only if you can wait for it.".to_owned(),
        (Stance::Dont, Some(first)) => format!("Do not add budget now: {first} first."),
        (Stance::Dont, None) => "Do not add budget now.".to_owned(),
        (Stance::Cut, Some(first)) => format!("Cut the budget, and {first}."),
        (Stance::Cut, None) => "Cut the budget.".to_owned(),
        (Stance::CutNow, Some(first)) => format!("Cut only if these {within} are all that counts; {first} first."),
        (Stance::CutNow, None) => format!("Cut only if these {within} are all that counts."),
        (Stance::Keep, Some(first)) => format!("Do not cut the budget: {first} instead."),
        (Stance::Keep, None) => "Do not cut the budget.".to_owned(),
        (Stance::Do, _) => format!("{make}."),
        (Stance::DoLater, Some(first)) => format!("{make} only if you can wait; {first} first."),
        (Stance::DoLater, None) => format!("{make} only if you can wait for it."),
        (Stance::DoNow, Some(first)) => format!("{make} only if these {within} are all that counts; {first} first."),
        (Stance::DoNow, None) => format!("{make} only if these {within} are all that counts."),
        (Stance::Leave, Some(first)) if repeats => format!("{leave}: {first}, of all that it does."),
        (Stance::Leave, Some(first)) => format!("{leave}: {first} instead."),
        (Stance::Leave, None) => format!("{leave}."),
        (Stance::Unpriced, _) => "Say first what the plan costs.".to_owned(),
        // A step may itself be more money for one channel.
        (Stance::Unclear | Stance::Nothing, Some(first)) => format!("{}: that is sure.", capital(first)),
        (Stance::Unclear, None) if is_plan => "We cannot tell whether to go ahead with the plan.".to_owned(),
        (Stance::Unclear, None) if verdict.besides > 0 => "We cannot tell whether to make the change.".to_owned(),
        (Stance::Unclear, None) => "We cannot tell whether to change the budget.".to_owned(),
        (Stance::Nothing, None) => "Either will do: the change makes no difference worth having.".to_owned(),
        (Stance::Same, Some(first)) => format!("{}.", capital(first)),
        (Stance::Same, None) if s.spend_per_week() <= 0.0 => "Ask for a change to compare.".to_owned(),
        (Stance::Same, None) => "Ask for another budget to compare.".to_owned(),
    };
    let short = |what| Claim::new(View::Short, Metric::Profit, what);
    let mut claims = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    parts.extend(verdict.reason(report, n));
    if !matches!(verdict.stance, Stance::Same | Stance::Unpriced)
        && let Some(by) = verdict.profit
    {
        let side = Side::of_plan(s, 0);
        claims.push(Claim::new(View::Answer, Metric::Profit, What::Ahead { side, of: Side::Today, by }));
    }
    match placed {
        Some(Placed { why, claims: of, .. }) => {
            parts.push(why);
            claims.extend(of);
        }
        None if verdict.stance == Stance::Dont => claims.push(short(What::Refused { more: true })),
        None if verdict.stance == Stance::Keep => claims.push(short(What::Refused { more: false })),
        None => (),
    }
    if let Some(rung) = step {
        if let funnel_decide::ladder::Lever::Media { channel } = &rung.lever {
            claims.push(short(What::MoreOn { channel: channel.clone() }));
        }
        let too = if repeats { ", which the plan does, too," } else { "" };
        parts.push(format!(
            "On top of today, {}{too} brings {} more profit a year{}.",
            act(s, rung, n, Mood::Doing),
            money_of(n, &rung.profit),
            crate::ladder::paid(rung, n)
        ));
        let side = Side::Step(crate::ladder::step(s, rung, n));
        let claim = |what| Claim::new(View::Ladder, Metric::Profit, what);
        claims.push(claim(What::Advice { side: side.clone(), is_priced: rung.missing.is_none() }));
        claims.push(claim(What::Ahead { side, of: Side::Today, by: rung.profit }));
        let of = 52.0 * s.spend_per_week();
        claims.push(claim(What::Worth { gain: rung.profit.value.unwrap_or(0.0), of }));
    }
    if verdict.stance == Stance::Unpriced
        && let Some(lacks) = crate::price::advice(s, 0)
    {
        parts.push(lacks);
    }
    (head, Said::with(parts.join(" "), claims))
}

/// How often it pays, how exactly the step's gain is known, the target, and what everything rests on.
fn how_sure(s: &Scenario, report: &Report, verdict: &Verdict, step: Option<&Rung>, n: &dyn Numbers) -> Said {
    let mut parts: Vec<String> = Vec::new();
    let mut claims = Vec::new();
    if let Some(c) = report.comparisons.first().filter(|_| verdict.stance != Stance::Same) {
        let within = period(report.horizon_weeks);
        let often: Often = pays_back(c, report.replicates);
        let does = match (verdict.besides, c.spend > 0.0) {
            (0, true) => "The extra budget pays for itself within",
            (_, true) => "The plan pays for itself within",
            (0 | 1, false) => "The change leaves more profit after",
            (_, false) => "The plan leaves more profit after",
        };
        // Where the mean and the odds point apart, a few futures carry the mean.
        let (ahead, mean) = (c.pays_back.value, verdict.profit.unwrap_or_default());
        let carried = match () {
            () if mean.is_gain() && ahead < 0.5 => ": few good futures carry the mean",
            () if mean.is_loss() && ahead > 0.5 => ": few bad futures carry the mean",
            () => "",
        };
        parts.push(format!("{does} {within} in {}{carried}.", often.in_futures(n)));
        let what = What::Often {
            side: Side::of_plan(s, 0),
            of: Side::Today,
            ahead,
            behind: 1.0 - ahead,
            says_so: !carried.is_empty(),
        };
        claims.push(Claim::new(View::Answer, Metric::Profit, what));
    }
    if let Some(rung) = step {
        let Estimate { se, .. } = rung.profit;
        if se.is_some_and(|se| se > 0.0) {
            parts.push(format!("The step’s gain is clear: {}.", with_error(&rung.profit, n)));
        }
    }
    // The target comes last, if there is one.
    if let Some(goal) = goal(report, &s.target, n) {
        let often = |chance: &Chance| Often::new(chance.value, report.replicates);
        let (plan, today) = (often(&goal.plan).in_futures(n), often(&goal.today).short());
        parts.push(format!(
            "The plan {} in {plan}, today in {today}; {} wanted: {}.",
            goal.label, goal.wanted, goal.enough
        ));
    }
    parts.push(field::whose(s));
    Said::with(parts.join(" "), claims)
}
