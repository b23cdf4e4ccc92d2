//! Options of single views.

use funnel_decide::curve::LAMBDA;
use funnel_decide::{mix, outcome};
use funnel_engine::scenario::{Scenario, TargetMetric, limits};

use crate::args::Figure;
use crate::error::Failure;

/// Options that belong to one view each.
#[derive(clap::Args)]
pub(crate) struct ViewOptions {
    /// Curve: weight of the shortfall in the worst tenth of futures, 0 or more.
    #[arg(long, default_value_t = LAMBDA, value_parser = positive)]
    pub(crate) lambda: f64,
    /// Drivers: total effects too, by one more run for each driver.
    #[arg(long)]
    pub(crate) total_effects: bool,
    /// Learn: pairs of inputs too.
    #[arg(long)]
    pub(crate) pairs: bool,
    /// Mix: money a week on all channels; today's when left out.
    #[arg(long, value_name = "MONEY", value_parser = positive)]
    total: Option<f64>,
    /// Mix: at least so much a week on a channel, such as `search=5000`; may be repeated.
    #[arg(long, value_name = "CHANNEL=MONEY", value_parser = pair)]
    floor: Vec<(String, f64)>,
    /// Mix: at most so much a week on a channel.
    #[arg(long, value_name = "CHANNEL=MONEY", value_parser = pair)]
    cap: Vec<(String, f64)>,
    /// Mix: a channel that stays as it is.
    #[arg(long, value_name = "CHANNEL")]
    lock: Vec<String>,
    /// Mix: try the money in pulses, too.
    #[arg(long)]
    over_time: bool,
    /// Outcome: what is to be reached; the scenario's own when left out.
    #[arg(long, value_name = "VALUE", value_parser = figure, allow_negative_numbers = true)]
    target: Option<f64>,
    /// Outcome: chance wanted to reach it, above 0 and below 1.
    #[arg(long, value_name = "CHANCE", value_parser = share)]
    confidence: Option<f64>,
}

impl ViewOptions {
    /// The terms of the mix.
    pub(crate) fn mix(&self, scenario: &Scenario) -> Result<mix::Terms, Failure> {
        let floors = self.floor.iter().map(|(channel, _)| channel);
        let names = floors.chain(self.cap.iter().map(|(channel, _)| channel)).chain(&self.lock);
        let mut bounds: Vec<mix::Bound> = Vec::new();
        for channel in names {
            if !scenario.channels.iter().any(|c| c.id == *channel) {
                return Err(Failure::wrong(format!("there is no channel \"{channel}\"")));
            }
            if bounds.iter().all(|b| b.channel != *channel) {
                let last = |all: &[(String, f64)]| all.iter().rev().find(|(id, _)| id == channel).map(|(_, x)| *x);
                bounds.push(mix::Bound {
                    channel: channel.clone(),
                    floor: last(&self.floor).unwrap_or(0.0),
                    cap: last(&self.cap),
                    locked: self.lock.contains(channel),
                });
            }
        }
        Ok(mix::Terms { total: self.total, bounds, over_time: self.over_time })
    }

    /// The target asked for, completed from the scenario's; `None` where nothing is asked for.
    pub(crate) fn target(
        &self,
        scenario: &Scenario,
        metric: Option<Figure>,
    ) -> Result<Option<outcome::Target>, Failure> {
        let own = scenario.target;
        let on = match metric {
            Some(Figure::Revenue) => TargetMetric::Revenue,
            Some(Figure::Profit) => TargetMetric::Profit,
            Some(Figure::Customers) => TargetMetric::Customers,
            Some(Figure::Npv) => return Err(Failure::wrong("a target is of revenue, profit or customers")),
            None => own.metric,
        };
        let confidence = self.confidence.unwrap_or(own.confidence);
        let asked = self.target.is_some() || metric.is_some() || self.confidence.is_some();
        // The scenario's own target is for its own figure: an amount of revenue is not a target for profit.
        if self.target.is_none() && on != own.metric && own.value.is_some() {
            return Err(Failure::wrong("the scenario's own target is of another figure: give one with --target"));
        }
        let value = self.target.or(own.value);
        Ok(value.filter(|_| asked).map(|value| outcome::Target { metric: on, value, confidence }))
    }
}

fn number(text: &str, ok: impl Fn(f64) -> bool, must: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x.is_finite() && ok(x) => Ok(x),
        _ => Err(must.to_owned()),
    }
}

fn positive(text: &str) -> Result<f64, String> {
    number(text, |x| (0.0..=limits::MONEY).contains(&x), "must be a number from 0 to 1e16")
}

fn figure(text: &str) -> Result<f64, String> {
    number(text, |x| x.abs() <= limits::MONEY, "must be a number from -1e16 to 1e16")
}

fn share(text: &str) -> Result<f64, String> {
    number(text, |x| x > 0.0 && x < 1.0, "must be above 0 and below 1")
}

fn pair(text: &str) -> Result<(String, f64), String> {
    let (name, value) = text.rsplit_once('=').ok_or("must be a channel and money, such as search=5000")?;
    Ok((name.to_owned(), positive(value)?))
}
