//! The blanks of the question, and the budget.

use funnel_charts::format::NumberStyle;
use funnel_engine::scenario::edit::ask;
use funnel_engine::scenario::{Channel, Scenario, SpendChange, limits};
use funnel_sentences::ask::{budget_shown, lasting, shown};
use funnel_sentences::budget::{Budgets, budgets};
use funnel_text::change::{self, Change};
use funnel_text::{Read, Said, span};

use super::super::sentence;
use super::Typed;

/// The scenario with one of the question's blanks filled in anew.
pub(super) fn read(typed: &Typed, s: &Scenario, text: &str, sure: bool, style: &NumberStyle) -> Read<Scenario> {
    let b = budgets(s);
    let put = |change: SpendChange| {
        if change == b.change { Ok(s.clone()) } else { asked(s, change) }
    };
    match typed {
        Typed::FromWeek => span::read_week(text, style, s.frame.horizon_weeks)?
            .try_map(|from_week| put(SpendChange { from_week, ..b.change.clone() })),
        Typed::Lasting => {
            let said = span::read_lasting(text, style, 1..=limits::WEEKS)?;
            // To the end of the horizon, whether that was said or only is so.
            let is_shown = span::read_lasting(&lasting(s, &b.change), style, 1..=limits::WEEKS) == Ok(said.clone());
            if is_shown {
                Ok(Said::Clear(s.clone()))
            } else {
                said.try_map(|weeks| put(SpendChange { weeks, ..b.change.clone() }))
            }
        }
        Typed::Budget => changed(s, &b, text, sure, style, &budget_shown(&b, style), Budgets::apply_in_all),
        _ => changed(s, &b, text, sure, style, &shown(&b, style), Budgets::apply),
    }
}

/// The scenario with another budget, by what was said about it.
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
    // What means the same as what is shown leaves the budget as it is, to the cent that is not shown.
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

/// The scenario with this question. A channel that cannot be spent on is named.
fn asked(s: &Scenario, change: SpendChange) -> Result<Scenario, String> {
    let touched = |c: &&Channel| change.channels.is_empty() || change.channels.contains(&c.id);
    let closed = |c: &&Channel| change.add_per_week > 0.0 && c.reference_spend() <= 0.0;
    if let Some(channel) = s.channels.iter().filter(touched).find(closed) {
        return Err(format!(
            "{} has no spend today: leave it out of the plan, or say under “more” what its leads would cost",
            channel.name
        ));
    }
    ask(s, change).map_err(sentence)
}
