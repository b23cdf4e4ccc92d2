//! Tables with the same header are one: an export in two files, or for two months.

use std::collections::BTreeMap;

use crate::read::Table;

/// Tables with the same columns, in any order.
pub(crate) struct Joined<'a> {
    /// Headers in alphabetical order.
    pub(crate) headers: Vec<String>,
    /// The tables.
    pub(crate) tables: Vec<&'a Table>,
}

impl<'a> Joined<'a> {
    /// Joins tables by their headers, in the headers' order.
    pub(crate) fn by_header(tables: &'a [Table]) -> Vec<Self> {
        let mut all: BTreeMap<Vec<String>, Vec<&Table>> = BTreeMap::new();
        for table in tables {
            let mut headers: Vec<String> = table.columns.iter().map(|column| column.header.clone()).collect();
            headers.sort();
            all.entry(headers).or_default().push(table);
        }
        all.into_iter().map(|(headers, tables)| Self { headers, tables }).collect()
    }

    /// The distinct texts of a column, each with its number of occurrences.
    pub(crate) fn labels(&self, header: &str) -> BTreeMap<String, u64> {
        let mut labels = BTreeMap::new();
        for column in self.tables.iter().filter_map(|table| table.column(header)) {
            for (text, count) in column.values.iter().zip(column.counts()) {
                if count > 0 && !text.is_empty() {
                    *labels.entry(text.to_string()).or_default() += count;
                }
            }
        }
        labels
    }
}
