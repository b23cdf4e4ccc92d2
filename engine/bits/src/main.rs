//! Simulates the golden scenario and succeeds if its report has the golden digest.
//!
//! A program of its own, so that `cargo xtask test --only bits` can build it in ways in which the engine is never built
//! otherwise: with AVX, and for Wasm with and without SIMD. It needs nothing around it, neither arguments nor files nor
//! output: it exits with 0 or 1, which a Wasm module's `main` returns to its caller.

#[path = "../../tests/golden.rs"]
mod golden;

use std::process::ExitCode;

fn main() -> ExitCode {
    let digest = golden::digest();
    if digest == golden::DIGEST {
        return ExitCode::SUCCESS;
    }
    // A Wasm module has nowhere to write to; there this does nothing.
    eprintln!("{digest:#x}, not {:#x}", golden::DIGEST);
    ExitCode::FAILURE
}
