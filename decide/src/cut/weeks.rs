//! When what a cut loses is lost.

/// The first week by whose end half of everything that is lost is lost, and stays lost.
pub(super) fn half(weeks: &[f64]) -> Option<u32> {
    let all: f64 = weeks.iter().sum();
    let mut sum = 0.0;
    let lost: Vec<f64> = weeks
        .iter()
        .map(|x| {
            sum += x;
            sum
        })
        .collect();
    let at = lost.iter().rposition(|x| *x > all / 2.0).map_or(0, |last| last + 1);
    (all < 0.0).then(|| u32::try_from(at + 1).unwrap_or(u32::MAX))
}

/// The first week from which on the whole course is below zero.
pub(super) fn below(course: &[f64]) -> Option<u32> {
    let from = course.iter().rposition(|x| *x >= 0.0).map_or(0, |last| last + 1);
    (from < course.len()).then(|| u32::try_from(from + 1).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_counted_from_one_and_stay() {
        assert_eq!(half(&[-1.0, -1.0, -1.0, -1.0]), Some(2));
        assert_eq!(half(&[-3.0, 2.0, -1.0, -2.0]), Some(3), "half was lost once before, and came back");
        assert_eq!(half(&[0.0, 1.0]), None);
        assert_eq!(below(&[1.0, -1.0, 2.0, 0.0, -1.0, -2.0]), Some(5));
        assert_eq!(below(&[-1.0]), Some(1));
        assert_eq!((below(&[-1.0, 0.0]), below(&[])), (None, None));
    }
}
