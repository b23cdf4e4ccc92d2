//! What holds for every chart whatever its data, and data to try it with: nothing panics, every coordinate is finite,
//! and in a picture that is not tiny no text leaves it and none overlaps another. Each chart's own tests check it.

use crate::axis::Tick;
use crate::format::{Digits, NumberStyle, Unit};
use crate::mark::Text;
use crate::scale;
use proptest::prelude::*;

/// How often a law is tried.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig::with_cases(600)
}

/// Any figure, most of them usual.
pub(crate) fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1e7..1e7,
        1 => Just(0.0),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(f64::NEG_INFINITY),
        1 => Just(f64::MAX),
        1 => Just(f64::MIN_POSITIVE / 4.0),
        1 => -1e300..1e300,
        1 => Just(3.5),
    ]
}

pub(crate) fn size() -> impl Strategy<Value = f64> {
    prop_oneof![3 => 200.0..900.0, 1 => 0.0..200.0]
}

pub(crate) fn many(most: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(wild(), 0..most)
}

/// Path data consists of digits, signs, points, commas and commands only, so never of `NaN` or `inf`.
pub(crate) fn sound(path: &str) -> bool {
    path.chars().all(|c| c.is_ascii_digit() || "MLCZ-., ".contains(c))
}

pub(crate) fn placed(texts: &[Text]) -> bool {
    texts.iter().all(|t| t.x.is_finite() && t.y.is_finite() && !t.text.contains("NaN"))
}

/// Left, top, right and bottom: from the height of capitals to the baseline, as only some letters reach below that.
fn place(text: &Text) -> (f64, f64, f64, f64) {
    let (left, right) = text.span();
    (left, text.y - 0.74 * text.size(), right, text.y)
}

/// What is wrong with the texts of a picture: one leaves it by half a pixel, or two overlap by more than that.
pub(crate) fn fault(texts: &[&Text], width: f64, height: f64) -> Option<String> {
    let shown: Vec<&&Text> = texts.iter().filter(|text| !text.text.trim().is_empty()).collect();
    for (i, text) in shown.iter().enumerate() {
        let (left, top, right, bottom) = place(text);
        if left < -0.5 || top < -0.5 || right > width + 0.5 || bottom > height + 0.5 {
            return Some(format!("{text:?} leaves {width} × {height}: {left} to {right}, {top} to {bottom}"));
        }
        for other in shown.iter().skip(i + 1) {
            let (l, t, r, b) = place(other);
            if right.min(r) - left.max(l) > 0.5 && bottom.min(b) - top.max(t) > 0.5 {
                return Some(format!("{text:?} lies on {other:?} in {width} × {height}"));
            }
        }
    }
    None
}

pub(crate) fn with<'a>(texts: &'a [Text], ticks: &[&'a [Tick]]) -> Vec<&'a Text> {
    texts.iter().chain(ticks.iter().flat_map(|ticks| ticks.iter().map(|tick| &tick.text))).collect()
}

/// A currency with a country's number format.
pub(crate) fn style() -> impl Strategy<Value = NumberStyle> {
    let code = prop::sample::select(vec!["USD", "EUR", "JPY", "VND", "CHF"]);
    (code, any::<bool>()).prop_map(|(code, comma)| {
        let mut style = NumberStyle::english(code);
        if comma {
            (style.decimal_mark, style.group_mark) = (",".into(), ".".into());
            style.suffix = [" ", style.prefix.as_str()].concat();
            style.prefix.clear();
        }
        style
    })
}

/// Figures of about a given size, of one sign or both.
pub(crate) fn figures(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<f64>> {
    (prop::collection::vec(-1.0..1.0_f64, count), -1.0..1.0_f64, 0.0..9.0_f64)
        .prop_map(|(values, middle, size)| values.iter().map(|x| (middle + x) * 10_f64.powf(size)).collect())
}

pub(crate) fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "plan",
        "today",
        "half the events",
        "Плановый бюджет",
        "a plan with quite a long name",
        "見込み",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn ticks_are_few_rising_and_inside(values in many(5), most in 1usize..8) {
        let domain = scale::Domain::of(values);
        prop_assert!(domain.lo < domain.hi);
        let ticks = scale::ticks(domain, most);
        prop_assert!(ticks.values.len() <= most);
        prop_assert!(ticks.values.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", ticks);
        prop_assert!(ticks.values.iter().all(|v| (domain.lo..=domain.hi).contains(v)));
    }

    #[test]
    fn numbers(value in wild(), other in wild(), count in 0u32..40) {
        let style = NumberStyle::default();
        for digits in [Digits::Significant(count), Digits::Error(other), Digits::Step(other)] {
            for unit in [Unit::Money, Unit::Count] {
                let text = style.number(value, digits, unit);
                prop_assert!(!text.is_empty() && text.chars().count() < 30, "{}", text);
                let text = style.change(value, digits, unit);
                prop_assert!(!text.is_empty());
            }
        }
        prop_assert!(!style.plus_minus(value, other, Unit::Money).is_empty());
    }
}
