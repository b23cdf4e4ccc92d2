//! Regressions of outcomes on the inputs of the same runs.

use crate::report::Estimate;
use crate::stats::covariance::{correlation, covariance};
use crate::stats::least_squares::{Design, FOLDS, dot, out_of_fold};
use crate::stats::moments::Moments;
use crate::stats::order;
use crate::stats::spline::Spline;

/// Products are tried among this many inputs, those most correlated with the figure, for what they do together.
const TOGETHER: usize = 8;

/// A column is used if its correlation exceeds this many standard errors: one in twenty uninformative columns does.
const CLEAR: f64 = 2.0;

/// At most one column for this many replicates.
const ROWS_PER_COLUMN: usize = 10;

/// The columns of one input.
fn design(spline: &Spline, x: &[f64]) -> Design {
    Design::new(x.len(), |j, row| {
        row.push(1.0);
        row.extend(spline.at(x[j]));
    })
}

/// Predictions of each of `ys` by one input, as a natural spline, without use of the row being predicted.
pub(super) fn by_one(x: &[f64], ys: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let design = design(&Spline::new(x), x);
    calibrated(out_of_fold(ys, |_| design.clone()), ys)
}

/// The same by two inputs together, with every product of their two bases.
pub(super) fn by_pair(a: &[f64], b: &[f64], ys: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let (sa, sb) = (Spline::new(a), Spline::new(b));
    let design = Design::new(a.len(), |j, row| {
        for left in std::iter::once(1.0).chain(sa.at(a[j])) {
            row.extend(std::iter::once(1.0).chain(sb.at(b[j])).map(|right| left * right));
        }
    });
    calibrated(out_of_fold(ys, |_| design.clone()), ys)
}

/// One column of [`by_all`].
#[derive(Clone, Copy)]
enum Column {
    /// A column of an input's spline; the first is the input itself.
    Of(usize, usize),
    /// The product of two inputs.
    Product(usize, usize),
}

/// The same by many inputs. Candidates are a spline for each input, and products of those most correlated with a
/// figure; used are the columns whose correlation with a figure in the other folds exceeds [`CLEAR`] standard errors
/// (sure independence screening; Fan & Lv 2008). Hundreds of uninformative columns would drown what the others have to
/// say.
pub(super) fn by_all(xs: &[&[f64]], ys: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let rows = ys.first().map_or(0, Vec::len);
    let columns: Vec<Vec<Vec<f64>>> = xs.iter().map(|x| orthogonal(&Spline::new(x), x)).collect();
    let predicted = out_of_fold(ys, |fold| {
        let chosen = choose(&columns, ys, fold, rows / ROWS_PER_COLUMN);
        Design::new(rows, |j, row| {
            row.push(1.0);
            row.extend(chosen.iter().map(|column| value(&columns, *column, j)));
        })
    });
    calibrated(predicted, ys)
}

fn value(columns: &[Vec<Vec<f64>>], column: Column, row: usize) -> f64 {
    match column {
        Column::Of(x, c) => columns[x][c][row],
        Column::Product(a, b) => columns[a][0][row] * columns[b][0][row],
    }
}

/// A spline's columns at each number, column by column, with mean 0 and variance 1, each orthogonal to those before it
/// (Gram–Schmidt) so that each adds information of its own.
fn orthogonal(spline: &Spline, x: &[f64]) -> Vec<Vec<f64>> {
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for c in 0..spline.width() {
        let mut column: Vec<f64> = x.iter().filter_map(|x| spline.at(*x).nth(c)).collect();
        let mean = Moments::of(&column).mean();
        column.iter_mut().for_each(|x| *x -= mean);
        for before in &columns {
            let part = dot(&column, before) / x.len() as f64;
            column.iter_mut().zip(before).for_each(|(x, b)| *x -= part * b);
        }
        let size = (dot(&column, &column) / x.len() as f64).sqrt();
        // What is left of a redundant column is rounding.
        let scale = if size > 1e-9 { 1.0 / size } else { 0.0 };
        column.iter_mut().for_each(|x| *x *= scale);
        columns.push(column);
    }
    columns
}

/// The columns for one fold, at most `most`, the most informative first.
fn choose(columns: &[Vec<Vec<f64>>], ys: &[Vec<f64>], fold: usize, most: usize) -> Vec<Column> {
    let rows = ys.first().map_or(0, Vec::len);
    let others: Vec<usize> = (0..rows).filter(|j| j % FOLDS != fold).collect();
    let ys: Vec<Vec<f64>> = ys.iter().map(|y| others.iter().map(|j| y[*j]).collect()).collect();
    let strength = |column: Column| {
        let x: Vec<f64> = others.iter().map(|j| value(columns, column, *j)).collect();
        let each = ys.iter().map(|y| correlation(&x, y).abs()).filter(|r| r.is_finite());
        (column, each.fold(0.0, f64::max))
    };
    let strongest = |all: &mut Vec<(Column, f64)>| order::by_falling(all, |x| x.1);
    let of = (0..columns.len()).flat_map(|i| (0..columns[i].len()).map(move |c| Column::Of(i, c)));
    let mut all: Vec<(Column, f64)> = of.map(strength).collect();
    strongest(&mut all);
    let lines = all.iter().filter_map(|(column, _)| if let Column::Of(i, 0) = column { Some(*i) } else { None });
    let top: Vec<usize> = lines.take(TOGETHER).collect();
    let pairs = top.iter().enumerate().flat_map(|(k, a)| top[..k].iter().map(|b| Column::Product(*a, *b)));
    all.extend(pairs.map(strength));
    strongest(&mut all);
    let least = CLEAR / (others.len() as f64).sqrt();
    all.into_iter().filter(|(_, r)| *r > least).map(|(column, _)| column).take(most).collect()
}

/// Predictions shrunk towards the mean by the one factor between 0 and 1 that fits best, as a fit to luck exaggerates.
/// Where predictions go against the outcomes the factor is 0.
fn calibrated(mut predicted: Vec<Vec<f64>>, ys: &[Vec<f64>]) -> Vec<Vec<f64>> {
    for (predicted, y) in predicted.iter_mut().zip(ys) {
        let mean = Moments::of(y).mean();
        let slope = covariance(predicted, y) / covariance(predicted, predicted);
        let factor = if slope.is_finite() { slope.clamp(0.0, 1.0) } else { 0.0 };
        predicted.iter_mut().for_each(|p| *p = mean + factor * (*p - mean));
    }
    predicted
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

/// E\[y | x = low\], E\[y | x = high\] and their difference, by a regression on x, with standard errors that allow the
/// spread to differ from place to place (White 1980).
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

/// Share of the variance of `y` that the predictions have.
pub(super) fn share(predicted: &[f64], y: &[f64]) -> f64 {
    let share = Moments::of(predicted).variance() / Moments::of(y).variance();
    if share.is_finite() { share } else { 0.0 }
}
