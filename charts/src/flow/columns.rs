//! The flow from left to right: money as two bars, one above the other, and below it people in columns.

use super::{End, Flow, Input, Node, Pair, Parts, What, figures, leavers, ribbon, stub};
use crate::format::Unit;
use crate::mark::{Anchor, Path, Rect, Text, Tone};
use crate::text::{SMALL, fitted, width, wrapped};

/// Width of a node, px.
const THICK: f64 = 10.0;
/// Distance between baselines, px.
const LINE: f64 = 16.0;
/// From a node to the baseline above it, px.
const OVER: f64 = 8.0;

/// Positions of the parts.
struct Grid {
    pitch: f64,
    count: usize,
    /// Upper edge of all nodes except the lower channels.
    top: f64,
    /// Upper edge of the text above them.
    head: f64,
    height: f64,
}

impl Grid {
    fn x(&self, column: usize) -> f64 {
        column as f64 * self.pitch
    }

    /// Texts of a column start at its node; those of the last column end with it.
    fn text(&self, column: usize, y: f64, tone: Tone, text: String) -> Text {
        if column + 1 == self.count {
            Text::note(self.x(column) + THICK, y, Anchor::End, tone, text)
        } else {
            Text::note(self.x(column), y, Anchor::Start, tone, text)
        }
    }

    /// A node with its whole column as the target for a pointer.
    fn node(&self, what: What, column: usize, height: Pair) -> Node {
        node(what, self.x(column), self.top, height, (self.head, self.height))
    }
}

fn node(what: What, x: f64, y: f64, height: Pair, (from, to): (f64, f64)) -> Node {
    let bar = |height: f64| {
        let height = if height > 0.0 { height.max(1.0) } else { 0.0 };
        Rect { x, y, width: THICK, height }
    };
    let hit = Rect { x: x - 6.0, y: from, width: THICK + 40.0, height: (to - from).max(0.0) };
    Node { what, today: bar(height.today), plan: bar(height.plan), hit }
}

/// Least distance between texts in neighbouring columns, px.
const APART: f64 = 6.0;

/// Whether each column is wide enough for its figures, and the chart high enough for the names of the channels. Texts
/// of the last column end with it, and share the space of the column before.
pub(super) fn fits(input: &Input<'_>, parts: &Parts) -> bool {
    let count = parts.people.len() + 1;
    let pitch = (input.width - THICK) / (count - 1).max(1) as f64;
    let widths = |pair, unit| {
        let (today, plan) = figures(input.style, pair, unit);
        (width(&today, SMALL, false), width(&plan, SMALL, true))
    };
    let widest = |pair, unit| {
        let (today, plan) = widths(pair, unit);
        today.max(plan)
    };
    let channel = |people| {
        let (today, plan) = widths(people, Unit::Count);
        today + APART + plan
    };
    let detailed = parts.channels.len() <= DETAILED;
    let channels = parts.channels.iter().map(|(.., people)| if detailed { channel(*people) } else { 0.0 });
    let people = parts.people.iter().map(|(.., people)| widest(*people, Unit::Count));
    let last: f64 =
        parts.people.iter().rev().take(2).map(|(.., people)| widest(*people, Unit::Count)).sum::<f64>() - THICK;
    // Names and figures of money are to the left of its bars, which have to be visible as well.
    let money = [(input.words.spend, parts.spend), (input.words.revenue, parts.revenue)].map(|(name, pair)| {
        let (today, plan) = widths(pair, Unit::Money);
        let words = width(input.words.today, SMALL, false) + width(input.words.plan, SMALL, true);
        width(name, SMALL, false) + today + plan + words + 5.0 * 14.0
    });
    let has_bars = money.into_iter().all(|texts| texts + 40.0 <= input.width);
    // Names of channels are below each other, whatever space their bars leave.
    let gaps = gap(detailed) * parts.channels.len().saturating_sub(1) as f64;
    let head = SMALL + OVER + 2.0 * MONEY_ROW + BETWEEN + SMALL + 4.0 * LINE + 2.0 * OVER;
    let is_low = head + gaps > input.height;
    has_bars && !is_low && channels.chain(people).chain([last]).all(|width| width + APART <= pitch)
}

/// From the bar of one channel to that of the next, px.
fn gap(detailed: bool) -> f64 {
    OVER + 6.0 + LINE * if detailed { 2.0 } else { 1.0 }
}

/// Most channels for which the number of people is given next to the name.
const DETAILED: usize = 4;

/// Height of a bar of money, px.
const BAR: f64 = 14.0;
/// From one bar of money to the next, px.
const MONEY_ROW: f64 = 24.0;
/// From the money to the people, px.
const BETWEEN: f64 = 14.0;

