use super::*;
use funnel_scenario::laws::{Beta, Counts, Lognormal, Pert, Range};
use funnel_scenario::{Prior, Unit};
use proptest::prelude::*;

mod asked;

const UNITS: [(Unit, Domain); 7] = [
    (Unit::Share, Domain::Rate),
    (Unit::Share, Domain::BelowOne),
    (Unit::Elasticity, Domain::Below(1.0)),
    (Unit::Money, Domain::Positive),
    (Unit::PerWeek, Domain::NonNegative),
    (Unit::Number, Domain::Real),
    (Unit::Number, Domain::Positive),
];

fn german() -> NumberStyle {
    NumberStyle {
        decimal_mark: ",".to_owned(),
        group_mark: ".".to_owned(),
        prefix: String::new(),
        suffix: "\u{a0}€".to_owned(),
        percent: [String::new(), "\u{a0}%".to_owned()],
        currency: crate::currency::Currency::of("EUR"),
        language: "de".to_owned(),
        long_scale: true,
        ..NumberStyle::default()
    }
}

fn read(text: &str, unit: Unit, domain: Domain) -> Result<Value, String> {
    let style = NumberStyle::default();
    read_with(text, &Reading::new(unit, domain, &style))
}

fn read_with(text: &str, reading: &Reading<'_>) -> Result<Value, String> {
    match reading.read(text, None, false)? {
        Said::Clear(value) => Ok(value),
        Said::Ask(question) => Err(format!("asked back: {}", question.text)),
    }
}

fn rate(text: &str) -> Result<Value, String> {
    read(text, Unit::Share, Domain::Rate)
}

fn money(text: &str) -> Result<Value, String> {
    read(text, Unit::Money, Domain::Positive)
}

fn range(p10: f64, p90: f64) -> Result<Value, String> {
    Ok(Value::Range(Range { p10, p90 }))
}

#[test]
fn what_a_person_says() {
    let counts = Value::Counts(Counts { successes: 54.0, trials: 433.0, prior: Prior::default() });
    for text in ["54 of 433", "54 out of 433", "54/433"] {
        assert_eq!(rate(text).as_ref(), Ok(&counts), "{text}");
    }
    for text in ["5 to 9", "5-9", "5 – 9", "5 … 9", "5..9", "between 5 and 9", "from 5 to 9", "9 to 5", "$5 to $9"]
    {
        assert_eq!(money(text), range(5.0, 9.0), "{text}");
    }
    assert_eq!(money("7"), Ok(Value::Fixed(7.0)));
    assert_eq!(money("7 to 7"), Ok(Value::Fixed(7.0)));
    assert_eq!(money("5 to 9k"), range(5e3, 9e3));
    assert_eq!(money("500 to 2k"), range(500.0, 2e3));
    assert_eq!(money("1,200 to 1.5k"), range(1200.0, 1500.0));
    assert_eq!(rate("10 to 30 %"), range(0.1, 0.3));
    assert_eq!(rate("10 % to 30 %"), range(0.1, 0.3));
    assert_eq!(rate("20"), Ok(Value::Fixed(0.2)), "shares are in per cent, with or without the sign");
    assert_eq!(read("0.5 %", Unit::Elasticity, Domain::Below(1.0)), Ok(Value::Fixed(0.5)));
    assert_eq!(read("-0.3 to 0", Unit::Number, Domain::Real), range(-0.3, 0.0));
    // Of 100 even chances, 25 more are odds of three to one.
    assert_eq!(read("25", Unit::LogOdds, Domain::Real), Ok(Value::Fixed(3.0_f64.ln())));
    assert_eq!(read("+25 of 100", Unit::LogOdds, Domain::Real), Ok(Value::Fixed(3.0_f64.ln())));
    assert_eq!(read("-25 to 0 points", Unit::LogOdds, Domain::Real), range(-3.0_f64.ln(), 0.0));
    let pert = Ok(Value::Pert(Pert { min: 0.1, mode: 0.26, max: 0.42 }));
    for text in [
        "10 to 42, most likely 26 %",
        "10-42 %, likely 26",
        "at least 10, most likely 26, at most 42 %",
        "most likely 26 %, at least 10 %, at most 42 %",
    ] {
        assert_eq!(rate(text), pert, "{text}");
    }
    assert_eq!(rate("beta(60; 40)"), Ok(Value::Beta(Beta { a: 60.0, b: 40.0 })));
    assert_eq!(money("lognormal(80; 0.15)"), Ok(Value::Lognormal(Lognormal { median: 80.0, sigma: 0.15 })));
    assert_eq!(money("one of 3; 4; 5"), Ok(Value::Empirical(vec![3.0, 4.0, 5.0])));
}

