//! Scenarios side by side, against answers computed independently.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper of a test may fail it")]

use funnel_decide::compare::{Compare, Duel};
use funnel_decide::differ::{Difference, MOST, Stands, between};
use funnel_decide::sides::{Carried, FIGURES};
use funnel_decide::{Driver, Finding, Question};
use funnel_engine::process::Metric;
use funnel_engine::scenario::{
    Channel, DealSize, Frame, Input, Money, Plan, RateChange, Scenario, SettingChange, SpendChange, Stage, templates,
};
use proptest::prelude::*;

/// Mean customers of [`simple`] within its four weeks.
const CUSTOMERS: f64 = 40.0;

/// Inquiries come without spend, and each becomes a deal in the same week, so customers are Poisson.
fn simple(channel: &str, customers: f64, deal: f64) -> Scenario {
    Scenario {
        frame: Frame { horizon_weeks: 4, run_off_weeks: 0 },
        channels: vec![Channel {
            id: channel.into(),
            reference_spend_per_week: Some(100.0),
            organic_per_week: Input::fixed(customers / 4.0),
            ..Channel::default()
        }],
        stages: vec![Stage { id: "won".into(), rate: Input::fixed(1.0), ..Stage::default() }],
        money: Money {
            deal: DealSize::Fixed { value: Input::fixed(deal) },
            margin: Input::fixed(0.5),
            discount_rate: 0.0,
            ..Money::default()
        },
        ..Scenario::default()
    }
}

fn saas() -> Scenario {
    templates::load("sales-led-saas").unwrap()
}

fn compare(first: &Scenario, others: &[&Scenario], metric: Metric, replicates: u32) -> Compare {
    let others = others.iter().map(|s| Carried((*s).clone())).collect();
    let mut driver = Driver::new(Question::Compare { others, metric }.study(first, replicates));
    while driver.step().unwrap() {}
    assert_eq!(driver.progress(), 1.0);
    let Finding::Compare(found) = driver.found() else { panic!("another view") };
    found
}

/// Twice the deal value is twice the revenue in every replicate, with the same customers: whole and half dollars are
/// exact, so there is no rounding to allow for.
#[test]
fn differences_of_a_fixed_input_are_exact_multiples() {
    let (a, b) = (simple("web", CUSTOMERS, 1_000.0), simple("web", CUSTOMERS, 2_000.0));
    let found = compare(&a, &[&b], Metric::Revenue, 1_024);
    let [revenue, profit, npv, customers] = found.sides[0].figures[..] else { panic!("four figures") };
    let more = &found.sides[1].figures;
    assert_eq!(more[0].less_first, revenue.mean);
    assert_eq!(more[1].less_first, profit.mean);
    assert_eq!(more[1].p90.value.unwrap(), 2.0 * profit.p90.value.unwrap());
    assert_eq!(more[2].less_first, npv.mean);
    assert_eq!((more[3].less_first.value, more[3].less_first.se), (Some(0.0), Some(0.0)));
    assert_eq!(more[3].mean, customers.mean);
    // No replicate is without customers: the chance of that is e⁻⁴⁰.
    assert_eq!((found.duels[1][0].wins, found.duels[0][1].losses), (1_024, 1_024));
    assert_eq!((found.duels[1][0].chance.value, found.duels[0][1].chance.value), (Some(1.0), Some(0.0)));
    assert!((found.sides[1].correlation.unwrap() - 1.0).abs() < 1e-12);
    let mean = customers.mean;
    assert!((mean.value.unwrap() - CUSTOMERS).abs() < 4.5 * mean.se.unwrap(), "{mean:?}; false alarms: 1 in 150,000");
}

