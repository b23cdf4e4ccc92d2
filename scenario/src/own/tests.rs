use proptest::prelude::*;

use super::*;
use crate::laws;
use crate::{DealSize, LeverKind};

/// The company in docs/first-five-minutes.md.
fn company() -> Own {
    let channel = |name: &str, spend: f64| OwnChannel {
        name: name.to_owned(),
        spend_per_month: Some(spend),
        ..OwnChannel::default()
    };
    let step =
        |name: &str, rate: f64| OwnStep { name: name.to_owned(), rate: Some(Value::Fixed(rate)), ..OwnStep::default() };
    let team = |name: &str, people: f64, cost: f64| OwnTeam {
        name: name.to_owned(),
        people: Some(people),
        cost_per_year: Some(cost),
        ..OwnTeam::default()
    };
    Own {
        currency: "USD".to_owned(),
        period: Some(Period::Month),
        starts: Month::new(2027, 1),
        channels: vec![channel("Google Ads", 30_000.0), channel("LinkedIn", 12_000.0), channel("Events", 8_000.0)],
        leads_per_month: Some(260.0),
        steps: vec![step("Qualified", 0.22), step("Opportunity", 0.35), step("Customer", 0.24)],
        deal: Some(Value::Fixed(18_000.0)),
        margin: Some(Value::Fixed(0.65)),
        weeks: Some(9.0),
        renewal: Some(Renewal::Yearly(Value::Fixed(0.88))),
        teams: vec![team("SDRs", 2.0, 80_000.0), team("AEs", 4.0, 150_000.0)],
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs()
}

#[test]
fn a_company_stands_on_its_own_numbers() {
    let s = company().begin(&load("sales-led-saas").unwrap()).unwrap();
    assert!(close(s.spend_per_week() * WEEKS_A_MONTH, 50_000.0));
    let leads: f64 = s.channels.iter().map(channels::leads_per_week).sum();
    assert!(close(leads * WEEKS_A_MONTH, 260.0), "{leads}");
    assert_eq!(s.stages.iter().map(|x| x.name.as_str()).collect::<Vec<_>>(), ["Qualified", "Opportunity", "Customer"]);
    let DealSize::Gamma { mean, .. } = &s.money.deal else { panic!("{:?}", s.money.deal) };
    assert_eq!((&mean.value, mean.tag), (&Value::Fixed(18_000.0), Tag::Mine), "an average is an average");
    assert!(close(pipeline::weeks(&s).unwrap(), 9.0));
    let customers = s.levers.customers.as_ref().unwrap();
    let Value::Fixed(b) = customers.b.value else { panic!() };
    assert!(close(b / (1.0 + b), 0.88));
    assert_eq!(s.teams.iter().map(|x| x.people).collect::<Vec<_>>(), [2.0, 4.0]);
    let workers: Vec<_> = s.stages.iter().map(|x| x.work.as_ref().map(|w| w.team.as_str())).collect();
    assert_eq!(workers, [Some("own-1"), Some("own-1"), Some("own-2")]);
    // Today's teams keep up: what comes in takes less than the hours available, whatever is drawn.
    for team in &s.teams {
        let worked = s.stages.iter().zip(pipeline::entering_per_week(&s)).filter_map(|(stage, people)| {
            let work = stage.work.as_ref().filter(|work| work.team == team.id)?;
            let Value::Pert(laws::Pert { max, .. }) = work.hours.value else { panic!() };
            Some(people * max)
        });
        let share = worked.sum::<f64>() / (team.people * team.hours_per_week);
        assert!(close(share, 0.95), "{}: {share}", team.name);
    }
    // 60 leads a week, and more than a month in the pipeline: today's customers do not start from zero.
    assert!(s.stages.iter().all(|x| x.open_at_start > 0));
    assert_eq!(
        (s.target.value, s.segments.len()),
        (None, 0),
        "nothing is left of somebody else's target and customers"
    );
    assert!(!is_made_up(&s));
    let mine = s.inputs().iter().filter(|field| field.input.tag == Tag::Mine).count();
    assert_eq!(mine, 3 + 3 + 1 + 1 + 1, "costs, rates, deal, margin, renewal");
}

#[test]
fn templates_are_made_up_until_a_number_is_typed() {
    for template in TEMPLATES {
        let s = load(template.id).unwrap();
        assert!(is_made_up(&s), "{}", template.id);
        let asked = crate::edit::ask(&s, crate::SpendChange { scale: 1.5, ..crate::SpendChange::default() }).unwrap();
        assert!(is_made_up(&asked), "a question is no number of one's own");
        let spent = crate::edit::set(&s, "channels[0].spend_per_week", 123.0.into()).unwrap();
        assert!(!is_made_up(&spent));
    }
}

#[test]
fn whoever_spends_nothing_today_is_asked_about_something() {
    let own = Own { leads_per_month: Some(40.0), ..company() };
    let unpaid = Own { channels: vec![OwnChannel { leads_per_month: Some(40.0), ..OwnChannel::default() }], ..own };
    for template in TEMPLATES {
        let s = unpaid.begin(&load(template.id).unwrap()).unwrap();
        assert_eq!(s.spend_per_week(), 0.0);
        let change = &s.plans[0].spend;
        assert!(change.iter().any(|x| x.add_per_week > 0.0), "{}: {change:?}", template.id);
    }
}

#[test]
fn what_cannot_be_is_said_at_its_question() {
    let mut own = company();
    own.channels[0].leads_per_month = Some(300.0);
    let problems = own.begin(&load("blank").unwrap()).unwrap_err();
    assert_eq!(problems[0].path, "leads");
}

/// Every template, with every lever, so that the form touches nothing in a scenario unasked.
#[test]
fn answering_as_before_changes_nothing() {
    for template in TEMPLATES {
        let mut s = load(template.id).unwrap();
        for kind in LeverKind::ALL.iter().copied() {
            s = crate::edit::use_lever(&s, kind).unwrap_or(s);
        }
        assert_eq!(Own::of(&s).put(&s).unwrap(), s, "{}", template.id);
    }
}

fn own() -> impl Strategy<Value = Own> {
    let money = || 100.0..1e6_f64;
    let channel = (prop::option::of(money()), prop::option::of(1.0..500.0_f64), "[a-zA-Z ]{0,12}").prop_map(
        |(spend_per_month, leads_per_month, name)| OwnChannel { id: None, name, spend_per_month, leads_per_month },
    );
    let rate = || {
        prop_oneof![
            (0.01..0.99_f64).prop_map(Value::Fixed),
            (0.05..0.4_f64, 0.45..0.9_f64).prop_map(|(p10, p90)| Value::Range(laws::Range { p10, p90 })),
            (1..50_u32, 50..500_u32).prop_map(|(some, all)| Value::Counts(laws::Counts {
                successes: some.into(),
                trials: all.into(),
                prior: crate::Prior::default(),
            })),
        ]
    };
    let step = prop::option::of(rate()).prop_map(|rate| OwnStep { rate, ..OwnStep::default() });
    let team = (1.0..30.0_f64, prop::option::of(2e4..3e5_f64)).prop_map(|(people, cost_per_year)| OwnTeam {
        people: Some(people),
        cost_per_year,
        ..OwnTeam::default()
    });
    let renewal = prop_oneof![
        Just(Renewal::OneOff),
        (0.05..0.99_f64).prop_map(|x| Renewal::Yearly(Value::Fixed(x))),
        (0.3..0.6_f64, 0.65..0.97_f64).prop_map(|(p10, p90)| Renewal::Yearly(Value::Range(laws::Range { p10, p90 }))),
    ];
    (
        prop::collection::vec(channel, 0..6),
        prop::option::of(3_000.0..9_000.0_f64),
        prop::collection::vec(step, 0..6),
        prop::option::of(money().prop_map(Value::Fixed)),
        prop::option::of(rate()),
        prop::option::of(0.5..60.0_f64),
        prop::option::of(renewal),
        prop::collection::vec(team, 0..4),
    )
        .prop_map(|(channels, leads_per_month, steps, deal, margin, weeks, renewal, teams)| Own {
            currency: String::new(),
            // Some have a period and some do not, depending on what else is drawn.
            period: Period::ALL.get(channels.len()).copied(),
            starts: Month::new(2027, steps.len() as u8),
            channels,
            leads_per_month,
            steps,
            deal,
            margin,
            weeks,
            renewal,
            teams,
        })
}

proptest! {
    /// Whatever is answered and skipped: the scenario is valid, it contains what was given, reading it back gives what
    /// it holds, and no template's figure passes for the reader's own.
    #[test]
    fn what_is_given_is_in_it(own in own(), template in 0..TEMPLATES.len()) {
        let base = load(TEMPLATES[template].id).unwrap();
        let s = own.begin(&base).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        prop_assert!(s.problems().is_empty());
        let back = Own::of(&s);
        prop_assert!(back.put(&s).unwrap() == s, "reading it back changes nothing");
        let known = own.channels.iter().filter(|x| x.spend_per_month.is_some() || x.leads_per_month.is_some());
        let spend: f64 = known.clone().filter_map(|x| x.spend_per_month).sum();
        if known.count() > 0 {
            prop_assert!((s.spend_per_week() * WEEKS_A_MONTH - spend).abs() <= 1e-9 * spend);
        }
        if let Some(leads) = own.leads_per_month {
            let all: f64 = s.channels.iter().map(channels::leads_per_week).sum::<f64>() * WEEKS_A_MONTH;
            prop_assert!(close(all, leads), "{} {}", all, leads);
        }
        if own.steps.iter().any(|step| step.rate.is_some()) {
            prop_assert_eq!(s.stages.len(), own.steps.len());
            for (step, stage) in own.steps.iter().zip(&s.stages) {
                match &step.rate {
                    Some(rate) => prop_assert_eq!((rate, stage.rate.tag), (&stage.rate.value, Tag::Mine)),
                    None => prop_assert!(stage.rate.tag != Tag::Mine),
                }
            }
        }
        if own.deal.is_some() {
            prop_assert_eq!(&back.deal, &own.deal);
        }
        prop_assert!(own.period.is_none() || own.period == back.period);
        prop_assert!(own.starts.is_none() || own.starts == back.starts);
        if own.margin.is_some() {
            prop_assert_eq!(&back.margin, &own.margin);
        }
        if let Some(weeks) = own.weeks {
            prop_assert!((back.weeks.unwrap() - weeks).abs() <= 1e-9 * weeks);
        }
        match (&own.renewal, &back.renewal) {
            (Some(Renewal::Yearly(Value::Fixed(a))), Some(Renewal::Yearly(Value::Fixed(b)))) => {
                prop_assert!((a - b).abs() < 1e-12);
            }
            (Some(Renewal::Yearly(Value::Range(laws::Range { .. }))), Some(Renewal::Yearly(Value::Range(laws::Range { .. }))))
            | (Some(Renewal::OneOff) | None, _) => {}
            other => prop_assert!(false, "{other:?}"),
        }
        if !own.teams.is_empty() {
            prop_assert_eq!(s.teams.len(), own.teams.len());
            prop_assert!(s.stages.iter().all(|stage| stage.work.is_some()));
        }
        // And another round: changing one answer changes that answer.
        let mut other = back.clone();
        other.weeks = Some(7.0);
        let changed = other.put(&s).unwrap();
        prop_assert!((Own::of(&changed).weeks.unwrap() - 7.0).abs() < 1e-9);
        prop_assert_eq!(&Own::of(&changed).channels, &back.channels);
    }
}

#[test]
fn what_a_lead_may_cost_is_guessed_in_the_scenarios_own_currency() {
    let template = load("sales-led-saas").unwrap();
    let ads = || OwnChannel { name: "Fairs".into(), spend_per_month: Some(3e6), ..OwnChannel::default() };
    let cost = |currency: &str| {
        let own = Own { currency: currency.into(), channels: vec![ads()], ..Own::default() };
        own.begin(&template).unwrap().channels[0].cost_per_inquiry.clone()
    };
    let range = |input: &crate::Input| match input.value {
        Value::Range(laws::Range { p10, p90 }) => (p10, p90),
        _ => panic!("{input:?}"),
    };
    assert_eq!(range(&cost("USD")), (50.0, 350.0));
    assert_eq!(range(&cost("JPY")), (7_500.0, 53_000.0));
    assert!(cost("JPY").source.ends_with("in US dollars, of which one is taken as 150 JPY"));
    assert!(cost("XTS").source.ends_with("not converted: put in your own"));
}
