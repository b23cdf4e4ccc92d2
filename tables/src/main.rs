//! The module as a worker starts it.

use wasm_bindgen::prelude::wasm_bindgen;

/// Has this worker do its work: called by the script that started it (`src/worker/handle.rs` of the page).
#[wasm_bindgen]
pub fn work() {
    funnel_tables::serve();
}

fn main() {
    // What is to be done is asked for by name.
}
