//! One set of books: what the views show of one run adds up, and agrees from view to view, to the digits shown.

use funnel_engine::report::Report;
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::scenario::{LeverKind, Scenario, Timing, edit};
use funnel_engine::simulate::Simulator;
use funnel_text::NumberStyle;
use funnel_text::format::MINUS;
use proptest::prelude::*;

use super::{answer, flow, holds, signs, spoken, time, trace, verdict};

/// Reads a figure as written in a table.
fn read(text: &str) -> Option<f64> {
    let number = text.trim_start_matches("about ");
    let sign = if number.starts_with(MINUS) { -1.0 } else { 1.0 };
    let digits = number.trim_start_matches(['+', MINUS]).trim_start_matches('$').replace(',', "");
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
    let (digits, scale) = digits.split_at(end);
    let one = match scale {
        "" => 1.0,
        "k" => 1e3,
        "M" => 1e6,
        "B" => 1e9,
        _ => return None,
    };
    Some(sign * digits.parse::<f64>().ok()? * one)
}

/// The common step of figures that are shown together: the largest power of ten of which all are multiples, as the
/// reader sees them.
fn step(all: &[&str]) -> f64 {
    let values: Vec<f64> = all.iter().filter_map(|text| read(text)).filter(|x| *x != 0.0).collect();
    let divides = |step: f64| values.iter().all(|x| (x / step - (x / step).round()).abs() < 1e-6);
    let steps = (-6..13).rev().map(|i| 10_f64.powi(i));
    if values.is_empty() { 1.0 } else { steps.into_iter().find(|step| divides(*step)).unwrap_or(1e-6) }
}

fn run(s: &Scenario) -> Report {
    let mut simulator = Simulator::new(s).unwrap();
    let mut tally = simulator.tally();
    simulator.blocks(192).for_each(|block| simulator.step(block, 192, &mut tally));
    tally.report(simulator.model())
}

/// Whether the number in a column's text lies within `slack` of another, allowing for half of the column's own step.
fn near(text: &str, column: f64, x: f64, slack: f64) -> bool {
    read(text).is_some_and(|shown| (shown - x).abs() <= 0.501 * column + slack)
}

