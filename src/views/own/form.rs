//! The form itself.

use std::rc::Rc;

use funnel_engine::scenario::View;
use funnel_engine::scenario::own::is_made_up;
use funnel_engine::scenario::templates::TEMPLATES;
use funnel_sentences::numbers::Numbers;
use funnel_text::calendar::{Period, per};
use yew::prelude::*;

use super::super::page::to_view;
use super::super::panel::PanelProps;
use super::draft::{At, Rows};
use super::fields::{Fields, place_id};
use super::filling::{Act, becomes, begin, counted, each_lead, in_all, spoken};
use super::left::keep;
use super::questions::{self, Question};
use super::says::says;
use crate::components::{OneOf, focus as focus_on, is_undo};
use crate::hooks::use_then;
use crate::locale::Locale;
use crate::state::Action;

/// Currencies to choose from; any other is set in the assumptions.
const CURRENCIES: [&str; 14] =
    ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "JPY", "INR", "BRL", "SGD"];

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
        use_reducer(move || begin(&scenario, &reader.locale, made_up))
    };
    // Where the focus goes after rendering: to a new row's name.
    let focus = use_mut_ref(|| None::<String>);
    {
        let scenario = Rc::clone(&scenario);
        let focus = focus.clone();
        use_effect_with((*filling).clone(), move |filling| {
            keep(Some((&scenario, filling)));
            if let Some(id) = focus.borrow_mut().take() {
                focus_on(&id);
            }
        });
    }
    let locale = use_memo(filling.draft.currency.clone(), |currency| Locale::of_reader(currency));
    // A reader who requests the answer with Enter has not left the field, so what is typed counts as it would be
    // spread.
    let spread = filling.draft.spread_out(locale.style());
    let said = says(&spread, &filling.sure, locale.style());
    let becomes = becomes(&filling, &said.own, &scenario);
    let fields = Fields { filling: &filling, act: filling.dispatcher(), said: &said, locale: &locale, focus };
    let act = |how: fn(String) -> Act| {
        let act = filling.dispatcher();
        Callback::from(move |value: String| {
            act.dispatch(how(value));
            true
        })
    };
    let pairs = |all: Vec<(&str, &str)>| -> Vec<(AttrValue, AttrValue)> {
        all.into_iter().map(|(value, name)| (value.to_owned().into(), name.to_owned().into())).collect()
    };
    let period = {
        let options = Period::ALL.map(|period| (per(period).into(), per(period).into())).to_vec();
        let value = per(filling.draft.per);
        let onpick =
            act(|name| Act::Per(Period::ALL.into_iter().find(|period| per(*period) == name).unwrap_or(Period::Month)));
        html! { <OneOf id="own-period" label="Spend and leads are by" {options} {value} {onpick} /> }
    };
    let currency = {
        let value = filling.draft.currency.as_str();
        let other = (!CURRENCIES.contains(&value)).then_some(value);
        let options = pairs(other.into_iter().chain(CURRENCIES).map(|code| (code, code)).collect());
        let value = value.to_owned();
        html! { <OneOf id="own-currency" label="Currency" {options} {value} onpick={act(Act::Currency)} /> }
    };
    // A form that is filled in skips nothing.
    let template = filling.is_empty().then(|| {
        let page = ("", "what is on the page now");
        let options = pairs([page].into_iter().chain(TEMPLATES.iter().map(|x| (x.id, x.name))).collect());
        let value = filling.template.unwrap_or_default();
        let onpick = act(|value| Act::Template(TEMPLATES.iter().map(|x| x.id).find(|id| *id == value)));
        html! {
            <label class="own-setting" for="own-template">
                { "what you skip as in " }
                <OneOf id="own-template" label="For what you skip, start from" {options} {value} {onpick} />
            </label>
        }
    });
    let submit = {
        let (filling, said, focus) = (filling.clone(), said.clone(), Rc::clone(&fields.focus));
        let (becomes, onclose, editor) = (becomes.clone(), props.onclose.clone(), props.editor.clone());
        use_then(move || {
            let fault = spread.places().into_iter().find(|at| said.faults.contains_key(at));
            match (fault, becomes) {
                (None, Ok((scenario, is_new))) => {
                    keep(None);
                    onclose.emit(());
                    let scenario = Rc::new(scenario);
                    editor.dispatch(if is_new { Action::Open(scenario) } else { Action::Edit(scenario) });
                }
                (Some(at), _) => {
                    let id = place_id(&spread, at);
                    focus_on(&id);
                    // A row made by the spreading exists after that.
                    *focus.borrow_mut() = Some(id);
                    filling.dispatch(Act::Tried(Vec::new()));
                }
                (None, Err(problems)) => filling.dispatch(Act::Tried(problems)),
            }
        })
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        submit.emit(());
    });
    let onempty = {
        let act = filling.dispatcher();
        Callback::from(move |_: MouseEvent| act.dispatch(Act::Empty))
    };
    let ondata = props.onclose.reform(|_: MouseEvent| to_view(View::Data));
    let oncancel = props.onclose.reform(|_: MouseEvent| ());
    let count = becomes.as_ref().map_or_else(|_| String::new(), |(s, _)| counted(s, &said.own));
    let one =
        |at: At, id: &str, label: &'static str, empty: String| fields.entry(at, id.to_owned(), label.to_owned(), empty);
    let leads = format!("leads {}", per(filling.draft.per));
    let onkeydown = {
        let (act, can_take_back) = (filling.dispatcher(), filling.can_take_back());
        Callback::from(move |event: KeyboardEvent| {
            if can_take_back && is_undo(&event) {
                event.prevent_default();
                act.dispatch(Act::TakeBack);
            }
        })
    };
    let left_out = if filling.left_out.is_empty() {
        String::new()
    } else {
        let lines: Vec<String> = filling.left_out.iter().map(|line| format!("“{line}”")).collect();
        format!("Left out, as a heading or a sum: {}. Ctrl+Z takes the table back.", lines.join(", "))
    };
    html! {
        <form class="own" {onsubmit} {onkeydown} novalidate=true>
            <p class="small">
                { "Skip what you do not know: it stays a wide guess, and says so. Write as you would say it; nothing leaves this page. " }
                <button type="button" class="link" onclick={ondata}>{ "Have an export? Drop it here." }</button>
            </p>
            <div class="own-settings">
                <label class="own-setting" for="own-currency">{ "Money in " }{ currency }</label>
                <label class="own-setting" for="own-period">{ "spend and leads " }{ period }</label>
                <div class="own-setting own-starts">
                    <span aria-hidden="true">{ "starting in" }</span>
                    { one(At::Starts, "own-starts", "Starts in", "any month".into()) }
                </div>
                { for template }
            </div>
            { ask(&questions::SPEND, None, fields.list(Rows::Channels)) }
            <p class="own-left-out small" role="status">{ left_out }</p>
            { ask(&questions::LEADS, each_lead(&said, &locale), one(At::Leads, "own-leads-all", "Leads from all channels", leads)) }
            { ask(&questions::STEPS, in_all(&said, &locale), fields.list(Rows::Steps)) }
            { ask(&questions::DEAL, None, html! {
                <div class="own-pair">
                    { one(At::Deal, "own-deal-size", "Average deal", locale.money(18_000.0)) }
                    { one(At::Margin, "own-margin", "Gross margin", "margin, %".into()) }
                </div>
            }) }
            { ask(&questions::WEEKS, None, one(At::Weeks, "own-weeks-mean", "From lead to deal", "weeks".into())) }
            { ask(&questions::RENEWAL, None, one(At::Renewal, "own-renewal-rate", "Customers who renew after a year", "% a year, or one-off".into())) }
            { ask(&questions::TEAMS, None, fields.list(Rows::Teams)) }
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

/// A question with what most companies say, what follows from the answer, and its fields.
fn ask(question: &Question, note: Option<String>, body: Html) -> Html {
    html! {
        <fieldset class="own-question" id={question.id}>
            <legend class="unseen">{ question.ask }</legend>
            <div class="own-ask">
                <p class="own-asks" aria-hidden="true">{ question.ask }</p>
                <p class="small">{ question.usual }</p>
                if let Some(note) = note {
                    <p class="small is-note">{ note }</p>
                }
            </div>
            <div class="own-answers">{ body }</div>
        </fieldset>
    }
}
