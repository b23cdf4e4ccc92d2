//! Floats as whole numbers in the same order.

/// A whole number for each float, in the order of [`f64::total_cmp`]: whole numbers are compared several times as fast.
pub(crate) fn key(x: f64) -> i64 {
    let bits = x.to_bits().cast_signed();
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// The float of a key: the inverse, because the mapping undoes itself.
pub(crate) fn value(key: i64) -> f64 {
    f64::from_bits((key ^ ((key >> 63).cast_unsigned() >> 1).cast_signed()).cast_unsigned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ordered_as_floats_are() {
        let all = [f64::NEG_INFINITY, -1e300, -2.5, -1e-310, -0.0, 0.0, 1e-310, 2.5, 1e300, f64::INFINITY, f64::NAN];
        for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))) {
            assert_eq!(key(a).cmp(&key(b)), a.total_cmp(&b), "{a} {b}");
            assert_eq!(value(key(a)).to_bits(), a.to_bits());
        }
    }
}
