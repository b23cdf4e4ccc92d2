//! What only the reader can say, in as few questions as there are doubts: whoever writes one date day first writes all
//! of them that way.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Closing, Mapping, On, Outcome, Role, Unpaid};
use crate::column::Format;

/// Most questions.
const MOST: usize = 5;

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
    /// A label of a stage column: whether it means won, lost or open.
    Stage {
        /// The place of its source.
        source: u32,
        /// Its place among the source's labels.
        label: u32,
    },
    /// What became of deals with a closing date, where no column says it.
    Closing,
    /// Spend that no channel of the deals has.
    Spend,
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
    /// What is still to be asked, most important first: never more than five questions (see [`Mapping::spare`]).
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let mut all = self.formats();
        all.extend(self.stages());
        if self.sources.iter().any(|source| source.closing == Closing::Asked) {
            let of = |source: &super::Source| {
                let closed = source.columns.iter().find(|(_, used)| used.role == Role::Closed);
                closed.filter(|_| source.closing == Closing::Asked).map(|(header, _)| header.clone())
            };
            let columns: Vec<String> = self.sources.iter().filter_map(of).collect();
            let asks =
                format!("No column says which deals were won. What are those with a date in {}?", listed(&columns));
            let answers = ["not known: taken as still open", "won"].map(str::to_owned).to_vec();
            all.push(Question { about: About::Closing, columns, asks, answers });
        }
        if let Some(adrift) = self.adrift.as_ref().filter(|adrift| adrift.on == On::Asked) {
            let answers = adrift.answers().iter().map(|on| on.words().into_owned()).collect();
            all.push(Question { about: About::Spend, columns: Vec::new(), asks: adrift.asks(), answers });
        }
        all.extend(self.others());
        all
    }

    /// Leaves at most five questions: what a further one would be about stays as it is taken.
    pub fn spare(&mut self) {
        for question in self.questions().into_iter().skip(MOST) {
            match question.about {
                About::Unpaid => self.unpaid = Unpaid::None,
                About::Labels => self.alike.clear(),
                about => self.answer(about, 0),
            }
        }
    }

    /// Labels of stages.
    fn stages(&self) -> Vec<Question> {
        let mut all = Vec::new();
        for (at, source) in self.sources.iter().enumerate() {
            let column = source.columns.iter().find(|(_, used)| used.role == Role::Stage);
            for (place, (label, _)) in source.stages.iter().enumerate().filter(|(_, (_, meaning))| meaning.is_asked) {
                let (Ok(at), Ok(place)) = (u32::try_from(at), u32::try_from(place)) else { continue };
                let asks = format!("What is a deal in “{label}”?");
                let answers = ["still open", "won", "lost"].map(str::to_owned).to_vec();
                let columns = column.iter().map(|(header, _)| (*header).clone()).collect();
                all.push(Question { about: About::Stage { source: at, label: place }, columns, asks, answers });
            }
        }
        all
    }

    /// Ways to write dates and decimals.
    fn formats(&self) -> Vec<Question> {
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
        all
    }

    /// Labels that look alike, and deals won at nothing.
    fn others(&self) -> Vec<Question> {
        let mut all = Vec::new();
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
            About::Stage { source, label } => {
                let source = self.sources.get_mut(source as usize);
                if let Some(meaning) = source.and_then(|source| source.stages.values_mut().nth(label as usize)) {
                    meaning.outcome =
                        [Outcome::Open, Outcome::Won, Outcome::Lost].get(answer).copied().unwrap_or(meaning.outcome);
                    meaning.is_asked = false;
                }
            }
            About::Closing => {
                for source in self.sources.iter_mut().filter(|source| source.closing == Closing::Asked) {
                    source.closing = if answer == 0 { Closing::Unknown } else { Closing::Won };
                }
            }
            About::Spend => {
                if let Some(adrift) = &mut self.adrift
                    && let Some(on) = adrift.answers().get(answer)
                {
                    adrift.on = on.clone();
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
