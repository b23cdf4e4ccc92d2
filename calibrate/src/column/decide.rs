//! Decides the format of columns from all of their cells.

use serde::{Deserialize, Serialize};

use super::date::{self, ORDERS, Order};
use super::number::{self, DECIMALS, Decimal};
use super::{Format, is_nothing};
use crate::read::{Column, Table};

/// Of a thousand cells that are not empty, this many must fit a format; the rest are then problems.
const FIT: u64 = 900;

/// Of two readings of short years, one that spans so many times fewer days is the right one.
const CLEARLY: i64 = 4;

/// How a column is read, and what speaks against that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The format.
    pub format: Format,
    /// Formats that fit as well but mean something else, so that the reader must be asked.
    pub or: Vec<Format>,
    /// A cell for which they differ; empty where there is no doubt.
    pub example: String,
    /// Cells that are not empty.
    pub filled: u64,
    /// Of those, cells that the format cannot read.
    pub unfit: u64,
    /// Whether it holds amounts of money.
    pub money: bool,
    /// The currency that the cells name; empty where they name none, or use a sign shared by several.
    pub currency: String,
    /// Whether the cells are percentages.
    pub percent: bool,
}

/// What each of the distinct texts could be, weighted by how often it occurs.
struct Tally {
    filled: u64,
    orders: [u64; ORDERS.len()],
    decimals: [u64; DECIMALS.len()],
    /// Cells for which the two ways to read numbers differ.
    differ: u64,
    example: String,
    date_example: String,
    /// The first and the last day with the year, the day or the month first, and a cell that could have its year at
    /// either end.
    spans: [Option<(i32, i32)>; 3],
    short_example: String,
    money: bool,
    currency: &'static str,
    percent: bool,
    /// For day and month: whether it is always 1.
    firsts: [bool; 2],
}

/// Decides every column of tables with a common header; columns are matched by name.
///
/// Doubt between day and month, or between point and comma, is resolved by other columns of the table that leave no
/// doubt: whoever writes one date day first writes all of them that way.
#[must_use]
pub fn decide(tables: &[&Table], headers: &[String]) -> Vec<Decision> {
    let tallies: Vec<Tally> =
        headers.iter().map(|header| tally(tables.iter().filter_map(|table| table.column(header)))).collect();
    let first = |choose: &dyn Fn(&Tally) -> Option<Format>| tallies.iter().filter_map(choose).min();
    let sure_order = first(&|tally| match tally.dates().as_slice() {
        [order @ (Order::Dmy | Order::Mdy)] => Some(Format::Date(*order)),
        _ => None,
    });
    let sure_decimal = first(&|tally| tally.sure_decimal().map(Format::Number));
    tallies.iter().map(|tally| tally.decision(sure_order, sure_decimal)).collect()
}

fn tally<'a>(columns: impl Iterator<Item = &'a Column>) -> Tally {
    let mut t = Tally {
        filled: 0,
        orders: [0; ORDERS.len()],
        decimals: [0; DECIMALS.len()],
        differ: 0,
        example: String::new(),
        date_example: String::new(),
        spans: [None; 3],
        short_example: String::new(),
        money: false,
        currency: "",
        percent: false,
        firsts: [true; 2],
    };
    for column in columns {
        for (text, count) in column.values.iter().zip(column.counts()) {
            if count > 0 && !is_nothing(text) {
                t.take(text, count);
            }
        }
    }
    t
}

impl Tally {
    fn take(&mut self, text: &str, count: u64) {
        self.filled += count;
        // Neither a date nor a number, like most cells of notes and names.
        if text.len() > 60 || !text.chars().any(char::is_numeric) {
            return;
        }
        for (order, fits) in ORDERS.iter().zip(&mut self.orders) {
            if date::is_form(text, *order) {
                *fits += count;
            }
        }
        let all = [Order::Ymd, Order::Dmy, Order::Mdy].map(|order| date::parse(text, order));
        for (span, day) in self.spans.iter_mut().zip(all) {
            if let Some(day) = day {
                *span = Some(span.map_or((day.0, day.0), |(first, last)| (first.min(day.0), last.max(day.0))));
            }
        }
        let [first, days @ ..] = all;
        let is_either = first.is_some() && days.iter().flatten().any(|day| Some(*day) != first);
        if is_either && (self.short_example.is_empty() || text < self.short_example.as_str()) {
            self.short_example = text.to_owned();
        }
        if let [Some(dmy), Some(mdy)] = days {
            for (first, day) in self.firsts.iter_mut().zip([dmy, mdy]) {
                *first &= day.date().day() == 1;
            }
            if dmy != mdy && (self.date_example.is_empty() || text < self.date_example.as_str()) {
                self.date_example = text.to_owned();
            }
        }
        let figures = DECIMALS.map(|decimal| number::parse(text, decimal));
        for (figure, fits) in figures.iter().zip(&mut self.decimals) {
            if let Some(figure) = figure {
                *fits += count;
                self.money |= figure.money;
                if figure.money
                    && let Some(code) = number::currency(text)
                {
                    self.currency = if self.currency.is_empty() { code } else { self.currency.min(code) };
                }
                self.percent |= figure.percent;
            }
        }
        if let [Some(point), Some(comma)] = figures
            && point.value != comma.value
        {
            self.differ += count;
            if self.example.is_empty() || text < self.example.as_str() {
                self.example = text.to_owned();
            }
        }
    }

