//! What each lever does to a rate, against closed forms, and that a lever set as today does nothing.
//!
//! With fixed inputs a stage's mean is exact: organic inquiries times the rates. Comparisons allow 4.5 standard errors
//! of a Poisson mean (a false alarm in 150,000 each); the seeds are fixed.

use proptest::prelude::*;

use super::{row, run, values};
use crate::math::{logistic, normal};
use crate::process::Metric;
use crate::scenario::{
    Attempts, Capture, Channel, DealSize, Definition, Frame, HandOff, Information, Input, LeverKind, Levers, Money,
    Plan, Response, Scenario, Segment, SettingChange, Stage, edit,
};
use funnel_testkit::scenario;

const INQUIRIES: f64 = 4_000.0;

/// Three stages at .4, .5 and .6, and one plan that sets one setting.
fn chain(levers: Levers, setting: &str, value: f64) -> Scenario {
    let stage = |(i, rate): (usize, f64)| Stage { id: format!("s{i}"), rate: Input::fixed(rate), ..Stage::default() };
    Scenario {
        seed: 20_261_124,
        frame: Frame { horizon_weeks: 1, run_off_weeks: 0 },
        channels: vec![Channel { id: "c".into(), organic_per_week: Input::fixed(INQUIRIES), ..Channel::default() }],
        stages: [0.4, 0.5, 0.6].into_iter().enumerate().map(stage).collect(),
        levers,
        money: Money { deal: DealSize::Fixed { value: Input::fixed(1.0) }, ..Money::default() },
        plans: vec![Plan { settings: vec![SettingChange { setting: setting.into(), value }], ..Plan::default() }],
        ..Scenario::default()
    }
}

/// The plan's customers are Poisson with this mean.
#[track_caller]
fn plan_wins(scenario: &Scenario, rates: [f64; 3]) {
    let wins = values(scenario, 40, 1, Metric::Customers);
    let exact = INQUIRIES * rates.iter().product::<f64>();
    let mean = wins.iter().sum::<f64>() / wins.len() as f64;
    let z = (mean - exact) / (exact / wins.len() as f64).sqrt();
    assert!(z.abs() < 4.5, "mean {mean}, exact {exact}: {z} SE");
    let today = values(scenario, 40, 0, Metric::Customers);
    let mean = today.iter().sum::<f64>() / today.len() as f64;
    assert!((mean - 480.0).abs() < 4.5 * (480.0 / today.len() as f64).sqrt(), "today {mean}");
}

fn moved(p: f64, by: f64) -> f64 {
    logistic::expit(logistic::logit(p) + by)
}

#[test]
fn a_longer_form_loses_people_and_sorts_them() {
    let lever = Capture {
        stage: "s0".into(),
        fit_stage: "s1".into(),
        fields: 3.0,
        lost_per_field: Input::fixed(0.08),
        fit_per_field: Input::fixed(0.1),
    };
    let levers = Levers { capture: Some(lever), ..Levers::default() };
    // Five more fields: e^(−.4) times the completions, and e^.5 times the odds of a fit.
    let rates = [0.4 * (-0.4_f64).exp(), moved(0.5, 0.5), 0.6];
    plan_wins(&chain(levers, "capture/fields", 8.0), rates);
}

#[test]
fn a_stricter_bar_moves_along_the_roc() {
    // d′ = 1, cut 0 lets .3 Φ(1) + .7 Φ(0) through; cut 1 lets .3 Φ(0) + .7 Φ(−1) through.
    let at = |cut: f64| (0.3 * normal::cdf(1.0 - cut), 0.7 * normal::cdf(-cut));
    let ((fit, other), (fit_1, other_1)) = (at(0.0), at(1.0));
    let lever = Definition {
        stage: "s0".into(),
        accept_stage: "s1".into(),
        lets_through: 1.0,
        fit_share: Input::fixed(0.3),
        auc: Input::fixed(normal::cdf(std::f64::consts::FRAC_1_SQRT_2)),
    };
    let levers = Levers { definition: Some(lever), ..Levers::default() };
    let mut scenario = chain(levers, "definition/lets_through", (fit_1 + other_1) / (fit + other));
    scenario.stages[0].rate = Input::fixed(fit + other);
    // From cut 0 to cut 1, the share of those who fit that passes falls from Φ(1) to Φ(0); customers fall in the same
    // ratio, and for no other reason.
    let wins = |arm| {
        let all = values(&scenario, 40, arm, Metric::Customers);
        all.iter().sum::<f64>() / all.len() as f64
    };
    let exact = [INQUIRIES * (fit + other) * 0.3, INQUIRIES * (fit + other) * 0.3 * 0.5 / normal::cdf(1.0)];
    for (arm, exact) in exact.into_iter().enumerate() {
        let z = (wins(arm) - exact) / (exact / 2_560.0).sqrt();
        assert!(z.abs() < 4.5, "arm {arm}: {} against {exact}, {z} SE", wins(arm));
    }
}

