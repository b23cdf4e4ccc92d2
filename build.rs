//! Writes the worked example for the page to open with, in bytes that take less code to read than JSON; and the looks of
//! what comes later, without what is in them for people.

#[path = "xtask/src/build/style.rs"]
mod style;

use std::path::Path;
use std::{env, fs};

use funnel_engine::scenario::{decode, templates};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=xtask/src/build/style.rs");
    let scenario = decode::from_json(templates::WORKED_EXAMPLE).map_err(|problems| format!("{problems:?}"))?;
    let bytes = funnel_bytes::write(&scenario);
    let folder = env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?;
    fs::write(Path::new(&folder).join("example.bin"), bytes)?;
    fs::write(Path::new(&folder).join("looks.css"), looks()?)?;
    Ok(())
}

/// Read after the page's own stylesheet, in this order.
const LOOKS: [&str; 10] =
    ["charts", "decide", "process", "share", "export", "stage", "replay", "sheets", "notes", "deck"];

/// The sheets, shortened as the page's own is.
fn looks() -> Result<String, Box<dyn std::error::Error>> {
    let mut looks = String::new();
    for name in LOOKS {
        let path = format!("src/looks/{name}.css");
        println!("cargo::rerun-if-changed={path}");
        looks += &fs::read_to_string(path)?;
    }
    Ok(style::shorten(&looks))
}
