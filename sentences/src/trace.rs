//! Trace the money: what each channel's and each segment's people cost, and what they brought.

use funnel_engine::process::{Metric, Origin};
use funnel_engine::report::{Arm, CellFlow, Report};
use funnel_engine::scenario::Scenario;
use funnel_text::format::Unit;

use super::numbers::{Numbers, pair_texts, texts};

/// Money spent is traced by this unit, in the reader's money.
pub const EACH: f64 = 100.0;

/// A row: today, plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The channel, origin or segment.
    pub name: String,
    /// Money spent on them: spend, and everything after it.
    pub spent: [String; 2],
    /// People who came.
    pub came: [String; 2],
    /// Deals won.
    pub customers: [String; 2],
    /// Value of the deals won, with renewals where these count, less refunds.
    pub booked: [String; 2],
    /// Margin on that, less the money spent.
    pub profit: [String; 2],
    /// Value booked for each [`EACH`] spent.
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
    /// Renewals are not deals won; they are booked where the scenario counts them.
    fn add(&mut self, cell: &CellFlow, renewals_count: bool) {
        self.spent += cell.spend + cell.cost;
        self.came += cell.came;
        self.customers += cell.customers;
        let renewed = if renewals_count { cell.renewals + cell.expansion } else { 0.0 };
        self.booked += cell.bookings + renewed - cell.refunds;
        self.profit += cell.profit;
    }

    fn add_sum(&mut self, other: &Self) {
        self.spent += other.spent;
        self.came += other.came;
        self.customers += other.customers;
        self.booked += other.booked;
        self.profit += other.profit;
    }

    /// Booked for each [`EACH`] of money; NaN where none was spent.
    fn each(&self) -> f64 {
        if self.spent > 0.0 { EACH * self.booked / self.spent } else { f64::NAN }
    }
}

/// The columns of money: spent, booked, profit, booked for each unit of money.
const MONEY: [fn(&Sum) -> f64; 4] = [|x| x.spent, |x| x.booked, |x| x.profit, Sum::each];
/// The columns of people: came, won.
const PEOPLE: [fn(&Sum) -> f64; 2] = [|x| x.came, |x| x.customers];

/// By channel, with separate rows for people who were there at the start, came back from nurture, or were sent by
/// customers.
#[must_use]
pub fn by_channel(s: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Line> {
    lines(s, report, n, |cell| match (cell.origin, &cell.channel) {
        (Origin::Channel, Some(id)) => s.channel_name(id).to_owned(),
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
    lines(s, report, n, |cell| segment(&cell.segment))
}

/// Costs in which nobody had a part, as a share of all costs from which on they have a row of their own.
const NOBODYS: f64 = 0.000_5;

fn lines(s: &Scenario, report: &Report, n: &dyn Numbers, name: impl Fn(&CellFlow) -> String) -> Vec<Line> {
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
                both[i].add(cell, !s.money.new_business_only);
            }
        }
    }
    // Teams, a programme or content that cost money while nobody came to them, and levers that cost money whoever comes.
    let spent = |i: usize| sums.iter().map(|(_, both)| both[i].spent).sum::<f64>();
    let cost = |arm: &Arm| arm.figures.get(&Metric::AcquisitionCost).and_then(|x| x.mean.value).unwrap_or(0.0);
    let rest = [(today, 0), (plan, 1)].map(|(arm, i)| (cost(arm) - spent(i), cost(arm)));
    if rest.iter().any(|(rest, cost)| *rest > NOBODYS * cost) {
        let row = rest.map(|(rest, _)| Sum { spent: rest, profit: -rest, ..Sum::default() });
        sums.push(("Nobody in particular".to_owned(), row));
    }
    // What all rows add up to, as shown in the other views.
    if sums.len() > 1 {
        let mut total = [Sum::default(); 2];
        for (_, both) in &sums {
            total.iter_mut().zip(both).for_each(|(total, x)| total.add_sum(x));
        }
        sums.push(("All".to_owned(), total));
    }
    // One rule for each column.
    let column =
        |of: fn(&Sum) -> f64, unit| pair_texts(n, sums.iter().map(|(_, both)| [of(&both[0]), of(&both[1])]), unit);
    let [spent, booked, profit, each] = MONEY.map(|of| column(of, Unit::Money));
    let [came, customers] = PEOPLE.map(|of| column(of, Unit::Count));
    let mut texts = spent.into_iter().zip(came).zip(customers).zip(booked).zip(profit).zip(each);
    let mut lines = Vec::new();
    for (name, _) in &sums {
        let Some((((((spent, came), customers), booked), profit), each)) = texts.next() else { break };
        lines.push(Line { name: name.clone(), spent, came, customers, booked, profit, each });
    }
    lines
}