/// With the same luck, more demand never brings fewer customers. With independent luck the chance is that of two
/// Poisson numbers: P(X > Y) + ½ P(X = Y) = .668 548 24 for means 44 and 40, summed over all pairs with CPython's
/// `math.lgamma`.
#[test]
fn the_same_ids_share_their_luck_and_others_do_not() {
    let (a, b) = (simple("web", CUSTOMERS, 1_000.0), simple("web", 44.0, 1_000.0));
    let shared = compare(&a, &[&b], Metric::Customers, 4_096);
    assert_eq!(shared.duels[1][0].losses, 0);
    let own = compare(&a, &[&simple("fair", 44.0, 1_000.0)], Metric::Customers, 4_096);
    let chance = own.duels[1][0].chance;
    let (p, se) = (chance.value.unwrap(), chance.se.unwrap());
    assert!((p - 0.668_548_241_735).abs() < 4.5 * se && se < 0.01, "{chance:?}; false alarms: 1 in 150,000");
    assert!(own.sides[1].correlation.unwrap().abs() < 4.5 / 64.0, "unrelated: its error is 1/√n");
    // With independent luck the variance of a difference is 84; the relative error of its standard error is 1/√(2n).
    // Shared luck leaves less, as its correlation says.
    let se = |found: &Compare| found.sides[1].figures[3].less_first.se.unwrap();
    assert!((se(&own) / (84.0_f64 / 4_096.0).sqrt() - 1.0).abs() < 4.5 / 90.0);
    let left = (1.0 - shared.sides[1].correlation.unwrap()).sqrt();
    assert!(left < 0.3 && (se(&shared) / se(&own) / left - 1.0).abs() < 0.2, "{} {left}", se(&shared) / se(&own));
}

#[test]
fn a_scenario_against_itself_is_even() {
    let s = saas();
    let found = compare(&s, &[&s, &Scenario { seed: 99, name: "Copy".into(), ..s.clone() }], Metric::Profit, 128);
    for duel in found.duels.iter().flatten() {
        assert_eq!((duel.ties, duel.chance.value, duel.ahead.value), (128, Some(0.5), Some(0.0)));
        assert_eq!((duel.chance.se, duel.ahead.se), (Some(0.0), Some(0.0)));
    }
    assert!(found.inputs.iter().all(|d| d.list.is_empty() && d.more == 0));
    assert_eq!([found.inputs[0].silent, found.inputs[1].silent], [0, 2], "its name and seed");
    assert_eq!((found.replicates, found.sides.len()), (128, 3));
}

#[test]
fn without_a_plan_today_is_run() {
    let s = saas();
    let today = Scenario { plans: Vec::new(), ..s.clone() };
    let nothing = Scenario { plans: vec![Plan::default()], ..s.clone() };
    let second = Scenario { plans: [s.plans.clone(), nothing.plans.clone()].concat(), ..s.clone() };
    let found = compare(&s, &[&today, &nothing, &second], Metric::Profit, 256);
    assert_eq!(found.sides.iter().map(|x| x.planned).collect::<Vec<_>>(), [true, false, true, true]);
    assert_eq!(found.duels[1][2].ties, 256, "a plan without changes is today");
    assert_eq!(found.duels[0][3].ties, 256, "further plans change nothing");
    let direct = compare(&today, &[&s], Metric::Profit, 256);
    assert_eq!(direct.duels[1][0], found.duels[0][1]);
    assert_eq!(direct.sides[0].figures[1].mean, found.sides[1].figures[1].mean);
}

#[test]
fn what_cannot_be_compared_is_refused_with_its_path() {
    let s = saas();
    let shorter = Scenario { frame: Frame { horizon_weeks: 26, run_off_weeks: 4 }, ..s.clone() };
    let euros = Scenario { currency: "EUR".into(), ..s.clone() };
    let broken = Scenario { stages: Vec::new(), ..s.clone() };
    let found = compare(&s, &[&shorter, &euros, &broken], Metric::Profit, 64);
    let at = |i| found.refused.iter().filter(|r| r.scenario == i).map(|r| r.path.as_str()).collect::<Vec<_>>();
    assert_eq!((at(0), at(1), at(2)), (vec![], vec!["frame.horizon_weeks"], vec!["currency"]));
    assert!(at(3).contains(&"stages"));
    assert!(found.sides.is_empty() && found.replicates == 0, "nothing is run");
    for (others, metric) in [(0, Metric::Profit), (4, Metric::Profit), (1, Metric::PaybackWeek)] {
        assert_eq!(compare(&s, &vec![&s; others], metric, 64).refused.len(), 1);
    }
    assert_eq!(FIGURES.map(|m| compare(&s, &[&s], m, 64).refused.len()), [0; 4]);
}

fn path(d: &Difference) -> String {
    d.path.join("/")
}

