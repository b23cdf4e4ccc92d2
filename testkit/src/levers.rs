//! Every lever at random, on or off, and plans that set any of their settings.

use proptest::prelude::*;

use funnel_scenario::{
    Attempts, Capture, Content, Customers, Definition, Feed, HandOff, Information, Input, Levers, Nurture, Response,
    Scenario, Schedule, SettingChange, Team, WordOfMouth, Work,
};

/// What is added to a random scenario.
#[derive(Clone, Debug)]
pub(crate) struct Extras {
    levers: Levers,
    teams: Vec<Team>,
    works: Vec<Option<Work>>,
    /// For each plan: which settings, by a number taken modulo their count, and how far between their bounds.
    settings: Vec<Vec<(usize, f64)>>,
}

pub(crate) fn extras(stages: usize, plans: usize) -> impl Strategy<Value = Extras> {
    let stage = move || (0..stages).prop_map(|i| format!("s{i}"));
    // The bar comes first; with one stage there is no later one.
    let bar = (0..stages, 0..stages).prop_map(|(a, b)| (a < b).then_some((a, b)));
    let levers = (
        prop::option::of((stage(), stage(), 1.0..12.0_f64)),
        bar,
        prop::option::of((stage(), stage(), stage(), 0.0..1.0_f64)),
        prop::option::of((stage(), stage(), 0.0..1.0_f64)),
        prop::option::of((stage(), 0.0..500.0_f64)),
        prop::option::of((stage(), 1.0..8.0_f64)),
        prop::option::of(nurture(stages)),
        (
            prop::option::of(content(stages)),
            prop::option::of(schedule()),
            prop::option::of(customers()),
            prop::option::of(word(stages)),
        ),
    );
    let levers = levers.prop_map(
        |(
            capture,
            definition,
            hand_off,
            information,
            response,
            attempts,
            nurture,
            (content, schedule, customers, word_of_mouth),
        )| {
            Levers {
                customers,
                word_of_mouth,
                nurture,
                content,
                schedule,
                capture: capture.map(|(stage, fit_stage, fields)| Capture {
                    stage,
                    fit_stage,
                    fields,
                    ..Capture::default()
                }),
                definition: definition.map(|(a, b)| Definition {
                    stage: format!("s{a}"),
                    accept_stage: format!("s{b}"),
                    ..Definition::default()
                }),
                hand_off: hand_off.map(|(stage, accept_stage, follow_up_stage, chased)| HandOff {
                    stage,
                    accept_stage,
                    follow_up_stage,
                    chased,
                    ..HandOff::default()
                }),
                information: information.map(|(a, b, quality)| Information {
                    stages: vec![a, b],
                    quality,
                    ..Information::default()
                }),
                response: response.map(|(stage, minutes)| Response { stage, minutes, ..Response::default() }),
                attempts: attempts.map(|(stage, attempts)| Attempts { stage, attempts, ..Attempts::default() }),
            }
        },
    );
    let team = (0.2..8.0_f64, 1.0..40.0_f64, 0.0..10.0_f64, 0.0..2_000.0_f64);
    let work = prop::option::of((0..2_usize, 0.05..6.0_f64, 0.0..0.6_f64));
    (
        levers,
        prop::collection::vec(team, 0..3),
        prop::collection::vec(work, stages),
        prop::collection::vec(prop::collection::vec((any::<usize>(), 0.0..1.0_f64), 0..4), plans),
    )
        .prop_map(|(levers, teams, works, settings)| Extras {
            works: works
                .into_iter()
                .map(|work| {
                    let (team, hours, stale) = work.filter(|(team, ..)| *team < teams.len())?;
                    let stale_per_week = Input::fixed(stale);
                    Some(Work { team: format!("t{team}"), hours: Input::fixed(hours), stale_per_week })
                })
                .collect(),
            teams: (teams.into_iter().enumerate())
                .map(|(i, (people, hours_per_week, ramp_weeks, cost_per_week))| {
                    let id = format!("t{i}");
                    let cost_per_week = Some(cost_per_week);
                    Team { id, people, hours_per_week, ramp_weeks, cost_per_week, ..Team::default() }
                })
                .collect(),
            levers,
            settings,
        })
}

