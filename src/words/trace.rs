//! Trace the money: what each channel's and each segment's people cost, and what they brought.

use funnel_engine::process::Origin;
use funnel_engine::report::{Arm, CellFlow, Report};
use funnel_engine::scenario::Scenario;

use super::numbers::{Numbers, money, people};

/// What is spent is traced by this much, in the reader's money.
pub const EACH: f64 = 100.0;

/// A row: today, plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The channel, origin or segment.
    pub name: String,
    /// Money on them: spend, and everything after it.
    pub spent: [String; 2],
    /// People who came.
    pub came: [String; 2],
    /// Deals won.
    pub customers: [String; 2],
    /// Value of the deals won, renewals with it.
    pub booked: [String; 2],
    /// Margin on it, less the money.
    pub profit: [String; 2],
    /// Value booked for each [`EACH`].
    pub each: [String; 2],
}

#[derive(Clone, Copy, Default)]
struct Sum {
    spent: f64,
    came: f64,
    customers: f64,
    booked: f64,
    profit: f64,
}

impl Sum {
    fn add(&mut self, cell: &CellFlow) {
        self.spent += cell.spend + cell.cost;
        self.came += cell.came;
        self.customers += cell.customers;
        self.booked += cell.bookings + cell.renewals + cell.expansion;
        self.profit += cell.profit;
    }
}

/// By channel, with those who were there at the start, came back from nurture, or were sent.
#[must_use]
pub fn by_channel(s: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Line> {
    let channel = |id: &str| s.channels.iter().find(|c| c.id == id).map_or(id, |c| c.name.as_str()).to_owned();
    lines(report, n, |cell| match (cell.origin, &cell.channel) {
        (Origin::Channel, Some(id)) => channel(id),
        (Origin::Nurture, _) => "Back from nurture".to_owned(),
        (Origin::Referral, _) => "Sent by customers".to_owned(),
        _ => "There at the start".to_owned(),
    })
}

/// By segment; empty where there is only one.
#[must_use]
pub fn by_segment(s: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Line> {
    if s.segments.len() < 2 {
        return Vec::new();
    }
    let segment = |id: &str| s.segments.iter().find(|x| x.id == id).map_or(id, |x| x.name.as_str()).to_owned();
    lines(report, n, |cell| segment(&cell.segment))
}

fn lines(report: &Report, n: &dyn Numbers, name: impl Fn(&CellFlow) -> String) -> Vec<Line> {
    let Some(today) = report.arms.first() else { return Vec::new() };
    let plan = report.arms.get(1).unwrap_or(today);
    // In the order of their first cell.
    let mut sums: Vec<(String, [Sum; 2])> = Vec::new();
    for (i, arm) in [today, plan].into_iter().enumerate() {
        for cell in &arm.flows {
            let name = name(cell);
            let at = sums.iter().position(|x| x.0 == name).unwrap_or_else(|| {
                sums.push((name, [Sum::default(); 2]));
                sums.len() - 1
            });
            if let Some((_, both)) = sums.get_mut(at) {
                both[i].add(cell);
            }
        }
    }
    let line = |(name, both): (String, [Sum; 2])| Line {
        name,
        spent: both.map(|x| money(n, x.spent)),
        came: both.map(|x| people(n, x.came)),
        customers: both.map(|x| people(n, x.customers)),
        booked: both.map(|x| money(n, x.booked)),
        profit: both.map(|x| money(n, x.profit)),
        each: both
            .map(|x| if x.spent > 0.0 { money(n, EACH * x.booked / x.spent) } else { super::numbers::NONE.to_owned() }),
    };
    sums.into_iter().map(line).collect()
}

/// What the value booked comes from, where it is not all new; today or under the plan.
#[must_use]
pub fn sources(arm: &Arm, n: &dyn Numbers) -> Option<String> {
    let b = &arm.booked;
    let parts = [
        (b.nurtured, "from people who came back from nurture"),
        (b.referred, "from people sent by customers"),
        (b.retained, "from renewals"),
        (b.expanded, "from renewals worth more than before"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(x, _)| *x > 0.0).map(|(x, what)| format!("{} {what}", money(n, *x))).collect();
    let mut text = format!("{} new business", money(n, b.new));
    said.iter().for_each(|part| text.push_str(&format!(", {part}")));
    if b.refunded > 0.0 {
        text.push_str(&format!("; {} paid back", money(n, b.refunded)));
    }
    if said.is_empty() && b.refunded <= 0.0 { None } else { Some(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;
    use funnel_engine::scenario::Segment;

    fn cell(origin: Origin, channel: Option<&str>, segment: &str, spend: f64) -> CellFlow {
        CellFlow {
            origin,
            channel: channel.map(str::to_owned),
            segment: segment.to_owned(),
            stages: Vec::new(),
            customers: 4.0,
            bookings: 30_000.0,
            renewed: 0.0,
            churned: 0.0,
            refunded: 0.0,
            refunds: 0.0,
            renewals: 0.0,
            expansion: 0.0,
            came: 100.0,
            spend,
            cost: 2_000.0,
            gross_profit: 24_000.0,
            profit: 22_000.0 - spend,
            pool: None,
        }
    }

    #[test]
    fn cells_are_added_up_by_channel_and_by_segment() {
        let (mut s, mut r) = (sample::scenario(), sample::report());
        let id = s.channels[0].id.clone();
        let segment = |id: &str, name: &str| Segment { id: id.into(), name: name.into(), ..Segment::default() };
        s.segments = vec![segment("a", "Small"), segment("b", "Large")];
        for arm in &mut r.arms {
            arm.flows = vec![
                cell(Origin::Channel, Some(&id), "a", 8_000.0),
                cell(Origin::Channel, Some(&id), "b", 8_000.0),
                cell(Origin::Nurture, Some(&id), "a", 0.0),
                cell(Origin::Pipeline, None, "b", 0.0),
            ];
        }
        let n = NumberStyle::default();
        let lines = by_channel(&s, &r, &n);
        let names: Vec<&str> = lines.iter().map(|l| l.name.as_str()).collect();
        assert_eq!(names, [s.channels[0].name.as_str(), "Back from nurture", "There at the start"]);
        assert_eq!((lines[0].spent[0].as_str(), lines[0].booked[1].as_str()), ("$20k", "$60k"));
        assert_eq!((lines[0].each[0].as_str(), lines[0].profit[0].as_str()), ("$300", "$28k"));
        let lines = by_segment(&s, &r, &n);
        assert_eq!(lines.iter().map(|l| l.came[0].as_str()).collect::<Vec<_>>(), ["200", "200"]);
        s.segments.truncate(1);
        assert!(by_segment(&s, &r, &n).is_empty());
    }

    #[test]
    fn only_what_is_there_is_told() {
        let (n, mut r) = (NumberStyle::default(), sample::report());
        let arm = &mut r.arms[0];
        arm.booked.new = 5e5;
        assert_eq!(sources(arm, &n), None);
        arm.booked.retained = 2e5;
        assert_eq!(sources(arm, &n).as_deref(), Some("$500k new business, $200k from renewals"));
    }
}
