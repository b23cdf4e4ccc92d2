//! The form while it is being filled in, and the resulting scenario.

use std::collections::BTreeSet;
use std::rc::Rc;

use funnel_engine::scenario::own::Own;
use funnel_engine::scenario::templates::load;
use funnel_engine::scenario::{Input, Problem, Scenario, Tag};
use funnel_sentences::field::is_said;
use funnel_sentences::numbers::Numbers;
use funnel_text::calendar::{Month, Period, write_month};
use yew::Reducible;

use super::draft::{At, Draft, Rows};
use super::left::left;
use super::says::Says;
use crate::locale::Locale;

/// The form while it is filled in.
#[derive(Clone, PartialEq)]
pub(super) struct Filling {
    pub(super) draft: Draft,
    /// The template that stands in for what is skipped; the scenario on the page if there is none.
    pub(super) template: Option<&'static str>,
    /// Fields that have been left once, so that what is wrong with them is shown.
    pub(super) left: BTreeSet<At>,
    /// Fields about which the reader was asked, and meant what was typed.
    pub(super) sure: BTreeSet<At>,
    /// Whether the answer was requested: then everything wrong is shown.
    pub(super) tried: bool,
    /// What is impossible about the form as a whole.
    pub(super) problems: Vec<Problem>,
    /// Lines of a pasted table that no row was made of.
    pub(super) left_out: Vec<String>,
    /// The form before its last text was spread over several fields, until it is changed again: no browser can undo that.
    before: Option<Box<Draft>>,
}

/// What can be done to it.
pub(super) enum Act {
    /// A text is typed.
    Type(At, String),
    /// One of several meanings is chosen.
    Choose(At, String),
    /// A field is left.
    Leave(At),
    /// A block of lines or columns is pasted.
    Paste(At, String),
    /// What was spread over several fields is taken back.
    TakeBack,
    /// One more row.
    Add(Rows),
    /// One row less.
    Drop(Rows, usize),
    /// What spend and leads are by.
    Per(Period),
    Currency(String),
    Template(Option<&'static str>),
    /// The answer was requested, and cannot be given.
    Tried(Vec<Problem>),
    /// Everything is cleared.
    Empty,
}

impl Reducible for Filling {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        // Whatever else changes the form is not to be lost with it.
        if !matches!(act, Act::Leave(_) | Act::TakeBack) {
            next.before = None;
            next.left_out.clear();
        }
        match act {
            Act::Type(at, text) => {
                next.draft.put(at, text);
                next.left.remove(&at);
                next.sure.remove(&at);
                next.problems.clear();
            }
            Act::Choose(at, text) => {
                next.draft.put(at, text);
                next.sure.insert(at);
            }
            Act::Leave(at) => {
                let text = next.draft.text(at).to_owned();
                next.spread(at, &text);
                next.left.insert(at);
            }
            Act::Paste(at, text) => {
                // What fits into one field is pasted as one line.
                if !next.spread(at, &text) {
                    next.draft.put(at, text.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                next.problems.clear();
            }
            Act::TakeBack => {
                if let Some(before) = next.before.take() {
                    next.draft = *before;
                    next.left_out.clear();
                    // Places are those of other rows.
                    next.left.clear();
                    next.sure.clear();
                    next.problems.clear();
                }
            }
            Act::Add(rows) => next.draft.add(rows),
            Act::Drop(rows, at) => {
                next.draft.drop(rows, at);
                // Places move with the rows.
                next.left.clear();
                next.sure.clear();
                next.problems.clear();
            }
            Act::Per(per) => next.draft.per = per,
            Act::Currency(currency) => next.draft.currency = currency,
            Act::Template(template) => next.template = template,
            Act::Tried(problems) => {
                next.draft = next.draft.spread_out(next.locale().style());
                next.tried = true;
                next.problems = problems;
            }
            Act::Empty => next = fresh(&self.draft.currency),
        }
        Rc::new(next)
    }
}

impl Filling {
    /// How numbers are read: the reader's way, in the form's currency.
    fn locale(&self) -> Locale {
        Locale::of_reader(&self.draft.currency)
    }