#[test]
fn about_is_a_quarter_each_way() {
    assert_eq!(money("about 100"), range(80.0, 125.0));
    assert_eq!(money("~100"), range(80.0, 125.0));
    // Odds of 20 % are 1 to 4: a quarter less is 1 to 5, a quarter more 5 to 16.
    assert_eq!(rate("about 20 %"), range(0.167, 0.238));
    assert_eq!(rate("about 50"), range(0.444, 0.556));
    assert!(rate("about 0").is_err() && rate("about 100 %").is_err());
}

#[test]
fn refused_with_what_would_do() {
    for (result, part) in [
        (rate("120 %"), "must be between 0"),
        (rate("-5"), "must be between 0"),
        (rate("5 of 3"), "54 of 433"),
        (rate("0 to 20 %"), "most likely"),
        (rate(""), "is empty"),
        (rate("some"), "cannot make one value of “some”"),
        (rate("5 6"), "cannot make one value of “5 6”"),
        (rate("NaN"), "cannot read “NaN”"),
        (money("0"), "must be above 0"),
        (money("20 %"), "a per cent has no meaning"),
        (money("1e308"), "too large"),
        (money("3 of 4"), "not a share"),
        (money("5 & 6"), "cannot read “&”"),
        (rate("30 to 20, most likely 5"), "between the smallest and the largest"),
    ] {
        let message = result.unwrap_err();
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn counts_keep_their_prior() {
    let style = NumberStyle::default();
    let reading = Reading::new(Unit::Share, Domain::Rate, &style);
    let prior = Prior { a: 2.0, b: 7.0 };
    let old = Value::Counts(Counts { successes: 1.0, trials: 2.0, prior });
    assert_eq!(
        reading.read("3 of 4", Some(&old), false),
        Ok(Said::Clear(Value::Counts(Counts { successes: 3.0, trials: 4.0, prior })))
    );
}

#[test]
fn words_for_values() {
    let style = NumberStyle::default();
    let reading = Reading::new(Unit::Share, Domain::Rate, &style);
    assert_eq!(reading.write(&Value::Pert(Pert { min: 0.1, mode: 0.26, max: 0.42 })), "10 to 42, likely 26%");
    assert_eq!(reading.write(&Value::Fixed(0.28)), "28%", "not 28.000000000000004");
    let reading = Reading::new(Unit::Money, Domain::Positive, &style);
    assert_eq!(reading.write(&Value::Range(Range { p10: 80.0, p90: 1_200.5 })), "80 to 1,200.5");
    let german = german();
    let reading = Reading { style: &german, ..reading };
    assert_eq!(reading.write(&Value::Range(Range { p10: 80.0, p90: 1_200.5 })), "80 to 1.200,5");
}

/// Values as a scenario may hold them, within each domain.
fn value(domain: Domain, share: bool) -> BoxedStrategy<Value> {
    let ((low, _), (high, _)) = domain.bounds();
    let (low, high) = (low.max(-1e6), high.min(1e6));
    let x = (0.001_f64..0.999).prop_map(move |u| low + (high - low) * u);
    let three = (x.clone(), x.clone(), x.clone()).prop_filter("a span", |(a, b, _)| a != b).prop_map(|(a, b, c)| {
        let mut sorted = [a, b, c];
        sorted.sort_by(f64::total_cmp);
        let [min, mode, max] = sorted;
        Value::Pert(Pert { min, mode, max })
    });
    let two = (x.clone(), x.clone()).prop_filter("two numbers", |(a, b)| a != b);
    let two = two.prop_map(|(a, b)| Value::Range(Range { p10: a.min(b), p90: a.max(b) }));
    let list = proptest::collection::vec(x.clone(), 1..10).prop_map(Value::Empirical);
    let any = prop_oneof![x.prop_map(Value::Fixed), two, three, list];
    if share {
        let counts = (0_u32..5_000, 1_u32..5_000).prop_map(|(k, n)| {
            Value::Counts(Counts { successes: f64::from(k.min(n)), trials: f64::from(n), prior: Prior::default() })
        });
        prop_oneof![any, counts].boxed()
    } else {
        any.boxed()
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Fixed(x) => vec![*x],
        Value::Range(Range { p10, p90 }) => vec![*p10, *p90],
        Value::Pert(Pert { min, mode, max }) => vec![*min, *mode, *max],
        Value::Counts(Counts { successes, trials, .. }) => vec![*successes, *trials],
        Value::Empirical(values) => values.clone(),
        _ => Vec::new(),
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(
        (unit, domain, value) in proptest::sample::select(UNITS.to_vec())
            .prop_flat_map(|(u, d)| (Just(u), Just(d), value(d, u == Unit::Share))),
        german_style in any::<bool>(),
    ) {
        let style = if german_style { german() } else { NumberStyle::default() };
        let reading = Reading::new(unit, domain, &style);
        let text = reading.write(&value);
        let back = read_with(&text, &reading);
        prop_assert!(back.is_ok(), "{text}: {back:?}");
        let back = back.unwrap();
        // A number produced by arithmetic is written with twelve digits.
        for (a, b) in numbers(&value).iter().zip(numbers(&back)) {
            prop_assert!((a - b).abs() <= 1e-11 * a.abs(), "{text}: {a} {b}");
        }
        // Where that value is already in the field, it stays the same to the bit.
        prop_assert_eq!(reading.read(&text.replace('\u{a0}', " "), Some(&value), false), Ok(Said::Clear(value.clone())));
        prop_assert_eq!(core::mem::discriminant(&value), core::mem::discriminant(&back), "{}", text);
        prop_assert_eq!(reading.write(&back), text);
    }

    /// A shift of the log-odds is shown by what it does to 100 even chances, and stays the same to the bit if nobody
    /// changes it.
    #[test]
    fn a_shift_is_told_by_even_chances(hundredths in -4_999_i32..5_000, width in 1_i32..500, raw in -40.0_f64..40.0) {
        let style = NumberStyle::default();
        let reading = Reading::new(Unit::LogOdds, Domain::Real, &style);
        let written = |n: i32| crate::exact::number_in_full(f64::from(n) / 100.0, &style);
        let text = written(hundredths);
        let Ok(Value::Fixed(shift)) = read_with(&text, &reading) else { panic!("{text}") };
        let even = 1.0 / (1.0 + (-shift).exp());
        prop_assert!((100.0 * even - 50.0 - f64::from(hundredths) / 100.0).abs() < 1e-9);
        prop_assert_eq!(reading.write_number(shift), text.as_str());
        let high = (hundredths + width).min(4_999);
        if high > hundredths {
            let range = format!("{text} to {}", written(high));
            let Ok(value) = read_with(&range, &reading) else { panic!("{range}") };
            prop_assert_eq!(reading.write(&value), range);
        }
        let value = Value::Range(Range { p10: raw, p90: raw + 0.1 });
        let shown = reading.write(&value);
        prop_assert_eq!(reading.read(&shown, Some(&value), false), Ok(Said::Clear(value)));
        prop_assert!(read_with(&reading.write_number(raw), &reading).is_ok());
    }

    #[test]
    fn no_text_panics_and_what_is_accepted_is_allowed(
        text in "\\PC{0,40}|[0-9.,%kM$ –-]{0,24}|((about|from|between|one of|at least|beta\\(|) ?-?[0-9.,]{1,6} ?(%|k|M|to|of|and|most likely|;|-)? ?){1,4}",
        (unit, domain) in proptest::sample::select(UNITS.to_vec()),
    ) {
        let style = NumberStyle::default();
        let reading = Reading::new(unit, domain, &style);
        if let Ok(value) = read_with(&text, &reading) {
            let ((low, _), (high, _)) = domain.bounds();
            if !matches!(value, Value::Counts(_) | Value::Beta(_) | Value::Normal(_)) {
                prop_assert!(numbers(&value).iter().all(|x| (low..=high).contains(x)), "{text}: {value:?}");
            }
        }
    }
}

/// For every law in the list, what is written is read as that law, in a field that takes it.
#[test]
fn every_law_in_the_list_is_read_as_it_is_written() {
    let styles = [NumberStyle::default(), german()];
    for style in &styles {
        for value in Value::examples() {
            let fields = [(Unit::Share, Domain::Rate), (Unit::Money, Domain::Positive), (Unit::Number, Domain::Real)];
            let takes = |(_, domain): &&(Unit, Domain)| funnel_scenario::distribution(&value, *domain).is_ok();
            let (unit, domain) = fields.iter().find(takes).expect("an example is a law of some input");
            let reading = Reading::new(*unit, *domain, style);
            let text = reading.write(&value);
            assert_eq!(reading.read(&text, None, true), Ok(Said::Clear(value)), "{text}");
        }
    }
}
