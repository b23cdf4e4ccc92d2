//! How long a million rows take, and how much memory: `cargo run --release -p funnel-calibrate --example million`.
//!
//! The export is generated while it is read, chunk by chunk, so the process holds nothing but the tables.

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::fmt::Write;
use std::time::Instant;

use funnel_calibrate::column::date::Day;
use funnel_calibrate::{Options, Reader, Refusal, learn, propose};

const ROWS: u32 = 1_000_000;
const CHUNK: u32 = 10_000;

/// Rows of an export, each with an id, two dates, a stage, an amount, a source, an owner and a note of its own.
fn rows(from: u32, text: &mut String) {
    for i in from..from + CHUNK {
        let luck = u64::from(i).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        let begins = 18_000 + i32::try_from(i / 715).unwrap_or(0);
        let close = begins + 1 + i32::try_from(luck % 90).unwrap_or(0);
        let stage = match luck % 7 {
            0 | 1 => "Won",
            2..=5 => "Lost",
            _ => "Open",
        };
        let close = if stage == "Open" { String::new() } else { Day(close).iso() };
        let (amount, source) = (luck % 99_991, ["Search", "Social", "Fair"][(luck % 3) as usize]);
        let _ = writeln!(
            text,
            "00Q{i:015},{},{close},{stage},{amount}.50,{source},Owner {},note {i} of a length that notes have in exports",
            Day(begins).iso(),
            luck % 50
        );
    }
}

fn main() -> Result<(), Refusal> {
    let mut step = Instant::now();
    let mut done = |what: &str| {
        println!("{what}: {:.2} s", step.elapsed().as_secs_f64());
        step = Instant::now();
    };
    let mut reader = Reader::new(Options::default());
    let mut text = String::from("Lead ID,Created,Close date,Stage,Amount,Lead source,Owner,Note\n");
    for from in (0..ROWS).step_by(CHUNK as usize) {
        rows(from, &mut text);
        reader.push(text.as_bytes())?;
        text.clear();
    }
    let bytes = reader.bytes();
    let tables = [reader.finish()?];
    done("written and read");
    let mapping = propose(&tables);
    done("proposed");
    let evidence = learn(&tables, &mapping);
    done("learned");
    println!("{} rows of {} bytes, {} problems", evidence.deals, bytes, evidence.ledger.total());
    Ok(())
}
