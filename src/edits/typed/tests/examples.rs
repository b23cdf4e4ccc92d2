//! What a message advises, its field takes.

use std::collections::BTreeSet;

use funnel_engine::scenario::SettingUnit;

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
        ("money.discount_rate", Share),
        ("seed", Whole),
        ("channels[0].spend_per_week", MoneyPerWeek),
        ("stages[0].open_at_start", People),
        ("stages[0].cost_per_person", Money),
    ] {
        all.push(Typed::Number(at(path), kind));
    }
    for (path, kind) in [
        ("channels[0].reference_spend_per_week", MoneyPerWeek),
        ("teams[0].cost_per_week", MoneyPerWeek),
        ("levers.information.cost_per_week", MoneyPerWeek),
        ("levers.retention.renewal_weeks", WholeWeeks),
    ] {
        all.push(Typed::Optional(at(path), kind));
    }
    all.extend(s.segments.iter().map(|segment| Typed::Weight(0, segment.id.clone())));
    for path in ["stages[0].delay", "stages[1].loss.delay"] {
        all.extend([Typed::DelayMedian(at(path)), Typed::DelayP90(at(path))]);
    }
    all.extend([Typed::Span(at("frame.horizon_weeks")), Typed::Span(at("money.paid_over_weeks"))]);
    all.extend([Typed::Change, Typed::Budget, Typed::Target, Typed::Confidence, Typed::Starts]);
    all.extend([Typed::FromWeek, Typed::Lasting, Typed::Season]);
    all
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
    let every_lever = |s: Scenario| {
        funnel_engine::scenario::LeverKind::ALL.iter().fold(s, |s, kind| edit::use_lever(&s, *kind).unwrap_or(s))
    };
    let wrong =
        ["3m", "soon", "5 6", "5 of 3", "5 to 9", "about 0", "about 7", "5 to 12, likely 7", "-5", "1e300", "6.5"];
    for template in templates::TEMPLATES {
        let s = every_lever(templates::load(template.id).unwrap());
        for style in [NumberStyle::default(), german()] {
            for field in fields(&s) {
                // Each message once, as they mostly agree.
                let messages = wrong.iter().filter_map(|text| field.apply(&s, text, true, &style).err());
                let advised: BTreeSet<String> = messages
                    .flat_map(|why| examples(&why).into_iter().map(str::to_owned).collect::<Vec<_>>())
                    .collect();
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
