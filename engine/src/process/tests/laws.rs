//! Properties of random scenarios: what must hold in every replicate.

use proptest::prelude::*;

use super::{row, run};
use crate::process::{BATCH, Block, Metric, Model, Noise, Origin, layers};
use crate::scenario::{Brand, Plan, RateChange, SpendChange, link};
use funnel_testkit::scenario;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each week, in every arm, cell and stage: in = passed + lost + taken in again + nurtured + waiting. This is
    /// checked over one replicate alone, and over all those of a block.
    #[test]
    fn people_are_conserved(scenario in scenario(), alone in any::<bool>()) {
        let model = Model::new(&scenario).unwrap();
        let mut block = Block::new(&model);
        let mut failure = None;
        block.run_watched(&model, 0, if alone { 1 } else { BATCH }, Noise::Main, |week, block| {
            // Sums are kept within the horizon only.
            if failure.is_none() && week < model.horizon {
                failure = imbalance(&model, block, week);
            }
        });
        prop_assert_eq!(failure, None);
    }

    /// A plan that changes nothing differs in nothing from today, to the last bit, whatever the other plans do.
    #[test]
    fn an_equal_plan_makes_no_difference(mut scenario in scenario()) {
        scenario.plans.push(Plan::default());
        let arm = scenario.plans.len();
        let mut differs = None;
        run(&scenario, 1, |_, block| {
            let metrics = Metric::ALL.into_iter().filter(|m| *m != Metric::PaybackWeek);
            differs = metrics.into_iter().find(|m| row(block, 0, *m) != row(block, arm, *m));
        });
        prop_assert_eq!(differs, None);
    }

    /// Neither today's figures nor a plan's depend on which other plans there are, or on the order of channels.
    #[test]
    fn arms_do_not_disturb_each_other(scenario in scenario()) {
        let figures = |s: &crate::scenario::Scenario, arm: usize| {
            let mut out = Vec::new();
            run(s, 1, |_, block| {
                for metric in [Metric::Inquiries, Metric::Customers, Metric::Bookings, Metric::BookingsAfter] {
                    out.push(row(block, arm, metric).to_vec());
                }
            });
            out
        };
        let mut alone = scenario.clone();
        alone.plans.clear();
        prop_assert_eq!(figures(&scenario, 0), figures(&alone, 0));
        if let Some(last) = scenario.plans.last() {
            alone.plans = vec![last.clone()];
            prop_assert_eq!(figures(&scenario, scenario.plans.len()), figures(&alone, 1));
        }
        let mut reversed = scenario.clone();
        reversed.channels.reverse();
        reversed.segments.reverse();
        reversed.segments.iter_mut().for_each(|s| s.share = 1.0);
        let mut level = scenario;
        level.segments.iter_mut().for_each(|s| s.share = 1.0);
        for stage in level.stages.iter_mut().chain(&mut reversed.stages) {
            // How the opening pipeline is rounded into whole people depends on the order of the segments.
            stage.open_at_start = 0;
        }
        for s in [&mut level, &mut reversed] {
            s.levers.nurture.iter_mut().for_each(|x| x.open_at_start = 0);
            s.levers.customers.iter_mut().for_each(|x| x.at_start = 0);
        }
        prop_assert_eq!(figures(&level, 0), figures(&reversed, 0));
    }

    /// More money never brings fewer inquiries, and a higher rate never fewer customers, in any replicate.
    #[test]
    fn more_is_never_less(mut scenario in scenario(), stage in 0..4_usize, logit in 0.0..2.0_f64, scale in 1.0..3.0_f64) {
        let id = scenario.stages[stage % scenario.stages.len()].id.clone();
        scenario.frame.run_off_weeks = 200;
        // Where losses are taken in again further down, a better rate can mean fewer customers, so this law does not
        // cover them.
        scenario.stages.iter_mut().for_each(|s| s.loss.to.clear());
        scenario.levers.nurture = None;
        // Nor does it hold where more customers are served worse, or more people are let down.
        scenario.levers.customers = None;
        scenario.levers.word_of_mouth = None;
        // Nor does more money have to bring more where people queue.
        funnel_testkit::without_teams(&mut scenario);
        let rates = vec![RateChange { stage: id, logit }];
        let spend = vec![SpendChange { scale, ..SpendChange::default() }];
        scenario.plans = vec![Plan { rates, ..Plan::default() }, Plan { spend, ..Plan::default() }];
        let mut worse = None;
        run(&scenario, 1, |_, block| {
            for lane in 0..BATCH {
                let at = |arm: usize, m: Metric| row(block, arm, m)[lane];
                for arm in [1, 2] {
                    let all = |arm: usize| at(arm, Metric::Bookings) + at(arm, Metric::BookingsAfter);
                    if at(arm, Metric::Inquiries) < at(0, Metric::Inquiries) || all(arm) < all(0) {
                        worse = Some((arm, lane));
                    }
                }
            }
        });
        prop_assert_eq!(worse, None);
    }

    /// A model made after another one draws what one made from scratch draws.
    #[test]
    fn tables_taken_over_change_nothing((earlier, scenario) in (scenario(), scenario()), other in any::<bool>()) {
        let earlier = if other { earlier } else { crate::scenario::Scenario { seed: 9, ..scenario.clone() } };
        let earlier = Model::new(&earlier).unwrap();
        let figures = |model: &Model| {
            let mut block = Block::new(model);
            block.run(model, 0, BATCH, Noise::Main);
            block.outcome
        };
        let again = Model::after(&scenario, Some(&earlier)).unwrap();
        prop_assert_eq!(figures(&again), figures(&Model::new(&scenario).unwrap()));
    }

    /// How the page looks changes no figure.
    #[test]
    fn a_brand_changes_nothing(scenario in scenario()) {
        let brand = Brand { accent: "#7a1fa2".to_owned(), footer: "Ours".to_owned(), ..Brand::default() };
        let branded = crate::scenario::Scenario { brand, ..scenario.clone() };
        let outcome = |scenario| {
            let model = Model::new(scenario).unwrap();
            let mut block = Block::new(&model);
            block.run(&model, 0, BATCH, Noise::Main);
            block.outcome
        };
        prop_assert_eq!(outcome(&branded), outcome(&scenario));
    }

    /// A scenario survives being put into a link, and gives the same numbers afterwards.
    #[test]
    fn a_link_carries_everything(scenario in scenario()) {
        let copy = link::decode(&link::encode(&scenario).unwrap()).unwrap();
        prop_assert_eq!(&copy, &scenario);
    }
}

