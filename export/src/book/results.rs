//! The report in the workbook: figures and weeks.

use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Band, Chance, Estimate, Report, Summary};
use funnel_sentences::numbers::{Numbers, sentence};
use funnel_sentences::often::quantile;
use funnel_text::calendar;

use super::{Cell, Format, Pages, Sheet};

/// What a figure is measured in.
fn format_of(metric: Metric) -> Format {
    match metric {
        Metric::Inquiries | Metric::Customers | Metric::PaybackWeek => Format::Plain,
        _ => Format::Money,
    }
}

pub(super) fn results(report: &Report) -> Sheet {
    let heads = ["Of", "Figure", "Mean", "Standard error", "SD"].into_iter();
    let heads = heads.chain([5, 10, 25, 50, 75, 90, 95].map(quantile)).map(Cell::head);
    let mut rows = vec![heads.collect()];
    let mut add = |of: &str, figure: &str, format: Format, x: &Summary| {
        let numbers = [x.mean.value, x.mean.se, x.sd.value, x.p5.value, x.p10.value, x.p25.value];
        let more = [x.p50.value, x.p75.value, x.p90.value, x.p95.value];
        let numbers = numbers.into_iter().chain(more).map(|x| Cell::number(x, format));
        rows.push([Cell::text(of), Cell::text(figure)].into_iter().chain(numbers).collect());
    };
    let constant = |x: f64| Summary { mean: Estimate { value: Some(x), se: None }, ..Summary::default() };
    let chance = |x: &Chance| Summary { mean: Estimate { value: Some(x.value), se: Some(x.se) }, ..Summary::default() };
    for (i, arm) in report.arms.iter().enumerate() {
        let of = arm_name(report, i);
        add(&of, "spend", Format::Money, &constant(arm.spend));
        for (metric, summary) in &arm.figures {
            add(&of, &crate::csv::key(metric), format_of(*metric), summary);
        }
        add(&of, "cac", Format::Money, &arm.cac);
        if let Some(target) = &arm.target {
            add(&of, "chance to reach the target", Format::Share, &chance(target));
        }
        for (what, mean) in arm.left.figures() {
            add(&of, &format!("left after week {}: {what}", report.people_weeks), Format::Plain, &constant(mean));
        }
    }
    for c in &report.comparisons {
        let of = format!("{} less today", arm_name(report, c.arm));
        add(&of, "spend", Format::Money, &constant(c.spend));
        for (metric, summary) in &c.difference {
            add(&of, &crate::csv::key(metric), format_of(*metric), summary);
        }
        add(&of, "uplift of revenue", Format::Share, &c.uplift);
        add(&of, "marginal cac", Format::Money, &Summary { mean: c.marginal_cac, ..Summary::default() });
        add(&of, "chance to pay back", Format::Share, &chance(&c.pays_back));
        add(&of, "chance to pay back, with what lands after", Format::Share, &chance(&c.pays_back_after));
        add(&of, "chance that revenue rises", Format::Share, &chance(&c.revenue_rises));
    }
    Sheet {
        name: "Results",
        widths: vec![22, 36, 16, 15, 15, 15, 15, 15, 15, 15, 15, 15],
        sticky: 1,
        rows,
        pages: Pages { wide: 1, heads: 0 },
    }
}

fn arm_name(report: &Report, arm: usize) -> String {
    match (arm, report.arms.get(arm).map_or("", |x| x.name.as_str())) {
        (0, _) => "today".to_owned(),
        (i, "") => format!("plan {i}"),
        (_, name) => name.to_owned(),
    }
}

pub(super) fn weekly(report: &Report, n: &dyn Numbers) -> Sheet {
    let calendar = n.style().calendar;
    let mut heads = vec![Cell::head("Week")];
    if !calendar.is_in_weeks() {
        heads.push(Cell::head("Month"));
    }
    let mut columns: Vec<(&[f64], Format)> = Vec::new();
    for (i, arm) in report.arms.iter().enumerate() {
        let of = arm_name(report, i);
        for (name, values, format) in series(arm) {
            heads.push(Cell { wrap: true, ..Cell::head(&format!("{of}: {name}")) });
            columns.push((values, format));
        }
    }
    for c in &report.comparisons {
        let of = arm_name(report, c.arm);
        for (name, values) in band("change in profit since week 1", &c.cumulative_profit) {
            heads.push(Cell { wrap: true, ..Cell::head(&format!("{of} less today: {name}")) });
            columns.push((values, Format::Money));
        }
    }
    let row = |week: usize| {
        let numbers = columns.iter().map(|(x, format)| Cell::number(x.get(week).copied(), *format));
        let number = week as u32 + 1;
        let month = (!calendar.is_in_weeks()).then(|| Cell::text(&sentence(&calendar::week(&calendar, number))));
        std::iter::once(Cell::number(Some(f64::from(number)), Format::Week)).chain(month).chain(numbers).collect()
    };
    // Recognised revenue and cash may go on for longer than the rest.
    let weeks = columns.iter().map(|(x, _)| x.len()).max().unwrap_or(0);
    let rows = (0..weeks).map(row);
    let month = (!calendar.is_in_weeks()).then_some(16);
    let widths = std::iter::once(7).chain(month).chain(columns.iter().map(|_| 14)).collect();
    Sheet {
        name: "Weekly",
        widths,
        sticky: 1,
        rows: std::iter::once(heads).chain(rows).collect(),
        pages: Pages { wide: 2, heads: 1 },
    }
}

fn series(arm: &Arm) -> Vec<(String, &[f64], Format)> {
    let w = &arm.weekly;
    let means = [
        ("spend", &w.spend, Format::Money),
        ("inquiries", &w.inquiries, Format::Plain),
        ("deals won", &w.customers, Format::Plain),
        ("booked", &w.bookings, Format::Money),
        ("recognised", &w.recognised, Format::Money),
        ("cash", &w.cash, Format::Money),
    ];
    let means = means.map(|(name, values, format)| (name.to_owned(), values.as_slice(), format));
    let bands = [
        ("revenue", &w.revenue),
        ("revenue since week 1", &w.cumulative_revenue),
        ("profit since week 1", &w.cumulative_profit),
    ];
    let bands = bands.into_iter().flat_map(|(name, of)| band(name, of));
    means.into_iter().chain(bands.map(|(name, values)| (name, values, Format::Money))).collect()
}

fn band<'a>(name: &str, band: &'a Band) -> [(String, &'a [f64]); 4] {
    [("mean", &band.mean), (quantile(10), &band.p10), (quantile(50), &band.p50), (quantile(90), &band.p90)]
        .map(|(figure, values)| (format!("{name}, {figure}"), values.as_slice()))
}
