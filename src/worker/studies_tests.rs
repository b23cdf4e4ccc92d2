//! Whole studies without a browser: one worker that leads and any number that simulate, in any order, interrupted by
//! the answer, with parts lost and done again, find what one thread finds.

use funnel_decide::{Driver, Finding, Question};
use funnel_engine::process::Metric;
use funnel_engine::scenario::{Scenario, TargetMetric, templates};
use funnel_engine::simulate::Goal;
use proptest::prelude::*;

use super::lead::{Ask, Job, Leading, Word};
use super::protocol::{Chunk, Reply, Request, RunId};
use super::schedule::Schedule;
use super::server::Server;

fn scenario() -> Scenario {
    let mut s = templates::load("sales-led-saas").unwrap();
    s.frame.horizon_weeks = 6;
    s.frame.run_off_weeks = 2;
    s
}

fn questions() -> Vec<Question> {
    let target = funnel_decide::outcome::Target { metric: TargetMetric::Revenue, value: 1e6, confidence: 0.8 };
    vec![
        Question::Holds,
        Question::Ladder,
        Question::Curve { lambda: 0.5 },
        Question::Outcome { target: Some(target) },
        Question::Drivers { metric: Metric::Profit, total: false },
        Question::Learn { metric: Metric::Profit, pairs: false },
    ]
}

/// What one thread reports, each time there is something to report.
fn alone(question: &Question, replicates: u32) -> Vec<Finding> {
    let mut driver = Driver::new(question.study(&scenario(), replicates));
    let mut all = Vec::new();
    while driver.step().unwrap() {
        all.extend(driver.took().then(|| driver.found()));
    }
    all
}

/// What the workers do when they are told of an order in a place of theirs.
struct Workers {
    servers: Vec<Server>,
    given: Vec<Vec<Chunk>>,
    /// The order that each was told about.
    told: Vec<RunId>,
}

impl Workers {
    /// Gives each as much as it can take.
    fn feed(&mut self, run: RunId, order: &[u8], schedule: &mut Schedule) {
        let workers = self.servers.len() as u32;
        for ((server, given), told) in self.servers.iter_mut().zip(&mut self.given).zip(&mut self.told) {
            while given.len() < 2 {
                let Some(chunk) = schedule.next(workers) else { break };
                if *told != run {
                    *told = run;
                    server.take(Request::Order { run, place: 1, order: order.to_vec() }, &[]);
                }
                given.push(chunk);
                server.take(Request::Simulate { run, chunk }, &[]);
            }
        }
    }
}

