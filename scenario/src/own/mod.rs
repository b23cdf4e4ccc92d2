//! A company in the units its chief executive thinks in: what the short form asks, read from a scenario and put into one.
//!
//! What is given becomes the company's own ([`crate::Tag::Mine`]); what is left out stays what it was: a wide benchmark or
//! guess, tagged as such. Reading back what was put gives the same answers, so the form is also where to change them.
//!
//! Money and leads are by the month, a twelfth of 52 weeks; salaries by the year of 52 weeks.

mod channels;
mod customers;
mod deal;
mod pipeline;
mod plan;
mod put;
pub(crate) mod rough;
mod steps;
mod teams;

use crate::templates::{TEMPLATES, load};
use crate::{Month, Period, Scenario, Tag, Value};

/// Weeks of a month: a twelfth of 52.
pub const WEEKS_A_MONTH: f64 = 52.0 / 12.0;

/// Answers to the short form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// ISO 4217 code of the currency; as it was when empty.
    pub currency: String,
    /// What money and leads are told by; as it was when left out.
    pub period: Option<Period>,
    /// The month in which the run starts; as it was when left out.
    pub starts: Option<Month>,
    /// What is spent on leads, a row a channel. None: as it was.
    pub channels: Vec<OwnChannel>,
    /// Leads a month from all channels together.
    pub leads_per_month: Option<f64>,
    /// From lead to customer, in order. None, or new ones without a rate: as it was.
    pub steps: Vec<OwnStep>,
    /// Mean size of a deal, money.
    pub deal: Option<Value>,
    /// Gross margin, a share.
    pub margin: Option<Value>,
    /// Mean weeks from lead to deal.
    pub weeks: Option<f64>,
    /// Whether customers renew.
    pub renewal: Option<Renewal>,
    /// Who works the leads, in the order in which they do. None: as it was.
    pub teams: Vec<OwnTeam>,
}

/// A channel's row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnChannel {
    /// Id of the channel that it changes; a new one without.
    pub id: Option<String>,
    /// What it is called.
    pub name: String,
    /// Money a month.
    pub spend_per_month: Option<f64>,
    /// Leads a month that it brings, where they are known by channel.
    pub leads_per_month: Option<f64>,
}

/// A step from lead to customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnStep {
    /// Id of the stage that it changes; a new one without.
    pub id: Option<String>,
    /// What those who passed are called.
    pub name: String,
    /// Share of those who enter that passes; unknown without.
    pub rate: Option<Value>,
}

/// A team's row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnTeam {
    /// Id of the team that it changes; a new one without.
    pub id: Option<String>,
    /// What it is called.
    pub name: String,
    /// How many there are.
    pub people: Option<f64>,
    /// What one of them costs, money a year.
    pub cost_per_year: Option<f64>,
}

/// Whether customers come back by themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum Renewal {
    /// A customer buys once.
    OneOff,
    /// So large a share of new customers renews after a year; above 0 and below 1.
    Yearly(Value),
}

impl Own {
    /// A scenario's answers to the form.
    #[must_use]
    pub fn of(s: &Scenario) -> Self {
        let (channels, leads_per_month) = channels::read(s);
        Self {
            currency: s.currency.clone(),
            period: Some(s.calendar.period),
            starts: s.calendar.starts,
            channels,
            leads_per_month,
            steps: steps::read(s),
            deal: deal::read(s),
            margin: Some(s.money.margin.value.clone()),
            weeks: pipeline::weeks(s),
            renewal: customers::read(s),
            teams: teams::read(s),
        }
    }
}

/// Whether everything the short form asks about is still as in a template: the company is made up.
#[must_use]
pub fn is_made_up(s: &Scenario) -> bool {
    thread_local! {
        static ALL: Vec<Scenario> = TEMPLATES.iter().filter_map(|template| load(template.id)).collect();
    }
    let same =
        |t: &Scenario| t.channels == s.channels && t.stages == s.stages && t.teams == s.teams && t.money == s.money;
    ALL.with(|all| all.iter().any(same)) && s.inputs().iter().all(|field| field.input.tag != Tag::Mine)
}

/// The mean of what is known, as far as its middle tells; 0 where there is none.
fn middle(value: &Value) -> f64 {
    crate::Input::new(value.clone()).middle().unwrap_or(0.0)
}

/// An input that somebody in the company stands behind.
fn mine(value: Value, source: &str) -> crate::Input {
    crate::Input { source: source.to_owned(), tag: Tag::Mine, ..crate::Input::new(value) }
}

#[cfg(test)]
mod tests;
