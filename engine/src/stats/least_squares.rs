//! Linear least squares, and predictions for rows that the fit has not seen.

/// Number of folds into which [`out_of_fold`] divides the rows.
pub const FOLDS: usize = 5;

/// A column is left out when no more than this share of it remains after the columns before it are projected out.
const DEPENDENT: f64 = 1e-10;

/// The columns of a regression, stored by row; no constant is added automatically.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    width: usize,
    rows: Vec<f64>,
}

impl Design {
    /// A design with the given number of rows, each made of the numbers that `row` pushes: the same number of them in
    /// every row.
    #[must_use]
    pub fn new(rows: usize, mut row: impl FnMut(usize, &mut Vec<f64>)) -> Self {
        let mut all = Vec::new();
        for i in 0..rows {
            row(i, &mut all);
        }
        Self { width: all.len().checked_div(rows).unwrap_or(0), rows: all }
    }

    /// Number of columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.rows.chunks_exact(self.width.max(1))
    }

    /// The normal equations over the rows that are kept, solved by Cholesky's method; columns that depend on earlier
    /// ones get coefficient 0.
    #[must_use]
    pub fn factor(&self, keep: impl Fn(usize) -> bool) -> Factor {
        let p = self.width;
        let mut gram = vec![0.0; p * p];
        for (_, row) in self.rows().enumerate().filter(|(i, _)| keep(*i)) {
            for (i, a) in row.iter().enumerate() {
                for (sum, b) in gram[i * p..=i * p + i].iter_mut().zip(row) {
                    *sum += a * b;
                }
            }
        }
        Factor::new(p, gram)
    }

    /// The coefficients of the regression of `y` over the rows that are kept.
    #[must_use]
    pub fn solve(&self, factor: &Factor, y: &[f64], keep: impl Fn(usize) -> bool) -> Vec<f64> {
        let mut right = vec![0.0; self.width];
        for (_, (row, y)) in self.rows().zip(y).enumerate().filter(|(i, _)| keep(*i)) {
            for (sum, a) in right.iter_mut().zip(row) {
                *sum += a * y;
            }
        }
        factor.solve(right)
    }
}

/// A Cholesky factor of `XᵀX`.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    width: usize,
    /// Lower triangle by row; a row of zeros where a column depends on earlier ones.
    lower: Vec<f64>,
}

impl Factor {
    fn new(p: usize, mut a: Vec<f64>) -> Self {
        for i in 0..p {
            let whole = a[i * p + i];
            for j in 0..i {
                let sum: f64 = (0..j).map(|k| a[i * p + k] * a[j * p + k]).sum();
                let pivot = a[j * p + j];
                a[i * p + j] = if pivot > 0.0 { (a[i * p + j] - sum) / pivot } else { 0.0 };
            }
            let rest = whole - a[i * p..i * p + i].iter().map(|x| x * x).sum::<f64>();
            a[i * p + i] = if rest > DEPENDENT * whole { rest.sqrt() } else { 0.0 };
        }
        Self { width: p, lower: a }
    }

    /// `(XᵀX)⁻¹ b`.
    #[must_use]
    pub fn solve(&self, mut b: Vec<f64>) -> Vec<f64> {
        let (p, l) = (self.width.min(b.len()), &self.lower);
        for i in 0..p {
            let sum: f64 = (0..i).map(|k| l[i * p + k] * b[k]).sum();
            let pivot = l[i * p + i];
            b[i] = if pivot > 0.0 { (b[i] - sum) / pivot } else { 0.0 };
        }
        for i in (0..p).rev() {
            let sum: f64 = (i + 1..p).map(|k| l[k * p + i] * b[k]).sum();
            let pivot = l[i * p + i];
            b[i] = if pivot > 0.0 { (b[i] - sum) / pivot } else { 0.0 };
        }
        b
    }
}

/// The inner product of two rows.
#[must_use]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Each of `ys` predicted at every row by a regression on the other four fifths (cross-fitting; Stone 1974), so a
/// prediction owes nothing to the luck in its own row. `design` makes the columns for a fold; it may look at `y`
/// outside that fold, that is where row `i` has `i % FOLDS != fold`.
#[must_use]
pub fn out_of_fold(ys: &[Vec<f64>], mut design: impl FnMut(usize) -> Design) -> Vec<Vec<f64>> {
    let mut predicted: Vec<Vec<f64>> = ys.iter().map(|y| vec![0.0; y.len()]).collect();
    for fold in 0..FOLDS {
        let design = design(fold);
        let others = |i: usize| i % FOLDS != fold;
        let factor = design.factor(others);
        for (y, predicted) in ys.iter().zip(&mut predicted) {
            let beta = design.solve(&factor, y, others);
            for (row, to) in design.rows().zip(predicted).skip(fold).step_by(FOLDS) {
                *to = dot(row, &beta);
            }
        }
    }
    predicted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_a_repeated_column() {
        let x = [0.2, 337.4, 118.2, 884.6, 10.1];
        let y: Vec<f64> = x.iter().map(|x| 3.0 - 2.0 * x).collect();
        let design = Design::new(5, |i, row| row.extend([1.0, x[i], 5.0 * x[i]]));
        let beta = design.solve(&design.factor(|_| true), &y, |_| true);
        assert!((beta[0] - 3.0).abs() < 1e-9 && (beta[1] + 2.0).abs() < 1e-11, "{beta:?}");
        assert_eq!(beta[2], 0.0);
    }

    #[test]
    fn a_prediction_owes_nothing_to_its_own_row() {
        let y: Vec<f64> = (0..10).map(|i| f64::from(i * i)).collect();
        let constant = |y: &[f64]| out_of_fold(&[y.to_vec()], |_| Design::new(10, |_, row| row.push(1.0))).remove(0);
        let before = constant(&y);
        assert!((before[3] - (285.0 - 9.0 - 64.0) / 8.0).abs() < 1e-12);
        let mut other = y;
        other[3] += 1e6;
        assert_eq!(constant(&other)[3].to_bits(), before[3].to_bits());
    }
}
