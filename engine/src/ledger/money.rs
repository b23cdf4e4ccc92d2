//! Money in whole cents, so that sums are exact in any order.

/// Money in whole cents, rounded half away from zero, so that sums are exact in any order.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast cuts and saturates; a scenario's money is at most 1e16, and single deals are checked to stay below 9e16"
)]
#[inline]
pub(crate) fn cents(money: f64) -> i64 {
    (money * 100.0 + if money < 0.0 { -0.5 } else { 0.5 }) as i64
}

/// The same for a sum over years, which may not fit into 64 bits.
#[expect(clippy::cast_possible_truncation, reason = "far below 2^127")]
pub(crate) fn sum_of_cents(money: f64) -> i128 {
    // A hundredth of the largest 64-bit number, as cents are a hundred to the unit of money: below it the fast way is
    // exact.
    if money.abs() < 9e16 { i128::from(cents(money)) } else { (money * 100.0) as i128 }
}

/// Cents as money.
#[expect(clippy::cast_precision_loss, reason = "a rounding far below a cent in the sums that matter")]
#[inline]
pub(crate) fn money(cents: i64) -> f64 {
    cents as f64 / 100.0
}

/// The same for a sum over years.
#[expect(clippy::cast_precision_loss, reason = "a rounding far below a cent in the sums that matter")]
pub(crate) fn sum_of_money(cents: i128) -> f64 {
    cents as f64 / 100.0
}
