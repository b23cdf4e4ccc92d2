//! A company in the units in which its chief executive thinks: what the short form asks, read from a scenario and put
//! into one.
//!
//! What is given becomes the company's own ([`crate::Tag::Mine`]); what is left out stays as it was: a wide benchmark
//! or guess, tagged as such. Reading back what was put in gives the same answers, so the form can also be used to
//! change them.
//!
//! Money and leads are per month, a twelfth of 52 weeks; salaries per year of 52 weeks.

mod channels;
mod customers;
mod deal;
mod pipeline;
mod plan;
mod put;
pub(crate) mod rough;
mod steps;
mod teams;

use serde::{Deserialize, Serialize};

use crate::templates::{TEMPLATES, load};
use crate::{Month, Period, Scenario, Tag, Value};

/// Weeks in a month: a twelfth of 52.
pub const WEEKS_A_MONTH: f64 = 52.0 / 12.0;

/// Answers to the short form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Own {
    /// ISO 4217 code of the currency; unchanged when empty.
    pub currency: String,
    /// The period for money and leads; unchanged when left out.
    pub period: Option<Period>,
    /// The month in which the run starts; unchanged when left out.
    pub starts: Option<Month>,
    /// What is spent on leads, with a row for each channel. Unchanged when empty.
    pub channels: Vec<OwnChannel>,
    /// Leads a month from all channels together.
    pub leads_per_month: Option<f64>,
    /// The steps from lead to customer, in order. Unchanged when empty, or when all are new and without a rate.
    pub steps: Vec<OwnStep>,
    /// Mean size of a deal, money.
    pub deal: Option<Value>,
    /// Gross margin, a share.
    pub margin: Option<Value>,
    /// Mean weeks from lead to deal.
    pub weeks: Option<f64>,
    /// Whether customers renew.
    pub renewal: Option<Renewal>,
    /// Who works the leads, in the order in which they do. Unchanged when empty.
    pub teams: Vec<OwnTeam>,
}

/// A channel's row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnChannel {
    /// Id of the channel that it changes; `None` for a new one.
    pub id: Option<String>,
    /// What it is called.
    pub name: String,
    /// Money a month.
    pub spend_per_month: Option<f64>,
    /// Leads a month that it brings, where these are known by channel.
    pub leads_per_month: Option<f64>,
}

/// A step from lead to customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnStep {
    /// Id of the stage that it changes; `None` for a new one.
    pub id: Option<String>,
    /// What those who have passed are called.
    pub name: String,
    /// Of those who enter, the share that passes; `None` if unknown.
    pub rate: Option<Value>,
}

/// A team's row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnTeam {
    /// Id of the team that it changes; `None` for a new one.
    pub id: Option<String>,
    /// What it is called.
    pub name: String,
    /// Number of people.
    pub people: Option<f64>,
    /// Cost of one of them, in money a year.
    pub cost_per_year: Option<f64>,
}

/// Whether customers come back by themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Renewal {
    /// A customer buys once.
    OneOff,
    /// This share of new customers renews after a year; above 0 and below 1.
    Yearly(Value),
}

impl Own {
    /// Reads a scenario's answers to the form.
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

/// Whether everything that the short form asks about is still as in a template, so that the company is made up.
#[must_use]
pub fn is_made_up(s: &Scenario) -> bool {
    thread_local! {
        static ALL: Vec<Scenario> = TEMPLATES.iter().filter_map(|template| load(template.id)).collect();
    }
    let same =
        |t: &Scenario| t.channels == s.channels && t.stages == s.stages && t.teams == s.teams && t.money == s.money;
    ALL.with(|all| all.iter().any(same)) && s.inputs().iter().all(|field| field.input.tag != Tag::Mine)
}

/// The mean of what is known, as its middle gives it; 0 where there is none.
fn middle(value: &Value) -> f64 {
    crate::Input::new(value.clone()).middle().unwrap_or(0.0)
}

/// An input vouched for by somebody in the company.
fn mine(value: Value, source: &str) -> crate::Input {
    crate::Input { source: source.to_owned(), tag: Tag::Mine, ..crate::Input::new(value) }
}

#[cfg(test)]
mod tests;
