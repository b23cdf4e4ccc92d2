//! A scale or unit that is written once, for several amounts.

use super::{Amount, Size};

impl Amount {
    /// Takes the scale, per cent, unit and currency of the amount after it, where it has none of its own:
    /// `5 to 9k weeks`.
    pub(crate) fn like(mut self, last: &Self) -> Self {
        if let (Size::Digits(own), Size::Digits(other)) = (&mut self.size, &last.size) {
            let smaller = own.times_ten_to(0) <= other.times_ten_to(-other.power);
            if !own.scaled && other.scaled && smaller {
                (own.power, own.scaled) = (own.power + other.power, true);
            }
        }
        self.percent = self.percent.or(last.percent);
        self.time = self.time.or(last.time);
        self.per = self.per.or(last.per);
        self
    }

    /// Takes the scale and units of the amount before it, where it has none of its own: `80k to 120`.
    pub(crate) fn after(mut self, first: &Self) -> Self {
        if let (Size::Digits(own), Size::Digits(other)) = (&mut self.size, &first.size)
            && other.scaled
            && !own.scaled
        {
            (own.power, own.scaled) = (own.power + other.power, true);
        }
        self.percent = self.percent.or(first.percent);
        self.time = self.time.or(first.time);
        self.per = self.per.or(first.per);
        self
    }
}