/// The first stage where people appear or vanish.
fn imbalance(model: &Model, block: &Block, week: usize) -> Option<String> {
    let lanes = block.outcome.lanes;
    for (c, cell) in block.cells.iter().enumerate() {
        for (s, stage) in cell.stages.iter().enumerate() {
            if stage.inflow.iter().flatten().any(|n| *n != 0) {
                return Some(format!("cell {c} stage {s} week {week}: people left in the inflow"));
            }
            for arm in 0..model.arms() {
                let layers: &[usize] = if arm == 0 { &[0] } else { &[2 * arm - 1, 2 * arm] };
                let waits = block.on_the_way.calendars[s].iter().flatten();
                let waiting: u64 =
                    waits.flat_map(|wait| layers.iter().map(move |layer| wait.waiting(week, c, *layer, lanes))).sum();
                let queues = block.levers.teams.as_ref().map(|work| &work.queues[s]);
                let queued = |layer: &usize| queues.map_or(0, |queue| queue.of_cell(c, *layer, lanes));
                let waiting = waiting + layers.iter().map(queued).sum::<u64>();
                let flow = &block.outcome.flows[arm][c][s];
                if flow.entered != flow.passed + flow.lost + flow.recycled + flow.nurtured + waiting {
                    return Some(format!("arm {arm} cell {c} stage {s} week {week}: {flow:?}, {waiting} waiting"));
                }
            }
        }
    }
    pool_imbalance(model, block, week)
}

/// The first pool where people appear or vanish, or that takes in other numbers than the stages let go.
fn pool_imbalance(model: &Model, block: &Block, week: usize) -> Option<String> {
    let lanes = block.outcome.lanes;
    for arm in 0..model.arms() {
        let mut open = u64::from(model.scenario.levers.nurture.as_ref().map_or(0, |x| x.open_at_start)) * lanes as u64;
        let mut entered = 0;
        for (i, flow) in block.outcome.pools[arm].iter().enumerate() {
            let pools = block.levers.nurture.as_ref().unwrap();
            let here = (0..lanes).map(|lane| u64::from(layers::people(&pools.people[i], arm, lane))).sum::<u64>();
            if flow.entered != flow.ready + flow.dropped + here {
                return Some(format!("arm {arm} pool {i} week {week}: {flow:?}, {here} in it"));
            }
            entered += flow.entered;
        }
        open += block.outcome.flows[arm].iter().flatten().map(|flow| flow.nurtured).sum::<u64>();
        if entered != open {
            return Some(format!("arm {arm} week {week}: {open} went to nurture, {entered} came"));
        }
    }
    customers_imbalance(model, block, week)
}

/// The first cell whose customers are not those at the start plus those won, less those who left.
fn customers_imbalance(model: &Model, block: &Block, week: usize) -> Option<String> {
    let books = block.levers.customers.as_ref()?;
    let lanes = block.outcome.lanes;
    for arm in 0..model.arms() {
        for (c, cell) in model.cells.iter().enumerate() {
            let sales = &block.outcome.sales[arm][c];
            let count = layers::layer_count(model.arms());
            let here: u64 = (0..lanes).map(|lane| books.of_cell(c, arm, lane, count)).sum();
            let at_start = if cell.origin == Origin::Pipeline { cell.at_start } else { 0 };
            let came = sales.customers + u64::from(at_start) * lanes as u64;
            if came != here + sales.churned + sales.refunded {
                return Some(format!("arm {arm} cell {c} week {week}: {sales:?}, {here} of {came} there"));
            }
        }
    }
    None
}
