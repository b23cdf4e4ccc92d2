//! Fetches what a command needs and the machine does not have. Each part prints what it does and how long it takes,
//! does nothing if it is already done, and can be interrupted and repeated.

mod apt;
mod browsers;
mod node;
mod python;
mod rust;

pub(crate) use browsers::{browsers_here, chromium, firefox, headless};
pub(crate) use node::{node, npm_packages, packages_of};
pub(crate) use python::python;
pub(crate) use rust::{components, wasm_target};

use anyhow::Result;
use std::time::Instant;

/// Everything the other commands may need.
pub(crate) fn everything() -> Result<()> {
    components()?;
    wasm_target()?;
    npm_packages()?;
    let browser = headless()?;
    let firefox = firefox()?;
    println!("setup: ready, with {} to test in", browser.display());
    match firefox {
        Some(firefox) => println!("setup: and with {}", firefox.display()),
        None => println!("setup: without a Firefox, in which nothing will be tested"),
    }
    Ok(())
}

/// Announces a slow piece of work with its rough duration, and says afterwards how long it took.
pub(crate) fn announced<T>(what: &str, about: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("{what} (about {about}) ...");
    let start = Instant::now();
    let result = work()?;
    println!("{what}: done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(result)
}
