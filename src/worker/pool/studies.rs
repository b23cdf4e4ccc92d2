//! Replies to the pool that belong to studies.

use js_sys::Uint8Array;

use super::super::errands;
use super::super::protocol::{Reply, RunId};
use super::State;

impl State {
    /// A reply that is not about the answer: it belongs to a study's run, or to one that is over.
    pub(super) fn heard_of_errand(&mut self, at: usize, run: RunId, reply: Reply, body: Option<Uint8Array>) {
        let Some(slot) = self.slots.get_mut(at) else { return };
        match reply {
            Reply::Simulated { chunk, millis, .. } => {
                slot.did(run, chunk, errands::expected_millis);
                self.feed();
                if let Some(body) = body {
                    errands::took(run, chunk, millis, body);
                }
            }
            Reply::Refused { message, .. } => {
                slot.given.retain(|(of, _)| *of != run);
                errands::refuse(run, message);
                self.feed();
            }
            _ => {}
        }
    }
}
