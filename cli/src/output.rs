//! What is written, and where.

use std::io::Write;
use std::path::Path;

use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, templates};
use serde::Serialize;

use crate::args::{self, Format, Style};
use crate::error::Failure;
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

/// Writes to a file, or to standard output.
pub(crate) fn write(file: Option<&Path>, text: &str) -> Result<(), Failure> {
    match file {
        Some(file) => std::fs::write(file, text).map_err(|e| Failure::file(file, &e)),
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
