//! Puts the answers into a scenario.

use super::{Own, channels, customers, deal, pipeline, plan, steps, teams};
use crate::{Levers, Problem, Scenario, clean, edit};

/// The scenario's name until the reader gives it one.
const NAME: &str = "Our funnel";
const NOTE: &str = "Our own numbers as the short form asked for them. What is not tagged “mine” is a published benchmark or a \
                    guess; each says so.";

impl Own {
    /// Starts a company of the reader's own, with a template for what was not answered.
    ///
    /// The template's target is dropped, and with the first rate or deal also its segments and levers, since they
    /// describe other people's customers.
    ///
    /// # Errors
    ///
    /// What is impossible, by the question that it is about.
    ///
    /// ```
    /// use funnel_scenario::own::{Own, OwnChannel};
    /// use funnel_scenario::{Value, templates};
    /// let template = templates::load("sales-led-saas").unwrap();
    /// let ads = OwnChannel { name: "Google Ads".into(), spend_per_month: Some(30_000.0), ..OwnChannel::default() };
    /// let own = Own { channels: vec![ads], leads_per_month: Some(200.0), ..Own::default() };
    /// let scenario = own.begin(&template).unwrap();
    /// assert_eq!(scenario.channels[0].cost_per_inquiry.value, Value::Fixed(150.0));
    /// ```
    pub fn begin(&self, template: &Scenario) -> Result<Scenario, Vec<Problem>> {
        let mut s = template.clone();
        NAME.clone_into(&mut s.name);
        NOTE.clone_into(&mut s.note);
        s.target.value = None;
        s.plans.truncate(1);
        if steps::says(&self.steps) || self.deal.is_some() {
            s.segments.clear();
            s.channels.iter_mut().for_each(|channel| channel.segment_shares.clear());
            s.levers = Levers::default();
            if steps::says(&self.steps) || teams::says(&self.teams) {
                s.teams.clear();
                s.stages.iter_mut().for_each(|stage| stage.work = None);
            }
        }
        self.put_into(s, template, true)
    }

    /// The scenario with these answers in place of the previous ones; what is answered as before stays the same to the
    /// bit.
    ///
    /// # Errors
    ///
    /// What is impossible, by the question that it is about.
    pub fn put(&self, base: &Scenario) -> Result<Scenario, Vec<Problem>> {
        self.put_into(base.clone(), base, false)
    }

    fn put_into(&self, mut s: Scenario, base: &Scenario, is_new: bool) -> Result<Scenario, Vec<Problem>> {
        let was = Self::of(&s);
        let own = self.cleaned();
        // A pipeline that was never counted follows from the answers.
        let follows = is_new || pipeline::open(base) == base.stages.iter().map(|x| x.open_at_start).collect::<Vec<_>>();
        if !own.currency.is_empty() {
            s.currency.clone_from(&own.currency);
        }
        if let Some(period) = own.period {
            s.calendar.period = period;
        }
        if let Some(starts) = own.starts {
            s = edit::start(&s, Some(starts))?;
        }
        let asks_channels = !own.channels.is_empty() || own.leads_per_month.is_some();
        if asks_channels && (own.channels != was.channels || own.leads_per_month != was.leads_per_month) {
            let rows = if own.channels.is_empty() { &was.channels } else { &own.channels };
            channels::put(&mut s, rows, own.leads_per_month, &was.channels).map_err(|problem| vec![problem])?;
        }
        if steps::says(&own.steps) && own.steps != was.steps {
            steps::put(&mut s, &own.steps);
        }
        if let Some(value) = own.deal.as_ref().filter(|_| own.deal != was.deal) {
            deal::put(&mut s, value);
        }
        if let Some(value) = own.margin.as_ref().filter(|_| own.margin != was.margin) {
            deal::put_margin(&mut s, value);
        }
        if let Some(weeks) = own.weeks.filter(|_| own.weeks != was.weeks) {
            pipeline::put_weeks(&mut s, weeks);
        }
        if let Some(renewal) = own.renewal.as_ref().filter(|_| own.renewal != was.renewal) {
            customers::put(&mut s, renewal);
        }
        if follows && (is_new || self.moves_people(&was)) {
            for (stage, open) in pipeline::open(&s).into_iter().enumerate() {
                if let Some(stage) = s.stages.get_mut(stage) {
                    stage.open_at_start = open;
                }
            }
        }
        if teams::says(&own.teams) && own.teams != was.teams {
            teams::put(&mut s, &own.teams);
        }
        let s = plan::mend(s);
        let problems = s.problems();
        if problems.is_empty() { Ok(s) } else { Err(problems) }
    }

    /// Whether more or fewer people are on the way than under the previous answers.
    fn moves_people(&self, was: &Self) -> bool {
        self.channels != was.channels
            || self.leads_per_month != was.leads_per_month
            || self.steps != was.steps
            || self.weeks != was.weeks
    }

    /// The same with cleaned names, and with rows without a name named after their place.
    fn cleaned(&self) -> Self {
        let mut own = self.clone();
        let tidy = |name: &mut String, kind: &str, at: usize| {
            *name = clean(name.trim()).into_owned();
            if name.is_empty() {
                *name = format!("{kind} {}", at + 1);
            }
        };
        own.channels.iter_mut().enumerate().for_each(|(at, row)| tidy(&mut row.name, "Channel", at));
        own.steps.iter_mut().enumerate().for_each(|(at, row)| tidy(&mut row.name, "Step", at));
        own.teams.iter_mut().enumerate().for_each(|(at, row)| tidy(&mut row.name, "Team", at));
        own
    }
}
