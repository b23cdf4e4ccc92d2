//! The form itself.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use funnel_engine::scenario::own::{Own, is_made_up};
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::scenario::{Problem, Scenario, Tag};
use funnel_sentences::numbers::Numbers;
use funnel_text::Time;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::panel::PanelProps;
use super::draft::{At, Cell, Draft, PERIODS, Rows};
use super::entry::Entry;
use super::questions::{self, Question};
use super::says::{Says, says};
use crate::locale::Locale;
use crate::state::{Action, Notice};

/// Currencies to choose from; any other is set in the assumptions.
const CURRENCIES: [&str; 14] =
    ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "JPY", "INR", "BRL", "SGD"];

/// The form while it is filled in.
#[derive(Clone, PartialEq)]
struct Filling {
    draft: Draft,
    /// The template that stands in for what is skipped; what is on the page without one.
    template: Option<&'static str>,
    /// Fields that were left once: what is the matter with them is said.
    left: BTreeSet<At>,
    /// Fields whose writer was asked about them, and means it.
    sure: BTreeSet<At>,
    /// Whether the answer was asked for: then everything is said.
    tried: bool,
    /// What the form as a whole cannot be.
    problems: Vec<Problem>,
}

thread_local! {
    /// The form as it was when its dialog was closed, with the scenario's answers then: nothing typed is lost.
    static LEFT: RefCell<Option<(Own, Filling)>> = const { RefCell::new(None) };
}

/// The short form in its dialog.
pub(crate) fn own(props: PanelProps) -> Html {
    html! { <Form ..props /> }
}

