//! The separable concave problem behind the mix, and its exact solution.

/// A channel's response: a x/(x + b), money earned for money spent a week. It is the Hill curve of slope 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in super::super) struct Response {
    /// What unlimited money would bring, 0 or more.
    pub(in super::super) a: f64,
    /// The money that brings half of it, above 0.
    pub(in super::super) b: f64,
}

/// The range of what a channel may get, money a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Room {
    pub(in super::super) low: f64,
    pub(in super::super) high: f64,
}

impl Room {
    /// Whether more than one amount is possible.
    pub(super) fn is_free(self) -> bool {
        self.high > self.low
    }
}

/// Amounts to try for a channel that now has `now`, ascending: multiples of it by these factors, or steps of `some`
/// where it has next to nothing.
pub(super) fn around(now: f64, some: f64, [less, more]: [f64; 2]) -> [f64; 3] {
    if now > 0.05 * some { [less * now, now, more * now] } else { [now, now + some, now + 2.0 * some] }
}

/// The response through three points: amounts `x`, ascending, and what each brings, up to a common constant.
///
/// G(y) − G(x) = a b (y − x)/((x + b)(y + b)), so the slopes of the two chords have the ratio q = (x₀ + b)/(x₂ + b),
/// which gives b, and the whole rise gives a. A curve that is straight or bends upwards is taken as nearly straight
/// (`most` is a large b), and one that is flat from the start as nearly flat.
pub(in super::super) fn through(x: [f64; 3], gain: [f64; 3], most: f64) -> Response {
    let slope = |i: usize| (gain[i + 1] - gain[i]) / (x[i + 1] - x[i]);
    let rise = gain[2] - gain[0];
    if rise <= 0.0 || slope(0) <= 0.0 {
        return Response { a: 0.0, b: most };
    }
    let q = slope(1) / slope(0);
    let b = if q < 1.0 { (q * x[2] - x[0]) / (1.0 - q) } else { most };
    let b = b.clamp(1e-6 * most, most);
    Response { a: rise * (x[0] + b) * (x[2] + b) / (b * (x[2] - x[0])), b }
}

/// The allocation that brings most: all channels strictly inside their range have the same marginal response a b/(x +
/// b)², those at their floor a smaller one, and those at their cap a larger one (the Karush–Kuhn–Tucker conditions; the
/// search over the common multiplier is Everett's, 1963). `None` where the ranges cannot add up to the total.
pub(in super::super) fn allocate(responses: &[Response], rooms: &[Room], total: f64) -> Option<Vec<f64>> {
    if !holds(rooms, total) {
        return None;
    }
    // x = √(a b/μ) − b falls with the multiplier μ; as a function of √(1/μ) it is a straight line.
    let at = |root: f64| -> Vec<f64> {
        let each = |(r, room): (&Response, &Room)| (root * (r.a * r.b).sqrt() - r.b).clamp(room.low, room.high);
        responses.iter().zip(rooms).map(each).collect()
    };
    let sum = |root: f64| at(root).iter().sum::<f64>();
    let mut high = 1.0;
    for _ in 0..200 {
        if sum(high) >= total {
            break;
        }
        high *= 2.0;
    }
    let mut low = 0.0;
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if sum(middle) < total { low = middle } else { high = middle }
    }
    Some(fill(at(low), rooms, total))
}

/// A split in these proportions, within the ranges: as close to them as a common factor allows. `None` where the ranges
/// cannot add up to the total.
pub(super) fn proportional(weights: &[f64], rooms: &[Room], total: f64) -> Option<Vec<f64>> {
    if !holds(rooms, total) {
        return None;
    }
    let at = |factor: f64| -> Vec<f64> {
        weights.iter().zip(rooms).map(|(w, room)| (factor * w).clamp(room.low, room.high)).collect()
    };
    let sum = |factor: f64| at(factor).iter().sum::<f64>();
    // Today's own split is kept to the last bit.
    if sum(1.0) == total {
        return Some(at(1.0));
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        if sum(high) >= total {
            break;
        }
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if sum(middle) < total { low = middle } else { high = middle }
    }
    Some(fill(at(low), rooms, total))
}

