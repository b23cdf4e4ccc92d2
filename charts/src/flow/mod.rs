//! The flow of money and people, for two plans at once: spend and revenue, and the people from channels to customers.
//!
//! They are two pictures, each with its unit as heading: a length in the one is money and must not be compared with any
//! length in the other, and nothing leads from one to the other. All money has one scale, and all people have another.
//! Today is a solid shape and the plan an outline over it; both start at the same edge, so only the difference shows.
//! Those who leave a stage end in a named stub. Wide charts read from left to right (`columns.rs`). Where a column
//! would be too narrow for its figures, the chart reads downwards (`rows.rs`), and where there is no room for that
//! either, as in a small frame, it says less (`brief.rs`).

mod brief;
mod columns;
#[cfg(test)]
mod laws;
mod parts;
mod rows;
mod shapes;

use crate::format::{Digits, NumberStyle, Unit};
use crate::mark::{Rect, Text, Tone};
use crate::scale::{LARGEST, rising};
use parts::Parts;
use shapes::{End, ribbon, stub};

/// A figure in both plans.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pair {
    /// With today's budget.
    pub today: f64,
    /// With the plan.
    pub plan: f64,
}

impl Pair {
    /// The pair, with what cannot be drawn (NaN, negative) replaced by zero.
    fn drawable(self) -> Self {
        let hold = |v: f64| if v > 0.0 { v.min(LARGEST / 1e6) } else { 0.0 };
        Self { today: hold(self.today), plan: hold(self.plan) }
    }

    fn larger(self) -> f64 {
        self.today.max(self.plan)
    }

    /// In pixels. More people may move on than the scale was made for; a value beyond any screen stays finite.
    fn scaled(self, by: f64) -> Self {
        let hold = |v: f64| v.min(LARGEST / 1e6);
        Self { today: hold(self.today * by), plan: hold(self.plan * by) }
    }

    fn both(value: f64) -> Self {
        Self { today: value, plan: value }
    }

    fn plus(self, other: Self) -> Self {
        Self { today: self.today + other.today, plan: self.plan + other.plan }
    }
}

/// A channel.
#[derive(Clone, Copy, Debug)]
pub struct Channel<'a> {
    /// Name.
    pub name: &'a str,
    /// Money spent on it.
    pub spend: Pair,
    /// People it brought.
    pub inquiries: Pair,
}

/// A way out of a stage.
#[derive(Clone, Copy, Debug)]
pub struct Loss<'a> {
    /// Why.
    pub reason: &'a str,
    /// How many.
    pub count: Pair,
}

/// A stage.
#[derive(Clone, Copy, Debug)]
pub struct Stage<'a> {
    /// Name.
    pub name: &'a str,
    /// People who entered.
    pub entered: Pair,
    /// People who moved on.
    pub passed: Pair,
    /// People still in it at the end.
    pub waiting: Pair,
    /// People lost, by reason.
    pub losses: &'a [Loss<'a>],
}

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Channels, in order.
    pub channels: &'a [Channel<'a>],
    /// Stages, first to last.
    pub stages: &'a [Stage<'a>],
    /// Money coming in.
    pub revenue: Pair,
    /// The chart's own words.
    pub words: Words<'a>,
    /// Width, px.
    pub width: f64,
    /// Height of the chart when it reads from left to right, px; when it reads downwards, its rows determine the
    /// height.
    pub height: f64,
    /// Largest height available, px; rows that need more say less. Infinite on a page that scrolls.
    pub most: f64,
    /// The reader's number format.
    pub style: &'a NumberStyle,
}

/// What the chart calls its own parts.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// `today`.
    pub today: &'a str,
    /// `plan`.
    pub plan: &'a str,
    /// `Spend`.
    pub spend: &'a str,
    /// `Customers`.
    pub customers: &'a str,
    /// `Revenue`.
    pub revenue: &'a str,
    /// `still open`.
    pub waiting: &'a str,
    /// `others`.
    pub others: &'a str,
    /// Heading of the money.
    pub money: &'a str,
    /// Heading of the people.
    pub people: &'a str,
}

