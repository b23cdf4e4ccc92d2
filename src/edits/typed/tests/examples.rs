//! What a message advises, and what an empty field shows, its field takes.

use std::collections::BTreeSet;

use funnel_engine::scenario::lever::{DetailKind, DetailUnit};
use funnel_engine::scenario::{DealSize, LeverKind, SettingUnit};

use super::*;

/// Every field of a scenario in which one number or a value stands.
fn fields(s: &Scenario) -> Vec<Typed> {
    use Kind::*;
    let at = |path: &str| path.to_owned();
    let mut all: Vec<Typed> = s.inputs().into_iter().map(|field| Typed::Input(field.path.json)).collect();
    all.extend(s.settings().into_iter().map(|setting| {
        let kind = match setting.unit {
            SettingUnit::Share | SettingUnit::Times => Share,
            SettingUnit::Minutes => Minutes,
            SettingUnit::Hours => Hours,
            SettingUnit::Count | SettingUnit::Money => Positive,
            SettingUnit::Weeks => Weeks,
            SettingUnit::LogOdds => Signed,
        };
        Typed::Setting(setting.key, kind)
    }));
    for path in ["money.deal.lognormal.sigma", "market.sigma", "segments[0].share"] {
        all.push(Typed::Number(at(path), Number));
    }
    for path in ["money.deal.gamma.shape", "channels[0].slope", "segments[0].cycle"] {
        all.push(Typed::Number(at(path), Positive));
    }
    for (path, kind) in [
        ("money.discount_rate", ShareAYear),
        ("seed", Whole),
        ("channels[0].spend_per_week", MoneyPerWeek),
        ("stages[0].open_at_start", People),
        ("stages[0].cost_per_person", Money),
    ] {
        all.push(Typed::Number(at(path), kind));
    }
    let of_teams = (0..s.teams.len()).map(|i| format!("teams[{i}].cost_per_week"));
    let a_week = of_teams.chain([at("channels[0].reference_spend_per_week")]);
    all.extend(a_week.map(|path| Typed::Optional(path, MoneyPerWeek)));
    for (path, detail) in LeverKind::ALL.iter().flat_map(|kind| s.levers.details(*kind)) {
        let kind = match detail.kind {
            DetailKind::Price(_) => MoneyPerWeek,
            DetailKind::Number { unit, .. } => match unit {
                DetailUnit::People => People,
                DetailUnit::Customers => Customers,
                DetailUnit::Count => Whole,
                DetailUnit::Weeks => WholeWeeks,
                DetailUnit::MoneyPerWeek => MoneyPerWeek,
            },
            DetailKind::Flag { .. } => continue,
        };
        all.push(Typed::Optional(path, kind));
    }
    // A deal is of one law at a time.
    all.retain(|field| !matches!(field, Typed::Number(path, _) if number_at(s, path).is_none()));
    all.extend(s.segments.iter().map(|segment| Typed::Weight(0, segment.id.clone())));
    for path in ["stages[0].delay", "stages[1].loss.delay"] {
        all.extend([Typed::DelayMedian(at(path)), Typed::DelayP90(at(path))]);
    }
    all.extend([Typed::Span(at("frame.horizon_weeks")), Typed::Span(at("money.paid_over_weeks"))]);
    all.extend([Typed::Change, Typed::Budget, Typed::Target, Typed::Confidence, Typed::Starts]);
    all.extend([Typed::FromWeek, Typed::Lasting, Typed::Season]);
    all
}

fn every_lever(s: Scenario) -> Scenario {
    LeverKind::ALL.iter().fold(s, |s, kind| edit::use_lever(&s, *kind).unwrap_or(s))
}

/// A locale in which points group and commas are decimal marks.
fn german() -> NumberStyle {
    NumberStyle {
        decimal_mark: ",".to_owned(),
        group_mark: ".".to_owned(),
        prefix: String::new(),
        suffix: "\u{a0}€".to_owned(),
        percent: [String::new(), "\u{a0}%".to_owned()],
        currency: funnel_text::currency::Currency::of("EUR"),
        language: "de".to_owned(),
        ..NumberStyle::default()
    }
}