fn holds(rooms: &[Room], total: f64) -> bool {
    let (low, high) = rooms.iter().fold((0.0, 0.0), |(l, h), room| (l + room.low, h + room.high));
    let hair = 1e-9 * total.abs();
    low <= total + hair && total <= high + hair && rooms.iter().all(|room| room.low <= room.high)
}

/// Spreads the missing amount over the channels with room, in proportion to that room.
fn fill(mut x: Vec<f64>, rooms: &[Room], total: f64) -> Vec<f64> {
    let missing = total - x.iter().sum::<f64>();
    let room: f64 = x.iter().zip(rooms).map(|(x, room)| room.high - x).sum();
    if missing > 0.0 && room > 0.0 {
        let share = (missing / room).min(1.0);
        x.iter_mut().zip(rooms).for_each(|(x, room)| *x += share * (room.high - *x));
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn three_points_give_the_curve_back() {
        let (a, b) = (700.0, 40.0);
        let g = |x: f64| a * x / (x + b) + 5.0;
        for x in [[0.0, 10.0, 50.0], [20.0, 40.0, 80.0]] {
            let got = through(x, x.map(g), 1e6);
            assert!((got.a / a - 1.0).abs() < 1e-9 && (got.b / b - 1.0).abs() < 1e-9, "{got:?}");
        }
        let line = through([0.0, 1.0, 2.0], [0.0, 3.0, 6.0], 1e6);
        assert!((line.a / line.b - 3.0).abs() < 1e-4);
        assert_eq!(through([0.0, 1.0, 2.0], [0.0, -3.0, -6.0], 1e6).a, 0.0);
    }

    proptest! {
        /// No transfer between two channels with room brings more, whatever the curves: this is the optimum of a
        /// concave sum.
        #[test]
        fn no_transfer_brings_more(
            curves in prop::collection::vec((0.0..1e4_f64, 1.0..1e4_f64, 0.0..500.0_f64, 100.0..5e3_f64), 2..6),
            share in 0.0..1.0_f64,
        ) {
            let responses: Vec<Response> = curves.iter().map(|c| Response { a: c.0, b: c.1 }).collect();
            let rooms: Vec<Room> = curves.iter().map(|c| Room { low: c.2, high: c.2 + c.3 }).collect();
            let low: f64 = rooms.iter().map(|r| r.low).sum();
            let total = low + share * curves.iter().map(|c| c.3).sum::<f64>();
            let x = allocate(&responses, &rooms, total).unwrap();
            prop_assert!((x.iter().sum::<f64>() - total).abs() <= 1e-6 * total);
            let g = |i: usize, x: f64| responses[i].a * x / (x + responses[i].b);
            for from in 0..x.len() {
                for to in 0..x.len() {
                    let step = 1.0_f64.min(x[from] - rooms[from].low).min(rooms[to].high - x[to]);
                    if from != to && step > 1e-3 {
                        let gained = g(to, x[to] + step) - g(to, x[to]) + g(from, x[from] - step) - g(from, x[from]);
                        prop_assert!(gained <= 1e-6 * (1.0 + responses[to].a), "{from} to {to}: {gained}");
                    }
                }
            }
        }
    }

    #[test]
    fn rooms_that_cannot_hold_the_total_have_no_split() {
        let room = Room { low: 1.0, high: 2.0 };
        for total in [1.5, 4.5] {
            assert_eq!(proportional(&[1.0, 1.0], &[room, room], total), None);
        }
        assert_eq!(proportional(&[3.0, 1.0], &[Room { low: 0.0, high: 9.0 }; 2], 4.0), Some(vec![3.0, 1.0]));
        assert_eq!(proportional(&[1.0, 0.0], &[Room { low: 0.0, high: 2.0 }; 2], 3.0), Some(vec![2.0, 1.0]));
    }
}