impl Default for Words<'_> {
    fn default() -> Self {
        Self {
            today: "today",
            plan: "plan",
            spend: "Spend",
            customers: "Customers",
            revenue: "Revenue",
            waiting: "still open",
            others: "others",
            money: "Money",
            people: "People",
        }
    }
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// All money spent.
    Spend,
    /// A channel, by its index.
    Channel(usize),
    /// The channels from this index on, drawn as one.
    OtherChannels(usize),
    /// A stage, by its index.
    Stage(usize),
    /// Those who passed the last stage.
    Customers,
    /// All money earned.
    Revenue,
}

/// A node: two bars from the same edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// What it stands for.
    pub what: What,
    /// Today's bar.
    pub today: Rect,
    /// The plan's bar.
    pub plan: Rect,
    /// The area in which a pointer finds it.
    pub hit: Rect,
}

/// A shape for both plans, as path data.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Today's, to be filled.
    pub today: String,
    /// The plan's, to be outlined.
    pub plan: String,
}

/// The chart, laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    /// Nodes in reading order.
    pub nodes: Vec<Node>,
    /// Those who move on.
    pub ribbons: Vec<Shape>,
    /// Those who leave.
    pub stubs: Vec<Shape>,
    /// Lines from a stub to its label, where that had to be moved.
    pub leaders: Vec<String>,
    /// Names and figures.
    pub texts: Vec<Text>,
    /// Height the chart takes, px.
    pub height: f64,
}

/// Narrowest column that can hold its figures, px.
const NARROWEST: f64 = 84.0;

/// Lays out the chart: from left to right if the width allows it, otherwise downwards.
#[must_use]
pub fn layout(input: &Input<'_>) -> Flow {
    let parts = Parts::new(input);
    let count = input.stages.len() + 2;
    if input.width / count as f64 >= NARROWEST && columns::fits(input, &parts) {
        return columns::layout(input, &parts);
    }
    let rows = rows::layout(input, &parts);
    if rows.height <= input.most { rows } else { brief::layout(input, &parts) }
}

/// Figures of both plans as texts.
fn figures(style: &NumberStyle, pair: Pair, unit: Unit) -> (String, String) {
    let digits = if unit == Unit::Count && pair.larger() < 1e4 { Digits::Step(1.0) } else { Digits::default() };
    (style.number(pair.today, digits, unit), style.number(pair.plan, digits, unit))
}

/// The losses of a stage as a reader wants them: the two largest with their figures, then those still in it.
fn leavers(input: &Input<'_>, stage: &Stage<'_>) -> Vec<(Tone, String)> {
    let losses: Vec<(&str, Pair)> = stage
        .losses
        .iter()
        .map(|loss| (loss.reason, loss.count.drawable()))
        .filter(|loss| loss.1.larger() > 0.0)
        .collect();
    let sizes: Vec<f64> = losses.iter().map(|loss| -loss.1.larger()).collect();
    let text = |sign: &str, count: Pair, name: &str| {
        let (_, plan) = figures(input.style, count, Unit::Count);
        // Nobody is no loss.
        let mut text = if plan == "0" { String::new() } else { sign.to_owned() };
        text.push_str(&plan);
        text.push(' ');
        text.push_str(name);
        text
    };
    let mut lines: Vec<(Tone, String)> = rising(&sizes)
        .into_iter()
        .filter_map(|i| losses.get(i))
        .take(2)
        .map(|(reason, count)| (Tone::Loss, text("−", *count, reason)))
        .collect();
    let waiting = stage.waiting.drawable();
    if waiting.larger() >= 0.5 {
        lines.push((Tone::Muted, text("", waiting, input.words.waiting)));
    }
    lines
}