/// Lays out the picture of the money, then the columns of people under it.
pub(super) fn layout(input: &Input<'_>, parts: &Parts) -> Flow {
    let count = parts.people.len() + 1;
    let pitch = (input.width - THICK) / (count - 1).max(1) as f64;
    let mut flow = Flow { height: input.height, ..Flow::default() };
    let under = money(input, parts, &mut flow) + BETWEEN;
    flow.texts.push(Text::note(0.0, under + SMALL, Anchor::Start, Tone::Muted, input.words.people.to_owned()));

    // The channels' names head their own column.
    let mut names = vec![""];
    names.extend(parts.people.iter().map(|p| p.1.as_str()));
    // The last name ends with its column, and the one before it gets the space that is left.
    let last = names.last().map_or(0.0, |name| width(name, SMALL, false)).min(pitch * 0.55);
    let beside = (pitch + THICK - last - APART).min(pitch - 10.0);
    let room = |column: usize| match count - column {
        1 => last + 0.1,
        2 if column > 0 => beside,
        _ => pitch - 10.0,
    };
    let names: Vec<Vec<String>> =
        names.iter().enumerate().map(|(i, name)| wrapped(name, SMALL, false, room(i), 2)).collect();
    let rows = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let heads = under + LINE;
    let top = heads + SMALL + LINE * (rows + 1.0) + OVER;
    let grid = Grid { pitch, count, top, head: under, height: input.height };
    for (column, lines) in names.into_iter().enumerate() {
        let first = heads + SMALL + LINE * (rows - lines.len() as f64);
        for (row, line) in lines.into_iter().enumerate() {
            flow.texts.push(grid.text(column, first + LINE * row as f64, Tone::Ink, line));
        }
    }

    // The first channel's name and figures are where the other columns have theirs.
    let detailed = parts.channels.len() <= DETAILED;
    let gap = gap(detailed);
    let gaps = gap * parts.channels.len().saturating_sub(1) as f64;
    let longest = (input.height - top - gaps - 4.0).max(1.0);
    let person = parts.per_person * longest;

    channels(input, parts, &grid, (person, gap, detailed), &mut flow);
    let mut losses = Vec::new();
    for (i, (what, _, entered)) in parts.people.iter().enumerate() {
        let column = i + 1;
        sum(input, &grid, column, *what, (*entered, person), &mut flow);
        let Some(stage) = input.stages.get(i) else { continue };
        let from = grid.x(column) + THICK;
        let end = |along, thick| End { along, start: Pair::both(top), thick };
        let passed = stage.passed.drawable().scaled(person);
        flow.ribbons.push(ribbon(end(from, passed), end(grid.x(column + 1), passed), false));
        let above = Pair::both(top).plus(passed).plus(stage.waiting.drawable().scaled(person));
        let lost = stage.losses.iter().fold(Pair::default(), |sum, l| sum.plus(l.count.drawable()));
        let lost = lost.scaled(person);
        let to = from + pitch * 0.2;
        if lost.larger() > 0.0 {
            flow.stubs.push(stub(from, to, above, lost, false));
        }
        losses.push(Leaving {
            stage: i,
            x: to,
            from: above.plan,
            to: above.plan + lost.plan,
            clear: top + passed.larger(),
        });
    }
    name_losses(input, &losses, pitch, &mut flow);
    flow
}

/// Spend and revenue as two bars, one above the other, from the same edge: money is compared with money and nothing
/// else. Returns where they end.
fn money(input: &Input<'_>, parts: &Parts, flow: &mut Flow) -> f64 {
    let words = &input.words;
    flow.texts.push(Text::note(0.0, SMALL, Anchor::Start, Tone::Muted, words.money.to_owned()));
    let rows = [(What::Spend, words.spend, parts.spend), (What::Revenue, words.revenue, parts.revenue)];
    let rows = rows.map(|(what, name, pair)| {
        let (today, plan) = figures(input.style, pair, Unit::Money);
        let texts = [name.to_owned(), [words.today, &today].join(" "), [words.plan, &plan].join(" ")];
        (what, pair, texts)
    });
    // Names and figures have columns of their own to the left of the bars, as wide as the widest needs.
    let widest = |i: usize| rows.iter().map(|(_, _, texts)| width(&texts[i], SMALL, i == 2) + 14.0).fold(0.0, f64::max);
    let (second, third) = (widest(0), widest(0) + widest(1));
    let left = third + widest(2);
    let scale = parts.per_money * (input.width - left).max(1.0);
    let mut y = SMALL + OVER;
    for (what, pair, texts) in rows {
        let baseline = y + BAR - 2.0;
        let places = [(0.0, Tone::Ink), (second, Tone::Today), (third, Tone::Plan)];
        flow.texts.extend(
            places.into_iter().zip(texts).map(|((x, tone), text)| Text::note(x, baseline, Anchor::Start, tone, text)),
        );
        let bar = |length: f64| {
            let width = if length > 0.0 { length.max(1.0) } else { 0.0 };
            Rect { x: left, y, width, height: BAR }
        };
        let lengths = pair.scaled(scale);
        let hit = Rect { x: 0.0, y: y - 4.0, width: input.width, height: MONEY_ROW };
        flow.nodes.push(Node { what, today: bar(lengths.today), plan: bar(lengths.plan), hit });
        y += MONEY_ROW;
    }
    y
}

