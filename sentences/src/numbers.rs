//! Numbers for the reader: compact, in their locale, rounded to what the error supports.

use funnel_engine::report::Estimate;
use funnel_text::NumberStyle;
use funnel_text::format::{Column, Digits, Unit};

/// The way in which the reader's locale writes numbers.
pub trait Numbers {
    /// Marks, currency and scales.
    fn style(&self) -> &NumberStyle;

    /// A share as a percentage, such as `20%` or `20 %`.
    fn percent(&self, share: f64, decimals: u32) -> String;
}

/// English, for texts made without a browser.
impl Numbers for NumberStyle {
    fn style(&self) -> &NumberStyle {
        self
    }

    fn percent(&self, share: f64, decimals: u32) -> String {
        let step = 10_f64.powi(-(decimals.min(6) as i32));
        self.in_percent(&self.number(share * 100.0, Digits::Step(step), Unit::Count))
    }
}

/// Shown for a figure that does not exist.
pub const NONE: &str = "–";

/// The coarser of three significant digits and the first digit of the error.
fn digits(x: f64, se: f64) -> Digits {
    if se > 0.0 && se.is_finite() && x != 0.0 && se * 100.0 > x.abs() { Digits::Error(se) } else { Digits::default() }
}

/// How the figures of a column are written: with one step and one scale for all, no finer than the largest error.
#[must_use]
pub fn column(figures: &[Estimate], unit: Unit) -> Column {
    Column::of(figures.iter().filter_map(|e| Some((e.value?, e.se.unwrap_or(0.0)))), unit)
}

/// An estimate in its column.
pub fn in_column(n: &dyn Numbers, e: &Estimate, column: &Column, unit: Unit, signed: bool) -> String {
    e.value.map_or_else(|| NONE.to_owned(), |x| column.write(n.style(), x, unit, signed))
}

/// A difference in its column, with its sign. Where it is smaller than the run can detect, the half-width of a 95 %
/// interval that covers it is shown instead, no finer than the column: `±$10k` next to `−$20k`.
pub fn change_in_column(n: &dyn Numbers, e: &Estimate, column: &Column, unit: Unit) -> String {
    match (e.value, e.se) {
        (Some(_), Some(se)) if se > 0.0 && !e.is_clear() => {
            format!("±{}", column.write(n.style(), e.half().max(column.step), unit, false))
        }
        _ => in_column(n, e, column, unit, true),
    }
}

/// An amount in its column with half of its 95 % interval: `$402k ± $9,000`.
pub fn with_error_in_column(n: &dyn Numbers, e: &Estimate, column: &Column, signed: bool) -> String {
    let figure = in_column(n, e, column, Unit::Money, signed);
    match e.se {
        Some(se) if se > 0.0 => {
            format!("{figure} ± {}", n.style().number(e.half(), Digits::Significant(2), Unit::Money))
        }
        _ => figure,
    }
}

/// Figures without errors, as texts of one column.
pub fn texts(n: &dyn Numbers, figures: &[f64], unit: Unit) -> Vec<String> {
    let known: Vec<Estimate> = figures.iter().map(|x| Estimate { value: Some(*x), se: None }).collect();
    let column = column(&known, unit);
    known.iter().map(|e| in_column(n, e, &column, unit, false)).collect()
}

/// Differences, as texts of one column.
pub fn changes(n: &dyn Numbers, figures: &[Estimate], unit: Unit) -> Vec<String> {
    let column = column(figures, unit);
    figures.iter().map(|e| change_in_column(n, e, &column, unit)).collect()
}

/// Estimates, as texts of one column.
pub fn estimates(n: &dyn Numbers, figures: &[Estimate], unit: Unit) -> Vec<String> {
    let column = column(figures, unit);
    figures.iter().map(|e| in_column(n, e, &column, unit, false)).collect()
}

/// Pairs of figures without errors, all in one column.
pub fn pair_texts(n: &dyn Numbers, pairs: impl Iterator<Item = [f64; 2]>, unit: Unit) -> Vec<[String; 2]> {
    let flat: Vec<f64> = pairs.flatten().collect();
    let mut texts = texts(n, &flat, unit).into_iter();
    let mut pairs = Vec::new();
    while let (Some(a), Some(b)) = (texts.next(), texts.next()) {
        pairs.push([a, b]);
    }
    pairs
}

/// Money with at most three digits: `$1.15M`.
pub fn money(n: &dyn Numbers, x: f64) -> String {
    n.style().number(x, Digits::default(), Unit::Money)
}

/// An estimate in its unit, no finer than its error.
pub(crate) fn estimate_of(n: &dyn Numbers, e: &Estimate, unit: Unit) -> String {
    e.value.map_or_else(|| NONE.to_owned(), |x| n.style().number(x, digits(x, e.se.unwrap_or(0.0)), unit))
}

/// An estimated amount, no finer than its error.
pub fn money_of(n: &dyn Numbers, e: &Estimate) -> String {
    estimate_of(n, e, Unit::Money)
}

