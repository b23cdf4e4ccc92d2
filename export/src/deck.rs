//! The contents of a presentation, as data: slides with native charts, which the office program can edit.

mod colours;

pub use colours::Colours;

use serde::Serialize;

/// A presentation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deck {
    /// Its title, in the file's properties.
    pub title: String,
    /// At the foot of each slide.
    pub footer: String,
    /// The brand's logo as a data URL; empty without one.
    pub logo: String,
    /// The logo's text alternative.
    pub logo_name: String,
    /// The page's colours.
    pub colours: Colours,
    /// The slides.
    pub slides: Vec<Slide>,
    /// Questions that were requested but are not slides, because nothing is known about them yet.
    pub left_out: Vec<&'static str>,
}

/// A slide.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Slide {
    /// Its message: the view's conclusion.
    pub title: String,
    /// One line under it.
    pub lead: String,
    /// Its chart.
    pub chart: Option<Chart>,
    /// Large figures next to the chart.
    pub facts: Vec<Fact>,
    /// A table, with its headings first.
    pub table: Vec<Vec<String>>,
    /// Paragraphs where there is neither chart nor table.
    pub text: Vec<Paragraph>,
    /// The link that opens the same view on the page.
    pub link: Option<Link>,
    /// What the speaker sees.
    pub notes: String,
}

impl Slide {
    /// A title, and sentences below it.
    #[must_use]
    pub fn said(title: String, sentences: Vec<String>) -> Self {
        Self { title, text: sentences.into_iter().map(Paragraph::from).collect(), ..Self::default() }
    }
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Its heading; empty if it needs none.
    pub head: String,
    /// Its text.
    pub text: String,
}

impl From<String> for Paragraph {
    fn from(text: String) -> Self {
        Self { head: String::new(), text }
    }
}

/// A link with words as its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its text.
    pub text: String,
    /// Its target.
    pub href: String,
}

/// A large figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The figure.
    pub value: String,
    /// What it is.
    pub label: String,
}

/// A native chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// What it draws.
    pub kind: Kind,
    /// Names of the places, or weeks.
    pub labels: Vec<String>,
    /// Places whose name is on the axis; all if there are none.
    pub ticks: Vec<usize>,
    /// What is drawn.
    pub series: Vec<Series>,
    /// The number format of its values, for the office program.
    pub format: String,
    /// What the values are.
    pub values: String,
    /// What the places are.
    pub places: String,
    /// Whether each value is written at its mark.
    pub told: bool,
}

/// What a chart draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Vertical bars, with one series over the other.
    Columns,
    /// Horizontal bars, with the series side by side.
    Bars,
    /// Horizontal bars, with each place's bar in one of the series.
    Sides,
    /// Lines over time.
    Lines,
}

impl Chart {
    /// Whether there is nothing to see in it: everything but the edges of ranges is zero.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.series.iter().filter(|x| !x.pale && x.drop == 0.0).all(Series::is_zero)
    }
}

/// The places whose names fit on an axis: for each name the first place that has it, evenly thinned out. Office
/// programs thin out by places, and so write the same month twice, or turn names that do not fit.
#[must_use]
pub fn ticks(labels: &[String]) -> Vec<usize> {
    /// Names on an axis.
    const MOST: usize = 10;
    let begins = |i: &usize| i.checked_sub(1).is_none_or(|before| labels.get(before) != labels.get(*i));
    let runs: Vec<usize> = (0..labels.len()).filter(begins).collect();
    runs.iter().copied().step_by(runs.len().div_ceil(MOST).max(1)).collect()
}

/// One series of a chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its values; `None` where there is nothing to draw.
    pub values: Vec<Option<f64>>,
    /// Which of the [`Colours`] it has.
    pub colour: &'static str,
    /// Whether it is drawn paler, as the edge of a range.
    pub pale: bool,
    /// How far a line falls from its only point; 0 if it is not a mark.
    pub drop: f64,
    /// How far the range around each value reaches to either side; empty for values without a range.
    pub reach: Vec<f64>,
}

