//! A scenario's figures in a few words, to be placed next to each other.

use funnel_calibrate::apply::Figure;
use funnel_engine::scenario::laws::Phrase;
use funnel_engine::scenario::{DealSize, Delay, Domain, Input, Unit, Value};
use funnel_sentences::numbers::Numbers;
use funnel_text::Reading;
use funnel_text::format::{Digits, Unit as Written};

/// A figure in words.
pub(super) fn figure(figure: &Figure, unit: Unit, n: &dyn Numbers) -> String {
    match figure {
        Figure::Value(value) => of_value(value, unit, n),
        Figure::Delay(delay) => of_delay(delay, n),
        Figure::Deal(size) => of_size(size, n),
        Figure::Number(x) => number(*x, n),
    }
}

fn number(x: f64, n: &dyn Numbers) -> String {
    n.style().number(x, Digits::default(), Written::Count)
}

fn money(x: f64, n: &dyn Numbers) -> String {
    n.style().number(x, Digits::default(), Written::Money)
}

pub(super) fn of_value(value: &Value, unit: Unit, n: &dyn Numbers) -> String {
    let plain = |x: f64| match unit {
        Unit::Share => n.percent(x, 1),
        Unit::Money => money(x, n),
        _ => number(x, n),
    };
    // As the range that contains it 8 times in 10.
    let z = funnel_calibrate::stats::rate::z(0.8);
    match value {
        Value::Lognormal(law) => {
            let factor = (z * law.sigma).exp();
            return format!("{} to {}", plain(law.median / factor), plain(law.median * factor));
        }
        Value::Normal(law) => return format!("{} to {}", plain(law.mean - z * law.sd), plain(law.mean + z * law.sd)),
        _ => {}
    }
    match value.phrase() {
        Phrase::Number(x) => plain(x),
        Phrase::Range(low, high) => format!("{} to {}", plain(low), plain(high)),
        Phrase::Likely { min, mode, max } => format!("{} to {}, likely {}", plain(min), plain(max), plain(mode)),
        // A rate's counts say less than the resulting rate.
        Phrase::Counts(k, of) if of > 0.0 => {
            let whole = |x: f64| n.style().number(x, Digits::Step(1.0), Written::Count);
            format!("{} ({} of {})", n.percent(k / of, 2), whole(k), whole(of))
        }
        _ => Reading::new(unit, Domain::Real, n.style()).write(value),
    }
}

fn weeks(x: f64, n: &dyn Numbers) -> String {
    n.style().number(x, Digits::Significant(2), Written::Count)
}

/// The median and the ninetieth percentile of a sorted list.
fn middle_and_most(list: &[f64]) -> Option<(f64, f64)> {
    let mut sorted = list.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: usize| sorted.get(sorted.len() * share / 100).or(sorted.last()).copied();
    Some((at(50)?, at(90)?))
}

fn of_delay(delay: &Delay, n: &dyn Numbers) -> String {
    let (half, most) = match delay {
        Delay::None => return "within the week".to_owned(),
        Delay::Lognormal { median_weeks, p90_weeks } => (*median_weeks, *p90_weeks),
        Delay::Empirical { weeks } => match middle_and_most(weeks) {
            Some(found) => found,
            None => return "within the week".to_owned(),
        },
    };
    format!("half within {} weeks, 9 in 10 within {}", weeks(half, n), weeks(most, n))
}

fn of_size(size: &DealSize, n: &dyn Numbers) -> String {
    let input = |input: &Input| of_value(&input.value, Unit::Money, n);
    match size {
        DealSize::Fixed { value } => input(value),
        DealSize::Lognormal { median, .. } => format!("half below {}", input(median)),
        DealSize::Gamma { mean, .. } => format!("{} on average", input(mean)),
        DealSize::Empirical { values } => {
            let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
            let half = middle_and_most(values).map_or(0.0, |(half, _)| half);
            format!("{} on average, half below {}", money(mean, n), money(half, n))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::laws::Counts;
    use funnel_text::NumberStyle;

    #[test]
    fn figures_are_told_as_people_tell_them() {
        let n = NumberStyle::default();
        let counts = Value::Counts(Counts { successes: 433.0, trials: 2262.0, prior: Default::default() });
        assert_eq!(figure(&Figure::Value(counts), Unit::Share, &n), "19.14% (433 of 2,262)");
        assert_eq!(figure(&Figure::Value(Value::Fixed(1_234.5)), Unit::Money, &n), "$1,230");
        let list = Delay::Empirical { weeks: (1..=10).map(f64::from).collect() };
        assert_eq!(figure(&Figure::Delay(list), Unit::Number, &n), "half within 6 weeks, 9 in 10 within 10");
        let sizes = DealSize::Empirical { values: vec![100.0, 200.0, 600.0] };
        assert_eq!(figure(&Figure::Deal(sizes), Unit::Money, &n), "$300 on average, half below $200");
        assert_eq!(figure(&Figure::Delay(Delay::None), Unit::Number, &n), "within the week");
    }
}
