//! The checks of each part of a scenario.

use super::super::dist::distribution;
use super::super::laws::Role;
use super::super::{Channel, DealSize, Deck, Delay, Plan, Scenario, Segment, Setting, SettingUnit, Stage, Unit, Value};
use super::{Check, limits};

impl Check {
    pub(super) fn channel(&mut self, at: &str, c: &Channel, s: &Scenario) {
        self.text(format!("{at}.name"), &c.name, limits::NAME);
        self.amount(format!("{at}.spend_per_week"), c.spend_per_week, 0.0);
        for (field, spend) in
            [("past_spend_per_week", c.past_spend_per_week), ("reference_spend_per_week", c.reference_spend_per_week)]
        {
            if let Some(x) = spend {
                self.amount(format!("{at}.{field}"), x, 0.0);
            }
        }
        self.number(format!("{at}.slope"), c.slope, 0.1, 10.0);
        self.require(
            c.lead_weeks <= limits::WEEKS,
            format!("{at}.lead_weeks"),
            format!("is {}; must be at most {}", c.lead_weeks, limits::WEEKS),
        );
        let touched = |p: &Plan| {
            p.spend.iter().any(|x| x.add_per_week > 0.0 && (x.channels.is_empty() || x.channels.contains(&c.id)))
        };
        let spends = c.spend_per_week > 0.0 || c.past_spend() > 0.0 || s.plans.iter().any(touched);
        self.require(
            !spends || c.reference_spend() > 0.0,
            format!("{at}.reference_spend_per_week"),
            "is needed: a channel without spend today must say at which spend its cost and elasticity hold",
        );
        let known = |id: &str| s.segments.iter().any(|x| x.id == id);
        for (id, share) in &c.segment_shares {
            let path = format!("{at}.segment_shares.{id}");
            self.require(known(id), &path, format!("there is no segment \"{id}\""));
            self.number(path, *share, 0.0, limits::NUMBER);
        }
        self.require(
            c.segment_shares.is_empty() || c.segment_shares.values().sum::<f64>() > 0.0,
            format!("{at}.segment_shares"),
            "sum to 0; give one segment a weight",
        );
    }

    pub(super) fn segment(&mut self, at: &str, segment: &Segment) {
        self.text(format!("{at}.name"), &segment.name, limits::NAME);
        self.number(format!("{at}.share"), segment.share, 0.0, limits::NUMBER);
        self.number(format!("{at}.cycle"), segment.cycle, 0.01, 100.0);
        if let Some(deal) = &segment.deal {
            self.deal(&format!("{at}.deal"), deal);
        }
    }

    pub(super) fn deck(&mut self, deck: &Deck) {
        for (i, slide) in deck.slides.iter().enumerate() {
            let (view, note) = (format!("deck.slides[{i}].view"), format!("deck.slides[{i}].note"));
            let is_first = deck.slides.iter().take(i).all(|earlier| earlier.view != slide.view);
            self.require(is_first, view, "is in the deck already; each view can be one slide");
            self.text(&note, &slide.note, limits::LINE);
            self.require(!slide.note.contains(char::is_control), note, "must be one line of plain text");
        }
    }

    pub(super) fn stage(&mut self, i: usize, stage: &Stage, all: &[Stage]) {
        let at = format!("stages[{i}]");
        self.text(format!("{at}.name"), &stage.name, limits::NAME);
        self.text(format!("{at}.definition"), &stage.definition, limits::TEXT);
        self.text(format!("{at}.loss.reason"), &stage.loss.reason, limits::NAME);
        self.amount(format!("{at}.cost_per_person"), stage.cost_per_person, 0.0);
        self.require(
            stage.open_at_start <= limits::OPEN,
            format!("{at}.open_at_start"),
            format!("is {}; must be at most {}", stage.open_at_start, limits::OPEN),
        );
        self.delay(&format!("{at}.delay"), &stage.delay);
        if let Some(delay) = &stage.loss.delay {
            self.delay(&format!("{at}.loss.delay"), delay);
        }
        if !stage.loss.to.is_empty() {
            let path = format!("{at}.loss.to");
            match all.iter().position(|x| x.id == stage.loss.to) {
                None => self.add(path, format!("there is no stage \"{}\"", stage.loss.to)),
                Some(j) if j <= i => self.add(
                    path,
                    format!("\"{}\" is not a later stage: people would go round in a circle", stage.loss.to),
                ),
                Some(_) => {}
            }
        }
    }