/// The examples in a message.
fn examples(why: &str) -> Vec<&str> {
    let advice = why.rfind("write “").or_else(|| why.rfind("such as “")).and_then(|at| why.get(at..));
    advice.map_or_else(Vec::new, |advice| advice.split(['“', '”']).skip(1).step_by(2).collect())
}

#[test]
fn every_example_in_a_message_is_accepted_by_the_field_that_shows_it() {
    let wrong =
        ["3m", "soon", "5 6", "5 of 3", "5 to 9", "about 0", "about 7", "5 to 12, likely 7", "-5", "1e300", "6.5"];
    for template in templates::TEMPLATES {
        let mut s = every_lever(templates::load(template.id).unwrap());
        for style in [NumberStyle::default(), german()] {
            if style.language == "de" {
                s.money.deal = DealSize::Gamma { mean: Input::fixed(10_000.0), shape: 2.0 };
            }
            for field in fields(&s) {
                // Each message once, as they mostly agree.
                let messages = wrong.iter().filter_map(|text| field.apply(&s, text, true, &style).err());
                let advised: BTreeSet<String> = messages
                    .flat_map(|why| examples(&why).into_iter().map(str::to_owned).collect::<Vec<_>>())
                    .collect();
                assert!(!advised.is_empty(), "{}: {field:?} advises nothing", template.id);
                for example in advised {
                    let done = field.apply(&s, &example, true, &style);
                    assert!(matches!(done, Ok(Said::Clear(_))), "{} {field:?}: {example}: {done:?}", template.id);
                }
            }
        }
    }
    // Of one number there is no range, and of the spread of sizes none above 4.
    let s = start();
    let sigma = Typed::Number("money.deal.lognormal.sigma".into(), Kind::Number);
    assert!(typed(&s, &sigma, "soon").unwrap_err().ends_with("write “0.7”"));
}

/// What a field shows while it is empty, typed into it, leaves it empty.
#[test]
fn what_an_empty_field_shows_means_nothing_when_typed() {
    let mut s = every_lever(start());
    for (segment, x) in s.segments.iter().zip(1_u32..) {
        s.channels[0].segment_shares.insert(segment.id.clone(), f64::from(x));
    }
    s.stages[0].loss.delay = Some(Delay::Lognormal { median_weeks: 2.0, p90_weeks: 5.0 });
    let optional = |path: &str| Typed::Optional(path.to_owned(), Kind::MoneyPerWeek);
    let mut all = vec![
        (Typed::Starts, "any month"),
        (Typed::Target, "no target"),
        (Typed::Target, "none"),
        (Typed::Season, "none"),
        (optional("channels[0].reference_spend_per_week"), "as today"),
        (optional("channels[0].past_spend_per_week"), "as today"),
        (optional("teams[0].cost_per_week"), "nobody said"),
        (Typed::Source("stages[0].rate".into()), "nobody said"),
        (Typed::Weight(0, s.segments[0].id.clone()), "as usual"),
        (Typed::DelayMedian("stages[0].delay".into()), "at once"),
        (Typed::DelayP90("stages[0].delay".into()), "at once"),
        (Typed::DelayMedian("stages[0].loss.delay".into()), "as those who pass"),
    ];
    all.extend(s.settings().into_iter().map(|setting| (Typed::Setting(setting.key, Kind::Positive), "as today")));
    for kind in LeverKind::ALL {
        for (path, detail) in s.levers.details(*kind) {
            match detail.kind {
                DetailKind::Price(_) => all.push((optional(&path), "nobody said")),
                DetailKind::Number { empty, .. } if !empty.is_empty() => all.push((optional(&path), empty)),
                _ => {}
            }
        }
    }
    for (field, shown) in all {
        let [typed, empty] = [shown, ""].map(|text| field.apply(&s, text, true, &NumberStyle::default()));
        assert_eq!(typed, empty, "{field:?}: {shown}");
    }
    // Waits as they were seen stay as they are.
    s.stages[0].delay = Delay::Empirical { weeks: vec![1.0, 2.0] };
    assert_eq!(typed(&s, &Typed::DelayMedian("stages[0].delay".into()), "as seen").as_ref(), Ok(&s));
}