#[test]
fn earlier_hand_off_brings_more_and_colder_leads() {
    let lever = HandOff {
        stage: "s0".into(),
        accept_stage: "s1".into(),
        colder: Input::fixed(0.5),
        follow_up_stage: "s2".into(),
        chased: 0.2,
        ..HandOff::default()
    };
    let levers = Levers { hand_off: Some(lever), ..Levers::default() };
    let scenario = chain(levers, "hand_off/earlier", 1.0);
    plan_wins(&scenario, [moved(0.4, 1.0), moved(0.5, -0.5), 0.6]);
    // Of the .4 whom nobody follows up today, a rule that rescues .6 instead of .2 wins back (.6 − .2)/(1 − .2) = half.
    let mut rule = scenario;
    rule.plans[0].settings[0] = SettingChange { setting: "hand_off/chased".into(), value: 0.6 };
    plan_wins(&rule, [0.4, 0.5, 0.8]);
}

#[test]
fn better_information_shifts_the_odds() {
    let lever = Information {
        stages: vec!["s1".into(), "s2".into()],
        quality: 0.25,
        effect: Input::fixed(0.8),
        ..Information::default()
    };
    let levers = Levers { information: Some(lever), ..Levers::default() };
    plan_wins(&chain(levers, "information/quality", 0.75), [0.4, moved(0.5, 0.4), moved(0.6, 0.4)]);
}

#[test]
fn a_faster_answer_follows_its_curve() {
    let lever = Response {
        stage: "s1".into(),
        minutes: 60.0,
        kappa: Input::fixed(0.56),
        tau_minutes: Input::fixed(2.2),
        ..Response::default()
    };
    let levers = Levers { response: Some(lever), ..Levers::default() };
    // Odds × ((1 + 60/2.2)/(1 + 5/2.2))^.56, by hand: (62.2/7.2)^.56.
    let odds = (62.2_f64 / 7.2).powf(0.56);
    plan_wins(&chain(levers, "response/minutes", 5.0), [0.4, odds / (1.0 + odds), 0.6]);
}

#[test]
fn a_faster_answer_costs_what_somebody_said_it_does() {
    let lever = Response { stage: "s1".into(), minutes: 60.0, cost_per_week: Some(200.0), ..Response::default() };
    let levers = Levers { response: Some(lever), ..Levers::default() };
    let scenario = chain(levers, "response/minutes", 15.0);
    let weeks = f64::from(scenario.frame.horizon_weeks);
    // Three quarters of the way to an instant answer, paid in every week of the horizon and no longer.
    run(&scenario, 1, |_, block| {
        let [today, plan] = [0, 1].map(|arm| row(block, arm, Metric::AcquisitionCost));
        assert_eq!(plan.map(|x| x.round()), today.map(|x| (x + 150.0 * weeks).round()));
    });
}

#[test]
fn more_attempts_reach_more_of_those_who_can_be_reached() {
    let lever =
        Attempts { stage: "s1".into(), attempts: 2.0, answer: Input::fixed(0.36), reachable: Input::fixed(0.7) };
    let levers = Levers { attempts: Some(lever), ..Levers::default() };
    let rate = 0.5 * (1.0 - 0.64_f64.powi(6)) / (1.0 - 0.64_f64.powi(2));
    plan_wins(&chain(levers, "attempts/attempts", 6.0), [0.4, rate, 0.6]);
}

