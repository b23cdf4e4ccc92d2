use super::*;
use funnel_engine::report::Report;
use funnel_engine::scenario::laws::Range;
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::scenario::{Input, LeverKind, Period, RateChange, Value, edit};
use funnel_testkit::reports;
use funnel_text::NumberStyle;
use funnel_text::calendar::per;

#[test]
fn no_input_of_any_template_is_left_out() {
    let n = NumberStyle::default();
    for template in TEMPLATES {
        let s = load(template.id).unwrap();
        let all = all(&s, &n);
        for field in s.inputs() {
            let found: Vec<_> = all.iter().filter(|x| x.path == field.path.json).collect();
            assert_eq!(found.len(), 1, "{}: {}", template.id, field.path.json);
            assert!(found[0].mean.is_some() && found[0].source == field.input.source);
        }
        let mut paths: Vec<_> = all.iter().map(|x| &x.path).collect();
        let count = paths.len();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), count, "{}: no path twice", template.id);
    }
}

#[test]
fn a_range_has_its_ends_and_its_mean_between() {
    let s = load("blank").unwrap();
    let all = all(&s, &NumberStyle::default());
    let rate = all.iter().find(|x| x.path == "stages[0].rate").unwrap();
    assert_eq!((rate.said.as_str(), rate.tag, rate.grade), ("10 to 45%", "guess", "C"));
    let (low, high) = rate.range.unwrap();
    assert!((low - 0.1).abs() < 1e-6 && (high - 0.45).abs() < 1e-6, "{low} {high}");
    // Computed by numerical integration of the logit-normal in Python.
    assert!((rate.mean.unwrap() - 0.256_389_9).abs() < 1e-4, "{:?}", rate.mean);
    let said = |path: &str| all.iter().find(|x| x.path == path).map(|x| x.said.clone()).unwrap_or_default();
    assert_eq!(said("plans[0].spend[0]"), "20% more on all channels");
    assert_eq!(said("stages[2].delay"), "half in 4, nine in ten in 12 weeks");
}

/// A sum by the week is no round one by the month: it is written to the cent, as in its field.
#[test]
fn spend_is_written_as_on_the_page() {
    let mut s = load("blank").unwrap();
    s.calendar.period = Period::Month;
    s.channels[0].spend_per_week = 10_000.0;
    let n = NumberStyle { calendar: s.calendar, ..NumberStyle::english("EUR") };
    let all = all(&s, &n);
    let spend = all.iter().find(|x| x.path == "channels[0].spend_per_week").unwrap();
    assert_eq!(spend.said, "€43,333.33 a month");
    // The column beside it has the number itself.
    assert!((spend.mean.unwrap() - 130_000.0 / 3.0).abs() < 1e-6);
}

/// What the text says, what the columns say and what the unit says are one thing: the ends of a range that is written
/// out are the numbers beside it, whatever the period and the measure.
#[test]
fn a_text_and_its_numbers_are_on_one_scale() {
    let mut told = 0;
    for period in [Period::Week, Period::Month, Period::Quarter, Period::Year] {
        let mut s = load("sales-led-saas").unwrap();
        for kind in LeverKind::ALL {
            s = if kind.is_used(&s) { s } else { edit::use_lever(&s, *kind).unwrap() };
        }
        s.calendar.period = period;
        s.channels[0].organic_per_week =
            Input { value: Value::Range(Range { p10: 3.0, p90: 9.0 }), ..Input::fixed(0.0) };
        s.channels[0].close_shift = Input { value: Value::Range(Range { p10: -0.4, p90: 0.7 }), ..Input::fixed(0.0) };
        s.plans[0].rates = vec![RateChange { stage: s.stages[0].id.clone(), logit: 0.3 }];
        let n = NumberStyle { calendar: s.calendar, ..NumberStyle::english("USD") };
        for x in all(&s, &n) {
            // A per cent sign belongs to a share, a currency's to money, and what is neither has its unit in words.
            let (money, cents) = (x.said.contains('$'), x.said.contains('%'));
            match x.unit {
                Measure::Money | Measure::Spend => assert!(money && !cents, "{x:?}"),
                Measure::Share => assert!(cents && !money, "{x:?}"),
                Measure::Of(unit) => assert!(
                    !money && (unit.is_empty() || x.said.contains(&unit[..1]) || unit.starts_with('%')),
                    "{x:?}"
                ),
                Measure::People => assert!(x.said.ends_with(&per(period)), "{x:?}"),
                Measure::Even => assert!(x.said.contains("of 100"), "{x:?}"),
                Measure::Words => assert_eq!(x.mean, None, "{x:?}"),
            }
            if x.unit == Measure::Spend {
                assert!(x.said.ends_with(&per(period)), "{x:?}");
            }
            // Read back as it is written.
            let Some((low, _)) = x.range else { continue };
            let first: String = x
                .said
                .chars()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(|c| c.is_ascii_digit() || ".,".contains(*c))
                .collect();
            let written: f64 = first.replace(',', "").parse().unwrap();
            let shown = low.abs() * if x.unit == Measure::Share { 100.0 } else { 1.0 };
            let is_range = x.said.contains(" to ") && !x.said.contains(" of ") || x.unit == Measure::Even;
            if is_range && !x.said.contains('k') {
                assert!((written - shown).abs() <= 0.06 * shown + 1e-6, "{written} {shown} {x:?}");
                told += 1;
            }
        }
    }
    assert!(told > 40, "{told} ranges are written out");
}

/// Every change of every plan is a row under the plan's name, and results call the plans the same.
#[test]
fn every_plan_is_listed_by_its_name() {
    let n = NumberStyle::default();
    let mut s = load("sales-led-saas").unwrap();
    let mut second = s.plans[0].clone();
    second.spend[0].scale = 1.5;
    second.rates = vec![RateChange { stage: s.stages[0].id.clone(), logit: -0.3 }];
    s.plans.extend([second.clone(), second]);
    let names = plan_names(&n, &s);
    let distinct: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), 3, "{names:?}");
    let all = all(&s, &n);
    for (i, name) in names.iter().enumerate() {
        let rows: Vec<_> = all.iter().filter(|x| x.path.starts_with(&format!("plans[{i}]"))).collect();
        assert_eq!(rows.len(), s.plans[i].spend.len() + s.plans[i].rates.len());
        assert!(rows.iter().all(|x| x.of == *name), "{rows:?}");
    }
    let report = Report { arms: vec![reports::report().arms[0].clone(); 4], ..reports::report() };
    let named = crate::names::named(&report, &s, &n);
    assert_eq!(named.arms.iter().skip(1).map(|arm| &arm.name).collect::<Vec<_>>(), names.iter().collect::<Vec<_>>());
}
