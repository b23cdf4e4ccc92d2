//! Ribbons and stubs as paths.

use super::{Pair, Shape};
use crate::mark::Path;

/// One end of a ribbon: its position along the flow, where its first edge starts, and its thickness across.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) along: f64,
    pub(super) start: Pair,
    pub(super) thick: Pair,
}

/// A ribbon between two ends; `down` makes it run downwards.
pub(super) fn ribbon(from: End, to: End, down: bool) -> Shape {
    Shape {
        today: curved(
            (from.along, from.start.today, from.thick.today),
            (to.along, to.start.today, to.thick.today),
            down,
        ),
        plan: curved((from.along, from.start.plan, from.thick.plan), (to.along, to.start.plan, to.thick.plan), down),
    }
}

fn curved(from: (f64, f64, f64), to: (f64, f64, f64), down: bool) -> String {
    let turn = |along: f64, across: f64| if down { (across, along) } else { (along, across) };
    let ((x0, a0, thick0), (x1, a1, thick1)) = (from, to);
    let mut path = Path::new();
    if thick0 <= 0.0 && thick1 <= 0.0 {
        return path.into_string();
    }
    let (b0, b1, middle) = (a0 + thick0, a1 + thick1, (x0 + x1) / 2.0);
    let (start, corner) = (turn(x0, a0), turn(x1, b1));
    path.move_to(start.0, start.1)
        .curve_to(turn(middle, a0), turn(middle, a1), turn(x1, a1))
        .line_to(corner.0, corner.1)
        .curve_to(turn(middle, b1), turn(middle, b0), turn(x0, b0))
        .close();
    path.into_string()
}

/// Those who leave: a straight stub as thick as their share.
pub(super) fn stub(from: f64, to: f64, start: Pair, thick: Pair, down: bool) -> Shape {
    let one = |start: f64, thick: f64| {
        if thick > 0.0 {
            curved((from, start, thick.max(1.0)), (to, start, thick.max(1.0)), down)
        } else {
            String::new()
        }
    };
    Shape { today: one(start.today, thick.today), plan: one(start.plan, thick.plan) }
}
