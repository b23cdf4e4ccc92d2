use yew::AttrValue;

/// The figures behind a chart, all their digits: what its table rounds for reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Headings: of the rows first, then one a column.
    pub columns: Vec<AttrValue>,
    /// Each row's heading and its figures.
    pub rows: Vec<(AttrValue, Vec<f64>)>,
}
