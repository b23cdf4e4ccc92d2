//! The law of the check: whatever the scenario, the formulas and the simulation of its plain process agree within the
//! error that the sheet states, and the effects of the reasons add up to the answer.

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::simulate::Simulator;
use funnel_testkit::scenario;
use funnel_text::NumberStyle;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::{Checked, Checking};
use crate::book::{Cell, Sheet, book};

fn report(s: &Scenario) -> Report {
    let mut simulator = Simulator::new(s).unwrap();
    let mut tally = simulator.tally();
    for block in simulator.blocks(256) {
        simulator.step(block, 256, &mut tally);
    }
    tally.report(simulator.model())
}

fn check(s: &Scenario, report: &Report) -> (Checked, Sheet) {
    let checked = Checking::new(s).done();
    let book = book(s, report, &checked, "", &NumberStyle::default());
    (checked, book.sheets.into_iter().find(|sheet| sheet.name == "Check").unwrap())
}

/// Every verdict of a sheet, with its line and how many standard errors the two are apart.
fn verdicts(sheet: &Sheet) -> Vec<(String, String, f64)> {
    let number = |cell: &Cell| cell.number.unwrap_or(f64::NAN);
    let of_row = |row: &Vec<Cell>| {
        let head = row.first().and_then(|cell| cell.text.clone()).unwrap_or_default();
        let fours = row
            .get(1..)
            .unwrap_or_default()
            .chunks(4)
            .filter(|four| four.len() == 4 && four[3].formula.is_some() && four[3].text.is_some());
        let told = fours.map(|four| {
            let apart = (number(&four[0]) - number(&four[1])) / number(&four[2]);
            (head.clone(), four[3].text.clone().unwrap(), apart)
        });
        told.collect::<Vec<_>>()
    };
    sheet.rows.iter().flat_map(of_row).collect()
}

/// The row that begins with a text.
fn row<'a>(sheet: &'a Sheet, head: &str) -> &'a [Cell] {
    sheet
        .rows
        .iter()
        .find(|row| row.first().and_then(|x| x.text.as_deref()).is_some_and(|x| x.starts_with(head)))
        .unwrap()
}

fn agrees(s: &Scenario, apart: &mut Vec<f64>) {
    let report = report(s);
    let (checked, sheet) = check(s, &report);
    assert!(!checked.reports.is_empty(), "{}: {:?}", s.name, s);
    let verdicts = verdicts(&sheet);
    // Spend, inquiries, customers, revenue, profit.
    assert_eq!(verdicts.len(), 5 * report.arms.len().min(2), "{}", s.name);
    for (head, verdict, errors) in verdicts {
        assert_eq!(verdict, "yes", "{} {head}: {errors} errors apart, of {s:?}", s.name);
        apart.extend(Some(errors).filter(|x| x.is_finite()));
    }
    let answer = row(&sheet, "Together");
    let metrics = [super::Metric::Customers, super::Metric::Revenue, super::Metric::Profit];
    for (arm, cells) in answer[1..].chunks(3).enumerate() {
        for (cell, metric) in cells.iter().zip(metrics) {
            let mean = report.arms[arm].figures[&metric].mean.value.unwrap();
            // The last process is the whole one: either its own run, or the report.
            let of = if checked.last.is_empty() { &checked.reports.last().unwrap().1 } else { &report };
            let whole = of.arms[arm].figures[&metric].mean.value.unwrap();
            let sum = cell.number.unwrap();
            assert!((sum - whole).abs() <= 1e-9 * (1.0 + whole.abs() + mean.abs()), "{}: {sum}, not {whole}", s.name);
        }
    }
}

#[test]
fn formulas_and_simulation_agree_for_every_template() {
    for template in TEMPLATES {
        agrees(&load(template.id).unwrap(), &mut Vec::new());
    }
}

#[test]
fn formulas_and_simulation_agree_for_any_scenario() {
    // The same scenarios each time, since among thousands of comparisons one may be four errors apart by luck alone.
    let mut runner = TestRunner::deterministic();
    let mut apart = Vec::new();
    for _ in 0..96 {
        let s = scenario().new_tree(&mut runner).unwrap().current();
        agrees(&s, &mut apart);
    }
    // The errors are right: differences are no larger than luck makes them, and the errors not so wide that anything
    // agrees.
    let squares = apart.iter().map(|x| x * x).sum::<f64>() / apart.len() as f64;
    assert!((0.7..1.4).contains(&squares), "{squares} of {}", apart.len());
}
