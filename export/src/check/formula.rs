//! Formulas that know their value: the text that a spreadsheet computes, and the result, made in the same steps.

use std::ops::{Add, Div, Mul, Sub};

/// How tightly the parts of a formula bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Power,
    Whole,
}

/// A formula without the equals sign, and its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Formula {
    text: String,
    value: f64,
    binding: Binding,
}

impl Formula {
    /// A reference to a cell.
    pub(crate) fn cell(at: &str, value: f64) -> Self {
        Self { text: at.to_owned(), value, binding: Binding::Whole }
    }

    /// A number, with the fifteen digits that a spreadsheet reads.
    pub(crate) fn number(x: f64) -> Self {
        let value = funnel_sentences::numbers::round_to(x, 15);
        // A minus sign would be read as a difference, or bind more tightly than a power.
        let binding = if value < 0.0 { Binding::Sum } else { Binding::Whole };
        Self { text: format!("{value}"), value, binding }
    }

    /// The sum of all of them; 0 if there are none.
    pub(crate) fn sum(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().reduce(|a, b| a + b).unwrap_or_else(|| Self::number(0.0))
    }

    /// Raised to a power.
    pub(crate) fn power(self, to: &Self) -> Self {
        let text = format!("{}^{}", self.held(Binding::Whole), to.held(Binding::Whole));
        Self { text, value: libm::pow(self.value, to.value), binding: Binding::Power }
    }

    /// e raised to it.
    pub(crate) fn exp(self) -> Self {
        Self { text: format!("EXP({})", self.text), value: libm::exp(self.value), binding: Binding::Whole }
    }

    /// As an amount of money to be paid: in whole cents, as the engine counts it.
    pub(crate) fn in_cents(self) -> Self {
        let value = (self.value * 100.0).round() / 100.0;
        Self { text: format!("ROUND({},2)", self.text), value, binding: Binding::Whole }
    }

    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Its value; not finite where a spreadsheet would show an error.
    pub(crate) fn value(&self) -> f64 {
        self.value
    }

    /// In brackets where it would otherwise be split.
    fn held(&self, by: Binding) -> String {
        if self.binding < by { format!("({})", self.text) } else { self.text.clone() }
    }

    fn of(sign: char, left: &Self, right: &Self, [at_left, at_right]: [Binding; 2], value: f64) -> Self {
        let text = format!("{}{sign}{}", left.held(at_left), right.held(at_right));
        Self { text, value, binding: at_left }
    }
}

impl Add for Formula {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        // An addend may be a difference, but a sign must not follow a sign.
        let at_right = if other.value < 0.0 { Binding::Product } else { Binding::Sum };
        Self::of('+', &self, &other, [Binding::Sum, at_right], self.value + other.value)
    }
}

impl Sub for Formula {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::of('-', &self, &other, [Binding::Sum, Binding::Product], self.value - other.value)
    }
}

impl Mul for Formula {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::of('*', &self, &other, [Binding::Product, Binding::Power], self.value * other.value)
    }
}

impl Div for Formula {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        Self::of('/', &self, &other, [Binding::Product, Binding::Power], self.value / other.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_stand_where_it_would_fall_apart() {
        let [a, b, c] = [("A1", 2.0), ("B1", 3.0), ("C1", 4.0)].map(|(at, x)| Formula::cell(at, x));
        let two = || Formula::number(2.0);
        let cases = [
            (a.clone() + b.clone() * c.clone(), "A1+B1*C1", 14.0),
            ((a.clone() + b.clone()) * c.clone(), "(A1+B1)*C1", 20.0),
            (a.clone() - (b.clone() - c.clone()), "A1-(B1-C1)", 3.0),
            (a.clone() - (b.clone() + c.clone()), "A1-(B1+C1)", -5.0),
            (c.clone() / (b.clone() * a.clone()), "C1/(B1*A1)", 4.0 / 6.0),
            ((a.clone() / b.clone()).power(&two()), "(A1/B1)^2", 4.0 / 9.0),
            (a.clone().power(&b).power(&two()), "(A1^B1)^2", 64.0),
            (Formula::number(-2.0).power(&two()), "(-2)^2", 4.0),
            (a.clone() + Formula::number(-2.0), "A1+(-2)", 0.0),
            (a.clone() - Formula::number(-2.0), "A1-(-2)", 4.0),
            ((Formula::number(2.0) - a.clone()).exp(), "EXP(2-A1)", 1.0),
            (Formula::number(12.345).in_cents(), "ROUND(12.345,2)", 12.35),
            (Formula::sum([]), "0", 0.0),
            (Formula::sum([a, b, c]), "A1+B1+C1", 9.0),
        ];
        for (formula, text, value) in cases {
            assert_eq!(formula.text(), text);
            assert!((formula.value() - value).abs() < 1e-12, "{text} is {}", formula.value());
        }
    }
}
