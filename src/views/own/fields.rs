//! The form's fields: entries, rows and lists of them.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::draft::{At, Cell, Draft, Rows};
use super::entry::Entry;
use super::filling::{Act, Filling};
use super::questions;
use super::says::Says;
use crate::components::{after_press, focus};
use crate::locale::Locale;

/// Most rows of a list.
const ROWS: usize = 12;

/// What every field of the form is made from.
pub(super) struct Fields<'a> {
    pub(super) filling: &'a Filling,
    pub(super) act: UseReducerDispatcher<Filling>,
    pub(super) said: &'a Says,
    pub(super) locale: &'a Locale,
    pub(super) focus: Rc<RefCell<Option<String>>>,
}

impl Fields<'_> {
    pub(super) fn entry(&self, at: At, id: String, label: String, placeholder: String) -> Html {
        let Self { filling, said, .. } = self;
        let is_said = filling.tried || filling.left.contains(&at);
        let fault = said.faults.get(&at).filter(|_| is_said).cloned();
        let oninput = {
            let act = self.act.clone();
            Callback::from(move |text: String| act.dispatch(Act::Type(at, text)))
        };
        let onchoose = {
            let (act, id) = (self.act.clone(), id.clone());
            Callback::from(move |text: String| {
                act.dispatch(Act::Choose(at, text));
                focus(&id);
            })
        };
        let onpaste = {
            let act = self.act.clone();
            Callback::from(move |text: String| act.dispatch(Act::Paste(at, text)))
        };
        let onleave = {
            let (act, is_known) = (self.act.clone(), filling.left.contains(&at) || filling.draft.text(at).is_empty());
            Callback::from(move |()| {
                if !is_known {
                    let act = act.clone();
                    after_press(move || act.dispatch(Act::Leave(at)));
                }
            })
        };
        let is_name = matches!(at, At::Channel(_, Cell::Name) | At::Step(_, Cell::Name) | At::Team(_, Cell::Name));
        let numeric = !is_name && !matches!(at, At::Renewal | At::Starts);
        let value = filling.draft.text(at).to_owned();
        html! { <Entry {id} {label} {value} {placeholder} {numeric} {fault} {oninput} {onpaste} {onchoose} {onleave} /> }
    }

    fn row(&self, rows: Rows, i: usize) -> Html {
        let (noun, _) = questions::row(rows);
        let Some(of) = self.filling.draft.rows(rows).get(i) else { return Html::default() };
        let id = |part: &str| format!("own-{}-{}-{part}", noun.to_lowercase(), of.key);
        let name = match of.name.trim() {
            "" => format!("{noun} {}", i + 1),
            name => name.to_owned(),
        };
        let money = |x: f64| self.locale.money(x);
        let at: fn(usize, Cell) -> At = match rows {
            Rows::Channels => At::Channel,
            Rows::Steps => At::Step,
            Rows::Teams => At::Team,
        };
        // The amount and the additional field, each with its placeholder.
        let (named, amount, more): (&str, (&str, String), Option<(&str, String)>) = match rows {
            Rows::Channels => {
                let named = ["Google Ads", "LinkedIn", "Events"].get(i).copied().unwrap_or("name");
                (named, ("spend", money(10_000.0)), Some(("leads", "leads".to_owned())))
            }
            Rows::Steps => ("name", ("share that makes it", "don’t know".to_owned()), None),
            Rows::Teams => {
                let cost = format!("{} a year", money(90_000.0));
                ("name", ("people", "people".to_owned()), Some(("cost of one a year", cost)))
            }
        };
        let onclick = {
            let (act, focus) = (self.act.clone(), Rc::clone(&self.focus));
            // To the row that takes its place, or else to the one above, or to the button that adds one.
            let all = self.filling.draft.rows(rows);
            let next = all.get(i + 1).or_else(|| i.checked_sub(1).and_then(|above| all.get(above)));
            let to = next.map_or_else(|| add_id(noun), |row| format!("own-{}-{}-name", noun.to_lowercase(), row.key));
            Callback::from(move |_: MouseEvent| {
                *focus.borrow_mut() = Some(to.clone());
                act.dispatch(Act::Drop(rows, i));
            })
        };
        let without = format!("Remove {name}");
        let cell = |cell: Cell, part: &str, what: &str, empty: String| {
            self.entry(at(i, cell), id(part), format!("{name}: {what}"), empty)
        };
        html! {
            <li class={classes!("own-row", more.is_some().then_some("has-more"))} key={of.key}>
                { self.entry(at(i, Cell::Name), id("name"), format!("{noun} {}: name", i + 1), named.to_owned()) }
                { cell(Cell::Amount, "amount", amount.0, amount.1) }
                { for more.map(|(what, empty)| cell(Cell::More, "more", what, empty)) }
                <button type="button" class="tool" aria-label={without} {onclick}>{ "\u{00d7}" }</button>
            </li>
        }
    }

    pub(super) fn list(&self, rows: Rows) -> Html {
        let (noun, add) = questions::row(rows);
        let count = self.filling.draft.rows(rows).len();
        let onclick = {
            let (act, focus, key) = (self.act.clone(), Rc::clone(&self.focus), self.filling.draft.next_key());
            Callback::from(move |_: MouseEvent| {
                *focus.borrow_mut() = Some(format!("own-{}-{key}-name", noun.to_lowercase()));
                act.dispatch(Act::Add(rows));
            })
        };
        html! {
            <>
                <ul class="own-rows">{ for (0..count).map(|i| self.row(rows, i)) }</ul>
                if count < ROWS {
                    <button type="button" class="link" id={add_id(noun)} {onclick}>{ add }</button>
                }
            </>
        }
    }
}

/// The id of the button that adds a row.
fn add_id(noun: &str) -> String {
    format!("own-{}-add", noun.to_lowercase())
}

/// The id of the field at a place.
pub(super) fn place_id(draft: &Draft, at: At) -> String {
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
        At::Starts => "own-starts".to_owned(),
        At::Leads => "own-leads-all".to_owned(),
        At::Deal => "own-deal-size".to_owned(),
        At::Margin => "own-margin".to_owned(),
        At::Weeks => "own-weeks-mean".to_owned(),
        At::Renewal => "own-renewal-rate".to_owned(),
    }
}
