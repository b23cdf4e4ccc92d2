//! What holds it back: two further runs once the answer has settled, in workers of their own, and never before it.

use std::cell::RefCell;
use std::rc::Rc;

use funnel_engine::decide::holds::{Crossing, Hire, crossing, hired, hires, sweep};
use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use crate::charts::Shared;
use crate::worker::{Answer, Ask, Goal, Runner};

/// Replicates of each further run: the differences share their futures, so few tell much.
const REPLICATES: u32 = 1_024;

/// What the further runs found; each part is there once its run has ended.
#[derive(Clone, Default)]
pub struct Holds {
    /// Where more budget lowers revenue.
    pub crossing: Option<Rc<Crossing>>,
    /// One more person against the same money in media.
    pub hires: Option<Rc<Vec<Hire>>>,
    /// Why they could not be run.
    pub failed: Option<AttrValue>,
}

impl PartialEq for Holds {
    fn eq(&self, other: &Self) -> bool {
        let same = |a: &Option<Rc<Crossing>>, b: &Option<Rc<Crossing>>| match (a, b) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        same(&self.crossing, &other.crossing)
            && self.hires.is_some() == other.hires.is_some()
            && self.failed == other.failed
    }
}

/// What is still to be run, and for which question.
#[derive(Default)]
struct Asked {
    runner: Option<Runner>,
    /// Counts questions: answers to earlier ones are dropped.
    id: u32,
    sweep: Option<Rc<Scenario>>,
    hire: Option<(Rc<Scenario>, Vec<String>)>,
    found: Holds,
}

/// Runs them for a question once it has settled.
#[hook]
pub fn use_holds(scenario: &Shared<Scenario>, report: &Shared<Report>, settled: bool) -> Holds {
    let found = use_state_eq(Holds::default);
    let asked = use_mut_ref(Asked::default);
    {
        let (found, question) = (found.setter(), (scenario.clone(), report.clone()));
        // By the question alone: a sharper report of the same does not ask again.
        use_effect_with((scenario.clone(), settled), move |_| {
            {
                // A new question needs the machine for its own answer.
                let mut asked = asked.borrow_mut();
                (asked.runner, asked.found) = (None, Holds::default());
            }
            found.set(Holds::default());
            let (scenario, report) = question;
            if settled && !scenario.teams.is_empty() {
                begin(&asked, &scenario, &report, found);
            }
        });
    }
    (*found).clone()
}

fn begin(asked: &Rc<RefCell<Asked>>, scenario: &Scenario, report: &Report, found: UseStateSetter<Holds>) {
    let mut state = asked.borrow_mut();
    state.id = state.id.wrapping_add(2);
    let swept = Rc::new(sweep(scenario));
    // Workers are handed valid scenarios only.
    if let Some(problem) = swept.problems().first() {
        state.found.failed = Some(problem.to_string().into());
        found.set(state.found.clone());
        return;
    }
    state.sweep = Some(Rc::clone(&swept));
    state.hire = hires(scenario, report).filter(|(s, _)| s.problems().is_empty()).map(|(s, ids)| (Rc::new(s), ids));
    let (weak, id) = (Rc::downgrade(asked), state.id);
    let runner = state.runner.get_or_insert_with(|| {
        // One worker: what the answer needs comes first.
        Runner::new(1, move |answer| {
            if let Some(asked) = weak.upgrade() {
                listen(&asked, answer, &found);
            }
        })
    });
    runner.ask(Ask { id, scenario: swept, goal: Goal::Replicates(REPLICATES) });
}

/// Takes an answer: an even number is a sweep's, the next one its comparison of people and media.
fn listen(asked: &Rc<RefCell<Asked>>, answer: Answer, found: &UseStateSetter<Holds>) {
    let mut state = asked.borrow_mut();
    match answer {
        Answer::Report(ask, report, progress) if progress.settled => {
            if ask.id == state.id {
                state.found.crossing = state.sweep.as_ref().map(|s| Rc::new(crossing(s, &report)));
                if let (Some((scenario, _)), Some(runner)) = (&state.hire, &state.runner) {
                    let ask = Ask {
                        id: ask.id.wrapping_add(1),
                        scenario: Rc::clone(scenario),
                        goal: Goal::Replicates(REPLICATES),
                    };
                    runner.ask(ask);
                }
            } else if ask.id == state.id.wrapping_add(1) {
                state.found.hires = state.hire.as_ref().map(|(s, ids)| Rc::new(hired(s, ids, &report)));
            }
        }
        Answer::Report(..) => return,
        Answer::Failed(_, message) => state.found.failed = Some(message.into()),
    }
    found.set(state.found.clone());
}
