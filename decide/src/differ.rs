//! What differs between two scenarios, by ids: a channel that has moved in its list is the same channel.

mod words;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::scenario::{Field, Input, Scenario};

/// Most differences listed individually.
pub const MOST: usize = 60;

/// Of a scenario's figures, what changes none that is compared: all are run with the same seed, and a target is not run.
const SILENT: [&str; 2] = ["seed", "target"];

/// Fields that change how the process is measured, rather than the process.
const MEASURES: [&str; 4] =
    ["frame.run_off_weeks", "money.revenue_counts", "money.discount_rate", "money.new_business_only"];

/// Lists whose order matters.
const ORDERED: [&str; 3] = ["stages", "spend", "settings"];

/// What differs between two scenarios.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Differences {
    /// In the order of the process, the first plan last; at most [`MOST`].
    pub list: Vec<Difference>,
    /// How many further differences there are.
    pub more: u32,
    /// Differences in names, notes, sources, targets and seeds, which change no figure that is compared.
    pub silent: u32,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// Where: names of fields, and ids in lists, such as `channels`, `search`, `elasticity`.
    pub path: Vec<String>,
    /// The reader's name for it, where it has one: `Search: More inquiries for 1 % more spend`.
    pub label: String,
    /// The first scenario's value.
    pub from: Stands,
    /// The other's value.
    pub to: Stands,
    /// Whether it changes how results are measured (what counts as revenue, how long the run-off is) rather than the
    /// results.
    pub measure: bool,
}

/// What one of the scenarios has at this place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// No such channel, stage, team, lever or change.
    Missing,
    /// One that the other scenario lacks.
    There,
    /// The field is left out: its default applies, if it has one.
    LeftOut,
    /// This value.
    Text(String),
}

/// Compares two scenarios, including the first plan of each.
///
/// ```
/// use funnel_decide::differ::{Stands, between};
/// use funnel_engine::scenario::templates;
///
/// let a = templates::load("sales-led-saas").unwrap();
/// let mut b = a.clone();
/// b.channels.reverse();
/// b.channels[0].spend_per_week = 123.0;
/// let found = between(&a, &b);
/// assert_eq!(found.list.len(), 1);
/// assert_eq!(found.list[0].path, ["channels", &b.channels[0].id, "spend_per_week"]);
/// assert_eq!(found.list[0].to, Stands::Text("123".into()));
/// ```
#[must_use]
pub fn between(a: &Scenario, b: &Scenario) -> Differences {
    let mut walk = Walk { known: [Known::of(a), Known::of(b)], out: Differences::default() };
    let (whole, figures) = ([a, b].map(apart), [a.figures(), b.figures()].each_ref().map(apart));
    let both = |part: fn(&(Json, Json)) -> &Json| Both {
        whole: whole.each_ref().map(|x| Some(part(x))),
        figures: figures.each_ref().map(|x| Some(part(x))),
    };
    let none = || [String::new(), String::new()];
    walk.part(&mut Vec::new(), &none(), both(|(rest, _)| rest));
    walk.part(&mut vec!["plan".to_owned()], &none().map(|_| "plans[0]".to_owned()), both(|(_, plan)| plan));
    walk.out
}

/// A scenario's JSON without its plans, and its first plan.
fn apart(scenario: &Scenario) -> (Json, Json) {
    let mut json = scenario.to_json();
    let plans = json.as_object_mut().and_then(|map| map.remove("plans"));
    (json, plans.and_then(|list| list.get(0).cloned()).unwrap_or_else(|| Json::Object(Map::new())))
}

/// Inputs and settings of a scenario by their JSON path.
struct Known<'a> {
    inputs: Vec<Field<'a>>,
    labels: Vec<(String, String)>,
}

impl<'a> Known<'a> {
    fn of(scenario: &'a Scenario) -> Self {
        let label =
            |owner: &str, what: &str| if owner.is_empty() { what.to_owned() } else { format!("{owner}: {what}") };
        let inputs = scenario.inputs();
        let settings = scenario.settings();
        let settings = settings.iter().filter_map(|s| Some((s.json.clone()?, label(&s.owner, s.label))));
        let of_inputs = inputs.iter().map(|f| (f.path.json.clone(), label(&f.owner, f.label)));
        Self { labels: settings.chain(of_inputs).collect(), inputs }
    }

    fn input(&self, at: &str) -> Option<&'a Input> {
        self.inputs.iter().find(|field| field.path.json == at).map(|field| field.input)
    }

    fn label(&self, at: &str) -> Option<&str> {
        self.labels.iter().find(|(path, _)| path == at).map(|(_, label)| label.as_str())
    }
}

struct Walk<'a> {
    /// For the first scenario and the other, like all pairs here.
    known: [Known<'a>; 2],
    out: Differences,
}

type Pair<'j> = [Option<&'j Json>; 2];

/// What the scenarios have at one place, and what their [figures](Scenario::figures) have there: what differs only in
/// the former changes no number.
#[derive(Clone, Copy)]
struct Both<'j> {
    whole: Pair<'j>,
    figures: Pair<'j>,
}

