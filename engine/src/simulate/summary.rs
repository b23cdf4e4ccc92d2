//! From a tally to a report.

use std::collections::BTreeMap;

use super::gauges::{measure, team_id};
use super::tally::{Tally, whole};
use super::weekly;
use crate::process::{Metric, Model, Origin, WeeklyMetric};
use crate::report::{Arm, Booked, Chance, Comparison, Estimate, Left, Measure, Report, StageFlow, Summary, Work};
use crate::stats;

/// A team is full when so much of its hours is worked: what is left is less than anybody takes.
const FULL: f64 = 0.985;

/// Dots in a comparison's dotplot.
const DOTS: u32 = 50;

impl Tally {
    /// Everything the replicates so far say.
    #[must_use]
    pub fn report(&self, model: &Model) -> Report {
        let s = model.scenario();
        Report {
            engine: crate::VERSION.to_owned(),
            scenario: s.name.clone(),
            currency: s.currency.clone(),
            seed: s.seed,
            replicates: self.replicates(),
            band_replicates: self.path_replicates(),
            horizon_weeks: s.frame.horizon_weeks,
            weeks: self.shape.weeks as u32,
            people_weeks: self.shape.people_weeks as u32,
            arms: (0..self.shape.arms).map(|arm| self.arm(model, arm)).collect(),
            comparisons: (1..self.shape.arms).map(|arm| self.comparison(model, arm)).collect(),
        }
    }

    fn arm(&self, model: &Model, arm: usize) -> Arm {
        let s = model.scenario();
        let figures = Metric::ALL.into_iter().filter(|m| *m != Metric::PaybackWeek);
        let (cost, customers) = (self.values(arm, Metric::AcquisitionCost), self.values(arm, Metric::Customers));
        // Nobody won is the dearest there is, even where nothing was spent: 0/0 has a sign that differs by processor.
        let each = |(cost, won): (&f64, &f64)| if *won > 0.0 { cost / won } else { f64::INFINITY };
        let each: Vec<f64> = cost.iter().zip(&customers).map(each).collect();
        let target = Metric::from(s.target.metric);
        Arm {
            name: if arm == 0 { String::new() } else { s.plans[arm - 1].name.clone() },
            spend: (0..s.channels.len()).map(|c| model.spend(arm, c).iter().sum::<f64>()).sum(),
            figures: by_metric(figures, |m| summary(self.values(arm, m))),
            cac: Summary { mean: ratio(&cost, &customers), ..summary(each) },
            target: s.target.value.map(|goal| chance(self.values(arm, target).iter().map(|x| *x >= goal))),
            weekly: weekly::arm(self, model, arm),
            stages: self.stages(model, arm),
            booked: self.booked(model, arm),
            flows: self.cells(model, arm),
            work: self.work(model, arm),
            signs: super::signs::signs(self, model, arm),
            left: self.left(arm),
        }
    }

    fn left(&self, arm: usize) -> Left {
        let n = f64::from(self.replicates().max(1));
        let sums = self.sums.left.get(arm).copied().unwrap_or_default();
        Left {
            in_stages: whole(sums.in_stages) / n,
            in_nurture: whole(sums.in_nurture) / n,
            customers: whole(sums.customers) / n,
            inquiries: whole(sums.inquiries) / (1_000.0 * n),
        }
    }

    /// What teams have to do in an arm, and what that means for those who wait.
    #[must_use]
    pub fn work(&self, model: &Model, arm: usize) -> Vec<Work> {
        let of = |(i, gauge): (usize, &WeeklyMetric)| {
            let (measure, team) = measure(*gauge);
            if matches!(measure, Measure::Inquiries | Measure::Won) {
                // They are people, told elsewhere.
                return None;
            }
            let team = team_id(model, team);
            let full = (measure == Measure::Utilisation).then(|| {
                let horizon = model.horizon();
                chance(weekly::weeks_at(self, arm, i, FULL, horizon).iter().map(|weeks| 2 * weeks >= horizon))
            });
            Some(Work { measure, team, band: weekly::gauge(self, arm, i), full })
        };
        model.gauges().iter().enumerate().filter_map(of).collect()
    }

    fn stages(&self, model: &Model, arm: usize) -> Vec<StageFlow> {
        let mut total = self.stage_flows(model, arm, 0);
        for stage in &mut total {
            *stage = StageFlow {
                id: std::mem::take(&mut stage.id),
                name: std::mem::take(&mut stage.name),
                ..StageFlow::default()
            };
        }
        for cell in 0..self.shape.cells {
            for (sum, x) in total.iter_mut().zip(self.stage_flows(model, arm, cell)) {
                sum.entered += x.entered;
                sum.passed += x.passed;
                sum.lost += x.lost;
                sum.stale += x.stale;
                sum.recycled += x.recycled;
                sum.nurtured += x.nurtured;
                sum.hours += x.hours;
                sum.waiting += x.waiting;
                sum.passed_after += x.passed_after;
                sum.left_after += x.left_after;
                sum.entered_after += x.entered_after;
            }
        }
        total
    }

    pub(super) fn stage_flows(&self, model: &Model, arm: usize, cell: usize) -> Vec<StageFlow> {
        let n = f64::from(self.replicates().max(1));
        let mean = |people: u64| whole(people) / n;
        let at = (arm * self.shape.cells + cell) * self.shape.stages;
        let stage = |(stage, flow): (&crate::scenario::Stage, &crate::process::Flow)| StageFlow {
            id: stage.id.clone(),
            name: stage.name.clone(),
            entered: mean(flow.entered),
            passed: mean(flow.passed),
            lost: mean(flow.lost),
            stale: mean(flow.stale),
            recycled: mean(flow.recycled),
            nurtured: mean(flow.nurtured),
            hours: mean(flow.hours) / 1_000.0,
            waiting: mean(flow.waiting()),
            passed_after: mean(flow.passed_after),
            left_after: mean(flow.left_after),
            entered_after: mean(flow.entered_after),
        };
        model.scenario().stages.iter().zip(&self.sums.flows[at..]).map(stage).collect()
    }

