//! Funnels whose truth is known, as exports; and how often what is learned from them holds.

use std::fmt::Write;

use funnel_calibrate::column::date::Day;
use funnel_calibrate::stats::rate::Counts;
use funnel_engine::math::{beta, normal};
use funnel_engine::sample::Key;

const BINS: usize = 10;

/// The uniform numbers of one history.
pub(crate) struct Luck(pub(crate) Key, pub(crate) u64);

impl Luck {
    pub(crate) fn next(&mut self) -> f64 {
        self.1 += 1;
        self.0.uniform(self.1)
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }

    pub(crate) fn normal(&mut self) -> f64 {
        normal::quantile(self.next())
    }
}

/// What is put in.
pub(crate) struct Truth {
    pub(crate) passes: f64,
    pub(crate) lost: f64,
    /// Expected arrivals a week, as a rate for each day.
    rates: Vec<f64>,
    laws: [(f64, f64); 2],
    pub(crate) days: f64,
}

/// A funnel of one stage: the shares of those who pass, are lost and are never decided are uniform on the simplex,
/// times are lognormal, and arrivals Poisson. Histories are long or short compared with the times. In half of the
/// histories the level is constant; in the others it is a random walk with steps as large as the prior in
/// `stats/level.rs` has them.
pub(crate) fn truth(luck: &mut Luck) -> Truth {
    let (a, b) = (luck.next(), luck.next());
    let (low, high) = (a.min(b), a.max(b));
    let law = |luck: &mut Luck| (luck.between(5.0, 40.0), luck.between(0.3, 1.0));
    let (mut level, laws, days) = (luck.between(10.0, 30.0), [law(luck), law(luck)], luck.between(120.0, 420.0));
    let step = if luck.next() < 0.5 { 0.0 } else { 0.2 * luck.normal().abs() };
    let rates = (0..=days as usize)
        .map(|_| {
            level *= libm::exp(step / 28.0_f64.sqrt() * luck.normal());
            level
        })
        .collect();
    Truth { passes: low, lost: high - low, rates, laws, days }
}

impl Truth {
    /// Expected arrivals a week over the last four weeks.
    pub(crate) fn per_week(&self) -> f64 {
        let last: Vec<f64> = self.rates.iter().rev().take(28).copied().collect();
        last.iter().sum::<f64>() / last.len() as f64
    }
}

pub(crate) fn export(truth: &Truth, luck: &mut Luck) -> String {
    let first = 18_000;
    let mut text = String::from("Deal ID,Created,Close date,Stage,Amount\n");
    let (mut at, mut id) = (0.0, 0);
    loop {
        // The rate of the day on which it begins: days are short compared with how the rate moves.
        let rate = truth.rates.get(at as usize).or(truth.rates.last()).copied().unwrap_or(1.0);
        at -= libm::log(luck.next()) * 7.0 / rate;
        if at >= truth.days {
            return text;
        }
        let fate = luck.next();
        let cause = if fate < truth.passes { Some(0) } else { (fate < truth.passes + truth.lost).then_some(1) };
        let day = |at: f64| Day(first + at.floor() as i32).iso();
        let closed = cause.map(|cause| {
            let (median, sigma) = truth.laws[cause];
            (cause, at + median * libm::exp(sigma * luck.normal()))
        });
        let (close, stage) = match closed.filter(|(_, close)| *close < truth.days.floor()) {
            Some((cause, close)) => (day(close), ["Won", "Lost"][cause]),
            None => (String::new(), "Open"),
        };
        let amount = if stage == "Won" { format!("{:.2}", libm::exp(7.0 + luck.normal())) } else { String::new() };
        let _ = writeln!(text, "{id},{},{close},{stage},{amount}", day(at));
        id += 1;
    }
}

/// Ranks of truths, by figure.
#[derive(Default)]
pub(crate) struct Ranks(std::collections::BTreeMap<&'static str, Vec<f64>>);

impl Ranks {
    pub(crate) fn add(&mut self, figure: &'static str, rank: f64) {
        self.0.entry(figure).or_default().push(rank);
    }

    pub(crate) fn rate(&mut self, figure: &'static str, counts: Counts, truth: f64) {
        let (a, b) = (1.0 + counts.successes, 1.0 + counts.trials - counts.successes);
        self.add(figure, beta::regularised(a, b, truth, 1.0 - truth).0);
    }

    /// They are uniform, and the intervals hold as often as they claim.
    pub(crate) fn check(&self) {
        for (figure, ranks) in &self.0 {
            let n = ranks.len() as f64;
            let mut bins = [0_u32; BINS];
            for rank in ranks {
                bins[((rank * BINS as f64) as usize).min(BINS - 1)] += 1;
            }
            let each = n / BINS as f64;
            let chi: f64 = bins.iter().map(|count| (f64::from(*count) - each).powi(2) / each).sum();
            let covered = ranks.iter().filter(|rank| (0.1..=0.9).contains(*rank)).count() as f64 / n;
            println!("{figure}: {bins:?} of {n}, chi-square {chi:.1}, 80 % hold in {:.0} %", covered * 100.0);
        }
        for (figure, ranks) in &self.0 {
            let n = ranks.len() as f64;
            let covered = ranks.iter().filter(|rank| (0.1..=0.9).contains(*rank)).count() as f64 / n;
            let allowed = 4.5 * (0.8 * 0.2 / n).sqrt();
            assert!((covered - 0.8).abs() <= allowed, "{figure}: 80 % hold in {covered}");
        }
    }
}