fn content(stages: usize) -> impl Strategy<Value = Content> {
    (0..stages, 0.0..500.0_f64, prop::option::of(0.0..3.0_f64)).prop_map(|(i, spend_per_week, stock_at_start)| {
        Content {
            stage: format!("s{i}"),
            spend_per_week,
            reference_spend_per_week: Some(200.0),
            stock_at_start,
            ..Content::default()
        }
    })
}

fn customers() -> impl Strategy<Value = Customers> {
    let refunds = prop::sample::select(vec![0.0, 0.1]);
    (0..200_u32, 0..3_u32, 4..20_u32, 0.0..2.0_f64, prop::option::of(1.0..300.0_f64), 0.5..1.5_f64, refunds).prop_map(
        |(at_start, renewals_before, renewal_weeks, referrals, capacity, promise, refunds)| Customers {
            at_start,
            renewals_before,
            renewal_weeks,
            referrals_per_quarter: Input::fixed(referrals),
            capacity,
            promise,
            refunds: Input::fixed(refunds),
            refund_weeks: 3,
            ..Customers::default()
        },
    )
}

fn word(stages: usize) -> impl Strategy<Value = WordOfMouth> {
    (0..stages, 0.0..1.0_f64, 0.0..2.0_f64).prop_map(|(i, effect, blame)| WordOfMouth {
        effect: Input::fixed(effect),
        blame: Input::fixed(blame),
        ignored_stages: vec![format!("s{i}")],
        ..WordOfMouth::default()
    })
}

fn schedule() -> impl Strategy<Value = Schedule> {
    (1..6_u32, 0..6_u32).prop_map(|(on, off)| Schedule { on_weeks: f64::from(on), off_weeks: f64::from(off) })
}

fn nurture(stages: usize) -> impl Strategy<Value = Nurture> {
    let feeds = prop::collection::vec(prop_oneof![Just(0.0), 0.0..1.0_f64, Just(1.0)], 1..=stages);
    (feeds, 0..stages, 0.0..1.0_f64, 0.0..0.6_f64, 0.0..0.6_f64, 0..60_u32, 0.0..500.0_f64).prop_map(
        |(shares, to, quality, ready, drop_out, open_at_start, cost_per_week)| Nurture {
            feeds: shares.iter().enumerate().map(|(i, x)| Feed { stage: format!("s{i}"), share: *x }).collect(),
            returns_to: format!("s{to}"),
            quality,
            ready_per_week: Input::fixed(ready),
            drop_out_per_week: Input::fixed(drop_out),
            cost_per_week: Some(cost_per_week),
            open_at_start,
            ..Nurture::default()
        },
    )
}

impl Extras {
    pub(crate) fn add_to(self, scenario: &mut Scenario) {
        scenario.levers = self.levers;
        scenario.teams = self.teams;
        for (stage, work) in scenario.stages.iter_mut().zip(self.works) {
            stage.work = work;
        }
        let known = scenario.settings();
        for (plan, picks) in scenario.plans.iter_mut().zip(self.settings) {
            for (i, at) in picks.into_iter().filter(|_| !known.is_empty()) {
                let setting = &known[i % known.len()];
                // Wide, but not so wide that nothing else matters; a focus of 0 could leave a channel with nobody.
                let (low, high) = (setting.low.max(setting.today / 4.0), setting.high.min(setting.today * 4.0 + 1.0));
                plan.settings.push(SettingChange { setting: setting.key.clone(), value: low + at * (high - low) });
            }
        }
    }
}

/// Removes the teams, and everything plans set about them.
pub fn without_teams(scenario: &mut Scenario) {
    scenario.teams.clear();
    scenario.stages.iter_mut().for_each(|stage| stage.work = None);
    scenario.plans.iter_mut().for_each(|plan| plan.settings.retain(|x| !x.setting.starts_with("team/")));
}