    pub(super) fn delay(&mut self, at: &str, delay: &Delay) {
        match delay {
            Delay::None => {}
            Delay::Lognormal { median_weeks, p90_weeks } => {
                self.number(format!("{at}.lognormal.median_weeks"), *median_weeks, 0.001, 520.0);
                self.number(format!("{at}.lognormal.p90_weeks"), *p90_weeks, 0.001, 2_600.0);
                self.require(
                    p90_weeks > median_weeks,
                    format!("{at}.lognormal.p90_weeks"),
                    format!("is {p90_weeks}; must be above the median, {median_weeks}"),
                );
            }
            Delay::Empirical { weeks } => self.list(&format!("{at}.empirical.weeks"), weeks, 0.0, 2_600.0),
        }
    }

    /// A list that is neither empty nor too long.
    fn listed(&mut self, at: &str, values: &[f64]) {
        self.require(!values.is_empty(), at, "is empty; at least one value is needed");
        self.count(at, values.len(), limits::LIST);
    }

    fn list(&mut self, at: &str, values: &[f64], low: f64, high: f64) {
        self.listed(at, values);
        for (i, x) in values.iter().enumerate().take(limits::LIST) {
            self.number(format!("{at}[{i}]"), *x, low, high);
        }
    }

    pub(super) fn deal(&mut self, at: &str, deal: &DealSize) {
        match deal {
            DealSize::Fixed { .. } => {}
            DealSize::Lognormal { sigma, .. } => self.number(format!("{at}.lognormal.sigma"), *sigma, 0.0, 4.0),
            DealSize::Gamma { shape, .. } => self.number(format!("{at}.gamma.shape"), *shape, 0.01, 1e6),
            DealSize::Empirical { values } => {
                let at = format!("{at}.empirical.values");
                self.listed(&at, values);
                for (i, x) in values.iter().enumerate().take(limits::LIST) {
                    self.amount(format!("{at}[{i}]"), *x, 0.0);
                }
            }
        }
    }

    pub(super) fn money(&mut self, s: &Scenario) {
        let m = &s.money;
        self.deal("money.deal", &m.deal);
        self.number("money.discount_rate", m.discount_rate, 0.0, 10.0);
        for (field, weeks) in [
            ("recognised_over_weeks", m.recognised_over_weeks),
            ("paid_after_weeks", m.paid_after_weeks),
            ("paid_over_weeks", m.paid_over_weeks),
        ] {
            self.require(
                weeks <= limits::WEEKS,
                format!("money.{field}"),
                format!("is {weeks}; must be at most {}", limits::WEEKS),
            );
        }
    }

    pub(super) fn plan(&mut self, at: &str, plan: &Plan, s: &Scenario) {
        self.text(format!("{at}.name"), &plan.name, limits::NAME);
        for (i, change) in plan.spend.iter().enumerate() {
            let at = format!("{at}.spend[{i}]");
            for (j, id) in change.channels.iter().enumerate() {
                self.require(
                    s.channels.iter().any(|c| c.id == *id),
                    format!("{at}.channels[{j}]"),
                    format!("there is no channel \"{id}\""),
                );
            }
            self.number(format!("{at}.scale"), change.scale, 0.0, 1_000.0);
            self.amount(format!("{at}.add_per_week"), change.add_per_week, -limits::MONEY);
            self.require(
                (1..=limits::WEEKS).contains(&change.from_week),
                format!("{at}.from_week"),
                format!("is {}; must be from 1 to {}", change.from_week, limits::WEEKS),
            );
        }
        for (i, change) in plan.rates.iter().enumerate() {
            let at = format!("{at}.rates[{i}]");
            self.require(
                s.stages.iter().any(|x| x.id == change.stage),
                format!("{at}.stage"),
                format!("there is no stage \"{}\"", change.stage),
            );
            self.number(format!("{at}.logit"), change.logit, -20.0, 20.0);
        }
    }

