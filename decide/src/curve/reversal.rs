//! Whether what lands after the horizon, or a longer horizon, reverses the answer.

use super::{Curve, Longer, Optimum};

impl Optimum {
    /// The side of a budget on which it lies: −1 below, 1 above, 0 where the two cannot be told apart.
    #[must_use]
    pub fn side(&self, today: f64) -> i8 {
        let [low, high] = self.undecided;
        i8::from(low > today) - i8::from(high < today)
    }
}

impl Curve {
    /// Whether the best within the horizon is also ahead of today's in the fresh futures, if these are known.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.fresh.as_ref().is_none_or(|fresh| fresh.best.fresh.is_gain())
    }

    /// The best with what lands after the horizon, where it lies on a different side of today's budget than the best
    /// within the horizon: reporting either alone would be half of the answer.
    #[must_use]
    pub fn reversal(&self) -> Option<&Optimum> {
        let (best, after, today) = (self.best.as_ref()?, self.best_after.as_ref()?, self.today.as_ref()?.budget);
        (best.side(today) != after.side(today)).then_some(after)
    }

    /// What twice the horizon says, where its best lies on a different side of today's budget than what holds within
    /// the horizon. That no budget is better than today's counts as a side too: a cut that is best within a year and,
    /// over two years, no better than today's is half of the answer as well.
    #[must_use]
    pub fn turned(&self) -> Option<&Longer> {
        let (best, longer, today) = (self.best.as_ref()?, self.longer.as_ref()?, self.today.as_ref()?.budget);
        let within = if self.holds() { best.side(today) } else { 0 };
        (within != longer.side()).then_some(longer)
    }
}