#[component]
fn Form(props: &PanelProps) -> Html {
    let scenario = Rc::clone(&props.session.scenario);
    let made_up = is_made_up(&scenario);
    let filling = {
        let (scenario, reader) = (Rc::clone(&scenario), props.reader.clone());
        use_state(move || begin(&scenario, &reader.locale, made_up))
    };
    let focus = use_mut_ref(|| None::<String>);
    {
        let (filling, scenario) = (Rc::new((*filling).clone()), Rc::clone(&scenario));
        let focus = focus.clone();
        use_effect_with(filling, move |filling| {
            LEFT.set(Some((Own::of(&scenario), (**filling).clone())));
            if let Some(id) = focus.borrow_mut().take() {
                to(&id);
            }
        });
    }
    let locale = use_memo(filling.draft.currency.clone(), |currency| Locale::of_reader(currency));
    let said = says(&filling.draft, &filling.sure, locale.style());
    let becomes = becomes(&filling, &said.own, &scenario, made_up);
    let set = {
        let filling = filling.clone();
        move |change: &dyn Fn(&mut Filling)| {
            let mut next = (*filling).clone();
            change(&mut next);
            filling.set(next);
        }
    };
    let entry = |at: At, id: String, label: String, placeholder: String, class: &'static str| {
        let is_said = filling.tried || filling.left.contains(&at);
        let fault = said.faults.get(&at).filter(|_| is_said).cloned();
        let oninput = {
            let set = set.clone();
            Callback::from(move |text: String| {
                set(&|filling| {
                    filling.draft.put(at, text.clone());
                    filling.left.remove(&at);
                    filling.sure.remove(&at);
                    filling.problems.clear();
                });
            })
        };
        let onchoose = {
            let (set, id) = (set.clone(), id.clone());
            Callback::from(move |text: String| {
                set(&|filling| {
                    filling.draft.put(at, text.clone());
                    filling.sure.insert(at);
                });
                to(&id);
            })
        };
        let onleave = {
            let (set, left) = (set.clone(), filling.left.contains(&at));
            let is_empty = filling.draft.text(at).is_empty();
            Callback::from(move |()| {
                if !left && !is_empty {
                    set(&|filling| {
                        filling.left.insert(at);
                    });
                }
            })
        };
        let numeric =
            !matches!(at, At::Channel(_, Cell::Name) | At::Step(_, Cell::Name) | At::Team(_, Cell::Name) | At::Renewal);
        let value = filling.draft.text(at).to_owned();
        html! { <Entry {id} {label} {value} {placeholder} {numeric} {fault} class={classes!(class)} {oninput} {onchoose} {onleave} /> }
    };
    let row = |rows: Rows, i: usize| {
        let (noun, _) = questions::row(rows);
        let at: fn(usize, Cell) -> At = match rows {
            Rows::Channels => At::Channel,
            Rows::Steps => At::Step,
            Rows::Teams => At::Team,
        };
        let of = &filling.draft.rows(rows)[i];
        let id = |part: &str| format!("own-{}-{}-{part}", noun.to_lowercase(), of.key);
        let name = match of.name.trim() {
            "" => format!("{noun} {}", i + 1),
            name => name.to_owned(),
        };
        let (amount, more): (&str, Option<&str>) = match rows {
            Rows::Channels => ("spend", Some("leads")),
            Rows::Steps => ("share that makes it", None),
            Rows::Teams => ("people", Some("cost of one a year")),
        };
        let money = |x: f64| locale.money(x);
        let (named, first, second) = match rows {
            Rows::Channels => (
                ["Google Ads", "LinkedIn", "Events"].get(i).copied().unwrap_or("name"),
                money(10_000.0),
                "leads".to_owned(),
            ),
            Rows::Steps => ("name", "don’t know".to_owned(), String::new()),
            Rows::Teams => ("name", "people".to_owned(), format!("{} a year", money(90_000.0))),
        };
        let onclick = {
            let set = set.clone();
            Callback::from(move |_: MouseEvent| {
                set(&|filling| {
                    filling.draft.drop(rows, i);
                    filling.left.clear();
                    filling.sure.clear();
                    filling.problems.clear();
                });
            })
        };
        let without = format!("Remove {name}");
        html! {
            <li class={classes!("own-row", more.is_some().then_some("has-more"))} key={of.key}>
                { entry(at(i, Cell::Name), id("name"), format!("{noun} {}: name", i + 1), named.to_owned(), "is-name") }
                { entry(at(i, Cell::Amount), id("amount"), format!("{name}: {amount}"), first, "") }
                { for more.map(|more| entry(at(i, Cell::More), id("more"), format!("{name}: {more}"), second, "")) }
                <button type="button" class="tool" aria-label={without} {onclick}>{ "\u{00d7}" }</button>
            </li>
        }
    };
    let list = |rows: Rows| {
        let (_, add) = questions::row(rows);
        let count = filling.draft.rows(rows).len();
        let onclick = {
            let (set, focus) = (set.clone(), focus.clone());
            Callback::from(move |_: MouseEvent| {
                let (noun, _) = questions::row(rows);
                set(&|filling| {
                    filling.draft.add(rows);
                    let key = filling.draft.rows(rows).last().map(|row| row.key).unwrap_or_default();
                    *focus.borrow_mut() = Some(format!("own-{}-{key}-name", noun.to_lowercase()));
                });
            })
        };
        html! {
            <>
                <ul class="own-rows">{ for (0..count).map(|i| row(rows, i)) }</ul>
                if count < 12 {
                    <button type="button" class="link" {onclick}>{ add }</button>
                }
            </>
        }
    };
    let ask = |question: &Question, note: Option<String>, body: Html| {
        html! {
            <fieldset class="own-question" id={question.id}>
                <legend class="unseen">{ question.ask }</legend>
                <div class="own-ask" aria-hidden="true">
                    <p class="own-asks">{ question.ask }</p>
                    <p class="small">{ question.usual }</p>
                    if let Some(note) = note {
                        <p class="small is-note">{ note }</p>
                    }
                </div>
                <div class="own-answers">{ body }</div>
            </fieldset>
        }
    };
    let choice = |id: &'static str,
                  label: &'static str,
                  options: Vec<(String, String)>,
                  now: String,
                  pick: Rc<dyn Fn(&mut Filling, &str)>| {
        let set = set.clone();
        let onchange = Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                let value = select.value();
                set(&|filling| pick(filling, &value));
            }
        });
        let option = |(value, name): (String, String)| {
            let selected = value == now;
            html! { <option {value} {selected}>{ name }</option> }
        };
        html! { <select {id} class="select" aria-label={label} {onchange}>{ for options.into_iter().map(option) }</select> }
    };
    let period = {
        let options = PERIODS.iter().map(|(_, name)| ((*name).to_owned(), (*name).to_owned())).collect();
        let now = period_name(filling.draft.per);
        let pick = |filling: &mut Filling, value: &str| {
            if let Some((per, _)) = PERIODS.iter().find(|(_, name)| *name == value) {
                filling.draft.per = *per;
            }
        };
        choice("own-period", "Spend and leads are by", options, now.to_owned(), Rc::new(pick))
    };
    let currency = {
        let now = filling.draft.currency.clone();
        let mut all: Vec<String> = CURRENCIES.map(str::to_owned).to_vec();
        if !all.contains(&now) {
            all.insert(0, now.clone());
        }
        let options = all.into_iter().map(|code| (code.clone(), code)).collect();
        choice(
            "own-currency",
            "Currency",
            options,
            now,
            Rc::new(|filling, value| value.clone_into(&mut filling.draft.currency)),
        )
    };
    let template = {
        let mut options = vec![(String::new(), "what is on the page now".to_owned())];
        options.extend(TEMPLATES.iter().map(|x| (x.id.to_owned(), x.name.to_owned())));
        let now = filling.template.unwrap_or_default().to_owned();
        let pick = |filling: &mut Filling, value: &str| {
            filling.template = TEMPLATES.iter().map(|x| x.id).find(|id| *id == value);
        };
        choice("own-template", "For what you skip, start from", options, now, Rc::new(pick))
    };
    let onsubmit = {
        let (set, filling, said) = (set.clone(), filling.clone(), said.clone());
        let (becomes, onclose, editor) = (becomes.clone(), props.onclose.clone(), props.editor.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let ids = filling.draft.places().into_iter().find(|at| said.faults.contains_key(at));
            match (ids, &becomes) {
                (None, Ok((scenario, is_new))) => {
                    LEFT.set(None);
                    onclose.emit(());
                    let scenario = Rc::new(scenario.clone());
                    let notice = Notice { title: told(&scenario), problems: Vec::new() };
                    let action = if *is_new { Action::Open(scenario) } else { Action::Edit(scenario) };
                    editor.dispatch(action);
                    editor.dispatch(Action::Notify(notice));
                }
                (fault, becomes) => {
                    let problems = becomes.as_ref().err().filter(|_| fault.is_none()).cloned().unwrap_or_default();
                    set(&|filling| {
                        filling.tried = true;
                        filling.problems.clone_from(&problems);
                    });
                    if let Some(at) = fault {
                        to(&place_id(&filling.draft, at));
                    }
                }
            }
        })
    };
    let onempty = {
        let (set, currency) = (set.clone(), filling.draft.currency.clone());
        Callback::from(move |_: MouseEvent| {
            set(&|filling| {
                *filling = Filling { draft: Draft::empty(&currency), ..fresh(&currency) };
            });
        })
    };
    let oncancel = props.onclose.reform(|_: MouseEvent| ());
    let count = becomes.as_ref().map_or_else(|_| String::new(), |(s, _)| counted(s));
    html! {
        <form class="own" {onsubmit} novalidate=true>
            <p class="small">{ "Skip what you do not know: it stays a wide guess, and says so. Write as you would say it; nothing leaves this page." }</p>
            <div class="own-settings">
                <label class="own-setting" for="own-currency">{ "Money in " }{ currency }</label>
                <label class="own-setting" for="own-period">{ "spend and leads " }{ period }</label>
                <label class="own-setting" for="own-template">{ "what you skip as in " }{ template }</label>
            </div>
            { ask(&questions::SPEND, None, list(Rows::Channels)) }
            { ask(&questions::LEADS, each_lead(&said, &locale), entry(At::Leads, "own-leads-all".into(), "Leads from all channels".into(), format!("leads {}", period_name(filling.draft.per)), "")) }
            { ask(&questions::STEPS, in_all(&said, &locale), list(Rows::Steps)) }
            { ask(&questions::DEAL, None, html! {
                <div class="own-pair">
                    { entry(At::Deal, "own-deal-size".into(), "Average deal".into(), locale.money(18_000.0), "") }
                    { entry(At::Margin, "own-margin".into(), "Gross margin".into(), "margin, %".into(), "") }
                </div>
            }) }
            { ask(&questions::WEEKS, None, entry(At::Weeks, "own-weeks-mean".into(), "From lead to deal".into(), "weeks".into(), "")) }
            { ask(&questions::RENEWAL, None, entry(At::Renewal, "own-renewal-rate".into(), "Customers who renew after a year".into(), "% a year, or one-off".into(), "")) }
            { ask(&questions::TEAMS, None, list(Rows::Teams)) }
            if !filling.problems.is_empty() {
                <ul class="own-problems field-error" role="alert">
                    { for filling.problems.iter().map(|problem| html! { <li>{ spoken(problem) }</li> }) }
                </ul>
            }
            <div class="own-end">
                <button type="submit" class="button button-main">{ "Show my answer" }</button>
                <button type="button" class="button" onclick={oncancel}>{ "Cancel" }</button>
                if !made_up {
                    <button type="button" class="link" onclick={onempty}>{ "Begin with an empty form" }</button>
                }
                <p class="small" role="status">{ count }</p>
            </div>
        </form>
    }
}

