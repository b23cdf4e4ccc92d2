//! Regressions of what came out on the inputs of the same runs.

use crate::stats::covariance::correlation;
use crate::stats::least_squares::{Design, FOLDS, dot, out_of_fold};
use crate::stats::moments::Moments;
use crate::stats::spline::Spline;

use crate::report::Estimate;

/// Among so many inputs, those that go with the figure most, products are tried: what they do together.
const TOGETHER: usize = 8;

/// A column for each so many replicates, at most.
const ROWS_PER_COLUMN: usize = 10;

/// The columns of one input.
fn design(spline: &Spline, x: &[f64]) -> Design {
    Design::new(x.len(), |j, row| {
        row.push(1.0);
        row.extend(spline.at(x[j]));
    })
}

/// Predictions of each of `ys` by one input, a natural spline, that owe nothing to their own replicate.
pub(super) fn by_one(x: &[f64], ys: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let design = design(&Spline::new(x), x);
    out_of_fold(ys, |_| design.clone())
}

/// The same by two inputs together: every product of their two bases.
pub(super) fn by_pair(a: &[f64], b: &[f64], ys: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let (sa, sb) = (Spline::new(a), Spline::new(b));
    let design = Design::new(a.len(), |j, row| {
        for left in std::iter::once(1.0).chain(sa.at(a[j])) {
            row.extend(std::iter::once(1.0).chain(sb.at(b[j])).map(|right| left * right));
        }
    });
    out_of_fold(ys, |_| design.clone())
}

/// One column of [`by_all`].
#[derive(Clone, Copy)]
enum Column {
    /// A column of an input's spline; the first is the input itself.
    Of(usize, usize),
    /// Of two inputs themselves.
    Product(usize, usize),
}

/// The same by many inputs: a spline for each, and products of those that go with a figure most in the other folds. Where
/// replicates are few, what goes with it least is left out first.
pub(super) fn by_all(xs: &[&[f64]], ys: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let rows = ys.first().map_or(0, Vec::len);
    let columns: Vec<Vec<Vec<f64>>> = xs.iter().map(|x| spread(&Spline::new(x), x)).collect();
    out_of_fold(ys, |fold| {
        let chosen = choose(&columns, ys, fold, rows / ROWS_PER_COLUMN);
        Design::new(rows, |j, row| {
            row.push(1.0);
            row.extend(chosen.iter().map(|column| match *column {
                Column::Of(x, c) => columns[x][c][j],
                Column::Product(a, b) => columns[a][0][j] * columns[b][0][j],
            }));
        })
    })
}

/// A spline's columns at each number, column by column.
fn spread(spline: &Spline, x: &[f64]) -> Vec<Vec<f64>> {
    let mut columns = vec![Vec::with_capacity(x.len()); spline.width()];
    for x in x {
        for (column, value) in columns.iter_mut().zip(spline.at(*x)) {
            column.push(value);
        }
    }
    columns
}

/// The columns for one fold, the most telling first, at most `most`.
fn choose(columns: &[Vec<Vec<f64>>], ys: &[Vec<f64>], fold: usize, most: usize) -> Vec<Column> {
    let others =
        |x: &[f64]| -> Vec<f64> { x.iter().enumerate().filter(|(j, _)| j % FOLDS != fold).map(|(_, x)| *x).collect() };
    let ys: Vec<Vec<f64>> = ys.iter().map(|y| others(y)).collect();
    let strength = |x: &[f64]| {
        let x = others(x);
        ys.iter().map(|y| correlation(&x, y).abs()).filter(|r| r.is_finite()).fold(0.0, f64::max)
    };
    let mut order: Vec<(usize, f64)> =
        columns.iter().enumerate().filter_map(|(i, c)| Some((i, strength(c.first()?)))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let order: Vec<usize> = order.into_iter().map(|(i, _)| i).collect();
    let top = &order[..order.len().min(TOGETHER)];
    let lines = order.iter().map(|i| Column::Of(*i, 0));
    let products = top.iter().enumerate().flat_map(|(k, a)| top[..k].iter().map(|b| Column::Product(*a, *b)));
    let curves = order.iter().flat_map(|i| (1..columns[*i].len()).map(|c| Column::Of(*i, c)));
    lines.chain(products).chain(curves).take(most).collect()
}

/// A regression on one input over all replicates.
pub(super) struct Curve {
    spline: Spline,
    beta: Vec<f64>,
}

impl Curve {
    pub(super) fn new(x: &[f64], y: &[f64]) -> Self {
        let spline = Spline::new(x);
        let design = design(&spline, x);
        let beta = design.solve(&design.factor(|_| true), y, |_| true);
        Self { spline, beta }
    }

    /// E\[y | x\] by the regression.
    pub(super) fn at(&self, x: f64) -> f64 {
        self.beta.first().unwrap_or(&0.0)
            + dot(&self.spline.at(x).collect::<Vec<_>>(), self.beta.get(1..).unwrap_or(&[]))
    }
}

/// E\[y | x = low\], E\[y | x = high\] and their difference by a regression on x, with errors that do not ask the spread to
/// be the same everywhere (White 1980).
pub(super) fn swing(x: &[f64], y: &[f64], low: f64, high: f64) -> [Estimate; 3] {
    let curve = Curve::new(x, y);
    let design = design(&curve.spline, x);
    let factor = design.factor(|_| true);
    let left: Vec<f64> = design.rows().zip(y).map(|(row, y)| y - dot(row, &curve.beta)).collect();
    let row = |x: f64| -> Vec<f64> { std::iter::once(1.0).chain(curve.spline.at(x)).collect() };
    let (a, b) = (row(low), row(high));
    let apart = a.iter().zip(&b).map(|(a, b)| b - a).collect();
    [a, b, apart].map(|to: Vec<f64>| {
        let value = dot(&to, &curve.beta);
        let weights = factor.solve(to);
        let squares = design.rows().zip(&left).map(|(row, e)| (e * dot(row, &weights)).powi(2));
        let se = squares.sum::<f64>().sqrt();
        Estimate { value: Some(value).filter(|x| x.is_finite()), se: Some(se).filter(|x| x.is_finite()) }
    })
}

/// Share of the variance of `y` that predictions have.
pub(super) fn share(predicted: &[f64], y: &[f64]) -> f64 {
    let share = Moments::of(predicted).variance() / Moments::of(y).variance();
    if share.is_finite() { share } else { 0.0 }
}
