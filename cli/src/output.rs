//! What is written, and where.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use funnel_decide::Finding;
use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, templates};
use serde::Serialize;

use crate::args::{self, Format, Style};
use crate::error::Failure;
use crate::input;
use crate::table;

/// Writes a report in the format and place asked for.
pub(crate) fn report(args: &args::Report, scenario: &Scenario, report: &Report) -> Result<(), Failure> {
    let text = match args.format {
        Style::Table => table::render(scenario, report),
        Style::Json if args.out.is_none() => ascii(&json(report)?) + "\n",
        Style::Json => json(report)? + "\n",
    };
    write(args.out.as_deref(), &text)
}

/// The JSON Schema of a format.
pub(crate) fn schema(of: Format) -> Result<String, Failure> {
    match of {
        Format::Scenario => json(&schemars::schema_for!(Scenario)),
        Format::Report => json(&schemars::schema_for!(Report)),
        Format::Finding => json(&schemars::schema_for!(Finding)),
    }
}

/// A template's scenario, or the list of templates.
pub(crate) fn template(name: Option<&str>, list: bool) -> Result<String, Failure> {
    let Some(name) = name.filter(|_| !list) else {
        return Ok(templates::TEMPLATES.iter().map(|t| format!("{:<16} {}\n", t.id, t.summary)).collect());
    };
    match templates::load(name) {
        Some(scenario) => Ok(ascii(&json(&scenario)?) + "\n"),
        None => {
            let names: Vec<&str> = templates::TEMPLATES.iter().map(|t| t.id).collect();
            Err(Failure::wrong(format!("there is no template \"{name}\"; there are {}", names.join(", "))))
        }
    }
}

pub(crate) fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(Failure::wrong)
}

/// The same JSON in ASCII: some shells re-encode what a program prints before they write it to a file, and names would
/// change silently. Characters beyond ASCII occur only in texts.
pub(crate) fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

/// Whether the files to be written can be, before anything is worked out: none of them is one that is read, and the folder of
/// each is there.
pub(crate) fn check<'a>(outs: impl IntoIterator<Item = &'a Path>, read: &[PathBuf]) -> Result<(), Failure> {
    // What cannot be expanded is told where it is read.
    let read: Vec<PathBuf> =
        input::files(read).unwrap_or_default().iter().filter_map(|file| file.canonicalize().ok()).collect();
    for out in outs {
        if out.canonicalize().is_ok_and(|out| read.contains(&out)) {
            return Err(Failure::wrong(format!("{}: is read, so it cannot be written over", out.display())));
        }
        let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::read_dir(folder).map_err(|e| Failure::file(folder, &e))?;
    }
    Ok(())
}

/// Writes a file whole or not at all.
pub(crate) fn whole(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fault = |e: std::io::Error| Failure::file(file, &e);
    // A terminal or a pipe is not replaced, and of a link what it points to is.
    let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    if fs::metadata(&target).is_ok_and(|what| !what.is_file()) {
        return fs::write(&target, bytes).map_err(fault);
    }
    let mut partial = target.as_os_str().to_owned();
    partial.push(format!(".{}.partial", std::process::id()));
    let written = fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, &target));
    written.map_err(|e| {
        let _ = fs::remove_file(&partial);
        fault(e)
    })
}

/// Writes to a file, or to standard output.
pub(crate) fn write(file: Option<&Path>, text: &str) -> Result<(), Failure> {
    match file {
        Some(file) => whole(file, text.as_bytes()),
        None => match std::io::stdout().write_all(text.as_bytes()) {
            // The reader has seen enough, as with `head`.
            Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|e| Failure::file(Path::new("standard output"), &e)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn every_text_is_the_same_in_ascii() {
        for text in ["plain", "Größe – 5 €", "𝄞\u{FEFF}\u{2028}", "\"\\ü"] {
            let json = serde_json::to_string(text).expect("a text");
            let ascii = ascii(&json);
            assert!(ascii.is_ascii());
            assert_eq!(serde_json::from_str::<String>(&ascii).expect("JSON"), text);
        }
    }
}
