//! Writes the worked example for the page to open with, and its answer, in bytes that take less code to read than JSON; and
//! the looks of what comes later.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use funnel_engine::process::{Metric, Model};
use funnel_engine::report::{Arm, Band, Booked, Books, Comparison, Report, Signs, Summary, Weekly};
use funnel_engine::scenario::{decode, templates};
use funnel_engine::simulate::settled;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let scenario = decode::from_json(templates::WORKED_EXAMPLE).map_err(|problems| format!("{problems:?}"))?;
    let model = Model::new(&scenario).map_err(|problems| format!("{problems:?}"))?;
    let answer = glance(settled(model.into()));
    let folder = env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?;
    fs::write(Path::new(&folder).join("example.bin"), funnel_bytes::write(&scenario))?;
    fs::write(Path::new(&folder).join("answer.bin"), funnel_bytes::write(&answer))?;
    fs::write(Path::new(&folder).join("looks.css"), looks()?)?;
    Ok(())
}

/// What the page's first screen shows of a report; a test asks it whether anything is missing (`src/state/start.rs`).
fn glance(report: Report) -> Report {
    let keep = |x: Summary| Summary { mean: x.mean, p10: x.p10, p50: x.p50, p90: x.p90, ..Summary::default() };
    let shown = [
        Metric::Revenue,
        Metric::GrossProfit,
        Metric::AcquisitionCost,
        Metric::Profit,
        Metric::ProfitWithAfter,
        Metric::Customers,
    ];
    let figures = |all: BTreeMap<Metric, Summary>| {
        all.into_iter().filter(|(metric, _)| shown.contains(metric)).map(|(metric, x)| (metric, keep(x))).collect()
    };
    let arm = |arm: Arm| Arm {
        figures: figures(arm.figures),
        cac: keep(arm.cac),
        weekly: Weekly::default(),
        stages: Vec::new(),
        flows: Vec::new(),
        booked: Booked::default(),
        work: Vec::new(),
        signs: Signs::default(),
        ..arm
    };
    let books = |books: Books| Books { uplift: Summary::default(), ..books };
    let comparison = |c: Comparison| Comparison {
        difference: figures(c.difference),
        uplift: Summary::default(),
        cumulative_revenue: Band::default(),
        cumulative_profit: Band::default(),
        books: c.books.map(books),
        ..c
    };
    let arms = report.arms.into_iter().map(arm).collect();
    let comparisons = report.comparisons.into_iter().map(comparison).collect();
    Report { arms, comparisons, ..report }
}

/// Read after the page's own stylesheet, in this order.
const LOOKS: [&str; 12] =
    ["print", "charts", "decide", "process", "share", "export", "stage", "replay", "sheets", "notes", "deck", "work"];

/// The sheets.
fn looks() -> Result<String, Box<dyn std::error::Error>> {
    let mut looks = String::new();
    for name in LOOKS {
        let path = format!("src/looks/{name}.css");
        println!("cargo::rerun-if-changed={path}");
        looks += &fs::read_to_string(path)?;
    }
    Ok(looks)
}
