//! Answers computed by others: pandas, lifelines, SciPy and R, on the data sets that lie beside the repository.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

mod support;

use std::collections::BTreeMap;

use funnel_calibrate::column::{Format, date::Day};
use funnel_calibrate::stats::lognormal::Lognormal;
use funnel_calibrate::stats::quantile::{mean, quantile, sd, sorted};
use funnel_calibrate::stats::rate::{Counts, z};
use funnel_calibrate::stats::survival::{Spell, curve};
use funnel_calibrate::{Mapping, Table, apply, learn, propose};
use serde_json::Value as Json;

/// Equal to the reference's last digit, or to 1e-9 of its size where it has more digits.
fn same(found: f64, json: &Json, what: &str) {
    let text = json.to_string();
    let known = json.as_f64().unwrap();
    let digits = text.split('.').nth(1).map_or(0, |decimals| decimals.split('e').next().unwrap().len());
    let rounding = if text.contains('.') { 0.500_001 * 10_f64.powi(-(digits as i32)) } else { 0.0 };
    let allowed = rounding.max(1e-9 * known.abs());
    assert!((found - known).abs() <= allowed, "{what}: {found}, known {known}");
}

struct Crm {
    table: Table,
    mapping: Mapping,
    known: Json,
}

fn crm() -> Option<Crm> {
    let table = support::table("crm_sales_opportunities/sales_pipeline.csv")?;
    let mapping = propose(std::slice::from_ref(&table));
    Some(Crm { table, mapping, known: support::answers("crm_sales_opportunities")? })
}

impl Crm {
    fn format(&self, header: &str) -> Format {
        self.mapping.sources[0].columns[header].format
    }

    fn rows(&self) -> impl Iterator<Item = Row> {
        let column = |header| self.table.column(header).unwrap();
        let [stage, engage, close, value, product] =
            ["deal_stage", "engage_date", "close_date", "close_value", "product"].map(column);
        let formats = ["engage_date", "close_date", "close_value"].map(|header| self.format(header));
        (0..self.table.rows.len()).map(move |row| Row {
            stage: stage.text(row).to_owned(),
            product: product.text(row).to_owned(),
            engage: formats[0].day(engage.text(row)),
            close: formats[1].day(close.text(row)),
            value: formats[2].figure(value.text(row)),
        })
    }
}

struct Row {
    stage: String,
    product: String,
    engage: Option<Day>,
    close: Option<Day>,
    value: Option<f64>,
}

impl Row {
    fn days(&self) -> f64 {
        f64::from(self.close.unwrap().0 - self.engage.unwrap().0)
    }
}

fn described(values: Vec<f64>, known: &Json, what: &str) {
    let values = sorted(values);
    for (name, json) in known.as_object().unwrap() {
        let found = match name.as_str() {
            "n" => values.len() as f64,
            "sum" => values.iter().sum(),
            "mean" => mean(&values).unwrap(),
            "median" => quantile(&values, 0.5).unwrap(),
            "sd" => sd(&values).unwrap(),
            p => quantile(&values, p[1..].parse::<f64>().unwrap() / 100.0).unwrap(),
        };
        same(found, json, &format!("{what} {name}"));
    }
}

fn rate(counts: Counts, known: &Json, what: &str) {
    same(counts.successes, &known["k"], what);
    same(counts.trials, &known["n"], what);
    same(counts.share().unwrap(), &known["rate"], what);
    let (low, high) = counts.wilson(z(0.95)).unwrap();
    same(low, &known["wilson95"][0], what);
    same(high, &known["wilson95"][1], what);
    for (i, p) in [0.025, 0.975].into_iter().enumerate() {
        same(counts.posterior((0.5, 0.5), p), &known["jeffreys95"][i], what);
    }
    for (i, p) in [0.05, 0.5, 0.95].into_iter().enumerate() {
        same(counts.posterior((1.0, 1.0), p), &known["beta_post_uniform_prior_q05_50_95"][i], what);
    }
}

#[test]
fn crm_counts_times_and_sizes() {
    let Some(crm) = crm() else { return };
    let known = &crm.known;
    let count = |stage: &str| crm.rows().filter(|row| row.stage == stage).count() as f64;
    assert_eq!(crm.table.rows.len() as f64, known["rows"]["total"].as_f64().unwrap());
    for stage in ["Won", "Lost", "Engaging", "Prospecting"] {
        same(count(stage), &known["rows"][stage], stage);
    }
    let closed = Counts { successes: count("Won"), trials: count("Won") + count("Lost") };
    rate(closed, &known["win_rate_closed_only"], "closed");
    for (stage, key) in [("Won", "cycle_days_won"), ("Lost", "cycle_days_lost")] {
        let days = crm.rows().filter(|row| row.stage == stage).map(|row| row.days()).collect();
        described(days, &known[key], key);
    }
    let won: Vec<f64> = crm.rows().filter(|row| row.stage == "Won").filter_map(|row| row.value).collect();
    described(won.clone(), &known["deal_value_won"], "sizes");
    let law = Lognormal::fit(&sorted(won)).unwrap();
    same(law.mu, &known["deal_value_lognormal_mle"]["mu"], "mu");
    same(law.sigma, &known["deal_value_lognormal_mle"]["sigma_mle"], "sigma");
    for (product, known) in known["by_product"].as_object().unwrap() {
        let of = |stage: &str| crm.rows().filter(|row| row.product == *product && row.stage == stage).count() as f64;
        rate(Counts { successes: of("Won"), trials: of("Won") + of("Lost") }, &known["win"], product);
        let won = || crm.rows().filter(|row| row.product == *product && row.stage == "Won");
        same(
            quantile(&sorted(won().map(|row| row.days()).collect()), 0.5).unwrap(),
            &known["cycle_won_median"],
            product,
        );
        described(won().filter_map(|row| row.value).collect(), &known["value_won"], product);
    }
}