/// The same without its sign, where a verb gives the direction.
pub fn money_size(n: &dyn Numbers, e: &Estimate) -> String {
    money_of(n, &Estimate { value: e.value.map(f64::abs), se: e.se })
}

/// An estimated difference in its unit, with its sign.
pub(crate) fn change_of(n: &dyn Numbers, e: &Estimate, unit: Unit) -> String {
    e.value.map_or_else(|| NONE.to_owned(), |x| n.style().change(x, digits(x, e.se.unwrap_or(0.0)), unit))
}

/// An estimated difference of money, with its sign.
pub fn money_change(n: &dyn Numbers, e: &Estimate) -> String {
    change_of(n, e, Unit::Money)
}

/// `+$201k ± $14k`, with half of its 95 % interval.
#[must_use]
pub fn with_error(e: &Estimate, n: &dyn Numbers) -> String {
    with_error_of(n, e, Unit::Money)
}

/// A difference in its unit, with half of its 95 % interval.
pub(crate) fn with_error_of(n: &dyn Numbers, e: &Estimate, unit: Unit) -> String {
    match e.se {
        Some(se) if se > 0.0 => {
            format!("{} ± {}", change_of(n, e, unit), n.style().number(e.half(), Digits::Significant(2), unit))
        }
        _ => change_of(n, e, unit),
    }
}

/// The round amount of money for which a return is quoted, given a budget: about a thousandth of it, and at least a
/// hundred, so that it is a whole number in every currency.
#[must_use]
pub fn portion(budget: f64) -> f64 {
    let size = (budget.abs() / 1e3).log10().floor();
    if size.is_finite() { 10_f64.powf(size).max(100.0) } else { 100.0 }
}

/// People: whole numbers from ten on, one decimal below.
pub fn people(n: &dyn Numbers, x: f64) -> String {
    n.style().number(x, people_digits(x), Unit::Count)
}

/// A difference of people, with its sign.
pub fn people_change(n: &dyn Numbers, x: f64) -> String {
    n.style().change(x, people_digits(x), Unit::Count)
}

fn people_digits(x: f64) -> Digits {
    if x.abs() < 9.95 && (x * 10.0).round() % 10.0 != 0.0 {
        Digits::Step(0.1)
    } else if x.abs() < 1e4 {
        Digits::Step(1.0)
    } else {
        Digits::default()
    }
}

/// A whole number with its thousands separated: `24,000`.
pub fn count(n: &dyn Numbers, x: f64) -> String {
    NumberStyle { scales: Vec::new(), ..n.style().clone() }.number(x, Digits::Step(1.0), Unit::Count)
}

/// A share, with a decimal below 2 % where its error allows one.
pub fn share(n: &dyn Numbers, share: f64, se: f64) -> String {
    n.percent(share, u32::from(share.abs() < 0.0195 && se < 0.005 && share != 0.0))
}

/// Half of a 95 % interval in percentage points: `0.3 points`.
pub fn points(n: &dyn Numbers, se: f64) -> String {
    let half = 100.0 * Estimate::HALF * se;
    let step = if half < 0.095 {
        0.01
    } else if half < 9.5 {
        0.1
    } else {
        1.0
    };
    let text = n.style().number(half, Digits::Step(step), Unit::Count);
    format!("{text} points")
}

/// A message as a sentence, with a capital letter.
#[must_use]
pub fn sentence(text: &str) -> String {
    funnel_text::letters::capital(text)
}

/// The power of ten of a number's first digit: 100 for 258. 1 for numbers that are not above 0, or not finite.
#[must_use]
pub fn decade(x: f64) -> f64 {
    let mut one = 1.0_f64;
    if x > 0.0 && x.is_finite() {
        while one * 10.0 <= x {
            one *= 10.0;
        }
        while one > x && one > f64::MIN_POSITIVE {
            one /= 10.0;
        }
    }
    one
}

/// A number to this many significant digits.
#[must_use]
pub fn round_to(x: f64, digits: u32) -> f64 {
    // Both are exact powers of ten up to 10^22, so the division gives the nearest double.
    let (mut up, mut down) = (1.0_f64, 1.0_f64);
    let (size, mut least) = (x.abs(), 1.0_f64);
    (1..digits).for_each(|_| least *= 10.0);
    while size > 0.0 && size * up < least && up < 1e22 {
        up *= 10.0;
    }
    while size / down >= least * 10.0 && down < 1e22 {
        down *= 10.0;
    }
    let rounded = if up > 1.0 { (x * up).round() / up } else { (x / down).round() * down };
    if rounded.is_finite() { rounded } else { x }
}

/// `1 week`, `9 weeks`.
pub fn plural(n: &dyn Numbers, x: f64, one: &str, many: &str) -> String {
    let text = people(n, x);
    if text == "1" { format!("1 {one}") } else { format!("{text} {many}") }
}

#[cfg(test)]
mod tests;