/// A column that is one node: its figures and its bars.
fn sum(input: &Input<'_>, grid: &Grid, column: usize, what: What, (pair, scale): (Pair, f64), flow: &mut Flow) {
    let (today, plan) = figures(input.style, pair, Unit::Count);
    flow.texts.push(grid.text(column, grid.top - OVER - LINE, Tone::Today, today));
    flow.texts.push(grid.text(column, grid.top - OVER, Tone::Plan, plan));
    flow.nodes.push(grid.node(what, column, pair.scaled(scale)));
}

/// The channels, one below the other, with the people that each brings.
fn channels(input: &Input<'_>, parts: &Parts, grid: &Grid, (person, gap, detailed): (f64, f64, bool), flow: &mut Flow) {
    let x = grid.x(0);
    let mut y = grid.top;
    let mut arrived = Pair::both(grid.top);
    for (what, name, people) in &parts.channels {
        let text = |row: f64, tone, text| Text::note(x, y - OVER - LINE * row, Anchor::Start, tone, text);
        let name = fitted(name, SMALL, false, grid.pitch - 10.0);
        flow.texts.push(text(if detailed { 1.0 } else { 0.0 }, Tone::Ink, name));
        if detailed {
            let (today, plan) = figures(input.style, *people, Unit::Count);
            let today = text(0.0, Tone::Today, today);
            let mut plan = text(0.0, Tone::Plan, plan);
            plan.x += today.width() + 6.0;
            flow.texts.extend([today, plan]);
        }
        let thick = people.scaled(person);
        flow.nodes.push(node(*what, x, y, thick, (y - gap + 6.0, y + thick.larger() + 6.0)));
        let here = End { along: x + THICK, start: Pair::both(y), thick };
        let inquiries = End { along: grid.x(1), start: arrived, thick };
        flow.ribbons.push(ribbon(here, inquiries, false));
        arrived = arrived.plus(thick);
        y += thick.larger() + gap;
    }
}

/// A stub that needs its label: where it ends, its edges, and how far down its column is taken.
struct Leaving {
    stage: usize,
    x: f64,
    from: f64,
    to: f64,
    clear: f64,
}

/// Labels next to the stubs. Below a narrowing funnel there is space to the right; from the last stage to the first,
/// each label goes below whatever is already in its way.
fn name_losses(input: &Input<'_>, losses: &[Leaving], pitch: f64, flow: &mut Flow) {
    // Left, right and lower edges of the labels already placed.
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for leaving in losses.iter().rev() {
        let Some(stage) = input.stages.get(leaving.stage) else { continue };
        let x = leaving.x + 6.0;
        let room = (input.width - x).min(pitch * 1.6);
        let mut lines: Vec<(Tone, String)> = leavers(input, stage)
            .into_iter()
            .flat_map(|(tone, text)| wrapped(&text, SMALL, false, room, 2).into_iter().map(move |line| (tone, line)))
            .collect();
        if lines.is_empty() {
            continue;
        }
        let widest = lines.iter().map(|l| width(&l.1, SMALL, false)).fold(0.0, f64::max);
        let below = taken
            .iter()
            .filter(|(left, right, _)| *left < x + widest + 8.0 && x < right + 8.0)
            .map(|t| t.2 + 6.0)
            .fold(leaving.clear + 6.0, f64::max);
        // The first lines are the most important; the table has what does not fit.
        lines.truncate(((input.height - below) / LINE).max(0.0) as usize);
        if lines.is_empty() {
            continue;
        }
        let height = LINE * lines.len() as f64;
        let wish = (leaving.from + leaving.to - height) / 2.0;
        let y = wish.max(below).min(input.height - height).max(leaving.clear);
        if y > leaving.to {
            let mut path = Path::new();
            path.move_to(leaving.x, leaving.to).line_to(leaving.x, y + LINE / 2.0);
            path.line_to(x - 2.0, y + LINE / 2.0);
            flow.leaders.push(path.into_string());
        }
        for (row, (tone, line)) in lines.into_iter().enumerate() {
            let baseline = y + LINE * row as f64 + SMALL;
            flow.texts.push(Text::note(x, baseline, Anchor::Start, tone, line));
        }
        taken.push((x, x + widest, y + height));
    }
}