    /// Spreads a text over several fields, so that it can be taken back; returns whether it did.
    fn spread(&mut self, at: At, text: &str) -> bool {
        let before = self.draft.clone();
        let left_out = self.draft.spread(at, text, self.locale().style());
        let did = left_out.is_some();
        if let Some(left_out) = left_out {
            self.left_out = left_out;
            self.before = Some(Box::new(before));
        }
        did
    }

    /// Whether something was spread that can be taken back.
    pub(super) fn can_take_back(&self) -> bool {
        self.before.is_some()
    }

    /// Whether it began empty, over a company that is made up or was put aside.
    pub(super) fn is_empty(&self) -> bool {
        self.draft.began.is_none()
    }
}

pub(super) fn fresh(currency: &str) -> Filling {
    Filling {
        draft: Draft::empty(currency),
        template: None,
        left: BTreeSet::new(),
        sure: BTreeSet::new(),
        tried: false,
        problems: Vec::new(),
        left_out: Vec::new(),
        before: None,
    }
}

/// The form at its opening: as it was left, if the scenario still says the same; empty over a made-up company;
/// otherwise filled in.
pub(super) fn begin(s: &Scenario, locale: &Locale, made_up: bool) -> Filling {
    match left(s) {
        Some(filling) => filling,
        None if made_up => {
            let mut filling = fresh(&s.currency);
            filling.draft.starts = next_month().map_or_else(String::new, write_month);
            filling
        }
        None => Filling { draft: Draft::of(s, locale.style()), ..fresh(&s.currency) },
    }
}

/// The month after the current one by the reader's clock, when a plan made now begins.
fn next_month() -> Option<Month> {
    let now = js_sys::Date::new_0();
    let year = u16::try_from(now.get_full_year()).ok()?;
    let month = u8::try_from(now.get_month() + 1).ok()?;
    Month::new(year, month).map(|month| month.later(1))
}

/// The scenario that the form makes, and whether it differs from the page's.
pub(super) fn becomes(filling: &Filling, own: &Own, s: &Scenario) -> Result<(Scenario, bool), Vec<Problem>> {
    // The contents of a filled-in form are not answers to what another template leaves open.
    let template = filling.template.filter(|_| filling.is_empty()).and_then(load);
    match template {
        Some(template) => own.begin(&template).map(|s| (s, true)),
        None if filling.is_empty() => own.begin(s).map(|s| (s, true)),
        None => own.put(s).map(|s| (s, false)),
    }
}

/// "12 numbers are yours, 18 stay guesses or benchmarks."
pub(super) fn counted(s: &Scenario, own: &Own) -> String {
    let inputs = s.inputs();
    let mine = inputs.iter().filter(|field| field.input.tag == Tag::Mine).count();
    let others = inputs.iter().filter(|field| field.input.tag != Tag::Mine && is_said(field.input)).count();
    let (is, stay) = (
        if mine == 1 { "number is" } else { "numbers are" },
        if others == 1 { "stays a guess" } else { "stay guesses" },
    );
    // Spend is known, and so none of the numbers that may be uncertain.
    if mine == 0 && own.channels.iter().any(|row| row.spend_per_month.is_some()) {
        return format!("What you spend is yours, {others} {stay} or benchmarks. You can change every one later.");
    }
    format!("{mine} {is} yours, {others} {stay} or benchmarks. You can change every one later.")
}

/// "$192 a lead."
pub(super) fn each_lead(said: &Says, locale: &Locale) -> Option<String> {
    let spend: f64 = said.own.channels.iter().filter_map(|row| row.spend_per_month).sum();
    let leads = said.own.leads_per_month?;
    (spend > 0.0 && leads > 0.0).then(|| format!("That makes {} a lead.", locale.money(spend / leads)))
}

/// "1.8 % of leads become customers."
pub(super) fn in_all(said: &Says, locale: &Locale) -> Option<String> {
    let rates = said.own.steps.iter().map(|step| Input::new(step.rate.clone()?).middle());
    let rate = rates.collect::<Option<Vec<f64>>>()?.into_iter().product::<f64>();
    (!said.own.steps.is_empty()).then(|| format!("That makes {} of leads.", locale.percent(rate, 1)))
}

/// A problem as a sentence in the form.
pub(super) fn spoken(problem: &Problem) -> String {
    match problem.path.as_str() {
        "leads" => format!("Leads in all: {}.", problem.message),
        path => format!("{path}: {}.", problem.message),
    }
}
