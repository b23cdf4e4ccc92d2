//! `funnel calibrate`: a reader's own exports in, a scenario with their evidence out.

mod backtest;
mod say;

use std::fmt::Write;
use std::io::Read;
use std::path::{Path, PathBuf};

use funnel_calibrate::column::date::Day;
use funnel_calibrate::evidence::{History, learn_from};
use funnel_calibrate::read::workbook;
use funnel_calibrate::{Applied, Found, Mapping, Options, Reader, Table, apply, propose, propose_like, upright};
use funnel_engine::scenario::templates;

use crate::error::Failure;
use crate::{input, output};

/// What to learn from, and what to do with it.
#[derive(clap::Args)]
pub(crate) struct Calibrate {
    /// Exports: CSV or TSV, in whatever encoding and with whatever separators, and workbooks (XLSX).
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What the columns are, as `--save-map` writes it. When left out, what the scenario keeps, or else what the files suggest.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Write what the columns are taken to be, to be changed and used again.
    #[arg(long, value_name = "FILE")]
    save_map: Option<PathBuf>,
    /// The scenario that the evidence goes into, or a link to one; the blank template when left out.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Hide everything after this day, forecast, and compare with what came; may be given several times.
    #[arg(long, value_name = "DATE", value_parser = day, num_args = 1..)]
    backtest: Vec<Day>,
    /// Replicates of each forecast.
    #[arg(long, default_value_t = funnel_calibrate::trial::REPLICATES, value_parser = clap::value_parser!(u32).range(64..=1_000_000))]
    replicates: u32,
    /// Write everything as JSON: mapping, evidence, scenario, changes, back-test.
    #[arg(long)]
    json: bool,
    /// File for the calibrated scenario; with `--json`, for all of it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// File for the list of problems, as CSV.
    #[arg(long, value_name = "FILE")]
    problems: Option<PathBuf>,
}

impl Calibrate {
    /// The exports.
    pub(crate) fn reads(&self) -> &[PathBuf] {
        &self.files
    }

    /// The files to be written.
    pub(crate) fn writes(&self) -> impl Iterator<Item = &Path> {
        [&self.out, &self.save_map, &self.problems].into_iter().flatten().map(PathBuf::as_path)
    }
}

fn day(text: &str) -> Result<Day, String> {
    Day::from_iso(text).ok_or_else(|| format!("“{text}” is not a day such as 2017-10-01"))
}

/// Learns, and writes what was learned.
pub(crate) fn command(args: &Calibrate) -> Result<(), Failure> {
    let files = input::files(&args.files)?;
    let mut tables: Vec<Table> = Vec::new();
    for file in &files {
        tables.extend(read(file)?.into_iter().map(upright));
    }
    let base = match &args.scenario {
        Some(file) => input::scenario(file)?,
        None => templates::load("blank").unwrap_or_default(),
    };
    let mapping = match &args.map {
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|e| Failure::file(file, &e))?;
            serde_json::from_str(&text).map_err(|e| Failure::wrong(format!("{}: {e}", file.display())))?
        }
        None => Mapping::of(&base).map_or_else(|| propose(&tables), |kept| propose_like(&tables, &kept)),
    };
    if let Some(file) = &args.save_map {
        output::write(Some(file), &(output::json(&mapping)? + "\n"))?;
    }
    let history = History::read(&tables, &mapping);
    let evidence = learn_from(&history);
    let mut applied = apply(&base, &evidence, mapping.answers)
        .map_err(|problems| Failure::problems(args.scenario.as_deref().unwrap_or(Path::new("scenario")), &problems))?;
    mapping.keep_in(&mut applied.scenario);
    let tried = backtest::all(&history, &args.backtest, args.replicates)?;
    if let Some(file) = &args.problems {
        output::write(Some(file), &evidence.ledger.to_csv())?;
    }
    let Applied { scenario, changes, currency, dropped } = &applied;
    if args.json {
        let scenario = scenario.to_json();
        let found = Found { mapping: &mapping, evidence: &evidence, changes, scenario, backtest: &tried };
        let json = output::json(&found)?;
        let json = if args.out.is_some() { json } else { output::ascii(&json) };
        return output::write(args.out.as_deref(), &(json + "\n"));
    }
    if let Some(file) = &args.out {
        output::write(Some(file), &(output::json(&scenario.to_json())? + "\n"))?;
    }
    let mut text = say::all(&tables, &mapping, &evidence, changes, dropped, &tried);
    if let Some((before, now)) = currency {
        let _ = write!(
            text,
            "\nAmounts are in {now}: so is the scenario now; what is not from these files was in {before}\n"
        );
    }
    output::write(None, &text)
}

/// Reads a file as it arrives, in bounded memory; a workbook at once, sheet by sheet.
fn read(file: &Path) -> Result<Vec<Table>, Failure> {
    let fault = |e: std::io::Error| Failure::file(file, &e);
    let name = file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned());
    let mut source: Box<dyn Read> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(file).map_err(fault)?)
    };
    let refused = |refusal| Failure::wrong(format!("{}: {refusal}", file.display()));
    let options = Options { name, ..Options::default() };
    let mut chunk = vec![0; 1 << 20];
    let mut head = Vec::new();
    source.by_ref().take(4).read_to_end(&mut head).map_err(fault)?;
    if matches!(head.as_slice(), b"PK\x03\x04" | b"\xd0\xcf\x11\xe0") {
        source.read_to_end(&mut head).map_err(fault)?;
        return workbook(&head, &options, |_| ()).map_err(refused);
    }
    let mut reader = Reader::new(options);
    reader.push(&head).map_err(refused)?;
    loop {
        let n = source.read(&mut chunk).map_err(fault)?;
        if n == 0 {
            return Ok(vec![reader.finish().map_err(refused)?]);
        }
        reader.push(chunk.get(..n).unwrap_or(&[])).map_err(refused)?;
    }
}
