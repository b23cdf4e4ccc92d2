//! Regret and robustness, against answers computed independently.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper of a test may fail it")]

use funnel_decide::regret::{Choice, Figures, Regret, savage, worst_tenth};
use funnel_decide::sides::Carried;
use funnel_decide::study::estimate;
use funnel_decide::{Driver, Finding, Question};
use funnel_engine::process::Metric;
use funnel_engine::scenario::{
    Channel, DealSize, Frame, Input, Money, Plan, Scenario, SettingChange, SpendChange, Stage, templates,
};
use funnel_engine::simulate::Simulator;

fn regret(first: &Scenario, others: &[&Scenario], replicates: u32) -> Regret {
    let others = others.iter().map(|s| Carried((*s).clone())).collect();
    let mut driver = Driver::new(Question::Regret { others, metric: Metric::Profit }.study(first, replicates));
    while driver.step().unwrap() {}
    assert_eq!(driver.progress(), 1.0);
    let Finding::Regret(found) = driver.found() else { panic!("another view") };
    assert_eq!(found.columns.len(), if found.refused.is_empty() { found.sets.len() } else { 0 });
    found
}

fn figures(found: &Regret, set: usize, plan: usize) -> Figures {
    found.columns[set].cells[plan].figures.unwrap()
}

fn spend(name: &str, scale: f64) -> Plan {
    Plan { name: name.into(), spend: vec![SpendChange { scale, ..SpendChange::default() }], ..Plan::default() }
}

/// 100 inquiries a week for 1,000 dollars, each of which is a deal at once, with a margin of one half.
///
/// The response is a Hill curve of slope 1 with elasticity ½ at today's spend: proportional to x/(x + 1) in multiples
/// of today's spend, so twice the money brings 2 · 2/3 = 4/3 of the inquiries.
fn bought(deal: f64, plans: Vec<Plan>) -> Scenario {
    Scenario {
        frame: Frame { horizon_weeks: 4, run_off_weeks: 0 },
        channels: vec![Channel {
            id: "search".into(),
            spend_per_week: 1_000.0,
            cost_per_inquiry: Input::fixed(10.0),
            elasticity: Input::fixed(0.5),
            ..Channel::default()
        }],
        stages: vec![Stage { id: "won".into(), rate: Input::fixed(1.0), ..Stage::default() }],
        money: Money {
            deal: DealSize::Fixed { value: Input::fixed(deal) },
            margin: Input::fixed(0.5),
            ..Money::default()
        },
        plans,
        ..Scenario::default()
    }
}

/// Four weeks of 100/3 more deals at 60 dollars of margin bring 8,000 for 4,000: not doubling costs 4,000. At 15 they
/// bring 2,000: doubling costs 2,000. So doubling is the minimax choice, though each is best once.
#[test]
fn minimax_regret_is_the_one_worked_out_by_hand() {
    let found = regret(&bought(120.0, vec![spend("Double", 2.0)]), &[&bought(30.0, Vec::new())], 1_024);
    let near = |set, plan, expected: f64| {
        let e = figures(&found, set, plan).regret;
        assert!((e.value.unwrap() - expected).abs() < 4.5 * e.se.unwrap(), "{e:?}; false alarms: 1 in 150,000");
        // The extra people are Poisson with mean 400/3.
        let margin = [60.0, 15.0][set];
        let sd = margin * (400.0_f64 / 3.0).sqrt();
        assert!((e.se.unwrap() / (sd / 32.0) - 1.0).abs() < 0.15);
    };
    near(0, 0, 4_000.0);
    near(1, 1, 2_000.0);
    for set in [0, 1] {
        let best = &found.columns[set].best;
        assert_eq!((best.plan, best.can_tell()), ([1, 0][set], true));
        assert_eq!(figures(&found, set, best.plan as usize).regret.value, Some(0.0));
    }
    let minimax = found.minimax.clone().unwrap();
    assert_eq!((minimax.plan, minimax.can_tell()), (1, true));
    let most: Vec<u32> = found.most.iter().map(|m| m.unwrap().set).collect();
    assert_eq!(most, [0, 1]);
    assert_eq!(found.most[1].unwrap().regret, figures(&found, 1, 1).regret);
    let ahead = minimax.ahead;
    assert!((ahead.value.unwrap() - 2_000.0).abs() < 4.5 * ahead.se.unwrap(), "{ahead:?}");
    assert_eq!(found.plans[1].from, [(0, 0)]);
}

