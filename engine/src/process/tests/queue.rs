//! Whoever waited first is served first.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::run;
use crate::process::{BATCH, Block, Model, Noise};
use crate::scenario::{
    Channel, Delay, Frame, Input, Plan, RateChange, Scenario, Segment, SettingChange, Stage, Team, Work,
};
use funnel_testkit::scenario;

/// People pass `in` after a week (those found there at the start: in week 1), and are then served at a desk.
fn desk(open: u32, newcomers: f64, hours: f64, stale: f64) -> Scenario {
    let work = Work { team: "desk".into(), hours: Input::fixed(1.0), stale_per_week: Input::fixed(stale) };
    let week = Delay::Empirical { weeks: vec![1.0] };
    let certain = Input::fixed(1.0);
    Scenario {
        seed: 31,
        frame: Frame { horizon_weeks: 4, run_off_weeks: 0 },
        market: crate::scenario::Market { season: vec![1.0, 0.0, 0.0, 0.0], ..Default::default() },
        channels: vec![Channel { id: "c".into(), organic_per_week: Input::fixed(newcomers), ..Channel::default() }],
        stages: vec![
            Stage { id: "in".into(), rate: certain.clone(), delay: week, open_at_start: open, ..Stage::default() },
            Stage { id: "served".into(), rate: certain, work: Some(work), ..Stage::default() },
        ],
        teams: vec![Team { id: "desk".into(), people: 1.0, hours_per_week: hours, ..Team::default() }],
        ..Scenario::default()
    }
}

/// Ten hours a week. Thirty people come in the first week, so twenty still wait when about ten others come in the
/// second. Within three weeks the thirty are served, in every replicate, and none of the others; the fourth week goes
/// to those.
#[test]
fn those_who_waited_are_served_before_newcomers() {
    for (weeks, newcomers) in [(2, 0), (3, 0), (4, 10)] {
        let mut s = desk(30, 100.0, 10.0, 0.0);
        s.frame.horizon_weeks = weeks;
        run(&s, 4, |_, block| {
            // The channel's cell comes before the pipeline's.
            let served = |cell: usize| block.outcome.flows[0][cell][1].passed / BATCH as u64;
            assert_eq!((served(0), served(1)), (newcomers, (u64::from(weeks) * 10).min(30)), "{weeks} weeks");
        });
    }
}

/// People waiting: two cells' who came in week 1, then the same two cells' who came in week 2.
type State = [usize; 4];

/// People served and people gone stale, by cell and week of arrival.
type Sums = [[f64; 4]; 2];