/// Everything that is reported on the way to the end.
fn together(question: &Question, replicates: u32, workers: usize, choices: &[u8]) -> Vec<Finding> {
    let mut choices = choices.iter().cycle();
    let mut all = Workers {
        servers: (0..workers).map(|_| Server::default()).collect(),
        given: vec![Vec::new(); workers],
        told: vec![0; workers],
    };
    let job = Job { question: question.clone(), scenario: funnel_messages::write_scenario(&scenario()), replicates };
    let (mut leading, mut told) = (Leading::default(), Vec::new());
    let (mut run, mut now, mut schedule) = (0, (0, Vec::new()), Schedule::of_study(0..0));
    let mut words = leading.take(Ask::Study(job), None);
    loop {
        for word in std::mem::take(&mut words) {
            match word {
                Word::Order { number, order, from, replicates } => {
                    run += 1;
                    (now, schedule) = ((number, order), Schedule::of_study(from..replicates));
                    all.given.iter_mut().for_each(Vec::clear);
                }
                Word::Finding(found) => told.push(found),
                Word::Progress(share) => assert!((0.0..=1.0).contains(&share)),
                Word::Done => return told,
                Word::Ready | Word::Failed(_) => panic!("{word:?}"),
            }
        }
        all.feed(run, &now.1, &mut schedule);
        let choice = *choices.next().unwrap();
        let busy: Vec<usize> = (0..workers).filter(|w| !all.given[*w].is_empty()).collect();
        let worker = busy[usize::from(choice) % busy.len()];
        if choice > 240 {
            // The answer comes in between: everybody drops what is not done, and half of the workers have begun it.
            for (server, given) in all.servers.iter_mut().zip(&mut all.given) {
                let _ = server.work(|| 0.0);
                let scenario = funnel_messages::write_scenario(&scenario());
                server.take(Request::Start { run: 1_000 + run, scenario, goal: Goal::Verdict }, &[]);
                given.drain(..).for_each(|chunk| schedule.give_back(chunk));
            }
            continue;
        }
        if choice > 225 {
            // A worker is lost with all it knows.
            all.servers[worker] = Server::default();
            all.told[worker] = 0;
            all.given[worker].drain(..).for_each(|chunk| schedule.give_back(chunk));
            continue;
        }
        let (reply, body) = std::iter::repeat_with(|| all.servers[worker].work(|| 0.0)).flatten().next().unwrap();
        let Reply::Simulated { run: of, chunk, .. } = reply else { panic!("{reply:?}") };
        if of != run {
            // A part of an order that is over: the leader receives it with an old number.
            words = leading.take(Ask::Part { order: now.0.wrapping_sub(1) }, body);
            assert!(words.is_empty());
            continue;
        }
        all.given[worker].retain(|given| *given != chunk);
        schedule.took(chunk, f64::from(choice % 20) * f64::from(chunk.count) / 32.0);
        words = leading.take(Ask::Part { order: now.0 }, body.clone());
        if choice > 200 && words.is_empty() {
            // It arrived although it was given up for lost, and arrives again.
            words = leading.take(Ask::Part { order: now.0 }, body);
            assert!(words.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, ..ProptestConfig::default() })]

    #[test]
    fn any_number_of_workers_finds_the_same(choices in prop::collection::vec(any::<u8>(), 200)) {
        // More than a first look needs, and not a whole number of blocks.
        let replicates = 300;
        for question in questions() {
            let one = alone(&question, replicates);
            for workers in [1, 2, 3, 5] {
                let many = together(&question, replicates, workers, &choices);
                // The first look is missing if the run was complete before the last of its first blocks arrived.
                prop_assert!(many == one || many == one[1..], "{:?}: {} workers", question, workers);
            }
        }
    }
}

#[test]
fn a_first_look_is_what_so_many_replicates_tell() {
    for question in [Question::Holds, Question::Curve { lambda: 0.5 }, Question::Ladder] {
        let look = together(&question, 1_000, 3, &[0, 1, 2]).into_iter().next();
        assert_eq!(look, alone(&question, 256).into_iter().next(), "{question:?}");
    }
}

#[test]
fn what_is_damaged_is_refused() {
    let mut leading = Leading::default();
    let job = Job { question: Question::Holds, scenario: vec![1, 2], replicates: 9 };
    assert!(matches!(&leading.take(Ask::Study(job), None)[..], [Word::Failed(_)]));
    let job = Job { question: Question::Holds, scenario: funnel_messages::write_scenario(&scenario()), replicates: 9 };
    let words = leading.take(Ask::Study(job), None);
    let [Word::Order { number, order, .. }, Word::Progress(_)] = &words[..] else { panic!("{words:?}") };
    for garbage in [&[][..], &[255; 40]] {
        let mut server = Server::default();
        server.take(Request::Order { run: 1, place: 0, order: garbage.to_vec() }, &[]);
        server.take(Request::Simulate { run: 1, chunk: Chunk { first: 0, count: 32 } }, &[]);
        assert!(matches!(server.work(|| 0.0), Some((Reply::Refused { run: 1, .. }, None))));
        assert!(!server.has_work());
    }
    let mut server = Server::default();
    server.take(Request::Order { run: 1, place: 0, order: order.clone() }, &[]);
    assert!(matches!(&leading.take(Ask::Part { order: *number }, Some(vec![0; 9]))[..], [Word::Failed(_)]));
}