#[test]
fn crm_competing_risks() {
    let Some(crm) = crm() else { return };
    let as_of = Day::from_iso("2017-12-31").unwrap();
    let spell = |row: Row| {
        let begins = row.engage?;
        let end = match row.stage.as_str() {
            "Won" => Some(0),
            "Lost" => Some(1),
            _ => None,
        };
        Some(Spell { unseen: -1, days: row.close.unwrap_or(as_of).0 - begins.0, end })
    };
    let spells: Vec<Spell> = crm.rows().filter_map(spell).collect();
    let found = curve(&spells, 2);
    let known = crm.known["competing_risks_R_survfit [won 14,30,60,90,120,138; lost same]"].as_array().unwrap();
    for (i, known) in known.iter().enumerate() {
        let days = [14, 30, 60, 90, 120, 138][i % 6];
        let share = found.came(i / 6, days);
        assert!((share - known.as_f64().unwrap()).abs() < 1e-6, "{days}: {share}, R {known}");
    }
}

/// From the file to the evidence without any help: open deals are not lost, the record's beginning is found, and the
/// scenario can run.
#[test]
fn crm_from_file_to_scenario() {
    let Some(crm) = crm() else { return };
    assert_eq!(crm.mapping.questions(), []);
    let found = learn(std::slice::from_ref(&crm.table), &crm.mapping);
    let stage = &found.process[0];
    assert_eq!((stage.entered, stage.passed, stage.lost), (8300, 4238, 2473));
    assert_eq!((stage.passes.successes, stage.passes.trials), (4238.0, 6711.0));
    assert_eq!(stage.sentence, "4,238 of 6,711 closed, Mar–Dec 2017");
    assert_eq!(stage.recorded_from, Day::from_iso("2017-03-01"));
    assert_eq!(found.ledger.total(), 0);
    // By hand, from whole cohorts and their curve, docs/real-data.md finds some 90 who will be decided.
    assert!((found.pipeline[0].will_be_decided - 90.0).abs() < 20.0, "{:?}", found.pipeline);
    let sizes = found.sizes.as_ref().unwrap();
    assert!(sizes.explained > 0.9 && found.segments.len() == 7 && found.segments.iter().all(|s| s.sizes.is_some()));
    let blank = funnel_scenario::templates::load("blank").unwrap();
    let applied = apply(&blank, &found, crm.mapping.answers).unwrap();
    assert_eq!(applied.scenario.problems(), []);
}

#[test]
fn violations_with_kaplan_and_meier() {
    let (Some(table), Some(known)) =
        (support::table("convoys/dob_violations.csv"), support::answers("convoys_dob_violations"))
    else {
        return;
    };
    let mapping = propose(std::slice::from_ref(&table));
    let day = |header: &str, row| {
        let format = mapping.sources[0].columns[header].format;
        format.day(table.column(header).unwrap().text(row))
    };
    let mut by: BTreeMap<String, Vec<Spell>> = BTreeMap::new();
    for row in 0..table.rows.len() {
        let (begins, now) = (day("issue_date", row).unwrap(), day("now", row).unwrap());
        // 121 are dated after the day of the export: on that day they were open.
        let end = day("disposition_date", row).filter(|end| *end <= now);
        let spell = Spell { unseen: -1, days: end.unwrap_or(now).0 - begins.0, end: end.map(|_| 0) };
        for key in ["all", table.column("type").unwrap().text(row)] {
            by.entry(key.to_owned()).or_default().push(spell);
        }
    }
    let check = |spells: &[Spell], known: &Json, what: &str| {
        let found = curve(spells, 1);
        for (years, known) in known.as_object().unwrap() {
            let days = (years.parse::<f64>().unwrap() * 365.25) as i32;
            let share = found.came(0, days);
            assert!((share - known["converted"].as_f64().unwrap()).abs() < 1e-6, "{what} {years}: {share} {known}");
            let (low, high) = found.interval(days, z(0.95)).unwrap();
            let ends = &known["ci95_loglog"];
            assert!((low - ends[0].as_f64().unwrap()).abs() < 1e-6, "{what} {years}: {low} {ends}");
            assert!((high - ends[1].as_f64().unwrap()).abs() < 1e-6, "{what} {years}: {high} {ends}");
        }
    };
    assert_eq!(by["all"].len() as f64, known["rows"].as_f64().unwrap());
    check(&by["all"], &known["km_years_overall"], "all");
    for (kind, known) in known["km_years_by_type(n>=400)"].as_object().unwrap() {
        check(&by[kind], known, kind);
    }
}

#[test]
fn weekly_spend() {
    let (Some(table), Some(known)) =
        (support::table("robyn_weekly/dt_simulated_weekly.csv"), support::answers("robyn_weekly"))
    else {
        return;
    };
    let mapping = propose(std::slice::from_ref(&table));
    let values = |header: &str| -> Vec<f64> {
        let column = table.column(header).unwrap();
        let format = mapping.sources[0].columns[header].format;
        (0..table.rows.len()).map(|row| format.figure(column.text(row)).unwrap()).collect()
    };
    same(table.rows.len() as f64, &known["rows"], "rows");
    same(values("revenue").iter().sum(), &known["revenue_sum"], "revenue");
    for (header, sum) in known["spend_sum"].as_object().unwrap() {
        same(values(header).iter().sum(), sum, header);
        same(values(header).iter().filter(|x| **x > 0.0).count() as f64, &known["weeks_with_spend"][header], header);
    }
}