#[test]
fn a_table_by_hand() {
    // Nothing is best everywhere; the third plan cannot be carried out under the second set, so it cannot win.
    let table = vec![
        vec![Some(9.0), Some(0.0), Some(4.0)],
        vec![Some(6.0), Some(5.0), Some(1.0)],
        vec![Some(10.0), None, Some(4.0)],
        vec![Some(6.0), Some(5.0), Some(1.0)],
    ];
    let found = savage(&table);
    assert_eq!(found.regret[0], [Some(1.0), Some(5.0), Some(0.0)]);
    assert_eq!(found.regret[1], [Some(4.0), Some(0.0), Some(3.0)]);
    assert_eq!(found.regret[2], [Some(0.0), None, Some(0.0)]);
    assert_eq!(found.largest, [Some(1), Some(0), None, Some(0)]);
    assert_eq!(found.best, Some(1), "of equals the first");
    assert_eq!(savage(&[]).best, None);
    assert_eq!(Choice::of(&[None, None]), None);
}

/// In every replicate, the loss of a plan is the best plan's figure less its own. Its mean over the futures is smallest
/// for the plan with the best mean, where it equals E max − max E, computed here from a separate run.
#[test]
fn the_least_opportunity_loss_is_the_value_of_perfect_information() {
    let mut s = templates::load("sales-led-saas").unwrap();
    s.plans.extend([spend("Half", 0.5), spend("None", 0.0)]);
    let found = regret(&s, &[], 512);
    let mut simulator = Simulator::new(&s).unwrap();
    let mut tally = simulator.tally();
    simulator.blocks(512).for_each(|block| simulator.step(block, 512, &mut tally));
    let values: Vec<Vec<f64>> = (0..4).map(|arm| tally.values(arm, Metric::Profit)).collect();
    let best_of_each = (0..512).map(|r| values.iter().map(|v| v[r]).fold(f64::MIN, f64::max)).sum::<f64>() / 512.0;
    let mean = |v: &Vec<f64>| v.iter().sum::<f64>() / 512.0;
    let best = values.iter().map(mean).fold(f64::MIN, f64::max);
    let losses: Vec<f64> = (0..4).map(|p| figures(&found, 0, p).opportunity_loss.value.unwrap()).collect();
    let least = losses.iter().copied().fold(f64::MAX, f64::min);
    assert!(best_of_each > best && (least - (best_of_each - best)).abs() < 1e-6 * best_of_each.abs());
    let column = &found.columns[0];
    assert_eq!(column.perfect.value, Some(least));
    assert_eq!(losses[column.best.plan as usize], least);
    for (plan, v) in values.iter().enumerate() {
        let f = figures(&found, 0, plan);
        assert_eq!(f.mean.value, estimate(v).value, "the same bits as in a run of its own");
        // Loss and regret differ by the same amount for all plans: the mean of each future's best less the best mean.
        let gap = f.opportunity_loss.value.unwrap() - f.regret.value.unwrap();
        assert!((gap - least).abs() < 1e-6 * best_of_each.abs());
    }
    assert_eq!(found.minimax.clone().unwrap().plan, column.best.plan, "with one set of assumptions");
}

#[test]
fn the_same_assumptions_twice_are_no_reason_for_regret() {
    let s = bought(120.0, vec![spend("Double", 2.0), spend("Two times", 2.0)]);
    let found = regret(&s, &[&s, &s], 256);
    assert_eq!(found.columns[0], found.columns[1]);
    assert_eq!(found.plans[1].from, [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)], "it is one plan");
    let minimax = found.minimax.clone().unwrap();
    let most = found.most[minimax.plan as usize].unwrap();
    assert_eq!((most.regret.value, most.regret.se), (Some(0.0), Some(0.0)));
    // A change by nothing is no plan, and four of four weeks are all of them.
    let mut whole = spend("All four weeks", 2.0);
    whole.spend[0].weeks = Some(4);
    let found = regret(&bought(30.0, vec![spend("As now", 1.0), spend("Double", 2.0), whole]), &[], 256);
    let from: Vec<&[(u32, u32)]> = found.plans.iter().map(|tried| tried.from.as_slice()).collect();
    assert_eq!(from, [&[][..], &[(0, 1), (0, 2)]]);
    assert!(found.columns[0].best.can_tell());
}

