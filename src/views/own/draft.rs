//! The contents of the short form, as text.

use funnel_engine::scenario::own::{Own, Renewal};
use funnel_engine::scenario::{Period, Scenario, Value};
use funnel_text::calendar::write_month;
use funnel_text::{Measure, NumberStyle, Time};
use serde::{Deserialize, Serialize};

use super::says::reading;

/// A place in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum At {
    /// The month in which the run starts.
    Starts,
    Channel(usize, Cell),
    Leads,
    Step(usize, Cell),
    Deal,
    Margin,
    Weeks,
    Renewal,
    Team(usize, Cell),
}

/// A cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Name,
    /// Spend a month, a rate, or people.
    Amount,
    /// Leads a month, or the cost of one person.
    More,
}

/// A row with a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    /// Identifies it while rows come and go.
    pub(super) key: u32,
    /// The id of what it stands for in the scenario; `None` for a new one.
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) amount: String,
    pub(super) more: String,
}

impl Row {
    pub(super) fn is_empty(&self) -> bool {
        [&self.name, &self.amount, &self.more].iter().all(|text| text.trim().is_empty())
    }
}

/// The form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) currency: String,
    /// The period for spend and leads.
    pub(super) per: Period,
    /// The month in which the run starts.
    pub(super) starts: String,
    pub(super) channels: Vec<Row>,
    pub(super) leads: String,
    pub(super) steps: Vec<Row>,
    pub(super) deal: String,
    pub(super) margin: String,
    pub(super) weeks: String,
    pub(super) renewal: String,
    pub(super) teams: Vec<Row>,
    /// The next row's key.
    next: u32,
    /// The form at the beginning: text that is unchanged means what it meant, to the bit.
    pub(super) began: Option<Box<(Draft, Own)>>,
}

/// The lists of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    Channels,
    Steps,
    Teams,
}

