//! A whole run without a browser: servers that answer in any order, with parts lost and done again, give one thread's
//! result bit for bit.

use funnel_engine::process::Model;
use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, templates};
use funnel_engine::simulate::{Goal, Progress, SETTLED, Simulator, Tally};
use proptest::prelude::*;
use std::cell::Cell;

use super::protocol::{Chunk, Reply, Request};
use super::schedule::Schedule;
use super::server::Server;
use funnel_messages as messages;

fn scenario() -> Scenario {
    templates::load("blank").unwrap()
}

fn started(run: u32, goal: Goal) -> Server {
    let mut server = Server::default();
    let scenario = messages::write_scenario(&scenario());
    let (heard, _) = server.take(Request::Start { run, scenario, goal }, &[]).unwrap();
    assert_eq!(heard, Reply::Started { run });
    server
}

fn alone(replicates: u32) -> Report {
    let mut simulator = Simulator::new(&scenario()).unwrap();
    let mut tally = simulator.tally();
    for block in simulator.blocks(replicates) {
        simulator.step(block, replicates, &mut tally);
    }
    tally.report(simulator.model())
}

/// A clock by which a few weeks take long enough for a look at what has come.
fn ticking() -> impl Fn() -> f64 {
    let time = Cell::new(0.0);
    move || time.replace(time.get() + 3.0)
}

/// Runs to the end; `choices` decides which worker is next, and whether its chunk is lost. One that `goes_on`
/// from its beginning does not wait for its first report, as one that was begun anew after its rest.
fn run(goal: Goal, workers: usize, goes_on: bool, mut choices: impl Iterator<Item = u8>) -> Vec<(Report, Progress)> {
    let mut simulators: Vec<Server> = (0..workers).map(|_| started(1, goal)).collect();
    let mut given: Vec<Vec<Chunk>> = vec![Vec::new(); workers];
    let mut collector = started(1, goal);
    let mut schedule = Schedule::new(goal);
    if goes_on {
        schedule.go_on();
    }
    let mut reports = Vec::new();
    let clock = ticking();
    loop {
        for (server, given) in simulators.iter_mut().zip(&mut given) {
            while given.len() < 2 {
                let Some(chunk) = schedule.next(workers as u32) else { break };
                given.push(chunk);
                server.take(Request::Simulate { run: 1, chunk }, &[]);
            }
        }
        let choice = choices.next().unwrap_or(0);
        let busy: Vec<usize> = (0..workers).filter(|w| !given[*w].is_empty()).collect();
        let worker = busy[usize::from(choice) % busy.len()];
        if choice > 230 {
            simulators[worker] = started(1, goal);
            given[worker].drain(..).for_each(|chunk| schedule.give_back(chunk));
            continue;
        }
        let (reply, body) = std::iter::repeat_with(|| simulators[worker].work(&clock)).flatten().next().unwrap();
        // The whole first report comes from its simulator, which hands over the part after it.
        let (reply, body) = match reply {
            Reply::Reported { run: 1, progress, report } => {
                let body = body.unwrap();
                assert_eq!((goal, body.len()), (Goal::Verdict, report as usize));
                schedule.reported();
                schedule.go_on();
                reports.push((messages::read(&body).unwrap(), progress));
                assert!(simulators[worker].has_work());
                simulators[worker].work(&clock).unwrap()
            }
            reply => (reply, body),
        };
        let Reply::Simulated { run: 1, chunk, .. } = reply else { panic!("{reply:?}") };
        given[worker].retain(|c| *c != chunk);
        schedule.took(chunk, f64::from(choice % 20) * f64::from(chunk.count) / 32.0);
        let (reply, body) = collector.take(Request::Collect { run: 1, chunk }, &body.unwrap()).unwrap();
        let body = body.unwrap_or_default();
        let (progress, report) = match reply {
            Reply::Reported { run: 1, progress, report } => (progress, report as usize),
            Reply::Collected { run: 1 } => continue,
            other => panic!("{other:?}"),
        };
        schedule.reported();
        schedule.go_on();
        kept(&body[report..], progress, goal);
        reports.push((messages::read(&body[..report]).unwrap(), progress));
        if progress.settled {
            return reports;
        }
    }
}

