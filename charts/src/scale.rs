//! From data to pixels: a domain, a linear scale, and few, round ticks.

use funnel_text::format::{exponent_of, power_of_ten};

/// Values are limited to ±this, so that no sum or difference of two of them overflows.
pub const LARGEST: f64 = 1e300;

/// A span below this share of the larger bound is rounding noise rather than spread.
const NARROWEST: f64 = 1e-9;

/// An interval of data, `lo < hi`, both finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain {
    /// Smallest value.
    pub lo: f64,
    /// Largest value.
    pub hi: f64,
}

impl Domain {
    /// The smallest domain that contains every finite value. Without any it is 0 to 1; a single value gets space on
    /// both sides.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let (mut lo, mut hi) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            if value.is_finite() {
                let value = value.clamp(-LARGEST, LARGEST);
                lo = lo.min(value);
                hi = hi.max(value);
            }
        }
        if lo > hi {
            return Self { lo: 0.0, hi: 1.0 };
        }
        Self { lo, hi }.opened()
    }

    /// The same domain, wide enough that positions in it are distinct.
    fn opened(self) -> Self {
        let size = self.lo.abs().max(self.hi.abs());
        if size < 1.0 / LARGEST {
            return Self { lo: 0.0, hi: 1.0 };
        }
        if self.hi - self.lo > size * NARROWEST {
            return self;
        }
        Self { lo: self.lo - 0.1 * size, hi: self.hi + 0.1 * size }
    }

    /// The domain widened to the next round ticks of about `most` steps.
    #[must_use]
    pub fn rounded(self, most: usize) -> Self {
        let step = Step::for_span((self.hi - self.lo) / most.max(1) as f64);
        Self { lo: step.times((self.lo / step.size()).floor()), hi: step.times((self.hi / step.size()).ceil()) }
    }
}

/// A linear scale from a domain to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    domain: Domain,
    from: f64,
    to: f64,
}

impl Linear {
    /// Maps `domain.lo` to `from` and `domain.hi` to `to` (which may be smaller: y grows downwards).
    #[must_use]
    pub fn new(domain: Domain, from: f64, to: f64) -> Self {
        Self { domain, from, to }
    }

    /// The pixel of a value. Values outside the domain go to its nearest end, and NaN to its start, so nothing is ever
    /// drawn outside the plot.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.domain.lo) / (self.domain.hi - self.domain.lo);
        let share = if share > 0.0 { share.min(1.0) } else { 0.0 };
        self.from + share * (self.to - self.from)
    }

    /// The value at a pixel, limited to the domain.
    #[must_use]
    pub fn invert(&self, pixel: f64) -> f64 {
        let share = (pixel - self.from) / (self.to - self.from);
        let share = if share > 0.0 { share.min(1.0) } else { 0.0 };
        self.domain.lo + share * (self.domain.hi - self.domain.lo)
    }

    /// The domain.
    #[must_use]
    pub fn domain(&self) -> Domain {
        self.domain
    }
}

/// A round step: 1, 2, 2.5 or 5 times a power of ten, kept in two parts so that its multiples are the numbers nearest
/// to what is written on the axis (3 × 0.1 is 0.3, not 0.30000000000000004).
#[derive(Clone, Copy, Debug)]
struct Step {
    mantissa: f64,
    exponent: i32,
}

impl Step {
    /// The smallest round step that is not below `span`.
    fn for_span(span: f64) -> Self {
        let exponent = exponent_of(span);
        let room = span / power_of_ten(exponent) * (1.0 - 1e-12);
        let mantissa = [1.0, 2.0, 2.5, 5.0].into_iter().find(|m| *m >= room);
        match mantissa {
            Some(mantissa) => Self { mantissa, exponent },
            None => Self { mantissa: 1.0, exponent: exponent + 1 },
        }
    }

    fn next(self) -> Self {
        Self::for_span(self.size() * 1.001)
    }

    fn size(self) -> f64 {
        self.times(1.0)
    }

    fn times(self, count: f64) -> f64 {
        let product = count * self.mantissa;
        if self.exponent < 0 { product / power_of_ten(-self.exponent) } else { product * power_of_ten(self.exponent) }
    }
}