/// Where the value booked comes from, unless it is all new; today or under the plan.
#[must_use]
pub fn sources(s: &Scenario, arm: &Arm, n: &dyn Numbers) -> Option<String> {
    let b = &arm.booked;
    let parts = [
        (b.new, "new business"),
        (b.nurtured, "from people who came back from nurture"),
        (b.referred, "from people sent by customers"),
        (b.retained, "from renewals"),
        (b.expanded, "from renewals worth more than before"),
        (b.refunded, "paid back"),
    ];
    let figures = texts(n, &parts.map(|(x, _)| x), Unit::Money);
    let said: Vec<(String, bool)> = parts
        .iter()
        .zip(figures)
        .filter(|((x, what), _)| *x > 0.0 || *what == "new business")
        .map(|((_, what), text)| (format!("{text} {what}"), *what == "paid back"))
        .collect();
    let mut text = String::new();
    for (part, is_refund) in &said {
        text += match (text.is_empty(), is_refund) {
            (true, _) => "",
            (_, true) => "; ",
            _ => ", ",
        };
        text += part;
    }
    if s.money.new_business_only && b.retained + b.expanded > 0.0 {
        text += "; renewals are not counted as revenue";
    }
    (said.len() > 1).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::Segment;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    fn cell(origin: Origin, channel: Option<&str>, segment: &str, spend: f64) -> CellFlow {
        let (channel, segment) = (channel.map(str::to_owned), segment.to_owned());
        CellFlow { origin, channel, segment, spend, profit: 22_000.0 - spend, ..reports::cell() }
    }

    #[test]
    fn cells_are_added_up_by_channel_and_by_segment() {
        let (mut s, mut r) = (reports::scenario(), reports::report());
        let id = s.channels[0].id.clone();
        let segment = |id: &str, name: &str| Segment { id: id.into(), name: name.into(), ..Segment::default() };
        s.segments = vec![segment("a", "Small"), segment("b", "Large")];
        for arm in &mut r.arms {
            // The costs are those of the cells, and a tenth more in which nobody had a part.
            arm.figures.insert(Metric::AcquisitionCost, reports::constant(26_400.0));
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
        assert_eq!(
            names,
            [s.channels[0].name.as_str(), "Back from nurture", "There at the start", "Nobody in particular", "All"]
        );
        assert_eq!((lines[0].spent[0].as_str(), lines[0].booked[1].as_str()), ("$20.0k", "$60k"));
        assert_eq!((lines[4].spent[0].as_str(), lines[4].booked[1].as_str()), ("$26.4k", "$120k"));
        assert_eq!((lines[0].each[0].as_str(), lines[0].profit[0].as_str()), ("$300", "$28.0k"));
        let lines = by_segment(&s, &r, &n);
        assert_eq!(lines.iter().map(|l| l.came[0].as_str()).collect::<Vec<_>>(), ["200", "200", "0", "400"]);
        s.segments.truncate(1);
        assert!(by_segment(&s, &r, &n).is_empty());
    }

    #[test]
    fn only_what_is_there_is_told() {
        let (n, mut s, mut r) = (NumberStyle::default(), reports::scenario(), reports::report());
        let arm = &mut r.arms[0];
        arm.booked.new = 5e5;
        assert_eq!(sources(&s, arm, &n), None);
        arm.booked.retained = 2e5;
        assert_eq!(sources(&s, arm, &n).as_deref(), Some("$500k new business, $200k from renewals"));
        s.money.new_business_only = true;
        arm.booked.refunded = 1e4;
        assert_eq!(
            sources(&s, arm, &n).as_deref(),
            Some("$500k new business, $200k from renewals; $10k paid back; renewals are not counted as revenue")
        );
    }
}