fn fresh(currency: &str) -> Filling {
    Filling {
        draft: Draft::empty(currency),
        template: None,
        left: BTreeSet::new(),
        sure: BTreeSet::new(),
        tried: false,
        problems: Vec::new(),
    }
}

/// The form as it begins: as it was left, if the scenario still says the same; empty over a made-up company; else filled in.
fn begin(s: &Scenario, locale: &Locale, made_up: bool) -> Filling {
    let left = LEFT.take();
    match left {
        Some((own, filling)) if own == Own::of(s) => filling,
        _ if made_up => fresh(&s.currency),
        _ => Filling { draft: Draft::of(s, locale.style()), ..fresh(&s.currency) },
    }
}

/// The scenario that the form makes, and whether it is another one than the page's.
fn becomes(filling: &Filling, own: &Own, s: &Scenario, made_up: bool) -> Result<(Scenario, bool), Vec<Problem>> {
    let is_empty = filling.draft.began.is_none();
    match filling.template.and_then(load) {
        Some(template) => own.begin(&template).map(|s| (s, true)),
        None if made_up || is_empty => own.begin(s).map(|s| (s, true)),
        None => own.put(s).map(|s| (s, false)),
    }
}

fn period_name(per: Time) -> &'static str {
    PERIODS.iter().find(|(time, _)| *time == per).map_or("", |(_, name)| *name)
}