/// The worst tenth of a Poisson number with mean 40 has mean 29.311 079 72: (Σ_{k<32} k p_k + (0.1 − F(31)) 32)/0.1,
/// with CPython's `math.lgamma`. Its error is sd((32 − x)⁺)/0.1/√n.
#[test]
fn the_worst_tenth_is_the_exact_one() {
    let mut s = bought(2.0, Vec::new());
    s.channels[0].spend_per_week = 0.0;
    s.channels[0].reference_spend_per_week = Some(100.0);
    s.channels[0].organic_per_week = Input::fixed(10.0);
    let found = regret(&s, &[], 8_192);
    let tail = figures(&found, 0, 0).worst_tenth;
    assert!((tail.value.unwrap() - 29.311_079_723).abs() < 4.5 * tail.se.unwrap(), "{tail:?}; 1 in 150,000");
    // The error's own error is some per cent of it, as few futures are in the tail.
    assert!((tail.se.unwrap() / 0.120_898_711 - 1.0).abs() < 0.15, "{tail:?}");
    // By sorting, which is the definition.
    let mut values: Vec<f64> = (0..500).map(|i| f64::from(i * 7919 % 1009)).collect();
    let tail = estimate(&worst_tenth(&values)).value.unwrap();
    values.sort_by(f64::total_cmp);
    assert!((tail - values[..50].iter().sum::<f64>() / 50.0).abs() < 1e-9);
    assert!(worst_tenth(&[]).is_empty());
}

/// The plan that is best on average can be the one that loses most in bad futures: a gamble on what is uncertain.
#[test]
fn the_best_on_average_need_not_be_the_best_in_the_worst_tenth() {
    let mut s = bought(80.0, vec![spend("Double", 2.0)]);
    // Deals are worth 20 to 140: at 60 more money breaks even, and on average it pays.
    s.money.deal =
        DealSize::Fixed { value: Input::new(funnel_engine::scenario::Value::Empirical(vec![20.0, 60.0, 80.0, 140.0])) };
    let found = regret(&s, &[], 2_048);
    let column = &found.columns[0];
    assert_eq!((column.best.plan, column.worst_tenth.plan), (1, 0));
    assert!(column.best.can_tell() && column.worst_tenth.can_tell());
    // In the worst tenth a deal brings 10: 400/3 more of them bring 1,333 for 4,000.
    let ahead = column.worst_tenth.ahead;
    let apart = figures(&found, 0, 0).worst_tenth.value.unwrap() - figures(&found, 0, 1).worst_tenth.value.unwrap();
    assert!((ahead.value.unwrap() - apart).abs() < 1e-6 && (apart / 2_667.0 - 1.0).abs() < 0.1, "{apart}");
}

#[test]
fn plans_that_name_what_is_missing_are_reported() {
    let mut a = templates::load("sales-led-saas").unwrap();
    let setting = |value| SettingChange { setting: "attempts/attempts".into(), value };
    a.plans = vec![Plan { name: "Try harder".into(), settings: vec![setting(6.0)], ..Plan::default() }];
    let mut b = a.clone();
    b.levers.attempts = None;
    b.plans = vec![spend("More", 1.5)];
    let found = regret(&a, &[&b], 128);
    let cell = &found.columns[1].cells[1];
    assert_eq!(cell.reasons, ["there is no setting \"attempts/attempts\""]);
    assert_eq!((cell.figures, found.most[1]), (None, None));
    assert!(found.columns[0].cells[1].figures.is_some() && found.most[2].is_some());
    assert_ne!(found.minimax.clone().unwrap().plan, 1);
    let found = regret(&a, &[&Scenario { currency: "EUR".into(), ..a.clone() }], 128);
    assert_eq!((found.refused[0].scenario, found.refused[0].path.as_str()), (1, "currency"));
}

/// More plans than fit into a run are tried in several; each has the same bits as when it is run by itself.
#[test]
fn many_plans_take_several_runs_and_change_nothing() {
    let scenario = |from: u32| bought(120.0, (from..from + 6).map(|i| spend("", 1.0 + 0.1 * f64::from(i))).collect());
    let (a, b, c) = (scenario(1), scenario(7), scenario(13));
    let found = regret(&a, &[&b, &c], 128);
    assert_eq!(found.plans.len(), 19);
    for (i, s) in [&a, &b, &c].into_iter().enumerate() {
        let alone = regret(&Scenario { plans: vec![s.plans[4].clone()], ..s.clone() }, &[], 128);
        assert_eq!(figures(&found, 2, 6 * i + 5).mean, figures(&alone, 0, 1).mean);
    }
}