#[test]
fn a_focus_moves_inquiries_between_segments() {
    let mut scenario = chain(Levers::default(), "segment/large/focus", 3.0);
    let segment = |id: &str, share| Segment { id: id.into(), share, ..Segment::default() };
    scenario.segments = vec![segment("small", 3.0), segment("large", 1.0)];
    scenario.segments[1].deal = Some(DealSize::Fixed { value: Input::fixed(10.0) });
    // Weights 3 : 1 become 3 : 3. Bookings: 480 (¾ · 1 + ¼ · 10), then 480 (½ · 1 + ½ · 10).
    for (arm, each, second) in [(0, 3.25, 25.75), (1, 5.5, 50.5)] {
        let bookings = values(&scenario, 40, arm, Metric::Bookings);
        let mean = bookings.iter().sum::<f64>() / bookings.len() as f64;
        let z = (mean - 480.0 * each) / (480.0 * second / bookings.len() as f64).sqrt();
        assert!(z.abs() < 4.5, "arm {arm}: {mean}, {z} SE");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// A lever that no plan touches changes no bit of any result. (The exceptions are levers that add something to the
    /// process by being there: nurture, content, a schedule, customers and what they say, and the answer time where a
    /// team works its stage.)
    #[test]
    fn a_lever_set_as_today_does_nothing(scenario in scenario()) {
        let mut with = scenario;
        with.plans.iter_mut().for_each(|plan| plan.settings.retain(|x| x.setting.starts_with("team/")));
        let stages = with.stages.clone();
        if with.levers.response.as_ref().is_some_and(|x| stages.iter().any(|s| s.id == x.stage && s.work.is_some())) {
            with.levers.response = None;
        }
        let mut without = with.clone();
        let Levers { nurture, content, schedule, customers, word_of_mouth, .. } = with.levers.clone();
        without.levers = Levers { nurture, content, schedule, customers, word_of_mouth, ..Levers::default() };
        let figures = |s: &Scenario| {
            let mut all = Vec::new();
            run(s, 1, |_, block| {
                for arm in 0..s.arms() {
                    all.extend(Metric::ALL.map(|m| *row(block, arm, m)));
                }
            });
            all
        };
        prop_assert_eq!(figures(&with), figures(&without));
    }

    /// Taking up a lever, adding a team or trying a channel changes nothing about today, to the bit, and neither does a
    /// plan that uses it: today changes only when a figure of today does.
    #[test]
    fn taking_a_lever_up_changes_nothing_today(scenario in scenario(), at in 0.0..1.0_f64) {
        // People whom a plan nurtures, or a channel whose effect carries over longer than the others', make the run
        // longer, for today's arm too: then people who were outside the run count after the horizon. Only what exists
        // in both runs is compared.
        let after = [Metric::Npv, Metric::BookingsAfter, Metric::ProfitWithAfter, Metric::PaybackWeek];
        let today = |s: &Scenario| {
            let (mut watched, mut told, mut weekly) = (0, Vec::new(), Vec::new());
            run(s, 1, |model, block| {
                watched = model.weeks();
                told.extend(Metric::ALL.map(|m| row(block, 0, m).map(f64::to_bits)));
                let weeks = watched.min(s.frame.horizon_weeks as usize);
                weekly.extend(block.outcome.profit[0][..weeks].iter().map(|week| week.map(f64::to_bits)));
            });
            (watched, told, weekly)
        };
        let before = today(&scenario);
        let differs = |now: &(usize, Vec<_>, Vec<_>)| {
            let is_told = |m: &Metric| now.0 == before.0 || !after.contains(m);
            let figure = Metric::ALL.into_iter().enumerate().find(|(at, m)| is_told(m) && now.1[*at] != before.1[*at]);
            figure.map(|(_, m)| format!("{m:?}")).or_else(|| (now.2 != before.2).then(|| "a week's profit".to_owned()))
        };
        let kinds = LeverKind::ALL.iter().filter(|kind| !kind.is_used(&scenario));
        let taken = kinds.map(|kind| edit::use_lever(&scenario, *kind));
        let added = [edit::add(&scenario, edit::List::Teams), edit::try_channel(&scenario)];
        for with in taken.chain(added).flatten() {
            prop_assert_eq!(differs(&today(&with)), None, "{:?}", with);
            let known = scenario.settings();
            let mut planned = with.clone();
            if planned.plans.is_empty() {
                planned.plans.push(Plan::default());
            }
            for new in with.settings().iter().filter(|x| known.iter().all(|old| old.key != x.key)) {
                let (low, high) = (new.low, new.high.min(4.0 * new.today + 10.0));
                let value = (low + at * (high - low)).round().clamp(low, high);
                planned.plans[0].settings.push(SettingChange { setting: new.key.clone(), value });
            }
            if planned.problems().is_empty() {
                prop_assert_eq!(differs(&today(&planned)), None, "planned: {:?}", planned);
            }
        }
    }
}
