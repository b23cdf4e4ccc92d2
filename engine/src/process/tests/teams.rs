//! Teams, queues and the effect of waiting.

use proptest::prelude::*;

use super::{row, run};
use crate::process::{BATCH, Metric, WeeklyMetric};
use crate::scenario::{
    Channel, DealSize, Frame, Input, Levers, Money, Plan, Response, Scenario, SettingChange, SpendChange, Stage, Team,
    Work,
};
use funnel_testkit::scenario;

/// Inquiries that one team answers; everyone reached buys.
fn desk(inquiries: f64, weeks: u32, people: f64, hours: f64, stale: f64) -> Scenario {
    let work = Work { team: "desk".into(), hours: Input::fixed(hours), stale_per_week: Input::fixed(stale) };
    let stage = Stage { id: "won".into(), rate: Input::fixed(0.5), work: Some(work), ..Stage::default() };
    Scenario {
        seed: 77,
        frame: Frame { horizon_weeks: weeks, run_off_weeks: 0 },
        channels: vec![Channel { id: "c".into(), organic_per_week: Input::fixed(inquiries), ..Channel::default() }],
        stages: vec![stage],
        teams: vec![Team { id: "desk".into(), people, hours_per_week: 1.0, ..Team::default() }],
        money: Money { deal: DealSize::Fixed { value: Input::fixed(1.0) }, ..Money::default() },
        ..Scenario::default()
    }
}