fn choose(n: usize, k: usize) -> f64 {
    (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product()
}

fn binomial(n: usize, k: usize, p: f64) -> f64 {
    choose(n, k) * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
}

fn poisson(mean: f64, k: usize) -> f64 {
    (1..=k).map(|i| mean / i as f64).product::<f64>() * (-mean).exp()
}

/// Every way in which `take` people can be served from a week's two cells, with its chance.
fn served(a: usize, b: usize, take: usize) -> Vec<(usize, usize, f64)> {
    let take = take.min(a + b);
    let ways = take.saturating_sub(b)..=take.min(a);
    ways.map(|x| (x, take - x, choose(a, x) * choose(b, take - x) / choose(a + b, take))).collect()
}

/// The exact law by enumeration of every state: expected numbers served and gone stale in four weeks. The first stage
/// passes each person with chance `p`; `hours` people are served a week; each who waits goes stale with chance `stale`.
fn exact(p: f64, hours: usize, stale: f64) -> Sums {
    let mut sums = [[0.0; 4]; 2];
    let mut states: BTreeMap<State, f64> = BTreeMap::new();
    for (a, b) in (0..=3).flat_map(|a| (0..=2).map(move |b| (a, b))) {
        states.insert([a, b, 0, 0], binomial(3, a, p) * binomial(2, b, p));
    }
    for week in 0..4 {
        if week == 1 {
            // Beyond 14, a count of mean 1.2 or less has a chance below 1e-12.
            let new = (0..15).flat_map(|c| (0..15).map(move |d| (c, d)));
            let with = |(state, chance): (State, f64)| {
                let [a, b, ..] = state;
                new.clone().map(move |(c, d)| ([a, b, c, d], chance * poisson(1.2 * p, c) * poisson(0.8 * p, d)))
            };
            states = states.into_iter().flat_map(with).collect();
        }
        let mut after = BTreeMap::new();
        for ([a, b, c, d], chance) in states {
            for (sa, sb, first) in served(a, b, hours) {
                for (sc, sd, then) in served(c, d, hours - sa - sb) {
                    let chance = chance * first * then;
                    for (sum, n) in sums[0].iter_mut().zip([sa, sb, sc, sd]) {
                        *sum += chance * n as f64;
                    }
                    let left = [a - sa, b - sb, c - sc, d - sd];
                    for (sum, n) in sums[1].iter_mut().zip(left) {
                        *sum += chance * n as f64 * stale;
                    }
                    thin(left, stale, chance, &mut after);
                }
            }
        }
        states = after;
    }
    sums
}

/// Each of those left stays with chance 1 − `stale`.
fn thin(left: State, stale: f64, chance: f64, into: &mut BTreeMap<State, f64>) {
    let stays = |n: usize| (0..=n).map(move |k| (k, binomial(n, k, 1.0 - stale)));
    let [a, b, c, d] = left;
    for (a, pa) in stays(a) {
        for (b, pb) in stays(b) {
            for (c, pc) in stays(c) {
                for (d, pd) in stays(d) {
                    *into.entry([a, b, c, d]).or_default() += chance * pa * pb * pc * pd;
                }
            }
        }
    }
}

/// Two cells, two weeks of arrival, and people who go stale: each arm against an enumeration of its own law alone. The
/// plan has another rate before the queue, and other hours. 4.5 standard errors, as estimated from the spread between
/// blocks: 16 comparisons, a false alarm in 9,000.
#[test]
fn each_arm_agrees_with_an_enumeration() {
    let segment = |id: &str, share| Segment { id: id.into(), share, ..Segment::default() };
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let mut s = desk(5, 2.0, 2.0, 0.25);
    s.segments = vec![segment("a", 0.6), segment("b", 0.4)];
    s.stages[0].rate = Input::fixed(0.7);
    s.plans = vec![Plan {
        rates: vec![RateChange { stage: "in".into(), logit: logit(0.9) - logit(0.7) }],
        settings: vec![SettingChange { setting: "team/desk/hours_per_week".into(), value: 1.0 }],
        ..Plan::default()
    }];
    let blocks = 38_400 / BATCH as u64;
    let mut all: [[[Vec<f64>; 4]; 2]; 2] = Default::default();
    run(&s, blocks, |_, block| {
        for (arm, all) in all.iter_mut().enumerate() {
            // The enumeration puts the pipeline's cells first, as their people come in week 1.
            for (i, cell) in [2, 3, 0, 1].into_iter().enumerate() {
                let flow = &block.outcome.flows[arm][cell][1];
                all[0][i].push(flow.passed as f64 / BATCH as f64);
                all[1][i].push(flow.stale as f64 / BATCH as f64);
            }
        }
    });
    for (arm, exact) in [exact(0.7, 2, 0.25), exact(0.9, 1, 0.25)].into_iter().enumerate() {
        for (what, cells) in ["served", "stale"].into_iter().enumerate() {
            for (i, x) in all[arm][what].iter().enumerate() {
                let n = x.len() as f64;
                let mean = x.iter().sum::<f64>() / n;
                let se = (x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt();
                let z = (mean - exact[what][i]) / se;
                assert!(z.abs() < 4.5, "arm {arm}, cell {i}, {cells}: {mean} against {}, {z} SE", exact[what][i]);
                assert!(se < 0.006, "the error is small enough to tell: {se}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Where nobody goes stale: as long as someone from an earlier week waits, nobody from a later week is served, in
    /// every arm, replicate and stage.
    #[test]
    fn nobody_is_served_before_his_turn(mut scenario in scenario()) {
        for work in scenario.stages.iter_mut().filter_map(|stage| stage.work.as_mut()) {
            work.stale_per_week = Input::fixed(0.0);
        }
        scenario.teams.iter_mut().for_each(|team| team.people = team.people.min(1.0));
        let model = Model::new(&scenario).unwrap();
        let mut before: BTreeMap<(usize, usize, usize), Vec<(usize, u32)>> = BTreeMap::new();
        let mut failure = None;
        Block::new(&model).run_watched(&model, 0, BATCH, Noise::Main, |week, block| {
            for (stage, queue) in block.levers.teams.iter().flat_map(|work| work.queues.iter().enumerate()) {
                for (arm, lane) in (0..model.arms()).flat_map(|arm| (0..BATCH).map(move |lane| (arm, lane))) {
                    let now = queue.by_week(arm, lane);
                    let then = before.insert((stage, arm, lane), now.clone()).unwrap_or_default();
                    let first = now.iter().find(|(_, people)| *people > 0).map_or(week, |(came, _)| *came);
                    let kept = |(came, people): &&(usize, u32)| *came > first && *people > 0;
                    let was: Vec<_> = then.iter().filter(kept).collect();
                    let is: Vec<_> = now.iter().filter(kept).filter(|(came, _)| *came < week).collect();
                    if was != is {
                        failure = Some((week, stage, arm, lane));
                    }
                }
            }
        });
        prop_assert_eq!(failure, None);
    }
}
