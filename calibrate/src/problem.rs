//! What is wrong in a table: where, what, and the rule by which it was handled.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Problems kept for each rule; all are counted.
const KEPT: usize = 1_000;
/// Longest quotation from a cell, in characters.
const QUOTED: usize = 60;

/// What is done with a row or cell that cannot be used as it is. The rule is shown with each problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// A row with more cells than the header: the extra cells are left out.
    TooManyCells,
    /// Bytes that are invalid in the encoding: shown as �.
    NotInEncoding,
    /// Text in a column of numbers or dates: the cell counts as empty.
    NotOfItsKind,
    /// A date outside 1970 to 2099: the cell counts as empty.
    DateOutOfRange,
    /// A date after the day of the export: the cell counts as empty.
    DateInFuture,
    /// An outcome dated before the beginning: the row is left out.
    EndsBeforeItBegins,
    /// Won or lost without a date: it counts for the rate, not for the times.
    OutcomeWithoutDate,
    /// A row without the date at which it begins: left out.
    NoBeginning,
    /// The same row twice: counted once.
    SameRowTwice,
    /// The same id in different rows: the row that got furthest counts.
    SameIdTwice,
    /// A second deal of one lead: left out.
    AnotherDealOfItsLead,
    /// A deal won at zero: it counts for the rate, not for the sizes.
    AmountZero,
    /// A deal won at less than zero: it counts for the rate, not for the sizes.
    AmountNegative,
    /// A deal won at zero or less, which the reader does not consider a deal: the row is left out.
    AmountLeftOut,
    /// Spend below zero: a credit, taken as zero.
    SpendNegative,
    /// Fewer people than none: the cell counts as empty.
    CountNegative,
    /// A stage that the mapping does not know: the row is left out.
    UnknownStage,
}

impl Rule {
    /// The rule in words, as shown.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::TooManyCells => "more cells than the header has; those beyond are left out",
            Self::NotInEncoding => "bytes that mean nothing in the file’s encoding; shown as �",
            Self::NotOfItsKind => "not what the rest of the column is; the cell counts as empty",
            Self::DateOutOfRange => "a date outside 1970 to 2099; the cell counts as empty",
            Self::DateInFuture => "a date after the day of the export; the cell counts as empty",
            Self::EndsBeforeItBegins => "ends before it begins; the row is left out",
            Self::OutcomeWithoutDate => "an outcome without a date; counts for the rate, not for the times",
            Self::NoBeginning => "no date at which it begins; the row is left out",
            Self::SameRowTwice => "the same row again; counted once",
            Self::SameIdTwice => "an id that another row has; the row that got furthest counts",
            Self::AnotherDealOfItsLead => "a second deal of the same lead; the first counts",
            Self::AmountZero => "won at zero; counts for the rate, not for the sizes",
            Self::AmountNegative => "won at less than zero; counts for the rate, not for the sizes",
            Self::AmountLeftOut => "won at zero or less; the row is left out, as was said",
            Self::SpendNegative => "spend below zero; taken as zero",
            Self::CountNegative => "a count below zero; the cell counts as empty",
            Self::UnknownStage => "a stage that the mapping does not know; the row is left out",
        }
    }
}

/// One problem, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The rule by which it was handled.
    pub rule: Rule,
    /// The table's name.
    pub table: String,
    /// The row as a spreadsheet counts: the first line of the file is 1.
    pub row: u32,
    /// The column's header; empty for the row as a whole.
    pub column: String,
    /// The cell's text, cut to sixty characters.
    pub cell: String,
}

/// All problems: each is counted, and the first thousand for each rule are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Number of problems for each rule.
    pub counts: BTreeMap<Rule, u64>,
    /// The first ones for each rule, by table, row and column.
    pub problems: Vec<Problem>,
}

impl Ledger {
    /// Records a problem.
    pub fn add(&mut self, rule: Rule, table: &str, row: u32, column: &str, cell: &str) {
        let count = self.counts.entry(rule).or_default();
        *count += 1;
        if *count <= KEPT as u64 {
            let cell = cell.chars().take(QUOTED).collect();
            self.problems.push(Problem { rule, table: table.to_owned(), row, column: column.to_owned(), cell });
        }
    }

    /// Takes in another ledger's problems.
    pub fn absorb(&mut self, other: Self) {
        for (rule, count) in other.counts {
            *self.counts.entry(rule).or_default() += count;
        }
        self.problems.extend(other.problems);
    }

    /// Sorts by table, row and column, and keeps at most a thousand for each rule.
    pub fn settle(&mut self) {
        self.problems.sort_by(|a, b| {
            (a.rule, &a.table, a.row, &a.column, &a.cell).cmp(&(b.rule, &b.table, b.row, &b.column, &b.cell))
        });
        let mut seen: BTreeMap<Rule, usize> = BTreeMap::new();
        self.problems.retain(|p| {
            let n = seen.entry(p.rule).or_default();
            *n += 1;
            *n <= KEPT
        });
    }

    /// Number of problems.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// The list as CSV, for download. No cell can become a formula: one that would is preceded by an apostrophe.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut out = String::from("table,row,column,cell,rule\r\n");
        for p in &self.problems {
            let row = p.row.to_string();
            let cells = [p.table.as_str(), &row, &p.column, &p.cell, p.rule.words()];
            let cells: Vec<String> = cells.iter().map(|cell| harmless(cell)).collect();
            out.push_str(&cells.join(","));
            out.push_str("\r\n");
        }
        out
    }
}

/// A cell, quoted, that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    // Spreadsheets skip blanks before they look for a formula.
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '|', '%']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exported_cells_are_no_formulas() {
        let mut ledger = Ledger::default();
        for cell in ["=1+1", " =cmd|'/c calc'!A0", "@SUM(A1)", "-2", "+3", "a\"b", "plain"] {
            ledger.add(Rule::NotOfItsKind, "t", 1, "c", cell);
        }
        for line in ledger.to_csv().lines().skip(1) {
            let cell = line.split("\",\"").nth(3).expect("a cell");
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{line}");
        }
    }

    #[test]
    fn all_are_counted_and_some_are_kept() {
        let mut ledger = Ledger::default();
        for row in 0..5_000 {
            ledger.add(Rule::AmountZero, "t", row, "c", "0");
        }
        assert_eq!((ledger.total(), ledger.problems.len()), (5_000, KEPT));
    }
}