/// One person served a week, Poisson(.8) arrivals: the queue Q' = (Q + A − 1)⁺ has mean λ²/(2(1 − λ)) = 1.6 in its
/// steady state (Pollaczek & Khinchine). The mean over late weeks of many replicates is compared, with a standard error
/// from the spread between independent replicates (4.5 standard errors).
#[test]
fn a_queue_has_the_length_of_pollaczek_and_khinchine() {
    let mut means = Vec::new();
    run(&desk(0.8, 250, 1.0, 1.0, 0.0), 30, |model, block| {
        let waiting = model.gauges().iter().position(|g| *g == WeeklyMetric::Waiting { team: 0 }).unwrap();
        for lane in 0..BATCH {
            let late = &block.outcome.gauges[0][waiting][100..250];
            means.push(late.iter().map(|week| week[lane]).sum::<f64>() / late.len() as f64);
        }
    });
    let n = means.len() as f64;
    let mean = means.iter().sum::<f64>() / n;
    let se = (means.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt();
    assert!((mean - 1.6).abs() < 4.5 * se, "{mean} ± {se}");
    assert!(se < 0.05, "the error is small enough to tell: {se}");
}

/// Far too many people: each week exactly the available hours are worked, the rest wait, and utilisation is 1.
#[test]
fn a_full_team_serves_what_its_hours_allow() {
    let mut served = Vec::new();
    run(&desk(500.0, 10, 4.0, 0.25, 0.0), 4, |model, block| {
        let hours = model.gauges().iter().position(|g| *g == WeeklyMetric::Utilisation { team: 0 }).unwrap();
        for week in 1..10 {
            assert_eq!(block.outcome.gauges[0][hours][week], [1.0; BATCH]);
        }
        let customers = row(block, 0, Metric::Customers);
        served.extend_from_slice(customers);
    });
    // 16 a week for ten weeks, half of them won: Binomial(160, ½).
    let mean = served.iter().sum::<f64>() / served.len() as f64;
    assert!((mean - 80.0).abs() < 4.5 * (40.0 / served.len() as f64).sqrt(), "{mean}");
}

/// Everyone who waits goes stale: nobody waits longer than a week, and all excess arrivals are lost.
#[test]
fn a_stale_queue_is_empty() {
    run(&desk(500.0, 10, 4.0, 0.25, 1.0), 1, |model, block| {
        let flow = &block.outcome.flows[0][0][0];
        assert_eq!(flow.waiting(), 0);
        // Week by week: everyone beyond the 16 who are served.
        let [waiting, gone] = [WeeklyMetric::Waiting { team: 0 }, WeeklyMetric::Stale { team: 0 }]
            .map(|wanted| model.gauges().iter().position(|g| *g == wanted).unwrap());
        for week in 0..10 {
            assert_eq!(block.outcome.gauges[0][waiting][week], [0.0; BATCH]);
            let gone: f64 = block.outcome.gauges[0][gone][week].iter().sum();
            assert_eq!(gone + 16.0 * BATCH as f64, block.outcome.entered[0][0][week] as f64, "week {week}");
        }
        assert_eq!(flow.stale + 160 * BATCH as u64, flow.entered);
        assert!(flow.lost > flow.stale && flow.passed + flow.lost == flow.entered);
    });
}

/// More people hired: they become productive gradually, and are paid from the first week.
#[test]
fn a_hire_ramps_up_and_is_paid_at_once() {
    let mut s = desk(500.0, 8, 4.0, 0.25, 0.0);
    s.teams[0].ramp_weeks = 4.0;
    s.teams[0].cost_per_week = Some(100.0);
    s.stages[0].rate = Input::fixed(1.0);
    let settings = vec![SettingChange { setting: "team/desk/people".into(), value: 6.0 }];
    s.plans = vec![Plan { settings, ..Plan::default() }];
    run(&s, 1, |_, block| {
        let [today, plan] = [0, 1].map(|arm| row(block, arm, Metric::Customers));
        // Two more people at ⅛, ⅜, ⅝, ⅞ and then 1: hours 4.25, 4.75, 5.25, 5.75, 6 × 4, at four people an hour.
        assert_eq!((today, plan), (&[128.0; BATCH], &[176.0; BATCH]));
        let [today, plan] = [0, 1].map(|arm| row(block, arm, Metric::AcquisitionCost));
        assert_eq!((today, plan), (&[3_200.0; BATCH], &[4_800.0; BATCH]));
    });
}

/// The crossing: a fifth more money brings more revenue while there are hours to spare, and less when there are none.
#[test]
fn more_budget_lowers_revenue_when_nobody_has_time() {
    let change = |people: f64| {
        let mut s = desk(0.0, 52, people, 0.5, 0.3);
        s.teams[0].hours_per_week = 25.0;
        s.channels[0] = Channel {
            id: "c".into(),
            spend_per_week: 10_000.0,
            cost_per_inquiry: Input::fixed(100.0),
            elasticity: Input::fixed(0.7),
            ..Channel::default()
        };
        let lever = Response { stage: "won".into(), ..Response::default() };
        s.levers = Levers { response: Some(lever), ..Levers::default() };
        s.plans = vec![Plan { spend: vec![SpendChange { scale: 1.2, ..SpendChange::default() }], ..Plan::default() }];
        let mut differences = Vec::new();
        run(&s, 20, |_, block| {
            let [today, plan] = [0, 1].map(|arm| row(block, arm, Metric::Revenue));
            differences.extend(today.iter().zip(plan).map(|(a, b)| b - a));
        });
        let n = differences.len() as f64;
        let mean = differences.iter().sum::<f64>() / n;
        let sd = (differences.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        mean / (sd / n.sqrt())
    };
    // A hundred leads a week at half an hour each need two people.
    let (slack, bound) = (change(10.0), change(2.0));
    assert!(slack > 10.0, "with hours to spare: {slack} standard errors");
    assert!(bound < -10.0, "with none: {bound} standard errors");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// The weekly count of people gone stale adds up to the total: in every arm, for every team.
    #[test]
    fn those_gone_stale_are_counted_once(mut scenario in scenario()) {
        // With nurture, some of those gone stale are taken in and only the others are lost.
        scenario.levers.nurture = None;
        scenario.plans.iter_mut().for_each(|plan| plan.settings.clear());
        let horizon = scenario.frame.horizon_weeks as usize;
        run(&scenario, 1, |model, block| {
            for arm in 0..scenario.arms() {
                for (team, it) in scenario.teams.iter().enumerate() {
                    let at = model.gauges().iter().position(|g| *g == WeeklyMetric::Stale { team }).unwrap();
                    let weekly: f64 = block.outcome.gauges[arm][at].iter().take(horizon).flatten().sum();
                    let works = |s: &Stage| s.work.as_ref().is_some_and(|w| w.team == it.id);
                    let stages: Vec<usize> = (0..scenario.stages.len()).filter(|s| works(&scenario.stages[*s])).collect();
                    let flows = block.outcome.flows[arm].iter().flat_map(|cell| stages.iter().map(|s| cell[*s].stale));
                    assert_eq!(weekly as u64, flows.sum::<u64>(), "arm {arm}, {}", it.id);
                }
            }
        });
    }

    /// A team with hours to spare is like no team: bit for bit.
    #[test]
    fn a_team_with_time_keeps_nobody_waiting(scenario in scenario()) {
        let mut idle = scenario;
        idle.levers.response = None;
        idle.plans.iter_mut().for_each(|plan| plan.settings.clear());
        for team in &mut idle.teams {
            (team.people, team.hours_per_week, team.cost_per_week) = (10_000.0, 168.0, None);
        }
        let mut without = idle.clone();
        funnel_testkit::without_teams(&mut without);
        // Without teams a run ends once the delays have cleared; here both must cover the same weeks.
        let figures = |s: &Scenario| {
            let mut all = Vec::new();
            run(s, 1, |_, block| {
                for arm in 0..s.arms() {
                    all.extend([Metric::Inquiries, Metric::Customers, Metric::Revenue].map(|m| *row(block, arm, m)));
                }
            });
            all
        };
        prop_assert_eq!(figures(&idle), figures(&without));
    }
}
