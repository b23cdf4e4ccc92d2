//! The flow from left to right.

use super::{End, Flow, Input, Node, Pair, Parts, What, figures, leavers, ribbon, stub};
use crate::format::Unit;
use crate::mark::{Anchor, Path, Rect, Text, Tone};
use crate::text::{SMALL, fitted, width, wrapped};

/// Width of a node, px.
const THICK: f64 = 10.0;
/// Distance between baselines, px.
const LINE: f64 = 16.0;
/// From a node to the baseline over it, px.
const OVER: f64 = 8.0;

/// Where things stand.
struct Grid {
    pitch: f64,
    count: usize,
    /// Upper edge of all nodes but the lower channels.
    top: f64,
    height: f64,
}

impl Grid {
    fn x(&self, column: usize) -> f64 {
        column as f64 * self.pitch
    }

    /// Texts of a column start with its node; those of the last end with it.
    fn text(&self, column: usize, y: f64, tone: Tone, text: String) -> Text {
        if column + 1 == self.count {
            Text::note(self.x(column) + THICK, y, Anchor::End, tone, text)
        } else {
            Text::note(self.x(column), y, Anchor::Start, tone, text)
        }
    }

    /// A node with all its column to point at.
    fn node(&self, what: What, column: usize, height: Pair) -> Node {
        node(what, self.x(column), self.top, height, (0.0, self.height))
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

/// What texts of neighbouring columns keep between them, px.
const APART: f64 = 6.0;

/// Whether each column is as wide as its figures, and all as high as the names of the channels. Those of the last end with it, and have its room with the one before.
pub(super) fn fits(input: &Input<'_>, parts: &Parts) -> bool {
    let count = parts.people.len() + 3;
    let pitch = (input.width - THICK) / (count - 1) as f64;
    let widths = |pair, unit| {
        let (today, plan) = figures(input.style, pair, unit);
        (width(&today, SMALL, false), width(&plan, SMALL, true))
    };
    let widest = |pair, unit| {
        let (today, plan) = widths(pair, unit);
        today.max(plan)
    };
    let (today, plan) = widths(parts.spend, Unit::Money);
    let first = (width(input.words.today, SMALL, false) + today).max(width(input.words.plan, SMALL, true) + plan) + 5.0;
    let channel = |people| {
        let (today, plan) = widths(people, Unit::Count);
        today + APART + plan
    };
    let detailed = parts.channels.len() <= DETAILED;
    let channels = parts.channels.iter().map(|(.., people)| if detailed { channel(*people) } else { 0.0 });
    let people = parts.people.iter().map(|(.., people)| widest(*people, Unit::Count));
    let won = parts.people.last().map_or(0.0, |(.., people)| widest(*people, Unit::Count));
    let last = won + widest(parts.revenue, Unit::Money) - THICK;
    // Names of channels stand below each other, whatever their bars leave them.
    let gaps = gap(detailed) * parts.channels.len().saturating_sub(1) as f64;
    let is_low = SMALL + 3.0 * LINE + 2.0 * OVER + gaps > input.height;
    !is_low && std::iter::once(first).chain(channels).chain(people).chain([last]).all(|width| width + APART <= pitch)
}

/// From the bar of one channel to that of the next, px.
fn gap(detailed: bool) -> f64 {
    OVER + 6.0 + LINE * if detailed { 2.0 } else { 1.0 }
}

/// Most channels whose people are told beside their names.
const DETAILED: usize = 4;

/// Lays the columns out.
pub(super) fn layout(input: &Input<'_>, parts: &Parts) -> Flow {
    let count = parts.people.len() + 3;
    let pitch = (input.width - THICK) / (count - 1) as f64;
    let mut flow = Flow { height: input.height, ..Flow::default() };

    // The channels' own names head theirs.
    let mut names = vec![input.words.spend, ""];
    names.extend(parts.people.iter().map(|p| p.1.as_str()));
    names.push(input.words.revenue);
    // The last ends with its column, and the one before it has what that leaves.
    let beside = (pitch + THICK - width(input.words.revenue, SMALL, false) - APART).min(pitch - 10.0);
    let room = |column: usize| if column + 2 == count { beside } else { pitch - 10.0 };
    let names: Vec<Vec<String>> =
        names.iter().enumerate().map(|(i, name)| wrapped(name, SMALL, false, room(i), 2)).collect();
    let rows = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let top = SMALL + LINE * (rows + 1.0) + OVER;
    let grid = Grid { pitch, count, top, height: input.height };
    for (column, lines) in names.into_iter().enumerate() {
        let first = SMALL + LINE * (rows - lines.len() as f64);
        for (row, line) in lines.into_iter().enumerate() {
            flow.texts.push(grid.text(column, first + LINE * row as f64, Tone::Ink, line));
        }
    }

    // The first channel's name and figures stand where the other columns have theirs.
    let detailed = parts.channels.len() <= DETAILED;
    let gap = gap(detailed);
    let gaps = gap * parts.channels.len().saturating_sub(1) as f64;
    let longest = (input.height - top - gaps - 4.0).max(1.0);
    let (person, money) = (parts.per_person * longest, parts.per_money * longest);

    sum(input, &grid, 0, What::Spend, (parts.spend, money, Unit::Money), &mut flow);
    channels(input, parts, &grid, (person, money, gap, detailed), &mut flow);
    let mut losses = Vec::new();
    for (i, (what, _, entered)) in parts.people.iter().enumerate() {
        let column = i + 2;
        sum(input, &grid, column, *what, (*entered, person, Unit::Count), &mut flow);
        let from = grid.x(column) + THICK;
        let end = |along, thick| End { along, start: Pair::both(top), thick };
        let Some(stage) = input.stages.get(i) else {
            let won = end(from, entered.scaled(person));
            let revenue = end(grid.x(column + 1), parts.revenue.scaled(money));
            flow.ribbons.push(ribbon(won, revenue, false));
            continue;
        };
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
    let last = (parts.revenue, money, Unit::Money);
    sum(input, &grid, count - 1, What::Revenue, last, &mut flow);
    name_losses(input, &losses, pitch, &mut flow);
    flow
}

/// A column that is one node: its figures and its bars.
fn sum(
    input: &Input<'_>,
    grid: &Grid,
    column: usize,
    what: What,
    (pair, scale, unit): (Pair, f64, Unit),
    flow: &mut Flow,
) {
    let (mut today, mut plan) = figures(input.style, pair, unit);
    if column == 0 {
        // The first column names the plans: no legend needed.
        today = [input.words.today, today.as_str()].join(" ");
        plan = [input.words.plan, plan.as_str()].join(" ");
    }
    flow.texts.push(grid.text(column, grid.top - OVER - LINE, Tone::Today, today));
    flow.texts.push(grid.text(column, grid.top - OVER, Tone::Plan, plan));
    flow.nodes.push(grid.node(what, column, pair.scaled(scale)));
}

/// The channels, one below the other, with the money that reaches them and the people who come of it.
fn channels(
    input: &Input<'_>,
    parts: &Parts,
    grid: &Grid,
    (person, money, gap, detailed): (f64, f64, f64, bool),
    flow: &mut Flow,
) {
    let x = grid.x(1);
    let mut y = grid.top;
    let mut spent = Pair::both(grid.top);
    let mut arrived = spent;
    for (what, name, spend, people) in &parts.channels {
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
        let (paid, thick) = (spend.scaled(money), people.scaled(person));
        flow.nodes.push(node(*what, x, y, thick, (y - gap + 6.0, y + thick.larger() + 6.0)));
        let here = |along| End { along, start: Pair::both(y), thick };
        let money = End { along: grid.x(0) + THICK, start: spent, thick: paid };
        flow.ribbons.push(ribbon(money, here(x), false));
        let inquiries = End { along: grid.x(2), start: arrived, thick };
        flow.ribbons.push(ribbon(here(x + THICK), inquiries, false));
        spent = spent.plus(paid);
        arrived = arrived.plus(thick);
        y += thick.larger() + gap;
    }
}

/// A stub that wants its label: where it ends, its edges, and how far down its column is taken.
struct Leaving {
    stage: usize,
    x: f64,
    from: f64,
    to: f64,
    clear: f64,
}

/// Labels beside the stubs. Under a narrowing funnel there is room to the right; from the last stage to the
/// first, each label goes below whatever already stands in its way.
fn name_losses(input: &Input<'_>, losses: &[Leaving], pitch: f64, flow: &mut Flow) {
    // Left, right, lower edge of the labels that stand.
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for leaving in losses.iter().rev() {
        let Some(stage) = input.stages.get(leaving.stage) else { continue };
        let x = leaving.x + 6.0;
        // The last ribbon widens towards revenue: labels end before it does.
        let limit = input.width - pitch + 2.0 * THICK;
        let room = (limit - x).min(pitch * 1.6);
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
        // The first say most; what has no room is in the table.
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
