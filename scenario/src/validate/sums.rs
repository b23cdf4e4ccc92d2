//! Whether the engine's sums stay in range: it keeps money in whole cents, and nothing may be cut silently.

use super::super::{DealSize, Input, Plan, Scenario};
use super::{Check, limits};

/// One draw of a normal law in three million lies further above its middle than this many standard deviations.
const FAR: f64 = 5.0;

impl Check {
    pub(super) fn sums(&mut self, s: &Scenario) {
        let own =
            s.segments.iter().enumerate().filter_map(|(i, x)| Some((format!("segments[{i}].deal"), x.deal.as_ref()?)));
        let mut typical = 0.0_f64;
        for (at, deal) in own.chain([("money.deal".to_owned(), &s.money.deal)]) {
            let (middle, largest) = sizes(deal);
            self.require(
                largest <= limits::DEAL,
                at,
                format!(
                    "is so large, or spread so wide, that single deals may be above {:e}, the most that can be counted; write \
                     smaller deals, or all money in thousands",
                    limits::DEAL
                ),
            );
            typical = typical.max(middle);
        }
        let renewals = s
            .levers
            .customers
            .as_ref()
            .map_or(0.0, |x| f64::from(x.at_start) * middle(&x.value_at_start) / f64::from(x.renewal_weeks.max(1)));
        let flow = flow(s);
        let costs: f64 = s.stages.iter().map(|x| x.cost_per_person).sum();
        let each = typical + middle(&s.money.cost_per_deal);
        // People there at the start come only once: no single week has all of them.
        let week =
            flow.won * each + flow.come * costs + renewals + (flow.won_of_open * each + flow.open * costs) / 30.0;
        self.require(
            week <= limits::MONEY_PER_WEEK,
            "money",
            format!(
                "comes to about {week:.0e} a week, and at most {:e} can be counted; write all money in thousands",
                limits::MONEY_PER_WEEK
            ),
        );
    }
}

fn middle(input: &Input) -> f64 {
    input.middle().unwrap_or(0.0)
}

/// A middling deal, and one that hardly any deal exceeds.
fn sizes(deal: &DealSize) -> (f64, f64) {
    match deal {
        DealSize::Fixed { value } => (middle(value), middle(value)),
        DealSize::Lognormal { median, sigma } => {
            let median = middle(median);
            (median * libm::exp(0.5 * sigma * sigma), median * libm::exp(FAR * sigma))
        }
        // For shape k the mean is k and the tail falls as e^−x: less than one in three million lies beyond k + 5√k +
        // 15.
        DealSize::Gamma { mean, shape } => {
            let mean = middle(mean);
            (mean, mean * (shape + FAR * libm::sqrt(*shape) + 15.0) / shape)
        }
        DealSize::Empirical { values } => {
            let largest = values.iter().copied().fold(0.0, f64::max);
            (largest, largest)
        }
    }
}

/// People in a week, roughly and on the high side, at the middle of the rates.
struct Flow {
    come: f64,
    won: f64,
    /// People there at the start, and those of them won in total.
    open: f64,
    won_of_open: f64,
}

fn flow(s: &Scenario) -> Flow {
    let inquiries = |spend: f64, each: &Input| {
        let each = middle(each);
        if each > 0.0 { (spend / each).min(limits::INQUIRIES) } else { 0.0 }
    };
    let most = |today: f64, id: &str| {
        let plan = |p: &Plan| p.spend_on(id, &vec![today; s.frame.horizon_weeks.min(limits::WEEKS) as usize]);
        s.plans.iter().take(limits::PLANS).flat_map(plan).fold(today, f64::max)
    };
    let come: f64 = (s.channels.iter().take(limits::CHANNELS))
        .map(|c| inquiries(most(c.spend_per_week, &c.id), &c.cost_per_inquiry) + middle(&c.organic_per_week))
        .sum();
    // A rate without a middle above 0 lets nobody pass who would matter.
    let from = |at: usize| s.stages.iter().skip(at).map(|x| middle(&x.rate).min(1.0)).product::<f64>();
    let open = s.stages.iter().map(|x| f64::from(x.open_at_start));
    Flow {
        come,
        won: come * from(0),
        open: open.clone().sum(),
        won_of_open: open.enumerate().map(|(at, people)| people * from(at)).sum(),
    }
}
