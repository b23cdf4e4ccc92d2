//! The blanks of the question, and the budget.

use funnel_charts::format::NumberStyle;
use funnel_engine::scenario::edit::{ask, ask_all};
use funnel_engine::scenario::{Channel, Scenario, SpendChange, limits};
use funnel_sentences::ask::{budget_shown, lasting, shown};
use funnel_sentences::budget::{Budgets, budgets};
use funnel_sentences::steps;
use funnel_text::change::steps::{Ground, Step, read_steps};
use funnel_text::change::{self, Change};
use funnel_text::{Read, Said, calendar};

use super::super::sentence;
use super::Typed;

/// The scenario with one of the question's blanks filled in anew.
pub(super) fn read(typed: &Typed, s: &Scenario, text: &str, sure: bool, style: &NumberStyle) -> Read<Scenario> {
    let b = budgets(s);
    let put = |change: SpendChange| {
        if change == b.change { Ok(s.clone()) } else { asked(s, change) }
    };
    match typed {
        Typed::FromWeek => calendar::read_week(text, style, s.frame.horizon_weeks)?
            .try_map(|from_week| put(SpendChange { from_week, ..b.change.clone() })),
        Typed::Lasting => {
            let read = |text: &str| calendar::read_lasting(text, style, b.change.from_week, 1..=limits::WEEKS);
            let said = read(text)?;
            // To the end of the horizon, whether that was said or merely is so.
            let is_shown = read(&lasting(s, &b.change)) == Ok(said.clone());
            if is_shown {
                Ok(Said::Clear(s.clone()))
            } else {
                said.try_map(|weeks| put(SpendChange { weeks, ..b.change.clone() }))
            }
        }
        Typed::Budget => changed(s, &b, text, sure, style, &budget_shown(&b, style), Budgets::apply_in_all),
        _ => {
            let channels: Vec<String> = s.channels.iter().map(|c| c.name.clone()).collect();
            let ground = Ground { channels: &channels, first: b.change.from_week, last: s.frame.horizon_weeks, style };
            let said = read_steps(text, &ground)?;
            if is_one(&said) {
                changed(s, &b, text, sure, style, &shown(&b, style), Budgets::apply)
            } else {
                said.try_map(|steps| planned(s, &b, &steps, style))
            }
        }
    }
}

/// Whether a text changes the budget for the channels and weeks in the question's other blanks.
fn is_one(said: &Said<Vec<Step>>) -> bool {
    let is_one = |steps: &[Step]| matches!(steps, [one] if !one.is_placed());
    match said {
        Said::Clear(steps) => is_one(steps),
        Said::Ask(question) => question.choices.iter().all(|choice| is_one(&choice.means)),
    }
}

/// The scenario with a plan in words. A single step keeps the blanks that it does not mention, and what else the plan
/// spends; several steps are the whole plan.
fn planned(s: &Scenario, b: &Budgets, steps: &[Step], style: &NumberStyle) -> Result<Scenario, String> {
    if let [one] = steps {
        let place = |id: &String| s.channels.iter().position(|c| c.id == *id);
        let mut step = one.clone();
        if step.channels.is_empty() {
            step.channels = b.change.channels.iter().filter_map(place).collect();
        }
        step.from_week = step.from_week.or(Some(b.change.from_week));
        step.weeks = step.weeks.or(b.change.weeks);
        let changes = steps::changes(s, &[step], style)?;
        return changes.into_iter().next().map_or_else(|| Ok(s.clone()), |change| asked(s, change));
    }
    let changes = steps::changes(s, steps, style)?;
    changes.iter().try_for_each(|change| can_be_spent(s, change))?;
    ask_all(s, changes).map_err(sentence)
}

/// The scenario with another budget, from what was said about it.
fn changed(
    s: &Scenario,
    b: &Budgets,
    text: &str,
    sure: bool,
    style: &NumberStyle,
    shown: &str,
    apply: impl Fn(&Budgets, Change) -> Result<SpendChange, String>,
) -> Read<Scenario> {
    let said = change::read(text, style)?;
    // A text that means the same as what is shown keeps the budget, including cents that are not shown.
    let is_shown = text == shown || change::read(shown, style).as_ref() == Ok(&said);
    if is_shown && matches!(said, Said::Clear(_)) {
        return Ok(Said::Clear(s.clone()));
    }
    let said = match &said {
        Said::Clear(Change::Total(x)) if !sure => change::asked_back(*x, b.plan, style),
        _ => said,
    };
    said.try_map(|change| asked(s, apply(b, change)?))
}

/// The scenario with this question.
fn asked(s: &Scenario, change: SpendChange) -> Result<Scenario, String> {
    can_be_spent(s, &change)?;
    ask(s, change).map_err(sentence)
}

/// Names a channel on which money cannot be spent.
fn can_be_spent(s: &Scenario, change: &SpendChange) -> Result<(), String> {
    let touched = |c: &&Channel| change.channels.is_empty() || change.channels.contains(&c.id);
    let closed = |c: &&Channel| change.add_per_week > 0.0 && c.reference_spend() <= 0.0;
    if let Some(channel) = s.channels.iter().filter(touched).find(closed) {
        return Err(format!(
            "{} has no spend today: leave it out of the plan, or say under “more” what its leads would cost",
            channel.name
        ));
    }
    Ok(())
}