/// The ticks of an axis, ascending, and the step between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// Positions, all within the domain.
    pub values: Vec<f64>,
    /// Distance between neighbours, which determines the decimals of the labels.
    pub step: f64,
}

/// Round ticks (steps of 1, 2, 2.5 or 5 times a power of ten) within the domain: at most `most`, and no fewer
/// than the next finer step allows.
#[must_use]
pub fn ticks(domain: Domain, most: usize) -> Ticks {
    let most = most.max(1) as f64;
    let mut step = Step::for_span((domain.hi - domain.lo) / (most + 1.0));
    loop {
        // The slack keeps a bound that is a tick except for its last bit.
        let first = (domain.lo / step.size() - 1e-9).ceil();
        let last = (domain.hi / step.size() + 1e-9).floor();
        if last - first < most {
            let count = if last < first { 0 } else { (last - first) as usize + 1 };
            let values = (0..count)
                // Not `clamp`, whose panic message would bring in the code that formats floats.
                .map(|i| step.times(first + i as f64).max(domain.lo).min(domain.hi))
                .map(|value| value + 0.0)
                .collect();
            return Ticks { values, step: step.size() };
        }
        step = step.next();
    }
}

/// Ticks for weeks 1 to `last`, at most `most`: whole weeks, then four-week months, quarters, years.
#[must_use]
pub fn week_ticks(last: u32, most: usize) -> Vec<u32> {
    let most = most.max(1) as u32;
    let steps = [1, 2, 4, 13, 26, 52, 104, 260];
    let step = steps.into_iter().find(|step| last / step <= most);
    let step = step.unwrap_or_else(|| last.div_ceil(most).max(1));
    (1..=last / step).map(|i| i * step).collect()
}

/// The order in which the keys ascend; ties keep their order.
pub(crate) fn rising(keys: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|a, b| keys[*a].total_cmp(&keys[*b]));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(lo: f64, hi: f64) -> Domain {
        Domain { lo, hi }
    }

    #[test]
    fn ticks_are_round_and_written_exactly() {
        assert_eq!(ticks(domain(0.0, 1.0), 6).values, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(ticks(domain(-0.45, 1.3), 5).values, [0.0, 0.5, 1.0], "0.4 would make five, −0.4 to 1.2");
        assert_eq!(ticks(domain(0.0, 8.7e6), 4).step, 2.5e6);
        assert_eq!(ticks(domain(0.1, 0.4), 4).values, [0.1, 0.2, 0.3, 0.4]);
    }

    #[test]
    fn equal_values_and_none_get_a_domain() {
        assert_eq!(Domain::of([]), domain(0.0, 1.0));
        assert_eq!(Domain::of([0.0, 0.0]), domain(0.0, 1.0));
        assert_eq!(Domain::of([5.0]), domain(4.5, 5.5));
        assert_eq!(Domain::of([f64::NAN, 2.0, f64::INFINITY, 4.0]), domain(2.0, 4.0));
    }

    #[test]
    fn rounding_a_domain_reaches_ticks() {
        assert_eq!(domain(0.3, 8.7).rounded(4), domain(0.0, 10.0));
    }

    #[test]
    fn a_scale_clamps_and_inverts() {
        let scale = Linear::new(domain(0.0, 10.0), 100.0, 0.0);
        assert_eq!(scale.at(2.5), 75.0);
        assert_eq!(scale.at(1e9), 0.0);
        assert_eq!(scale.at(f64::NAN), 100.0);
        assert_eq!(scale.invert(75.0), 2.5);
    }

    #[test]
    fn weeks_come_in_quarters_and_years() {
        assert_eq!(week_ticks(52, 5), [13, 26, 39, 52]);
        assert_eq!(week_ticks(104, 4), [26, 52, 78, 104]);
        assert_eq!(week_ticks(520, 5), [104, 208, 312, 416, 520]);
        assert_eq!(week_ticks(3, 5), [1, 2, 3]);
        assert!(week_ticks(0, 5).is_empty());
    }
}
