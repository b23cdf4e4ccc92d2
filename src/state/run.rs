//! Has each scenario answered, and marks the times.
//!
//! The workers are asked before the page draws a change, not in an effect, which comes once all of it is drawn: until
//! then they would still be at work on the question before, and take the cores that the drawing needs.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use funnel_engine::simulate::Goal;
use gloo::render::AnimationFrame;
use yew::prelude::*;

use super::{Action, Phase, Session, SessionDispatcher, studies};
use crate::timing;
use crate::worker::{Answer, Ask, Runner, simulators};

/// Asks the workers whenever the session's scenario changes, and passes their answers to the session. To be called before
/// anything is drawn.
#[hook]
pub fn use_run(session: &Session, dispatcher: &SessionDispatcher) {
    let runner = {
        let dispatcher = dispatcher.clone();
        use_memo((), move |()| runner(dispatcher))
    };
    let (id, dragging, unopened) = (session.run.id, session.is_dragging(), session.unopened.is_some());
    let answering = dragging || session.run.phase.is_open();
    use_effect_with(answering, |answering| studies::give_way(*answering));
    let last = use_mut_ref(|| None);
    use_memo((id, dragging, unopened), move |_| {
        // What nobody sees is not simulated.
        if unopened {
            return;
        }
        if last.replace(Some(id)) == Some(id) {
            // Only that the drag began or ended.
            if !dragging {
                runner.hurry();
            }
            return;
        }
        // It has been answered before.
        if session.run.phase == Phase::Settled {
            return runner.stop();
        }
        timing::mark(timing::ASK);
        let ask = Ask { id, scenario: Rc::clone(&session.scenario), goal: Goal::Verdict };
        if dragging {
            runner.ask_patiently(ask);
        } else {
            runner.ask(ask);
        }
    });
}

fn runner(dispatcher: SessionDispatcher) -> Runner {
    let answered = Cell::new(None);
    // Two marks may be waiting for the same frame.
    let frames: RefCell<[Option<AnimationFrame>; 2]> = RefCell::default();
    Runner::new(simulators(), move |answer| match answer {
        Answer::Report(ask, report, progress) => {
            let first = answered.replace(Some(ask.id)) != Some(ask.id);
            if first {
                timing::mark(timing::ARRIVED);
            }
            let (report, settled) = (Rc::from(report), progress.settled);
            dispatcher.dispatch(Action::Report { id: ask.id, scenario: ask.scenario, report, settled });
            let [first_frame, settled_frame] = &mut *frames.borrow_mut();
            if first {
                *first_frame = Some(timing::mark_when_painted(timing::FIRST));
                // That was an earlier run's; this one has not settled.
                *settled_frame = None;
            }
            if settled {
                *settled_frame = Some(timing::mark_when_painted(timing::SETTLED));
            }
        }
        Answer::Failed(ask, message) => dispatcher.dispatch(Action::Failed { id: ask.id, message }),
    })
}
