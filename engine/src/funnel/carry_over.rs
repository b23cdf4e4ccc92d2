//! What carries over when the money stops.

/// An effect that fades: each week the stock is a fixed share of the week before's, and the Hill curve says what it
/// brings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fades {
    pub(crate) carry: f64,
    pub(crate) elasticity: f64,
    pub(crate) slope: f64,
}

/// Up to this decay a week (the logarithm's), a sum over weeks is computed as an integral with two corrections: the
/// next correction is below decay³/720 of this week, two hundred-thousandths.
const SMOOTH: f64 = 0.25;

/// Where decay is faster than that, this many weeks leave less than e⁻⁵⁰ of the stock.
const WEEKS: usize = 200;

impl Fades {
    /// Σ over the weeks after this one of the response's multiple, from a stock of `m` times the reference:
    ///
    /// ```text
    /// Σ_{j ≥ 1} f(j),   f(j) = y qʲ/(h y qʲ + 1 − h),   y = mˢ,  q = αˢ,  h = 1 − e/s
    ///   = ∫₀^∞ f − f(0)/2 − f′(0)/12 + …                               (Euler & Maclaurin)
    ///   = ln(1 + h y/(1 − h))/(h λ) − f(0)/2 + λ f(0) (1 − h f(0))/12,   λ = −ln q
    /// ```
    pub(crate) fn rest(&self, m: f64) -> f64 {
        let mut y = libm::pow(m, self.slope);
        let h = 1.0 - self.elasticity / self.slope;
        let of = |y: f64| y / (h * y + 1.0 - h);
        let lambda = -self.slope * libm::log(self.carry);
        if self.carry <= 0.0 || y <= 0.0 {
            return 0.0;
        }
        if lambda > SMOOTH {
            let q = libm::exp(-lambda);
            let mut sum = 0.0;
            for _ in 0..WEEKS {
                y *= q;
                let week = of(y);
                sum += week;
                if week <= sum * 1e-9 {
                    break;
                }
            }
            return sum;
        }
        let now = of(y);
        let odds = h * y / (1.0 - h);
        let integral = if odds > 0.0 { y / (1.0 - h) * libm::log1p(odds) / odds } else { y / (1.0 - h) };
        integral / lambda - now / 2.0 + lambda * now * (1.0 - h * now) / 12.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the sum itself, taken week by week until nothing is left.
    #[test]
    fn the_rest_is_the_sum_of_the_weeks() {
        for carry in [0.0, 0.05, 0.5, 0.77, 0.78, 0.9, 0.99, 0.999] {
            for (elasticity, slope) in [(0.999, 1.0), (0.4, 1.0), (0.05, 1.0), (0.3, 0.5), (1.5, 3.0)] {
                for start in [1e-6_f64, 0.1, 1.0, 7.0, 300.0] {
                    let fades = Fades { carry, elasticity, slope };
                    let h = 1.0 - elasticity / slope;
                    let (mut sum, mut m) = (0.0_f64, start);
                    loop {
                        m *= carry;
                        let y = m.powf(slope);
                        sum += y / (h * y + 1.0 - h);
                        if y <= 1e-15 * sum {
                            break;
                        }
                    }
                    let (rest, first) = (fades.rest(start), start.powf(slope) / (h * start.powf(slope) + 1.0 - h));
                    // The omitted correction is λ³/720 of the first week with λ at most a quarter; the rest is the
                    // sum's rounding.
                    assert!((rest - sum).abs() <= 3e-5 * first + 1e-9 * sum, "{fades:?} {start}: {rest} {sum}");
                }
            }
        }
        assert_eq!(Fades { carry: 0.9, elasticity: 0.5, slope: 1.0 }.rest(0.0), 0.0);
    }
}
