//! The labels above the dots, and the space they need.

use super::Input;
use crate::mark::{Anchor, Text, Tone};
use crate::text::{LABEL, width};

/// Space between the break-even line and the labels next to it, px.
const ASIDE: f64 = 8.0;
/// Height of a row of labels, px.
const ROW: f64 = LABEL + 5.0;

pub(super) struct Header {
    /// Space needed next to the line, px: left, right.
    pub(super) sides: (f64, f64),
    /// Height of all rows, px.
    pub(super) height: f64,
    /// Where the break-even line may start: below the rows that would cross it.
    pub(super) line_top: f64,
    /// Whether both labels fit next to the line in one row.
    one_row: bool,
    losing: bool,
    even: bool,
    gaining: bool,
}

impl Header {
    /// For this many dots on each side. “0 lose money” is worth saying, unless nothing changes at all.
    pub(super) fn new(input: &Input<'_>, below: usize, at: usize, above: usize) -> Self {
        let some = below + at + above > 0;
        let losing = some && (below > 0 || at == 0);
        let gaining = some && (above > 0 || at == 0);
        let least = input.width * 0.12;
        let side = |shown: bool, label: &str| if shown { width(label, LABEL, true) + ASIDE } else { 0.0 };
        let (left, right) = (side(losing, input.losing), side(gaining, input.gaining));
        let one_row = left + right <= input.width;
        let crossing = usize::from(at > 0) + usize::from(!one_row);
        let rows = crossing + usize::from(losing || gaining);
        Self {
            sides: if one_row { (left.max(least), right.max(least)) } else { (least, least) },
            height: ROW * rows as f64 + 6.0,
            line_top: ROW * crossing as f64,
            one_row,
            losing,
            even: at > 0,
            gaining,
        }
    }

    /// The labels next to and above a line at `x`.
    pub(super) fn texts(&self, input: &Input<'_>, x: f64) -> Vec<Text> {
        let mut texts = Vec::new();
        let mut y = LABEL;
        let mut add = |x: f64, y: f64, anchor, tone, label: &str| {
            texts.push(Text::label(x, y, anchor, tone, label).within(0.0, input.width));
        };
        if self.even {
            add(x, y, Anchor::Middle, Tone::Today, input.even);
            y += ROW;
        }
        if self.losing {
            add(x - ASIDE, y, Anchor::End, Tone::Loss, input.losing);
        }
        if !self.one_row {
            y += ROW;
        }
        if self.gaining {
            add(x + ASIDE, y, Anchor::Start, Tone::Plan, input.gaining);
        }
        texts
    }
}