/// "12 numbers are yours, 18 stay guesses or benchmarks."
fn counted(s: &Scenario) -> String {
    let inputs = s.inputs();
    let mine = inputs.iter().filter(|field| field.input.tag == Tag::Mine).count();
    let others = inputs.iter().filter(|field| field.input.tag != Tag::Mine && !field.input.is_fixed()).count();
    let (is, stay) = (
        if mine == 1 { "number is" } else { "numbers are" },
        if others == 1 { "stays a guess" } else { "stay guesses" },
    );
    format!("{mine} {is} yours, {others} {stay} or benchmarks. You can change every one later.")
}

/// What is said once the answer is on its way.
fn told(s: &Scenario) -> String {
    let mine = s.inputs().iter().filter(|field| field.input.tag == Tag::Mine).count();
    let numbers = if mine == 1 { "One number is".to_owned() } else { format!("{mine} numbers are") };
    format!("{numbers} yours now; Undo brings back what was here.")
}

/// "$192 a lead."
fn each_lead(said: &Says, locale: &Locale) -> Option<String> {
    let spend: f64 = said.own.channels.iter().filter_map(|row| row.spend_per_month).sum();
    let leads = said.own.leads_per_month?;
    (spend > 0.0 && leads > 0.0).then(|| format!("That makes {} a lead.", locale.money(spend / leads)))
}

/// "1.8 % of leads become customers."
fn in_all(said: &Says, locale: &Locale) -> Option<String> {
    use funnel_engine::scenario::Input;
    let rates = said.own.steps.iter().map(|step| Input::new(step.rate.clone()?).middle());
    let rate = rates.collect::<Option<Vec<f64>>>()?.into_iter().product::<f64>();
    (!said.own.steps.is_empty()).then(|| format!("That makes {} of leads.", locale.percent(rate, 1)))
}

/// A problem as a sentence of the form.
fn spoken(problem: &Problem) -> String {
    match problem.path.as_str() {
        "leads" => format!("Leads in all: {}.", problem.message),
        path => format!("{path}: {}.", problem.message),
    }
}

fn place_id(draft: &Draft, at: At) -> String {
    let row = |rows: Rows, i: usize, cell: Cell| {
        let (noun, _) = questions::row(rows);
        let key = draft.rows(rows).get(i).map(|row| row.key).unwrap_or_default();
        let part = match cell {
            Cell::Name => "name",
            Cell::Amount => "amount",
            Cell::More => "more",
        };
        format!("own-{}-{key}-{part}", noun.to_lowercase())
    };
    match at {
        At::Channel(i, cell) => row(Rows::Channels, i, cell),
        At::Step(i, cell) => row(Rows::Steps, i, cell),
        At::Team(i, cell) => row(Rows::Teams, i, cell),
        At::Leads => "own-leads-all".to_owned(),
        At::Deal => "own-deal-size".to_owned(),
        At::Margin => "own-margin".to_owned(),
        At::Weeks => "own-weeks-mean".to_owned(),
        At::Renewal => "own-renewal-rate".to_owned(),
    }
}

/// Moves the focus to a field.
fn to(id: &str) {
    let document = web_sys::window().and_then(|w| w.document());
    if let Some(field) = document.and_then(|d| d.get_element_by_id(id)).and_then(|x| x.dyn_into::<HtmlElement>().ok()) {
        let _ = field.focus();
    }
}
