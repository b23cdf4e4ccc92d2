/// The figures behind a chart with all their digits, whereas its table rounds them for reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Headings: first that of the row headings, then one for each column.
    pub columns: Vec<String>,
    /// Each row's heading, and its figures.
    pub rows: Vec<(String, Vec<f64>)>,
}

impl Sheet {
    /// Headings and rows.
    pub fn new<H: ToString, R: ToString>(
        columns: impl IntoIterator<Item = H>,
        rows: impl IntoIterator<Item = (R, Vec<f64>)>,
    ) -> Self {
        let columns = columns.into_iter().map(|heading| heading.to_string()).collect();
        Self { columns, rows: rows.into_iter().map(|(heading, row)| (heading.to_string(), row)).collect() }
    }
}