#[test]
fn differences_are_told_by_ids() {
    let a = saas();
    let mut b = a.clone();
    b.channels.reverse();
    b.channels[0].carry_over = Input::fixed(0.25);
    b.stages[0].rate.source = "Counted".into();
    b.stages[0].definition = "Somebody".into();
    b.teams[0].people += 1.0;
    b.levers.attempts = None;
    b.money.discount_rate = 0.2;
    b.channels.push(Channel { id: "fair".into(), spend_per_week: 10.0, ..Channel::default() });
    let change = SettingChange { setting: "team/sdr/people".into(), value: 5.0 };
    let closing = RateChange { stage: b.stages[1].id.clone(), logit: 0.5 };
    let more = SpendChange { channels: vec!["search".into()], add_per_week: 10.0, ..SpendChange::default() };
    b.plans = vec![Plan { settings: vec![change], rates: vec![closing], spend: vec![more], name: "P".into() }];
    assert!(b.problems().is_empty(), "{:?}", b.problems());
    let found = between(&a, &b);
    let text = |x: &str| Stands::Text(x.to_owned());
    let last = b.channels[0].id.clone();
    let of = |at: &str| found.list.iter().find(|d| path(d) == at).unwrap_or_else(|| panic!("{at}: {found:?}"));
    let carry = of(&format!("channels/{last}/carry_over"));
    assert_eq!((carry.from != carry.to, &carry.to), (true, &text("0.25")));
    assert!(carry.label.ends_with("Effect carried over to the next week"));
    let expected = [
        ("channels/fair", Stands::Missing, Stands::There),
        ("levers/attempts", Stands::There, Stands::Missing),
        ("money/discount_rate", text("0.1"), text("0.2")),
        ("plan/settings/team/sdr/people", Stands::Missing, text("5")),
        ("plan/spend/all channels", text("scale 1.2, weeks 52"), Stands::Missing),
        ("plan/spend/search", Stands::Missing, text("add per week 10")),
    ];
    for (at, from, to) in expected {
        assert_eq!((&of(at).from, &of(at).to), (&from, &to), "{at}");
    }
    assert_eq!(of(&format!("plan/rates/{}", b.stages[1].id)).to, text("logit 0.5"));
    assert_eq!(of(&format!("teams/{}/people", b.teams[0].id)).label, format!("{}: People", a.teams[0].name));
    let measures: Vec<String> = found.list.iter().filter(|d| d.measure).map(path).collect();
    assert_eq!(measures, ["money/discount_rate"]);
    assert_eq!((found.list.len(), found.silent), (9, 3), "a source, a definition, the plan's name: {found:?}");
}

#[test]
fn stages_in_another_order_are_a_difference_and_long_lists_are_cut() {
    let mut a = simple("web", CUSTOMERS, 1_000.0);
    a.stages.insert(0, Stage { id: "met".into(), rate: Input::fixed(0.5), ..Stage::default() });
    let mut b = a.clone();
    b.stages.reverse();
    let found = between(&a, &b);
    assert_eq!(found.list.iter().map(path).collect::<Vec<_>>(), ["stages/order"]);
    assert_eq!(found.list[0].to, Stands::Text("won, met".into()));
    let long = |from: usize| {
        let channel = |i| Channel { id: format!("c{i}"), spend_per_week: 5.0, ..Channel::default() };
        Scenario { channels: (from..from + 40).map(channel).collect(), ..a.clone() }
    };
    let found = between(&long(0), &long(100));
    assert_eq!((found.list.len(), found.more), (MOST, 20));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_directions_of_a_duel_agree(pairs in prop::collection::vec((0..5_i32, 0..5_i32), 1..60)) {
        let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().map(|(a, b)| (f64::from(*a), f64::from(*b))).unzip();
        let (ab, ba) = (Duel::of(&a, &b), Duel::of(&b, &a));
        prop_assert_eq!((ab.wins, ab.ties, ab.losses), (ba.losses, ba.ties, ba.wins));
        prop_assert_eq!((ab.wins + ab.ties + ab.losses) as usize, pairs.len());
        prop_assert!((ab.chance.value.unwrap() + ba.chance.value.unwrap() - 1.0).abs() < 1e-12);
        prop_assert!((ab.ahead.value.unwrap() + ba.ahead.value.unwrap()).abs() < 1e-12);
        let close = |a: Option<f64>, b: Option<f64>| a.zip(b).is_none_or(|(a, b)| (a - b).abs() < 1e-12);
        prop_assert!(close(ab.chance.se, ba.chance.se) && close(ab.ahead.se, ba.ahead.se));
    }
}