/// A settled verdict hands over its run: the figures of every replicate, which an unsettled one keeps to itself.
fn kept(tally: &[u8], progress: Progress, goal: Goal) {
    if progress.settled && goal == Goal::Verdict {
        let tally: Tally = messages::read(tally).unwrap();
        let report = alone(progress.replicates);
        let model = Model::new(&scenario()).unwrap();
        assert!(tally.is_of(&model));
        let again = tally.report(&model);
        assert_eq!((again.band_replicates, again.replicates), (0, progress.replicates));
        for (arm, other) in report.arms.iter().zip(&again.arms) {
            assert_eq!((&arm.figures, &arm.target), (&other.figures, &other.target));
        }
    } else {
        assert!(tally.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_bits_of_one_thread(
        workers in 1_usize..5,
        choices in prop::collection::vec(any::<u8>(), 400),
        replicates in 1_u32..1_500,
    ) {
        let reports = run(Goal::Replicates(replicates), workers, false, choices.into_iter());
        prop_assert_eq!(reports.len(), 1);
        prop_assert_eq!(&reports[0].0, &alone(replicates));
    }
}

#[test]
fn a_verdict_sharpens_and_settles_on_what_one_thread_says() {
    // One or two of them: the first report is made where it is simulated. Three: its parts are put together.
    for (workers, goes_on) in [(1, false), (2, false), (3, false), (1, true), (2, true), (3, true)] {
        let reports = run(Goal::Verdict, workers, goes_on, [3_u8, 0, 250, 1, 2].into_iter().cycle());
        for (report, progress) in &reports {
            assert_eq!(report.replicates, progress.replicates);
            assert_eq!(report, &alone(report.replicates));
        }
        assert_eq!(reports.last().unwrap().0.replicates, SETTLED);
        assert!(reports.windows(2).all(|pair| pair[0].0.replicates < pair[1].0.replicates));
    }
}

/// A worker that reported and broke before it handed over its part: another does it again, when later parts have come.
#[test]
fn a_first_part_that_comes_late_hides_no_report() {
    let mut collector = started(1, Goal::Verdict);
    let mut simulate = |first, count| {
        let (mut server, chunk) = (started(1, Goal::Verdict), Chunk { first, count });
        server.take(Request::Simulate { run: 1, chunk }, &[]);
        let parts = std::iter::repeat_with(|| server.work(|| 0.0)).flatten();
        let mut parts = parts.filter(|(reply, _)| matches!(reply, Reply::Simulated { .. }));
        collector.take(Request::Collect { run: 1, chunk }, &parts.next().unwrap().1.unwrap()).unwrap()
    };
    for first in [32, 64, 96, 128, 160, 192, 224] {
        assert_eq!(simulate(first, 32).0, Reply::Collected { run: 1 });
    }
    let (reply, _) = simulate(0, 32);
    assert!(matches!(reply, Reply::Reported { progress: Progress { replicates: 256, .. }, .. }), "{reply:?}");
}

#[test]
fn a_new_run_stops_the_old_one() {
    let mut server = started(1, Goal::Verdict);
    let chunk = Chunk { first: 0, count: 32 };
    server.take(Request::Simulate { run: 1, chunk }, &[]);
    assert!(server.has_work());
    let scenario = messages::write_scenario(&scenario());
    server.take(Request::Start { run: 2, scenario, goal: Goal::Verdict }, &[]);
    assert!(!server.has_work(), "of a run that is over");
    assert!(server.take(Request::Simulate { run: 1, chunk }, &[]).is_none());
    assert!(!server.has_work(), "of a run that is over");
    assert!(server.take(Request::Collect { run: 1, chunk }, &[]).is_none());
    // In the middle of a chunk, too, of which nothing is left for the next run.
    server.take(Request::Simulate { run: 2, chunk: Chunk { first: 160, count: 96 } }, &[]);
    let clock = ticking();
    (0..4).for_each(|_| assert!(server.work(&clock).is_none() && server.has_work(), "part of a block of three"));
    let scenario = messages::write_scenario(&self::scenario());
    server.take(Request::Start { run: 3, scenario, goal: Goal::Verdict }, &[]);
    server.take(Request::Simulate { run: 3, chunk }, &[]);
    let (reply, _) = server.work(|| 0.0).unwrap();
    assert!(matches!(reply, Reply::Reported { run: 3, .. }) && server.has_work(), "{reply:?}");
    let (reply, body) = server.work(|| 0.0).unwrap();
    assert_eq!(reply, Reply::Simulated { run: 3, chunk, millis: 0.0 });
    let part: Tally = messages::read(&body.unwrap()).unwrap();
    assert!(part.holds(0) && !part.holds(5));
    // What was reported on is handed over to nobody once there is another run.
    server.take(Request::Simulate { run: 3, chunk }, &[]);
    assert!(matches!(server.work(|| 0.0), Some((Reply::Reported { .. }, _))));
    let scenario = messages::write_scenario(&self::scenario());
    server.take(Request::Start { run: 4, scenario, goal: Goal::Verdict }, &[]);
    assert!(!server.has_work());
}

#[test]
fn what_cannot_be_read_is_refused() {
    let whole = messages::write_scenario(&scenario());
    for scenario in [whole[1..].to_vec(), whole[..whole.len() - 1].to_vec(), Vec::new()] {
        let mut server = Server::default();
        server.take(Request::Start { run: 1, scenario, goal: Goal::Verdict }, &[]);
        server.take(Request::Simulate { run: 1, chunk: Chunk { first: 0, count: 32 } }, &[]);
        let (reply, _) = server.work(|| 0.0).unwrap();
        assert!(matches!(&reply, Reply::Refused { run: 1, message } if message.contains("damaged")), "{reply:?}");
    }
    let mut server = started(1, Goal::Verdict);
    for garbage in [&[][..], &[255; 40]] {
        let answer = server.take(Request::Collect { run: 1, chunk: Chunk { first: 0, count: 32 } }, garbage);
        assert!(matches!(answer, Some((Reply::Refused { .. }, None))));
    }
}
