//! The module, as started by a worker.

use wasm_bindgen::prelude::wasm_bindgen;

/// Makes this worker work: called by the script that started it (`src/worker/handle.rs` of the page).
#[wasm_bindgen]
pub fn work() {
    funnel_tables::serve();
}

fn main() {
    // The work is requested by name.
}
