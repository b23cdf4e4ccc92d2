//! Writes the worked example for the page to open with, in bytes that take less code to read than JSON.

use std::path::Path;
use std::{env, fs};

use funnel_engine::scenario::{decode, templates};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let scenario = decode::from_json(templates::WORKED_EXAMPLE).map_err(|problems| format!("{problems:?}"))?;
    let bytes = funnel_bytes::write(&scenario);
    let folder = env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?;
    fs::write(Path::new(&folder).join("example.bin"), bytes)?;
    Ok(())
}
