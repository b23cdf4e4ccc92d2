//! Forecasts from the past hold as often as they claim, through the whole chain: export, reading, learning, scenario,
//! engine.
//!
//! 120 random funnels, as in `recovery.rs`. The last quarter of each history is hidden and forecast from the rest with
//! 512 replicates. 80 % of the forecasts should hold; Binomial(120, .8) stays within .164 of that in all but one of
//! 150,000 cases.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

mod support;

use funnel_calibrate::backtest::{Unknown, Verdict, hindcast};
use funnel_calibrate::column::date::Day;
use funnel_calibrate::evidence::History;
use funnel_calibrate::{Options, propose, read};
use funnel_engine::process::Metric;
use funnel_engine::sample::Key;
use funnel_engine::simulate::Simulator;
use support::simulated::{Luck, Ranks, export, truth};

const HISTORIES: u64 = 120;
const REPLICATES: u32 = 512;

#[test]
fn forecasts_hold_as_often_as_they_say() {
    let mut ranks = Ranks::default();
    let mut unknown = 0;
    for history in 0..HISTORIES {
        let mut luck = Luck(Key::new(21).with(history), 0);
        let truth = truth(&mut luck);
        let table = read(export(&truth, &mut luck).as_bytes(), &Options::default()).unwrap();
        let tables = [table];
        let past = History::read(&tables, &propose(&tables));
        let as_of = past.as_of().unwrap();
        let hidden = Day(as_of.0 - (truth.days / 4.0) as i32);
        let cast = match hindcast(&past, hidden) {
            Ok(cast) => cast,
            Err(Unknown::TooEarly(_) | Unknown::TooLate) => {
                unknown += 1;
                continue;
            }
            Err(other) => panic!("{other}"),
        };
        let mut simulator = Simulator::new(&cast.scenario).unwrap().without_books().without_paths();
        let mut tally = simulator.tally();
        for block in simulator.blocks(REPLICATES) {
            simulator.step(block, REPLICATES, &mut tally);
        }
        let figures = [
            ("inquiries", Metric::Inquiries, &cast.came.inquiries),
            ("won", Metric::Customers, &cast.came.won),
            ("revenue", Metric::Bookings, &cast.came.revenue),
        ];
        for (name, metric, came) in figures {
            let verdict = Verdict::judge(&cast, name, tally.values(0, metric), came.iter().sum()).unwrap();
            assert_eq!(verdict.held(), (verdict.p10..=verdict.p90).contains(&verdict.came));
            ranks.add(name, verdict.rank);
        }
    }
    assert!(unknown < 12, "{unknown}");
    ranks.check();
}
