//! The tables of docs/typing.md, row by row.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_scenario::{Domain, Value};
use funnel_text::calendar::{Calendar, Month, Period, read_lasting, read_week};
use funnel_text::change::steps::{Ground, Step, What, read_steps};
use funnel_text::change::{self, Change};
use funnel_text::currency::Currency;
use funnel_text::{Measure, NumberStyle, Read, Reading, Said, Time};

const PAGE: &str = include_str!("../../docs/typing.md");

fn style(locale: &str) -> NumberStyle {
    match locale {
        "de" => NumberStyle {
            decimal_mark: ",".to_owned(),
            group_mark: ".".to_owned(),
            prefix: String::new(),
            suffix: "\u{a0}€".to_owned(),
            scale_words: vec![("Mio.".to_owned(), 6), ("Billion".to_owned(), 12)],
            long_scale: true,
            language: "de".to_owned(),
            currency: Currency::of("EUR"),
            ..NumberStyle::default()
        },
        _ => NumberStyle::default(),
    }
}

/// The rows of the table below a heading, as cells.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let part = PAGE.split(&format!("\n## {heading}\n")).nth(1).unwrap();
    let part = part.split("\n## ").next().unwrap();
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<Vec<String>> = part.lines().filter(|line| line.starts_with('|')).skip(2).map(cells).collect();
    assert!(rows.len() > 10, "{heading}");
    rows
}

/// Whether a reading has the outcome that a cell says; `shown` writes what is clear.
fn holds<T: std::fmt::Debug>(text: &str, expected: &str, said: &Read<T>, shown: impl Fn(&T) -> String) {
    let found = match said {
        Ok(Said::Clear(value)) => shown(value),
        Ok(Said::Ask(question)) => {
            assert!(!question.choices.is_empty(), "{text}: {question:?}");
            "asked".to_owned()
        }
        Err(message) => match expected.strip_prefix("refused: ") {
            Some(named) if message.contains(named) => return,
            _ => format!("refused, by “{message}”"),
        },
    };
    let found = if expected == "refused" { found.split(',').next().unwrap_or_default() } else { &found };
    assert_eq!(found, expected, "{text}");
}

fn typed(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn numbers() {
    for row in rows("Numbers") {
        let [locale, text, expected] = row.as_slice() else { panic!("{row:?}") };
        let style = style(locale);
        let reading = Reading::new(Measure::Money, Domain::Positive, &style);
        for text in typed(text) {
            let plain = |value: &Value| if let Value::Fixed(x) = value { x.to_string() } else { format!("{value:?}") };
            holds(text, expected, &reading.read(text, None, false), plain);
        }
    }
}

#[test]
fn fields() {
    for row in rows("Fields of one uncertain number") {
        let [field, text, expected] = row.as_slice() else { panic!("{row:?}") };
        let (measure, domain) = match field.as_str() {
            "share" => (Measure::Share, Domain::Rate),
            "money" => (Measure::Money, Domain::Positive),
            "money a week" | "money a month" => (Measure::MoneyPerWeek, Domain::NonNegative),
            "weeks" => (Measure::Span(Time::Week), Domain::NonNegative),
            "minutes" => (Measure::Span(Time::Minute), Domain::NonNegative),
            other => panic!("no such field: {other}"),
        };
        let mut style = style("en");
        if field.ends_with("a month") {
            style.calendar.period = Period::Month;
        }
        let reading = Reading::new(measure, domain, &style);
        for text in typed(text) {
            holds(text, expected, &reading.read(text, None, false), |value| reading.write(value));
        }
    }
}

#[test]
fn budget() {
    let shown = |change: &Change| match change {
        Change::Scale(x) => format!("× {}", (x * 1e12).round() / 1e12),
        Change::MoreInTotal(x) => format!("{x} more in all"),
        Change::MorePerWeek(x) => format!("{x} more a week"),
        Change::OnEach(_, x) => format!("{x} more a week on each"),
        Change::Total(x) => format!("{x} in all"),
        Change::PerWeek(x) => format!("{x} a week"),
    };
    for row in rows("The budget") {
        let [text, expected] = row.as_slice() else { panic!("{row:?}") };
        for text in typed(text) {
            holds(text, expected, &change::read(text, &style("en")), shown);
        }
    }
}

fn starting(year: u16, month: u8) -> NumberStyle {
    let calendar = Calendar { starts: Month::new(year, month), period: Period::Month, fiscal_year: 1 };
    NumberStyle { calendar, ..NumberStyle::default() }
}

#[test]
fn plans() {
    let style = starting(2027, 1);
    let channels = ["Paid search", "Events"].map(str::to_owned);
    let a_month = |x: f64| (x * 52.0 / 12.0).round();
    let step = |step: &Step| {
        let mut said = match step.what {
            What::Budget(Change::Scale(x)) => format!("× {}", (x * 1e12).round() / 1e12),
            What::Budget(Change::PerWeek(x)) => format!("${} a month", thousands(a_month(x))),
            What::Budget(Change::MorePerWeek(x)) => format!("${} a month more", thousands(a_month(x))),
            What::Budget(other) => format!("{other:?}"),
            What::ShareOfExtra(x) => format!("{x} of the extra"),
        };
        let named: Vec<&str> = step.channels.iter().map(|i| channels[*i].as_str()).collect();
        if !named.is_empty() {
            said += &format!(", on {}", named.join(" and "));
        }
        said += &step.from_week.map_or_else(String::new, |week| format!(", from week {week}"));
        said + &step.weeks.map_or_else(String::new, |weeks| format!(", for {weeks} weeks"))
    };
    let ground = Ground { channels: &channels, first: 1, last: 52, style: &style };
    for row in rows("A plan in one breath") {
        let [text, expected] = row.as_slice() else { panic!("{row:?}") };
        for text in typed(text) {
            let shown = |steps: &Vec<Step>| steps.iter().map(step).collect::<Vec<_>>().join("; ");
            holds(text, expected, &read_steps(text, &ground), shown);
        }
    }
}

fn thousands(x: f64) -> String {
    funnel_text::exact::number_in_full(x, &NumberStyle::default())
}

#[test]
fn months() {
    let style = starting(2027, 3);
    let mut lasts = false;
    for row in rows("Months, quarters and weeks") {
        let [text, expected] = row.as_slice() else { panic!("{row:?}") };
        // The second table begins with its header.
        lasts |= expected.starts_with("lasts");
        for text in typed(text) {
            if lasts {
                let shown = |weeks: &Option<u32>| weeks.map_or("to the end".to_owned(), |x| format!("{x} weeks"));
                holds(text, expected, &read_lasting(text, &style, 6, 1..=260), shown);
            } else {
                holds(text, expected, &read_week(text, &style, 52), u32::to_string);
            }
        }
    }
    assert!(lasts, "both tables were read");
}
