//! The minimum of a smooth function of a few numbers, and its curvature there.
//!
//! Our own code, because the known crates pull in linear algebra and call the standard library's transcendental
//! functions, whereas a fit must be the same to the bit on every machine.

/// Nelder & Mead's simplex (1965) with the adaptive steps of Gao & Han (2012), from a start with a first step in each
/// direction. It is restarted once from where it ends, as a collapsed simplex need not be at a minimum.
#[must_use]
pub fn simplex<const N: usize>(f: impl Fn(&[f64; N]) -> f64, start: [f64; N], step: f64) -> [f64; N] {
    let first = once(&f, start, step);
    once(&f, first, step / 4.0)
}

fn once<const N: usize>(f: &impl Fn(&[f64; N]) -> f64, start: [f64; N], step: f64) -> [f64; N] {
    // NaN counts as the worst value.
    let value = |x: &[f64; N]| {
        let y = f(x);
        if y.is_nan() { f64::INFINITY } else { y }
    };
    let n = super::real(N);
    let (expand, contract, shrink) = (1.0 + 2.0 / n, 0.75 - 1.0 / (2.0 * n), 1.0 - 1.0 / n.max(2.0));
    let mut points: Vec<([f64; N], f64)> = vec![(start, value(&start))];
    for i in 0..N {
        let mut x = start;
        if let Some(x) = x.get_mut(i) {
            *x += step;
        }
        points.push((x, value(&x)));
    }
    let along = |from: &[f64; N], to: &[f64; N], t: f64| -> [f64; N] {
        let mut x = *from;
        for (x, to) in x.iter_mut().zip(to) {
            *x += t * (to - *x);
        }
        x
    };
    for _ in 0..400 * N {
        points.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (Some(best), Some(worst)) = (points.first().copied(), points.last().copied()) else { break };
        let spread =
            points.iter().flat_map(|(x, _)| x.iter().zip(&best.0)).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
        if spread < 1e-10 || (worst.1 - best.1).abs() < 1e-14 * (1.0 + best.1.abs()) && spread < 1e-6 {
            break;
        }
        let mut middle = [0.0; N];
        for (x, _) in points.iter().take(N) {
            for (m, x) in middle.iter_mut().zip(x) {
                *m += x / n;
            }
        }
        let second = points.get(N.saturating_sub(1)).map_or(worst.1, |p| p.1);
        let try_at = |t: f64| {
            let x = along(&middle, &worst.0, -t);
            (x, value(&x))
        };
        let reflected = try_at(1.0);
        let next = if reflected.1 < best.1 {
            let far = try_at(expand);
            Some(if far.1 < reflected.1 { far } else { reflected })
        } else if reflected.1 < second {
            Some(reflected)
        } else {
            let near = if reflected.1 < worst.1 { try_at(contract) } else { try_at(-contract) };
            (near.1 < worst.1.min(reflected.1)).then_some(near)
        };
        match (next, points.last_mut()) {
            (Some(next), Some(last)) => *last = next,
            _ => {
                for point in points.iter_mut().skip(1) {
                    let x = along(&best.0, &point.0, shrink);
                    *point = (x, value(&x));
                }
            }
        }
    }
    points.sort_by(|a, b| a.1.total_cmp(&b.1));
    points.first().map_or(start, |p| p.0)
}

/// The inverse of the matrix of second derivatives at a minimum, by central differences: the covariance of a maximum
/// likelihood estimate where `f` is the negative log-likelihood. `None` where the minimum is not bowl-shaped.
#[must_use]
pub fn covariance<const N: usize>(f: impl Fn(&[f64; N]) -> f64, at: &[f64; N], step: f64) -> Option<[[f64; N]; N]> {
    let moved = |moves: &[(usize, f64)]| {
        let mut x = *at;
        for (i, by) in moves {
            if let Some(x) = x.get_mut(*i) {
                *x += by;
            }
        }
        f(&x)
    };
    let mut hessian = [[0.0; N]; N];
    for (i, row) in hessian.iter_mut().enumerate() {
        for (j, h) in row.iter_mut().enumerate() {
            *h = (moved(&[(i, step), (j, step)]) - moved(&[(i, step), (j, -step)]) - moved(&[(i, -step), (j, step)])
                + moved(&[(i, -step), (j, -step)]))
                / (4.0 * step * step);
        }
    }
    inverse(&hessian)
}

/// By Cholesky factors; `None` where the matrix is not positive definite.
#[expect(clippy::indexing_slicing, clippy::needless_range_loop, reason = "all indices are below N")]
pub(super) fn inverse<const N: usize>(m: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut l = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
            if i == j {
                let square = f64::midpoint(m[i][i], m[i][i]) - sum;
                if square <= 0.0 || square.is_nan() {
                    return None;
                }
                l[i][i] = square.sqrt();
            } else {
                l[i][j] = (f64::midpoint(m[i][j], m[j][i]) - sum) / l[j][j];
            }
        }
    }
    let mut inverse = [[0.0; N]; N];
    for column in 0..N {
        let mut y = [0.0; N];
        for i in 0..N {
            let sum: f64 = (0..i).map(|k| l[i][k] * y[k]).sum();
            y[i] = (f64::from(u8::from(i == column)) - sum) / l[i][i];
        }
        for i in (0..N).rev() {
            let sum: f64 = (i + 1..N).map(|k| l[k][i] * inverse[k][column]).sum();
            inverse[i][column] = (y[i] - sum) / l[i][i];
        }
    }
    inverse.iter().flatten().all(|x| x.is_finite()).then_some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley has its minimum at (1, 1), with second derivatives 802, −400 and 200.
    #[test]
    fn a_valley_has_its_bottom_where_it_was_made() {
        let f = |x: &[f64; 2]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
        let found = simplex(f, [-1.2, 1.0], 0.5);
        assert!(found.iter().all(|x| (x - 1.0).abs() < 1e-6), "{found:?}");
        let exact = [[0.5, 1.0], [1.0, 2.005]];
        let close = covariance(f, &[1.0, 1.0], 1e-4).unwrap();
        for (a, b) in close.iter().flatten().zip(exact.iter().flatten()) {
            assert!((a - b).abs() < 1e-3, "{close:?}");
        }
    }
}
