//! The flow in little space: a line of text for each node with its bar below, without channels and without those who
//! leave. If there is no room for all stages, those in the middle are left out: at the very least it shows what goes in
//! and what comes out.

use super::{Flow, Input, Node, Pair, Parts, What, figures};
use crate::format::Unit;
use crate::mark::{Anchor, Rect, Text, Tone};
use crate::text::{SMALL, fitted};

/// Smallest and largest height of a row, px.
const LOWEST: f64 = 22.0;
const HIGHEST: f64 = 40.0;
/// From the top of a row to its bar, and the least from there to the next row, px.
const NAME: f64 = 16.0;
const BELOW: f64 = 3.0;
/// Largest height of a bar, px.
const THICK: f64 = 8.0;
/// Rows that are shown however little room there is: spend, revenue, who comes, who is won.
const FEWEST: usize = 4;

/// Lays out the rows, evenly over the available space.
pub(super) fn layout(input: &Input<'_>, parts: &Parts) -> Flow {
    let longest = (input.width - 2.0).max(1.0);
    let (person, money) = (parts.per_person * longest, parts.per_money * longest);
    let line = |what: &What, name: &str, pair: Pair, unit: Unit, by: f64| {
        (*what, name.to_owned(), figures(input.style, pair, unit), pair.scaled(by))
    };
    // Money next to money, with the people below.
    let mut lines = vec![
        line(&What::Spend, input.words.spend, parts.spend, Unit::Money, money),
        line(&What::Revenue, input.words.revenue, parts.revenue, Unit::Money, money),
    ];
    let paid = lines.len();
    lines.extend(parts.people.iter().map(|(what, name, people)| line(what, name, *people, Unit::Count, person)));
    let fits = ((input.most / LOWEST).max(0.0) as usize).max(FEWEST);
    while lines.len() > fits {
        lines.remove((paid + lines.len()) / 2);
    }
    let pitch = (input.most / lines.len() as f64).clamp(LOWEST, HIGHEST);
    let mut flow = Flow { height: pitch * lines.len() as f64, ..Flow::default() };
    for (i, (what, name, (today, plan), length)) in lines.into_iter().enumerate() {
        let top = pitch * i as f64;
        let baseline = top + SMALL;
        let (today, plan) = if i == 0 {
            // The plans are named once, above their figures.
            ([input.words.today, today.as_str()].join(" "), [input.words.plan, plan.as_str()].join(" "))
        } else {
            (today, plan)
        };
        let plan = Text::note(input.width, baseline, Anchor::End, Tone::Plan, plan);
        let today = Text::note(plan.span().0 - 10.0, baseline, Anchor::End, Tone::Today, today);
        let name = fitted(&name, SMALL, false, today.span().0 - 10.0);
        flow.texts.extend([Text::note(0.0, baseline, Anchor::Start, Tone::Ink, name), today, plan]);
        let bar = |length: f64| {
            let width = if length > 0.0 { length.max(1.0) } else { 0.0 };
            Rect { x: 0.0, y: top + NAME, width, height: (pitch - NAME - BELOW).min(THICK) }
        };
        let hit = Rect { x: 0.0, y: top, width: input.width, height: pitch };
        flow.nodes.push(Node { what, today: bar(length.today), plan: bar(length.plan), hit });
    }
    flow
}
