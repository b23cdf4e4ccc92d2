//! Simulates the golden scenario and succeeds if its report has the golden digest.
//!
//! A program of its own, so that `cargo xtask test --only bits` can build it as the engine is never built otherwise: with
//! AVX, for Wasm with and without SIMD. It needs nothing around it: without an argument, a file or an output it ends with 0
//! or 1, which a Wasm module's `main` gives back to who called it.

#[path = "../../tests/golden.rs"]
mod golden;

use std::process::ExitCode;

fn main() -> ExitCode {
    let digest = golden::digest();
    if digest == golden::DIGEST {
        return ExitCode::SUCCESS;
    }
    // A module in Wasm has nowhere to write to; then this does nothing.
    eprintln!("{digest:#x}, not {:#x}", golden::DIGEST);
    ExitCode::FAILURE
}