fn adds_up(s: &Scenario) {
    let n = NumberStyle::default();
    let r = run(s);
    let lines = answer::table(&r, &n);
    let line = |head: &str| lines.iter().find(|l| l.head == head).unwrap();
    let value = |text: &str| read(text).unwrap();
    // The steps of the columns, for the two arms and for the differences; people have a step of their own.
    let is_money = |l: &&answer::Line| l.difference.is_some() && l.head != "Customers won";
    let arms: Vec<&str> = lines.iter().filter(is_money).flat_map(|l| &l.arms).map(|c| c.text.as_str()).collect();
    let differences = lines.iter().filter(is_money).flat_map(|l| l.difference.iter().flatten());
    let money = [step(&arms), step(&differences.map(|c| c.text.as_str()).collect::<Vec<_>>())];
    // Gross profit less acquisition cost is profit, in both columns.
    for arm in 0..2 {
        let [gross, cost, profit] =
            ["Gross profit", "What winning costs", "Profit after spend"].map(|head| line(head).arms[arm].text.as_str());
        let off = value(gross) - value(cost) - value(profit);
        assert!(off.abs() <= 1.501 * money[0], "{}: {gross} − {cost} = {profit}", s.name);
    }
    // Today plus the difference is the plan.
    for l in &lines {
        let Some([difference, low, high]) = &l.difference else { continue };
        let [today, plan] = [&l.arms[0].text, &l.arms[1].text].map(String::as_str);
        let steps =
            if is_money(&l) { money } else { [step(&[today, plan]), step(&[&difference.text, &low.text, &high.text])] };
        let between = value(plan) - value(today);
        if let Some(within) = difference.text.strip_prefix('±') {
            // Means agree within 1.96 standard errors, which are written to one digit.
            assert!(between.abs() <= 1.5 * value(within) + steps[0], "{}: {today}, {plan}, ±{within}", s.name);
        } else {
            let off = value(&difference.text) - between;
            assert!(off.abs() <= 1.001 * steps[0] + 0.501 * steps[1], "{}: {today} {plan} {}", s.name, difference.text);
        }
    }
    // The flow and the trace show the same number of customers; the trace has the same money.
    let won = line("Customers won");
    let people = step(&[&won.arms[0].text, &won.arms[1].text]);
    let stages = flow::table(s, &r, &n);
    let passed = step(&stages.iter().flat_map(|l| &l.passed).map(String::as_str).collect::<Vec<_>>());
    let channels = trace::by_channel(s, &r, &n);
    let of = |figure: fn(&trace::Line) -> &[String; 2]| {
        step(&channels.iter().flat_map(figure).map(String::as_str).collect::<Vec<_>>())
    };
    for arm in 0..2 {
        let customers = value(&won.arms[arm].text);
        let told = &stages.last().unwrap().passed[arm];
        assert!(near(told, passed, customers, people), "{}: {customers} {told}", s.name);
        let all = channels.last().unwrap();
        let told = &all.customers[arm];
        assert!(near(told, of(|l| &l.customers), customers, people), "{}: {customers} {told}", s.name);
        type Column = fn(&trace::Line) -> &[String; 2];
        let pairs: [(&str, Column); 3] =
            [("What winning costs", |l| &l.spent), ("Revenue", |l| &l.booked), ("Profit after spend", |l| &l.profit)];
        // What is booked is revenue only where revenue counts when a deal is won.
        let same = if s.money.revenue_counts == Timing::WhenWon { 3 } else { 1 };
        for (head, figure) in &pairs[..same] {
            let (told, text) = (&line(head).arms[arm].text, &figure(all)[arm]);
            assert!(near(text, of(*figure), value(told), money[0]), "{} {head}: {told} {text}", s.name);
        }
    }
    assert!(flow::title(s, &r, &n).contains(&format!(
        "wins {} customer",
        super::numbers::people(&n, r.arms[1].figures[&funnel_engine::process::Metric::Customers].mean.value.unwrap())
    )));
}

#[test]
fn every_template_adds_up() {
    for template in TEMPLATES {
        adds_up(&load(template.id).unwrap());
    }
}

/// With several plans, every headline, table and chart is about the first, which is the one asked about.
#[test]
fn what_is_said_is_of_the_plan_that_is_asked() {
    let n = NumberStyle::default();
    for template in TEMPLATES {
        let one = load(template.id).unwrap();
        let mut two = one.clone();
        let mut other = two.plans[0].clone();
        other.spend.iter_mut().for_each(|x| x.scale = 2.5);
        two.plans.push(other);
        let said = |s: &Scenario| {
            let r = run(s);
            let c = &r.comparisons[0];
            let titles = [
                verdict::verdict(s, &r, &n).title,
                time::title(s, &r, &n),
                time::title_of(time::Shown::Weekly, s, &r, &n),
                flow::title(s, &r, &n),
                holds::title(s, &r, &n),
                signs::title(s, &r, &n),
                spoken::spoken(s, &r, None, &n),
            ];
            (titles, answer::table(&r, &n), c.dots.clone(), c.cumulative_profit.clone())
        };
        assert_eq!(said(&one), said(&two), "{}", template.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Templates with other plans, horizons and levers.
    #[test]
    fn whatever_is_asked_adds_up(
        template in 0..TEMPLATES.len(), scale in 0.0..3.0_f64, weeks in 4..70_u32, lever in 0..LeverKind::ALL.len(),
        new_only in any::<bool>(), recognised in 1..30_u32, seed in 1..1_000_u64,
    ) {
        let mut s = load(TEMPLATES[template].id).unwrap();
        s.frame.horizon_weeks = weeks;
        for plan in &mut s.plans {
            plan.spend.iter_mut().for_each(|x| (x.scale, x.weeks) = (scale, None));
        }
        if let Ok(with) = edit::use_lever(&s, LeverKind::ALL[lever]) {
            s = with;
        }
        s.money.new_business_only = new_only;
        s.money.recognised_over_weeks = recognised;
        s.seed = seed;
        prop_assume!(Simulator::new(&s).is_ok());
        adds_up(&s);
    }
}