impl<'j> Both<'j> {
    /// The parts of each scenario, given by a step.
    fn below(self, step: impl Fn(usize, &'j Json) -> Option<&'j Json>) -> Self {
        let at = |pair: Pair<'j>| [0, 1].map(|i| pair[i].and_then(|x| step(i, x)));
        Self { whole: at(self.whole), figures: at(self.figures) }
    }
}

impl Walk<'_> {
    /// Compares what is at a path of ids; `at` is the path in each scenario's own JSON.
    fn part(&mut self, path: &mut Vec<String>, at: &[String; 2], both: Both<'_>) {
        let name = path.last().map(String::as_str).unwrap_or_default();
        let pair = both.whole;
        if pair[0] == pair[1] {
            return;
        }
        let is_not_run = path.len() == 1 && SILENT.contains(&name);
        let is_silent = is_not_run || both.figures[0] == both.figures[1];
        let [a, b] = [0, 1].map(|i| self.known[i].input(&at[i]));
        let is_input = a.is_some() || b.is_some();
        if is_silent && (is_not_run || is_input || both.figures == [None, None]) {
            self.out.silent += 1;
            return;
        }
        if is_input {
            // An input is compared as a whole, however it is written.
            let stands = [a, b].map(|x| x.map_or(Stands::LeftOut, |x| Stands::Text(words::input(x))));
            self.add(path, at, stands);
            return;
        }
        let is_object = |x: &Option<&Json>| x.is_none_or(Json::is_object);
        let is_list = |x: &Option<&Json>| {
            x.is_none_or(|x| x.as_array().is_some_and(|list| list.iter().all(|item| words::key(name, item).is_some())))
        };
        let missing = pair.iter().any(Option::is_none);
        if missing && path.len() == 2 && path[0] == "levers" {
            self.add(path, at, pair.map(|x| if x.is_some() { Stands::There } else { Stands::Missing }));
        } else if name != "delay" && pair.iter().all(is_object) {
            self.fields(path, at, both);
        } else if pair.iter().all(is_list) {
            self.list(path, at, both);
        } else if is_silent {
            self.out.silent += 1;
        } else {
            let text = |x: Option<&Json>| x.map_or(Stands::LeftOut, |x| Stands::Text(words::json(x)));
            self.add(path, at, pair.map(text));
        }
    }

    /// Compares two objects field by field; a missing one counts as having no fields.
    fn fields(&mut self, path: &mut Vec<String>, at: &[String; 2], both: Both<'_>) {
        let maps = both.whole.map(|x| x.and_then(Json::as_object));
        let names: BTreeSet<&String> = maps.iter().flatten().flat_map(|map| map.keys()).collect();
        for name in names {
            path.push(name.clone());
            let join = |at: &String| if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
            self.part(path, &at.each_ref().map(join), both.below(|_, x| x.get(name)));
            path.pop();
        }
    }

    /// Compares two lists by the keys of their entries.
    fn list(&mut self, path: &mut Vec<String>, at: &[String; 2], both: Both<'_>) {
        let name = path.last().cloned().unwrap_or_default();
        let keys = both.whole.map(|list| words::keys(&name, list.and_then(Json::as_array).map_or(&[], Vec::as_slice)));
        let position = |list: &[String], key: &String| list.iter().position(|k| k == key);
        let shared = |mine: &[String], other: &[String]| -> Vec<String> {
            mine.iter().filter(|key| position(other, key).is_some()).cloned().collect()
        };
        let [a, b] = &keys;
        let orders = [shared(a, b), shared(b, a)];
        if ORDERED.contains(&name.as_str()) && orders[0] != orders[1] {
            path.push("order".to_owned());
            self.add(path, at, orders.map(|keys| Stands::Text(keys.join(", "))));
            path.pop();
        }
        let only_there = b.iter().filter(|key| position(a, key).is_none());
        for key in a.iter().chain(only_there) {
            path.push(key.clone());
            let places = [position(a, key), position(b, key)];
            // The figures of a list have its entries, in its order.
            let entries = both.below(|i, list| list.get(places[i]?));
            let inside = [0, 1].map(|i| format!("{}[{}]", at[i], places[i].unwrap_or(usize::MAX)));
            if entries.whole.iter().all(Option::is_some) {
                self.part(path, &inside, entries);
            } else {
                self.add(path, &inside, entries.whole.map(|x| words::entry(&name, x)));
            }
            path.pop();
        }
    }

    fn add(&mut self, path: &[String], at: &[String; 2], [from, to]: [Stands; 2]) {
        if self.out.list.len() >= MOST {
            self.out.more += 1;
            return;
        }
        let label = [0, 1].into_iter().find_map(|i| self.known[i].label(&at[i])).unwrap_or_default().to_owned();
        let measure = MEASURES.contains(&path.join(".").as_str());
        self.out.list.push(Difference { path: path.to_vec(), label, from, to, measure });
    }
}
