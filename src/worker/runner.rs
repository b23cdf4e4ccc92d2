//! Answers scenarios, one at a time: in workers where they can start, otherwise on the page's own thread.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use funnel_engine::simulate::{Goal, Progress};
use gloo::timers::callback::Timeout;

use super::fallback::OwnThread;
use super::handle::Source;
use super::kept;
use super::pool::Pool;
use super::protocol::{RunId, next_run};
use super::{PoolEvent, errands};
use funnel_messages as messages;

/// How long nothing is simulated after a first report, in milliseconds: the page has the machine to itself while it draws,
/// and the next step, which in a drag or with a key held down comes within this time, finds the workers free.
const REST: u32 = 50;

/// A scenario to be answered.
#[derive(Clone)]
pub struct Ask {
    /// The asker's own number, handed back with each answer.
    pub id: u32,
    /// What is asked; it must be valid.
    pub scenario: Rc<Scenario>,
    /// When it is answered.
    pub goal: Goal,
}

/// What became of an [`Ask`].
pub enum Answer {
    /// A report, more or less sharp.
    Report(Ask, Box<Report>, Progress),
    /// It cannot be answered; the reason.
    Failed(Ask, String),
}

/// Answers scenarios. Asking again cancels what was asked before.
pub struct Runner(Rc<Inner>);

struct Inner {
    state: RefCell<State>,
    listen: Box<dyn Fn(Answer)>,
    workers: u32,
}

struct State {
    means: Means,
    /// Whatever arrives from another run than this is dropped.
    run: RunId,
    current: Option<Current>,
    /// Asked while the previous step of a drag was still unanswered.
    next: Option<Ask>,
}

struct Current {
    ask: Ask,
    answered: bool,
    /// Whether it goes on after its first report without a rest.
    hurried: bool,
    /// Dropping it cancels the end of the rest.
    rest: Option<Timeout>,
}

enum Means {
    /// The page's script is being read.
    Starting,
    Workers(Pool),
    Own(OwnThread),
}

impl Runner {
    /// Starts this many simulating workers at once, so that they are warm when something is asked.
    pub fn new(workers: u32, listen: impl Fn(Answer) + 'static) -> Self {
        let state = State { means: Means::Starting, run: 0, current: None, next: None };
        let inner = Rc::new(Inner { state: RefCell::new(state), listen: Box::new(listen), workers });
        let weak = Rc::downgrade(&inner);
        wasm_bindgen_futures::spawn_local(async move {
            let source = Source::of_page().await;
            let Some(inner) = weak.upgrade() else { return };
            match source {
                Ok(source) => inner.set(Means::Workers(Pool::new(source, inner.workers, inner.told()))),
                Err(_) => inner.alone(),
            }
        });
        Self(inner)
    }

    /// Answers this instead of what was asked before.
    pub fn ask(&self, ask: Ask) {
        self.0.start(ask);
    }

    /// The same while something is being dragged: the question being answered may give a first report before it is
    /// replaced. If every step cancelled the one before, a quick hand would see nothing move.
    pub fn ask_patiently(&self, ask: Ask) {
        let answering = self.0.state.borrow().current.as_ref().is_some_and(|current| !current.answered);
        if answering {
            self.0.state.borrow_mut().next = Some(ask);
        } else {
            self.0.start(ask);
        }
    }

    /// Gives no more answers to what was asked.
    pub fn stop(&self) {
        let mut state = self.0.state.borrow_mut();
        (state.current, state.next) = (None, None);
        state.run = next_run();
        match &state.means {
            Means::Starting => {}
            Means::Workers(pool) => pool.stop(),
            Means::Own(own) => own.stop(),
        }
    }

    /// The drag is over: what was asked last is answered now and goes on after its first report without a rest, as no
    /// further step follows. Not before that: on two cores, what was simulated beside it would take from the page the core on
    /// which it draws what has moved.
    pub fn hurry(&self) {
        let next = self.0.state.borrow_mut().next.take();
        if let Some(next) = next {
            self.0.start(next);
        }
        let is_answered = self.0.state.borrow_mut().current.as_mut().is_some_and(|current| {
            current.hurried = true;
            current.answered
        });
        if is_answered {
            self.0.go_on();
        }
    }
}

impl Inner {
    fn start(&self, ask: Ask) {
        let mut state = self.state.borrow_mut();
        state.next = None;
        state.run = next_run();
        state.current = Some(Current { ask, answered: false, hurried: false, rest: None });
        state.begin();
    }

    /// Goes on with a run that rests.
    fn go_on(&self) {
        if let Means::Workers(pool) = &self.state.borrow().means {
            pool.go_on();
        }
    }

    fn set(&self, means: Means) {
        let mut state = self.state.borrow_mut();
        state.means = means;
        state.begin();
    }

    /// Does without workers.
    fn alone(self: &Rc<Self>) {
        self.set(Means::Own(OwnThread::new(self.told())));
        errands::give_up();
    }

    /// What workers report to. Not a strong reference, because this runner owns the workers.
    fn told(self: &Rc<Self>) -> Rc<dyn Fn(PoolEvent)> {
        let weak: Weak<Self> = Rc::downgrade(self);
        Rc::new(move |told| {
            if let Some(inner) = weak.upgrade() {
                inner.tell(told);
            }
        })
    }

    fn tell(self: &Rc<Self>, told: PoolEvent) {
        let run = match &told {
            PoolEvent::Unable => return self.alone(),
            PoolEvent::Report { run, .. } | PoolEvent::Failed { run, .. } => *run,
        };
        let (ask, next) = {
            let mut state = self.state.borrow_mut();
            if run != state.run {
                return;
            }
            let Some(current) = &mut state.current else { return };
            if !std::mem::replace(&mut current.answered, true) {
                let weak = Rc::downgrade(self);
                // Not at once even then: what the workers did meanwhile would hold up the drawing of this report.
                let rest = if current.hurried { 0 } else { REST };
                current.rest = Some(Timeout::new(rest, move || {
                    if let Some(inner) = weak.upgrade() {
                        inner.go_on();
                    }
                }));
            }
            (current.ask.clone(), state.next.take())
        };
        if let Some(next) = next {
            self.start(next);
        }
        if let PoolEvent::Report { tally: Some(tally), progress, .. } = &told {
            kept::keep(&ask.scenario, progress.replicates, tally.clone());
        }
        (self.listen)(match told {
            PoolEvent::Report { report, progress, .. } => Answer::Report(ask, Box::new(report), progress),
            PoolEvent::Failed { message, .. } => Answer::Failed(ask, message),
            PoolEvent::Unable => return,
        });
    }
}

impl State {
    /// Starts the current run by the means available.
    fn begin(&self) {
        let Some(Current { ask, .. }) = &self.current else { return };
        match &self.means {
            Means::Starting => {}
            Means::Workers(pool) => {
                pool.start(self.run, messages::write_scenario(&ask.scenario), ask.goal);
            }
            Means::Own(own) => own.start(self.run, &ask.scenario, ask.goal),
        }
    }
}
