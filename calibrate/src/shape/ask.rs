//! What only the reader can say, in as few questions as there are doubts: whoever writes one date day first writes all
//! of them that way.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Mapping, Role, Unpaid};
use crate::column::Format;

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Columns that are read in one way, and could as well be read in another.
    Format {
        /// How they are read.
        taken: Format,
        /// How else they could be read.
        or: Format,
    },
    /// Labels that look like the same one.
    Labels,
    /// Deals won at zero or less.
    Unpaid,
}

/// Something that only the reader can say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What it is about.
    pub about: About,
    /// The headers of the columns, where it is about columns.
    pub columns: Vec<String>,
    /// The question.
    pub asks: String,
    /// The possible answers; the first applies in the meantime.
    pub answers: Vec<String>,
}

impl Mapping {
    /// What is still to be asked, most important first. There are never more than five questions: two about orders of
    /// dates, two about decimals, one about labels; and, if there are fewer of those, one about deals won at nothing.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let mut doubts: BTreeMap<(Format, Format), (Vec<String>, &str)> = BTreeMap::new();
        for (header, column) in self.sources.iter().flat_map(|source| &source.columns) {
            let Some(or) = column.or.first().filter(|_| column.role != Role::Ignored) else { continue };
            let (headers, example) = doubts.entry((column.format, *or)).or_default();
            if !headers.contains(header) {
                headers.push(header.clone());
            }
            if example.is_empty() {
                *example = &column.example;
            }
        }
        let mut all = Vec::new();
        for ((taken, or), (columns, example)) in doubts {
            let asks = format!("How is “{example}” in {} meant?", listed(&columns));
            let answers = [taken, or].map(|format| format!("{}: {}", format.words(), meant(format, example)));
            all.push(Question { about: About::Format { taken, or }, columns, asks, answers: answers.to_vec() });
        }
        if !self.alike.is_empty() {
            let pairs: Vec<String> = self.alike.iter().map(|(from, to)| format!("“{from}” and “{to}”")).collect();
            let asks = match pairs.as_slice() {
                [one] => format!("Are {one} the same?"),
                all => format!("Are these the same: {}?", all.join(", ")),
            };
            let answers = vec!["different".to_owned(), "the same".to_owned()];
            all.push(Question { about: About::Labels, columns: Vec::new(), asks, answers });
        }
        if let Unpaid::Open(count) = self.unpaid {
            let asks = match count {
                1 => "One deal was won at zero or less. What is it?".to_owned(),
                _ => format!("{count} deals were won at zero or less. What are they?"),
            };
            let answers = ["deals of a size that is not known", "no deals: leave them out"].map(str::to_owned).to_vec();
            all.push(Question { about: About::Unpaid, columns: Vec::new(), asks, answers });
        }
        all
    }

    /// Takes the reader's answer, after which the matter is no longer in doubt. Answers are numbered from 0, as listed.
    pub fn answer(&mut self, about: About, answer: usize) {
        match about {
            About::Format { taken, or } => {
                for column in self.sources.iter_mut().flat_map(|source| source.columns.values_mut()) {
                    if column.format == taken && column.or.first() == Some(&or) && column.role != Role::Ignored {
                        column.format = if answer == 0 { taken } else { or };
                        column.or = Vec::new();
                    }
                }
            }
            About::Unpaid => self.unpaid = if answer == 0 { Unpaid::Unknown } else { Unpaid::LeftOut },
            About::Labels => {
                let alike = std::mem::take(&mut self.alike);
                if answer == 0 { &mut self.distinct } else { &mut self.merges }.extend(alike);
            }
        }
    }
}

/// A cell as a format reads it.
fn meant(format: Format, cell: &str) -> String {
    let day = format.day(cell).map(|day| day.iso());
    day.or_else(|| format.figure(cell).map(|x| x.to_string())).unwrap_or_else(|| "nothing".to_owned())
}

/// “Created” and “Close date”.
fn listed(columns: &[String]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("“{column}”")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}
