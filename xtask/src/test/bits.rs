//! The golden report's digest from builds that the other steps never make: with AVX2, and for Wasm with and without SIMD.
//!
//! A step of its own, because each build compiles the engine again, half a minute each; if nothing has changed it takes
//! seconds. So it can be left out during work, and run alone by whoever changes the engine's arithmetic. The browser
//! tests ask the page for the same digest, in both browsers and with one worker and with many.

use super::Outcome;
use crate::cargo::cargo;
use crate::{build, paths, process, setup};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// What vectors of four floats need; it includes fused multiply-add, and a result would change if the compiler fused
/// any two operations.
const AVX2: &str = "-Ctarget-cpu=x86-64-v3";

pub(super) fn check() -> Result<Outcome> {
    setup::wasm_target()?;
    let has_avx2 = has_avx2();
    let natively = || {
        native(None)?;
        println!("natively: the golden report");
        if has_avx2 {
            native(Some(AVX2))?;
            println!("natively with AVX2: the golden report");
        }
        anyhow::Ok(())
    };
    let in_wasm = || {
        for (has_simd, name) in [(false, "without SIMD"), (true, "with SIMD")] {
            wasm(has_simd).with_context(|| format!("Wasm {name}"))?;
            println!("Wasm {name}: the golden report");
        }
        anyhow::Ok(())
    };
    // Builds of both targets at once: most of each is one core's work alone.
    let (native, wasm) = rayon::join(natively, in_wasm);
    native?;
    wasm?;
    if !has_avx2 {
        return Ok(Outcome::Skipped("this machine has no AVX2; all other builds agree".to_owned()));
    }
    Ok(Outcome::Passed)
}

/// Builds and runs it as the command line is built, or with a flag for the compiler.
///
/// Because the target is named, what runs during the build is compiled without the flag, and is there already.
fn native(flag: Option<&str>) -> Result<()> {
    let mut command = cargo("run");
    command.args(["--quiet", "--release", "--package", "funnel-bits"]);
    if let Some(flag) = flag {
        let target = process::capture(Command::new("rustc").args(["--print", "host-tuple"]))?;
        let variable = format!("CARGO_TARGET_{}_RUSTFLAGS", target.trim().to_uppercase().replace('-', "_"));
        command.args(["--target", target.trim()]).env(variable, flag).env_remove("RUSTFLAGS");
    }
    process::run(&mut command)
}

fn wasm(has_simd: bool) -> Result<()> {
    let file = paths::work().join("bits.wasm");
    fs::create_dir_all(paths::work())?;
    fs::write(&file, build::bits(has_simd)?)?;
    process::run(setup::node()?.arg("engine/bits/run.mjs").arg(&file))
}

#[cfg(target_arch = "x86_64")]
fn has_avx2() -> bool {
    std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma")
}

#[cfg(not(target_arch = "x86_64"))]
fn has_avx2() -> bool {
    false
}