    fn booked(&self, model: &Model, arm: usize) -> Booked {
        let n = f64::from(self.replicates().max(1));
        let mut all = Booked::default();
        let sales = &self.sums.sales[arm * self.shape.cells..];
        for (cell, sales) in model.cells().into_iter().zip(sales) {
            let deals = match cell.origin {
                Origin::Channel | Origin::Pipeline => &mut all.new,
                Origin::Nurture => &mut all.nurtured,
                Origin::Referral => &mut all.referred,
            };
            *deals += weekly::mean_money(sales.bookings, n);
            all.retained += weekly::mean_money(sales.renewals, n);
            all.expanded += weekly::mean_money(sales.expansion, n);
            all.refunded += weekly::mean_money(sales.refunds, n);
        }
        all
    }

    /// The change of profit within the horizon that an arm brings against today, replicate by replicate in their order;
    /// empty where there is no such arm. A plan pays back in those above zero, and the report's chance of it is their share.
    #[must_use]
    pub fn profit_changes(&self, arm: usize) -> Vec<f64> {
        if arm >= self.shape.arms {
            return Vec::new();
        }
        minus(&self.values(arm, Metric::Profit), &self.values(0, Metric::Profit))
    }

    fn comparison(&self, model: &Model, arm: usize) -> Comparison {
        let spend = |arm| (0..model.scenario().channels.len()).flat_map(move |c| model.spend(arm, c)).sum::<f64>();
        let difference = |m: Metric| -> Vec<f64> {
            let plan = self.values(arm, m);
            if m == Metric::PaybackWeek { plan } else { minus(&plan, &self.values(0, m)) }
        };
        let (revenue, base) = (self.values(arm, Metric::Revenue), self.values(0, Metric::Revenue));
        let profit = difference(Metric::Profit);
        let sorted = stats::quantile::Sorted::new(profit.clone());
        let uplift = mean_uplift(&revenue, &base);
        Comparison {
            arm,
            spend: spend(arm) - spend(0),
            difference: by_metric(Metric::ALL.into_iter(), |m| summary(difference(m))),
            marginal_cac: ratio(&difference(Metric::AcquisitionCost), &difference(Metric::Customers)),
            uplift: summary(relative(&revenue, &base)),
            mean_uplift: uplift,
            pays_back: chance(profit.iter().map(|x| *x > 0.0)),
            pays_back_after: chance(difference(Metric::ProfitWithAfter).iter().map(|x| *x > 0.0)),
            revenue_rises: chance(revenue.iter().zip(&base).map(|(plan, today)| plan > today)),
            dots: stats::dots::quantiles(&sorted, DOTS),
            cumulative_revenue: weekly::revenue_difference(self, arm),
            cumulative_profit: weekly::profit_difference(self, arm),
            books: self.books(arm),
        }
    }
}

fn by_metric(metrics: impl Iterator<Item = Metric>, of: impl Fn(Metric) -> Summary) -> BTreeMap<Metric, Summary> {
    metrics.map(|metric| (metric, of(metric))).collect()
}

pub(super) fn minus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// plan / today − 1, where today is not 0.
pub(super) fn relative(plan: &[f64], today: &[f64]) -> Vec<f64> {
    plan.iter().zip(today).filter(|(_, b)| **b > 0.0).map(|(a, b)| a / b - 1.0).collect()
}

fn mean_uplift(plan: &[f64], today: &[f64]) -> Estimate {
    let r = ratio(plan, today);
    Estimate { value: r.value.map(|x| x - 1.0), se: r.se }
}

fn ratio(a: &[f64], b: &[f64]) -> Estimate {
    let r = stats::ratio::of_means(a, b);
    estimate(r.value, r.se)
}

pub(super) fn chance(hits: impl Iterator<Item = bool>) -> Chance {
    let (mut k, mut n) = (0_u64, 0_u64);
    for hit in hits {
        k += u64::from(hit);
        n += 1;
    }
    let p = stats::proportion::Proportion::new(k, n);
    Chance { value: p.value(), se: p.se(), low: p.wilson95().0, high: p.wilson95().1 }
}

/// Summary of values in any order; infinite ones count as largest.
pub(super) fn summary(values: Vec<f64>) -> Summary {
    let moments = stats::moments::Moments::of(&values);
    let sorted = stats::quantile::Sorted::new(values);
    let quantile = |p: f64| {
        let q = sorted.quantile_with_se(p);
        estimate(q.0, q.1)
    };
    Summary {
        mean: estimate(moments.mean(), moments.mean_se()),
        sd: estimate(moments.sd(), moments.sd_se()),
        p5: quantile(0.05),
        p10: quantile(0.1),
        p25: quantile(0.25),
        p50: quantile(0.5),
        p75: quantile(0.75),
        p90: quantile(0.9),
        p95: quantile(0.95),
    }
}

/// An estimate, with what is not finite left out.
pub(super) fn estimate(value: f64, se: f64) -> Estimate {
    let finite = |x: f64| x.is_finite().then_some(x);
    Estimate { value: finite(value), se: finite(value).and_then(|_| finite(se)) }
}