    fn setting(&mut self, at: &str, setting: &Setting, x: f64) {
        match setting.unit {
            SettingUnit::Money => self.amount(at, x, setting.low),
            _ => self.number(at, x, setting.low, setting.high),
        }
    }

    /// Settings as today, the stages that levers name, and what plans set.
    pub(super) fn levers(&mut self, s: &Scenario) {
        let settings = s.settings();
        for setting in &settings {
            if let Some(at) = &setting.json {
                self.setting(at, setting, setting.today);
            }
        }
        for slot in s.levers.stages() {
            self.require(
                (slot.optional && slot.id.is_empty()) || s.stages.iter().any(|x| x.id == slot.id),
                format!("levers.{}", slot.path),
                format!("there is no stage \"{}\"", slot.id),
            );
        }
        s.levers.check(self, s);
        for (p, plan) in s.plans.iter().enumerate() {
            for (i, change) in plan.settings.iter().enumerate() {
                let at = format!("plans[{p}].settings[{i}]");
                match settings.iter().find(|x| x.key == change.setting) {
                    Some(x) => self.setting(&format!("{at}.value"), x, change.value),
                    None => self.add(format!("{at}.setting"), format!("there is no setting \"{}\"", change.setting)),
                }
            }
            for (c, channel) in s.channels.iter().enumerate() {
                let focus = |id: &str| plan.settings.iter().rev().find(|x| x.setting == Setting::focus(id));
                let reaches = |id: &str, share: f64| share > 0.0 && focus(id).is_none_or(|x| x.value > 0.0);
                let any = if channel.segment_shares.is_empty() {
                    s.segments.iter().any(|x| reaches(&x.id, x.share))
                } else {
                    channel.segment_shares.iter().any(|(id, share)| reaches(id, *share))
                };
                self.require(
                    any || s.segments.is_empty(),
                    format!("plans[{p}].settings"),
                    format!(
                        "leave channel {} no segment to reach",
                        if channel.name.is_empty() { c.to_string() } else { channel.name.clone() }
                    ),
                );
            }
        }
    }

    pub(super) fn inputs(&mut self, s: &Scenario) {
        let known = |group: &str| s.groups.iter().any(|g| g.id == group);
        for field in s.inputs() {
            let at = &field.path.json;
            let input = field.input;
            self.text(format!("{at}.source"), &input.source, limits::TEXT);
            self.number(format!("{at}.market"), input.market, -1.0, 1.0);
            self.require(
                input.group.is_empty() || known(&input.group),
                format!("{at}.group"),
                format!("there is no group \"{}\"", input.group),
            );
            if let Value::Empirical(list) = &input.value {
                self.count(at, list.len(), limits::LIST);
            }
            let before = self.problems.len();
            for number in input.value.numbers().into_iter().take(limits::LIST) {
                let below = &number.below;
                let path = if below.is_empty() { at.clone() } else { format!("{at}.value.{below}") };
                // Of a lognormal, only the median is money.
                if field.unit == Unit::Money && number.role != Role::Shape {
                    self.amount(path, number.value, -limits::MONEY);
                } else {
                    self.number(path, number.value, -limits::NUMBER, limits::NUMBER);
                }
            }
            if self.problems.len() == before
                && let Err(unfit) = distribution(&input.value, field.domain)
            {
                self.add(at, unfit.to_string());
            }
        }
    }
}