impl Series {
    /// A series; numbers that are not finite are left out.
    #[must_use]
    pub fn new(name: &str, colour: &'static str, pale: bool, values: impl IntoIterator<Item = f64>) -> Self {
        let values = values.into_iter().map(|x| x.is_finite().then_some(x)).collect();
        Self { name: name.to_owned(), values, colour, pale, drop: 0.0, reach: Vec::new() }
    }

    /// A mark at one of the places, from above everything drawn down to its foot. Its name stands next to its upper
    /// end, and so lies on none of the lines.
    #[must_use]
    pub fn mark(name: &str, at: usize, places: usize, [foot, top]: [f64; 2]) -> Self {
        /// A chart is some 330 points high, and a name with the space around it some 25.
        const NAME: f64 = 0.08;
        let top = top + NAME * (top - foot);
        let values = (0..places).map(|i| if i == at { top } else { f64::NAN });
        Self { drop: top - foot, ..Self::new(name, "muted", false, values) }
    }

    /// Whether it draws nothing but zeros.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.values.iter().flatten().all(|x| *x == 0.0)
    }
}

/// An office program's format for amounts of about this size: `"$"0.0,,"M"`.
#[must_use]
pub fn money_format(largest: f64, style: &funnel_text::NumberStyle) -> String {
    let (number, power) = match largest {
        x if x >= 1e7 => ("0,,", 6),
        x if x >= 1e6 => ("0.0,,", 6),
        x if x >= 1e4 => ("0,", 3),
        x if x >= 1e3 => ("0.0,", 3),
        _ => ("#,##0", 0),
    };
    let quoted = |text: &str| if text.is_empty() { String::new() } else { format!("\"{}\"", text.replace('"', "")) };
    // Office programs know thousands and millions; where people count in others, amounts are written out.
    let scale = style.scale(power).filter(|scale| scale.before.is_empty());
    let number = if scale.is_some() { number } else { "#,##0" };
    let after = [scale.map_or("", |scale| scale.after.as_str()), style.suffix.as_str()].concat();
    [quoted(&style.prefix), number.to_owned(), quoted(&after)].concat()
}

/// The same for an axis, which ends at a round amount above the largest: from half a million on it is in millions.
#[must_use]
pub fn axis_format(largest: f64, style: &funnel_text::NumberStyle) -> String {
    money_format(if (5e5..1e6).contains(&largest) { 1e6 } else { largest }, style)
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_text::NumberStyle;

    #[test]
    fn an_axis_names_each_month_once_and_few_of_many() {
        let months: Vec<String> = (0..39).map(|week| format!("{}", week * 12 / 52 + 1)).collect();
        let named: Vec<&str> = ticks(&months).into_iter().map(|at| months[at].as_str()).collect();
        assert_eq!(named, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
        for n in 0..200 {
            let weeks: Vec<String> = (0..n).map(|week| week.to_string()).collect();
            let found = ticks(&weeks);
            assert!(found.len() <= 10 && (n == 0 || found[0] == 0) && found.len() >= n.min(5), "{n}: {found:?}");
            assert!(found.windows(3).all(|x| x[1] - x[0] == x[2] - x[1]), "{n}: evenly");
        }
    }

    #[test]
    fn amounts_are_written_in_their_size() {
        let n = NumberStyle::default();
        assert_eq!(money_format(2.4e6, &n), "\"$\"0.0,,\"M\"");
        assert_eq!(money_format(24_000.0, &n), "\"$\"0,\"k\"");
        assert_eq!(money_format(0.0, &n), "\"$\"#,##0");
        // An axis for 900,000 ends at a million.
        assert_eq!((axis_format(9e5, &n), axis_format(3e5, &n)), (money_format(1e6, &n), money_format(3e5, &n)));
        let euro = NumberStyle { prefix: String::new(), suffix: "\u{a0}€".into(), ..n };
        assert_eq!(money_format(3e7, &euro), "0,,\"M\u{a0}€\"");
    }
}
