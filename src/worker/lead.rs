//! What a worker does that leads a study: it says what is to be simulated, takes in the others' results, and reads
//! them.

use std::cell::RefCell;

use funnel_decide::{Finding, Heard, Lead, Question};
use funnel_engine::simulate::Tally;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::job::{DAMAGED, DAMAGED_RESULTS, said};
use super::wire;
use funnel_messages as messages;

/// What a study is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// What is asked.
    pub question: Question,
    /// The scenario as [bytes](funnel_messages).
    pub scenario: Vec<u8>,
    /// Replicates of each run.
    pub replicates: u32,
}

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "a message lives for a moment, one at a time")]
pub(super) enum Ask {
    /// Lead this study. Body: the answer's [`Tally`], if the study can use its run.
    Study(Job),
    /// Take in blocks of what was ordered. Body: a [`Tally`].
    Part {
        /// The order's number.
        order: u32,
    },
}

/// What a study says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "a message lives for a moment, one at a time")]
pub enum Word {
    /// The worker accepts a job now.
    Ready,
    /// This is to be simulated, and nothing else any more.
    Order {
        /// Counts the orders.
        number: u32,
        /// An [`Order`](funnel_decide::Order) in its bytes.
        order: Vec<u8>,
        /// The first replicate to simulate.
        from: u32,
        /// Number of replicates, including those before it.
        replicates: u32,
    },
    /// Share of the work that is done, 0 to 1.
    Progress(f64),
    /// What is known so far.
    Finding(Finding),
    /// Everything is known.
    Done,
    /// It cannot go on; the reason.
    Failed(String),
}

impl Word {
    /// Whether this is the last message.
    #[must_use]
    pub fn is_last(&self) -> bool {
        matches!(self, Self::Done | Self::Failed(_))
    }
}

/// The job's study, with the existing run taken in if that is enough.
pub(super) fn begun(job: &Job, at_hand: Option<Vec<u8>>) -> Result<Lead, String> {
    let scenario = messages::read_scenario(&job.scenario).ok_or(DAMAGED)?;
    let tally = at_hand.and_then(|bytes| messages::read(&bytes));
    let begun = tally.and_then(|tally| Lead::at_hand(&job.question, &scenario, job.replicates, tally));
    Ok(begun.unwrap_or_else(|| Lead::new(job.question.study(&scenario, job.replicates))))
}

/// One study after another.
#[derive(Default)]
pub(super) struct Leading {
    lead: Option<Lead>,
    /// Counts all orders, so that a late part is known to belong to an earlier one.
    orders: u32,
}

impl Leading {
    /// Its replies to a request.
    pub(super) fn take(&mut self, ask: Ask, body: Option<Vec<u8>>) -> Vec<Word> {
        let said = match ask {
            Ask::Study(job) => begun(&job, body).map(|lead| {
                self.lead = Some(lead);
                self.goes_on()
            }),
            Ask::Part { order } if order == self.orders => self.part(&body.unwrap_or_default()),
            Ask::Part { .. } => Ok(Vec::new()),
        };
        said.unwrap_or_else(|message| {
            self.lead = None;
            vec![Word::Failed(message)]
        })
    }

    fn part(&mut self, body: &[u8]) -> Result<Vec<Word>, String> {
        let Some(lead) = &mut self.lead else { return Ok(Vec::new()) };
        let part: Tally = messages::read(body).ok_or(DAMAGED_RESULTS)?;
        Ok(match lead.add(part).map_err(|problems| said(&problems))? {
            Heard::Nothing => Vec::new(),
            Heard::Look => vec![Word::Finding(lead.found())],
            Heard::Whole => self.goes_on(),
        })
    }

    /// The next order, before the findings so that nobody has to wait for it; or the end.
    fn goes_on(&mut self) -> Vec<Word> {
        let Some(lead) = &mut self.lead else { return Vec::new() };
        if let Some(order) = lead.order() {
            self.orders = self.orders.wrapping_add(1);
            let (number, from, replicates) = (self.orders, order.from, order.replicates);
            let word = Word::Order { number, order: messages::write(order), from, replicates };
            let mut words = vec![word, Word::Progress(lead.progress())];
            words.extend(lead.has_found().then(|| Word::Finding(lead.found())));
            return words;
        }
        let found = Word::Finding(lead.found());
        self.lead = None;
        vec![found, Word::Done]
    }
}

/// Leads the studies it is asked for, as long as the worker lives.
pub(crate) fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let leading = RefCell::new(Leading::default());
    let on_message = {
        let scope = scope.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some((ask, body)) = wire::parse::<Ask>(event.data()) else { return };
            let words = leading.borrow_mut().take(ask, body.map(|bytes| bytes.to_vec()));
            words.iter().for_each(|word| post(&scope, word));
        })
    };
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    post(&scope, &Word::Ready);
}

fn post(scope: &DedicatedWorkerGlobalScope, word: &Word) {
    let (message, handed) = wire::message(word, None);
    // A page that is gone receives nothing.
    let _ = scope.post_message_with_transfer(&message, &handed);
}
