//! The flow read downwards, for narrow charts: the money in two rows, then the people with one row for each node. Bars
//! start at the left, and those who leave are beside the ribbon that moves on.

use super::{End, Flow, Input, Node, Pair, Parts, What, figures, leavers, ribbon, stub};
use crate::format::Unit;
use crate::mark::{Anchor, Rect, Text, Tone};
use crate::text::{SMALL, fitted};

/// Height of a bar, px.
const THICK: f64 = 10.0;
/// From the top of a row to its bar, px.
const NAME: f64 = 20.0;
/// Distance between baselines, px.
const LINE: f64 = 16.0;
/// Room below a row's bar, px.
const BELOW: f64 = 14.0;

/// Lays out the rows; the chart becomes as high as they need.
pub(super) fn layout(input: &Input<'_>, parts: &Parts) -> Flow {
    let mut rows = Rows { input, flow: Flow::default(), y: 0.0 };
    let longest = (input.width - 2.0).max(1.0);
    let (person, money) = (parts.per_person * longest, parts.per_money * longest);

    // The plans are named once, above their figures.
    rows.head(input.words.money);
    let (today, plan) = figures(input.style, parts.spend, Unit::Money);
    let today = [input.words.today, today.as_str()].join(" ");
    let plan = [input.words.plan, plan.as_str()].join(" ");
    rows.row(What::Spend, input.words.spend, (today, plan), parts.spend.scaled(money));
    rows.y += 8.0;
    let earned = figures(input.style, parts.revenue, Unit::Money);
    rows.row(What::Revenue, input.words.revenue, earned, parts.revenue.scaled(money));
    rows.y += 2.0 * BELOW;
    rows.head(input.words.people);
    for (what, name, people) in &parts.channels {
        rows.row(*what, name, figures(input.style, *people, Unit::Count), people.scaled(person));
        rows.y += 8.0;
    }
    rows.y += BELOW;
    for (i, (what, name, entered)) in parts.people.iter().enumerate() {
        let figures = figures(input.style, *entered, Unit::Count);
        rows.row(*what, name, figures, entered.scaled(person));
        let from = rows.y;
        let Some(stage) = input.stages.get(i) else { continue };
        let passed = stage.passed.drawable().scaled(person);
        let above = passed.plus(stage.waiting.drawable().scaled(person));
        let gone = stage.losses.iter().fold(Pair::default(), |sum, l| sum.plus(l.count.drawable()));
        if gone.larger() > 0.0 {
            rows.flow.stubs.push(stub(from, from + 8.0, above, gone.scaled(person), true));
        }
        rows.y += 6.0;
        for (tone, line) in leavers(input, stage) {
            rows.y += LINE;
            let line = fitted(&line, SMALL, false, input.width);
            rows.flow.texts.push(Text::note(input.width, rows.y, Anchor::End, tone, line));
        }
        rows.y += BELOW;
        let end = |along| End { along, start: Pair::default(), thick: passed };
        rows.flow.ribbons.push(ribbon(end(from), end(rows.y + NAME), true));
    }
    rows.flow.height = rows.y + 4.0;
    rows.flow
}

struct Rows<'a> {
    input: &'a Input<'a>,
    flow: Flow,
    y: f64,
}

impl Rows<'_> {
    /// A heading: what the rows below it count.
    fn head(&mut self, text: &str) {
        self.flow.texts.push(Text::note(0.0, self.y + SMALL, Anchor::Start, Tone::Muted, text.to_owned()));
        self.y += LINE + 6.0;
    }

    /// A name, both figures, and the bars below them.
    fn row(&mut self, what: What, name: &str, (today, plan): (String, String), length: Pair) {
        let width = self.input.width;
        let baseline = self.y + SMALL;
        let plan = Text::note(width, baseline, Anchor::End, Tone::Plan, plan);
        let today = Text::note(plan.span().0 - 10.0, baseline, Anchor::End, Tone::Today, today);
        let name = fitted(name, SMALL, false, today.span().0 - 10.0);
        self.flow.texts.push(Text::note(0.0, baseline, Anchor::Start, Tone::Ink, name));
        self.flow.texts.extend([today, plan]);
        let bar = |length: f64| {
            let width = if length > 0.0 { length.max(1.0) } else { 0.0 };
            Rect { x: 0.0, y: self.y + NAME, width, height: THICK }
        };
        let hit = Rect { x: 0.0, y: self.y, width, height: NAME + THICK };
        self.flow.nodes.push(Node { what, today: bar(length.today), plan: bar(length.plan), hit });
        self.y += NAME + THICK;
    }
}