    fn fits(&self, count: u64) -> bool {
        self.filled > 0 && count * 1000 >= self.filled * FIT
    }

    /// Orders in which the most cells are dates. Spreadsheet day numbers count as numbers unless the column's role says
    /// otherwise.
    fn dates(&self) -> Vec<Order> {
        let written = || ORDERS.iter().zip(self.orders).filter(|(order, _)| **order != Order::Serial);
        let most = written().map(|(_, fits)| fits).max().unwrap_or(0);
        if !self.fits(most) {
            return Vec::new();
        }
        let all: Vec<Order> = written().filter(|(_, fits)| *fits == most).map(|(order, _)| *order).collect();
        match all.as_slice() {
            [Order::Ymd, rest @ ..] if !rest.is_empty() && !rest.contains(&Order::Named) => {
                if self.short_years().0 {
                    vec![Order::Ymd]
                } else {
                    rest.to_vec()
                }
            }
            _ => all,
        }
    }

    /// Of years with two digits: whether they come first, and whether that is in doubt. "24-01-15" is 2024 if the column
    /// then spans a few years, and as 2015 it would span thirty.
    fn short_years(&self) -> (bool, bool) {
        let [first, rest @ ..] = self.spans.map(|span| span.map(|(from, to)| i64::from(to - from)));
        let (Some(first), Some(rest)) = (first, rest.into_iter().flatten().min()) else { return (false, false) };
        (first * CLEARLY < rest, first <= rest * CLEARLY && rest <= first * CLEARLY && first != rest)
    }

    /// The decimal mark, where the column has cells that only one way can read.
    fn sure_decimal(&self) -> Option<Decimal> {
        let [point, comma] = self.decimals;
        let (more, decimal) = if point > comma { (point, Decimal::Point) } else { (comma, Decimal::Comma) };
        (point != comma && self.fits(more)).then_some(decimal)
    }

    fn decision(&self, sure_order: Option<Format>, sure_decimal: Option<Format>) -> Decision {
        let done = |format, or: Vec<Format>, example: &str, count: u64| Decision {
            format,
            or,
            example: example.to_owned(),
            filled: self.filled,
            unfit: self.filled - count.min(self.filled),
            money: self.money,
            currency: self.currency.to_owned(),
            percent: self.percent,
        };
        if self.filled == 0 {
            return done(Format::Empty, Vec::new(), "", 0);
        }
        let dates = self.dates();
        let either = |found: Decision| {
            let ties = ORDERS.iter().zip(self.orders).any(|(order, fits)| *order == Order::Ymd && self.fits(fits));
            let is_open = ties && found.or.is_empty() && !self.short_example.is_empty() && self.short_years().1;
            let or = if is_open { vec![Format::Date(Order::Ymd)] } else { found.or };
            let example = if is_open { self.short_example.clone() } else { found.example };
            Decision { or, example, ..found }
        };
        let of = |order: Order| ORDERS.iter().zip(self.orders).find(|(o, _)| **o == order).map_or(0, |(_, fits)| fits);
        match dates.as_slice() {
            [] => {}
            [order @ (Order::Dmy | Order::Mdy)] => {
                return either(done(Format::Date(*order), Vec::new(), "", of(*order)));
            }
            [order] => return done(Format::Date(*order), Vec::new(), "", of(*order)),
            both if both.contains(&Order::Dmy) && both.contains(&Order::Mdy) => {
                let count = of(Order::Dmy);
                // Days that are the same in both orders cause no doubt, and neither do the first days of months.
                let by_firsts = match self.firsts {
                    [true, false] => Some(Format::Date(Order::Dmy)),
                    [false, true] => Some(Format::Date(Order::Mdy)),
                    _ => None,
                };
                let format = sure_order.or(by_firsts).unwrap_or(Format::Date(Order::Dmy));
                let other = if format == Format::Date(Order::Dmy) { Order::Mdy } else { Order::Dmy };
                let or = if self.date_example.is_empty() { Vec::new() } else { vec![Format::Date(other)] };
                return either(done(format, or, &self.date_example, count));
            }
            [order, ..] => return done(Format::Date(*order), Vec::new(), "", of(*order)),
        }
        let [point, comma] = self.decimals;
        if let Some(decimal) = self.sure_decimal() {
            let format = Format::Number(decimal);
            return done(format, Vec::new(), "", point.max(comma));
        }
        if self.fits(point) {
            // Both ways read every cell. Without a cell that differs there is nothing to ask.
            if self.differ == 0 {
                return done(Format::Number(Decimal::Point), Vec::new(), "", point);
            }
            let thousands = if self.example.contains(',') { Decimal::Point } else { Decimal::Comma };
            let format = sure_decimal.unwrap_or(Format::Number(thousands));
            let other = if format == Format::Number(Decimal::Point) { Decimal::Comma } else { Decimal::Point };
            return done(format, vec![Format::Number(other)], &self.example, point);
        }
        done(Format::Text, Vec::new(), "", self.filled)
    }
}
