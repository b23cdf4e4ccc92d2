use super::*;
use funnel_engine::scenario::{SeasonUnit, templates};

fn start() -> Scenario {
    templates::load("sales-led-saas").unwrap()
}

fn typed(s: &Scenario, edit: &Typed, text: &str) -> Edited {
    edit.apply(s, text, false, &NumberStyle::default()).map(|said| said.clear().unwrap())
}

#[test]
fn who_overtypes_a_figure_stands_behind_it() {
    let s = start();
    let rate = Typed::Input("stages[0].rate".into());
    let new = typed(&s, &rate, "54 of 433").unwrap();
    let input = &new.stages[0].rate;
    assert_eq!((input.tag, input.grade, input.source.as_str()), (Tag::Mine, None, ""));
    assert!(matches!(input.value, Value::Counts { successes: 54.0, trials: 433.0, .. }));
    let source = typed(&new, &Typed::Source("stages[0].rate".into()), " our CRM, 2025 ").unwrap();
    assert_eq!(source.stages[0].rate.source, "our CRM, 2025");
    assert!(typed(&s, &rate, "120 %").unwrap_err().contains("between 0"));
    assert!(typed(&s, &Typed::Input("stages[99].rate".into()), "5").is_err());
}

#[test]
fn the_same_words_change_nothing() {
    let s = start();
    for field in s.inputs() {
        let reading = Reading { unit: field.unit, domain: field.domain, style: &NumberStyle::default() };
        let text = crate::words::entry::write(&field.input.value, &reading);
        assert_eq!(typed(&s, &Typed::Input(field.path.json.clone()), &text).as_ref(), Ok(&s), "{text}");
    }
}

#[test]
fn numbers_spans_and_texts() {
    let s = start();
    let spend = Typed::Number("channels[0].spend_per_week".into(), Kind::Money);
    assert_eq!(typed(&s, &spend, "$12k").unwrap().channels[0].spend_per_week, 12_000.0);
    assert_eq!(typed(&s, &spend, "5 to 9").unwrap_err(), "must be one number");
    assert!(typed(&s, &spend, "-1").unwrap_err().contains("0 or more"));
    let seed = Typed::Number("seed".into(), Kind::Whole);
    assert_eq!(typed(&s, &seed, "7").unwrap().seed, 7);
    assert_eq!(typed(&s, &seed, "7.5").unwrap_err(), "must be a whole number");
    let past = Typed::Optional("channels[0].past_spend_per_week".into(), Kind::Money);
    let with = typed(&s, &past, "0").unwrap();
    assert_eq!(with.channels[0].past_spend_per_week, Some(0.0));
    assert_eq!(typed(&with, &past, "").unwrap().channels[0].past_spend_per_week, None);
    let horizon = Typed::Span("frame.horizon_weeks".into());
    assert_eq!(typed(&s, &horizon, "6 months").unwrap().frame.horizon_weeks, 26);
    assert!(typed(&s, &horizon, "0").unwrap_err().contains("from 1 to 260"));
    assert_eq!(typed(&s, &Typed::Text("name".into()), " Ours ").unwrap().name, "Ours");
}

#[test]
fn waiting_times_keep_their_shape() {
    let mut s = start();
    s.stages[0].delay = Delay::Lognormal { median_weeks: 2.0, p90_weeks: 5.0 };
    let median = Typed::DelayMedian("stages[0].delay".into());
    let p90 = Typed::DelayP90("stages[0].delay".into());
    let of = |s: &Scenario| s.stages[0].delay.clone();
    assert_eq!(of(&typed(&s, &median, "4").unwrap()), Delay::Lognormal { median_weeks: 4.0, p90_weeks: 10.0 });
    assert_eq!(of(&typed(&s, &p90, "8").unwrap()), Delay::Lognormal { median_weeks: 2.0, p90_weeks: 8.0 });
    assert!(typed(&s, &p90, "1").unwrap_err().contains("above the first number, 2"));
    assert_eq!(of(&typed(&s, &median, "").unwrap()), Delay::None);
    let lost = Typed::DelayMedian("stages[0].loss.delay".into());
    let with = typed(&s, &lost, "3").unwrap();
    assert_eq!(with.stages[0].loss.delay, Some(Delay::Lognormal { median_weeks: 3.0, p90_weeks: 9.0 }));
    assert_eq!(typed(&with, &lost, "").unwrap().stages[0].loss.delay, None);
}

#[test]
fn weights_and_seasons() {
    let s = start();
    let segment = s.segments[0].id.clone();
    let new = typed(&s, &Typed::Weight(0, segment.clone()), "3").unwrap();
    assert_eq!(new.channels[0].segment_shares[&segment], 3.0);
    let season = typed(&s, &Typed::Season, "1; 1.2; 0.8").unwrap();
    assert_eq!(season.market.season, [1.0, 1.2, 0.8]);
    assert_eq!(typed(&season, &Typed::Season, "").unwrap().market.season, [0.0; 0]);
    let months = typed(&season, &Typed::Season, &["1"; 12].join("; ")).unwrap();
    assert_eq!((months.market.season.len(), months.market.season_unit), (12, SeasonUnit::Months));
    assert_eq!(typed(&months, &Typed::Season, "").unwrap().market, s.market);
    // A link's twelve weeks stay weeks when their text is typed again.
    let mut weeks = months.clone();
    weeks.market.season_unit = SeasonUnit::Weeks;
    let text = season::write(&weeks.market, &NumberStyle::default());
    assert_eq!(typed(&weeks, &Typed::Season, &text).unwrap().market, weeks.market);
    assert!(typed(&s, &Typed::Season, "winter").unwrap_err().contains("1.2"));
}

#[test]
fn the_question() {
    let s = start();
    let change = |s: &Scenario| s.plans[0].spend[0].clone();
    assert_eq!(change(&typed(&s, &Typed::Change, "10 % less").unwrap()).scale, 0.9);
    assert_eq!(change(&typed(&s, &Typed::FromWeek, "week 5").unwrap()).from_week, 5);
    assert!(typed(&s, &Typed::FromWeek, "53").unwrap_err().contains("1 to 52"));
    assert_eq!(change(&typed(&s, &Typed::Lasting, "6 months").unwrap()).weeks, Some(26));
    assert_eq!(typed(&s, &Typed::Target, "9M").unwrap().target.value, Some(9e6));
    assert_eq!(typed(&s, &Typed::Target, "").unwrap().target.value, None);
    assert_eq!(typed(&s, &Typed::Target, "no target").unwrap().target.value, None);
    assert!(typed(&s, &Typed::Target, "-5").unwrap_err().contains("0 or more"), "revenue is never lost");
    let profit = set(&s, "target.metric", "profit".into()).unwrap();
    for (text, value) in [("0", 0.0), ("-200k", -200_000.0), ("−$1.5M", -1.5e6), ("9M", 9e6)] {
        assert_eq!(typed(&profit, &Typed::Target, text).unwrap().target.value, Some(value), "{text}");
    }
    assert_eq!(typed(&s, &Typed::Confidence, "90").unwrap().target.confidence, 0.9);
    assert!(typed(&s, &Typed::Confidence, "100 %").unwrap_err().contains("99"));
}
