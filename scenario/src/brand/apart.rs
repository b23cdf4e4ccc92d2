//! Colours that must be distinguishable: the plan's, today's, and that of losses. A brand colour that comes too close
//! to one of them makes that one give way.

use super::palette::{GRAPHIC, Scheme, TEXT, legible};
use super::{Rgb, difference};

/// The smallest distance between the colours of a chart, in OKLab, where black and white are 1 apart and a difference
/// of 0.02 is just visible side by side. Legends and lines are further apart than that, and thin.
pub const APART: f64 = 0.1;

/// Colours for losses, light and dark: the page's own first, then others as far from it as possible.
const LOSSES: [[Rgb; 2]; 4] = [
    [Rgb([0xb8, 0x49, 0x1b]), Rgb([0xf0, 0x91, 0x6a])],
    [Rgb([0x8e, 0x2a, 0x8e]), Rgb([0xd9, 0x8a, 0xdc])],
    [Rgb([0x1f, 0x5f, 0xbf]), Rgb([0x7f, 0xb2, 0xf5])],
    [Rgb([0x4f, 0x6f, 0x00]), Rgb([0xb4, 0xcf, 0x5a])],
];
/// Colours for today: the page's own first.
const TODAYS: [[Rgb; 2]; 4] = [
    [Rgb([0x84, 0x86, 0x8c]), Rgb([0x8d, 0x91, 0x98])],
    [Rgb([0x4f, 0x90, 0xd0]), Rgb([0x5b, 0x97, 0xd6])],
    [Rgb([0xb0, 0x86, 0x2f]), Rgb([0xc2, 0x9a, 0x45])],
    [Rgb([0x5f, 0x96, 0x5c]), Rgb([0x74, 0xad, 0x70])],
];
/// The plan's own colour, where a brand sets none.
const ACCENT: [Rgb; 2] = [Rgb([0x0b, 0x6b, 0x72]), Rgb([0x55, 0xbd, 0xc4])];

/// The brand's colour in a scheme, or the page's own.
pub(super) fn or_own(brand: Option<Rgb>, own: Own, scheme: Scheme) -> Rgb {
    brand.unwrap_or_else(|| {
        let pair = match own {
            Own::Accent => ACCENT,
            Own::Today => TODAYS[0],
        };
        pair[scheme as usize]
    })
}

/// A colour of the page's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Accent,
    Today,
}

/// Today's colour as requested, or else the first that is far enough from the plan's.
pub(super) fn today(wished: Rgb, accent: Rgb, scheme: Scheme) -> Rgb {
    first_apart(wished, TODAYS, &[accent], GRAPHIC, scheme)
}

/// The first colour for losses that is far enough from the plan's and from today's.
pub(super) fn loss(accent: Rgb, today: Rgb, scheme: Scheme) -> Rgb {
    let own = LOSSES[0][scheme as usize];
    first_apart(own, LOSSES, &[accent, today], TEXT, scheme)
}

/// The page's own colour for losses.
pub(super) fn own_loss(scheme: Scheme) -> Rgb {
    LOSSES[0][scheme as usize]
}

fn first_apart(wished: Rgb, others: [[Rgb; 2]; 4], from: &[Rgb], least: f64, scheme: Scheme) -> Rgb {
    let nearest = |colour: Rgb| from.iter().map(|x| difference(*x, colour)).fold(f64::INFINITY, f64::min);
    let others = others.into_iter().map(|pair| legible(pair[scheme as usize], scheme, least));
    let mut all = std::iter::once(wished).chain(others);
    let furthest = all.clone().max_by(|a, b| nearest(*a).total_cmp(&nearest(*b)));
    all.find(|colour| nearest(*colour) >= APART).or(furthest).unwrap_or(wished)
}