/// Drops the artefacts of arithmetic after the fifteenth digit.
fn in_few_digits(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

impl Draft {
    /// An empty form.
    pub(super) fn empty(currency: &str) -> Self {
        let mut draft = Self {
            currency: currency.to_owned(),
            per: Period::Month,
            starts: String::new(),
            channels: Vec::new(),
            leads: String::new(),
            steps: Vec::new(),
            deal: String::new(),
            margin: String::new(),
            weeks: String::new(),
            renewal: String::new(),
            teams: Vec::new(),
            next: 0,
            began: None,
        };
        for (rows, names) in [
            (Rows::Channels, &["", "", ""][..]),
            (Rows::Steps, &["Qualified", "Opportunity", "Customer"]),
            (Rows::Teams, &["SDRs", "Account executives"]),
        ] {
            for name in names {
                draft.push(rows, None, name);
            }
        }
        draft
    }

    /// The form filled in from a scenario.
    pub(super) fn of(s: &Scenario, style: &NumberStyle) -> Self {
        let own = Own::of(s);
        let write = |at: At, x: f64| {
            let text = reading(at, style).write_number(x);
            if reading(at, style).measure == Measure::Money { style.in_money(&text) } else { text }
        };
        let value = |at: At, x: &Option<Value>| x.as_ref().map_or_else(String::new, |x| reading(at, style).write(x));
        let number = |at: At, x: Option<f64>| x.map_or_else(String::new, |x| write(at, x));
        let mut draft = Self::empty(&own.currency);
        draft.per = s.calendar.period;
        draft.starts = own.starts.map_or_else(String::new, write_month);
        // Per month, in the scenario's period.
        let per = draft.per.into();
        let by_period = |x: f64| in_few_digits(Time::Month.rate_in(per, x));
        (draft.channels, draft.steps, draft.teams) = (Vec::new(), Vec::new(), Vec::new());
        for (i, row) in own.channels.iter().enumerate() {
            let new = draft.push(Rows::Channels, row.id.clone(), &row.name);
            new.amount = number(At::Channel(i, Cell::Amount), row.spend_per_month.map(by_period));
            new.more = number(At::Channel(i, Cell::More), row.leads_per_month.map(by_period));
        }
        for (i, row) in own.steps.iter().enumerate() {
            draft.push(Rows::Steps, row.id.clone(), &row.name).amount = value(At::Step(i, Cell::Amount), &row.rate);
        }
        for (i, row) in own.teams.iter().enumerate() {
            let new = draft.push(Rows::Teams, row.id.clone(), &row.name);
            new.amount = number(At::Team(i, Cell::Amount), row.people);
            new.more = number(At::Team(i, Cell::More), row.cost_per_year);
        }
        draft.leads = number(At::Leads, own.leads_per_month.map(by_period));
        draft.deal = match own.deal {
            Some(Value::Fixed(x)) => write(At::Deal, x),
            ref other => value(At::Deal, other),
        };
        draft.margin = value(At::Margin, &own.margin);
        let weeks = own.weeks.map(|x| (x * 10.0).round() / 10.0);
        draft.weeks = weeks.map_or_else(String::new, |x| format!("{} weeks", write(At::Weeks, x)));
        draft.renewal = match &own.renewal {
            Some(Renewal::Yearly(x)) => reading(At::Renewal, style).write(x),
            Some(Renewal::OneOff) | None => String::new(),
        };
        draft.began = Some(Box::new((draft.clone(), own)));
        draft
    }

    pub(super) fn rows(&self, rows: Rows) -> &[Row] {
        match rows {
            Rows::Channels => &self.channels,
            Rows::Steps => &self.steps,
            Rows::Teams => &self.teams,
        }
    }

    fn rows_mut(&mut self, rows: Rows) -> &mut Vec<Row> {
        match rows {
            Rows::Channels => &mut self.channels,
            Rows::Steps => &mut self.steps,
            Rows::Teams => &mut self.teams,
        }
    }

    fn push(&mut self, rows: Rows, id: Option<String>, name: &str) -> &mut Row {
        let key = self.next;
        self.next += 1;
        self.rows_mut(rows).push_mut(Row { key, id, name: name.to_owned(), ..Row::default() })
    }

    /// The key that identifies the next row to be added.
    pub(super) fn next_key(&self) -> u32 {
        self.next
    }

    /// One more row.
    pub(super) fn add(&mut self, rows: Rows) {
        self.push(rows, None, "");
    }

    /// One row less.
    pub(super) fn drop(&mut self, rows: Rows, at: usize) {
        let all = self.rows_mut(rows);
        if at < all.len() {
            all.remove(at);
        }
    }

    /// Every place in the form, in order.
    pub(super) fn places(&self) -> Vec<At> {
        let cells = [Cell::Name, Cell::Amount, Cell::More];
        let of = |rows: &[Row], at: fn(usize, Cell) -> At| -> Vec<At> {
            (0..rows.len()).flat_map(|i| cells.map(|cell| at(i, cell))).collect()
        };
        let mut all = vec![At::Starts];
        all.extend(of(&self.channels, At::Channel));
        all.push(At::Leads);
        all.extend(of(&self.steps, At::Step));
        all.extend([At::Deal, At::Margin, At::Weeks, At::Renewal]);
        all.extend(of(&self.teams, At::Team));
        all
    }

    /// The text at a place.
    pub(super) fn text(&self, at: At) -> &str {
        match at {
            At::Channel(i, cell) => text(&self.channels, i, cell),
            At::Step(i, cell) => text(&self.steps, i, cell),
            At::Team(i, cell) => text(&self.teams, i, cell),
            At::Starts => &self.starts,
            At::Leads => &self.leads,
            At::Deal => &self.deal,
            At::Margin => &self.margin,
            At::Weeks => &self.weeks,
            At::Renewal => &self.renewal,
        }
    }

    /// Whether a text is what stood in this cell of a row when the form was opened, and so was not typed.
    pub(super) fn is_untouched(&self, rows: Rows, row: usize, cell: Cell, now: &str) -> bool {
        let Some((began, _)) = self.began.as_deref() else { return false };
        let key = self.rows(rows).get(row).map(|row| row.key);
        let then = began.rows(rows).iter().position(|row| Some(row.key) == key);
        then.is_some_and(|then| text(began.rows(rows), then, cell) == now)
    }

    /// Puts a text in its place.
    pub(super) fn put(&mut self, at: At, text: String) {
        let slot = match at {
            At::Channel(i, cell) => slot(&mut self.channels, i, cell),
            At::Step(i, cell) => slot(&mut self.steps, i, cell),
            At::Team(i, cell) => slot(&mut self.teams, i, cell),
            At::Starts => Some(&mut self.starts),
            At::Leads => Some(&mut self.leads),
            At::Deal => Some(&mut self.deal),
            At::Margin => Some(&mut self.margin),
            At::Weeks => Some(&mut self.weeks),
            At::Renewal => Some(&mut self.renewal),
        };
        if let Some(slot) = slot {
            *slot = text;
        }
    }
}

fn text(rows: &[Row], i: usize, cell: Cell) -> &str {
    rows.get(i).map_or("", |row| match cell {
        Cell::Name => &row.name,
        Cell::Amount => &row.amount,
        Cell::More => &row.more,
    })
}

fn slot(rows: &mut [Row], i: usize, cell: Cell) -> Option<&mut String> {
    rows.get_mut(i).map(|row| match cell {
        Cell::Name => &mut row.name,
        Cell::Amount => &mut row.amount,
        Cell::More => &mut row.more,
    })
}
