//! Whether what lands after the horizon turns the answer.

use super::{Curve, Optimum};

impl Optimum {
    /// On which side of a budget it lies: −1 below, 1 above, 0 where the two cannot be told apart.
    #[must_use]
    pub fn side(&self, today: f64) -> i8 {
        let [low, high] = self.undecided;
        i8::from(low > today) - i8::from(high < today)
    }
}

impl Curve {
    /// The best with what lands after the horizon, where it lies on another side of today's budget than the best within
    /// the horizon: what is said of the one alone is then half of the answer.
    #[must_use]
    pub fn reversal(&self) -> Option<&Optimum> {
        let (best, after, today) = (self.best.as_ref()?, self.best_after.as_ref()?, self.today.as_ref()?.budget);
        (best.side(today) != after.side(today)).then_some(after)
    }
}
