//! The check: the same funnel worked out once by formulas, with each input at its mean, beside the simulated means.

use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Report};
use funnel_engine::scenario::{Channel, DealSize, Scenario};

use super::book::{Cell, MONEY, PLAIN, SHARE, Sheet};

/// Where an assumption's mean stands, by its path.
type At<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Row of the first line, below the headings.
const FIRST: usize = 4;
/// Columns of what the formulas give: today, plan.
const COLUMNS: [&str; 2] = ["B", "D"];

/// One line: what it is, its formulas, and what was simulated.
struct Line {
    head: String,
    formulas: [String; 2],
    simulated: [Option<f64>; 2],
    format: &'static str,
}

struct Lines<'a> {
    all: Vec<Line>,
    arms: [Option<&'a Arm>; 2],
}

impl Lines<'_> {
    /// Adds a line; where it stands, in each column.
    fn add(
        &mut self,
        head: &str,
        format: &'static str,
        formula: impl Fn(usize) -> String,
        simulated: impl Fn(&Arm) -> Option<f64>,
    ) -> [String; 2] {
        let row = FIRST + self.all.len();
        let simulated = self.arms.map(|arm| arm.and_then(&simulated));
        self.all.push(Line { head: head.to_owned(), formulas: [formula(0), formula(1)], simulated, format });
        COLUMNS.map(|column| format!("{column}{row}"))
    }
}

fn nothing(_: &Arm) -> Option<f64> {
    None
}

/// The sheet.
pub(super) fn sheet(s: &Scenario, report: &Report, at: At<'_>) -> Sheet {
    let mut lines = Lines { all: Vec::new(), arms: [report.arms.first(), report.arms.get(1)] };
    chain(&mut lines, s, report, at);
    let heads = [
        "",
        "Today: by formula",
        "Today: simulated mean",
        "Plan: by formula",
        "Plan: simulated mean",
        "Formula ÷ simulated, today",
        "The same, plan",
    ];
    let mut rows = vec![
        vec![Cell::head("The mean, worked out once: each input at its mean, by formulas that read the sheet Inputs")],
        vec![Cell::text(
            "Change a mean there, and the formulas follow. The simulated means are the report’s and stay.",
        )],
        heads.map(|head| Cell { wrap: true, ..Cell::head(head) }).to_vec(),
    ];
    let compared = report.arms.len() > 1;
    for (i, line) in lines.all.into_iter().enumerate() {
        let row = FIRST + i;
        let [today, plan] = line.formulas.map(|formula| Cell::formula(format!("={formula}"), line.format));
        let [seen, planned] = line.simulated.map(|x| Cell::number(x, line.format));
        let ratio = |of: &str, by: &str, known: Option<f64>| match known {
            Some(x) if x != 0.0 => Cell::formula(format!("={of}{row}/{by}{row}"), "0.000"),
            _ => Cell::default(),
        };
        let ratios = [ratio("B", "C", line.simulated[0]), ratio("D", "E", line.simulated[1])];
        let plan = if compared { plan } else { Cell::default() };
        rows.push([Cell::text(&line.head), today, seen, plan, planned].into_iter().chain(ratios).collect());
    }
    rows.push(Vec::new());
    rows.push(vec![Cell::head("Why the two differ")]);
    rows.extend(reasons(s).into_iter().map(|reason| vec![Cell::text(&reason)]));
    Sheet { name: "Check", widths: vec![52, 18, 18, 18, 18, 14, 14], sticky: FIRST - 1, rows }
}

/// From spend to profit.
fn chain(lines: &mut Lines<'_>, s: &Scenario, report: &Report, at: At<'_>) {
    let mean = |path: &str| at(path).unwrap_or_else(|| "0".to_owned());
    let weeks = mean("frame.horizon_weeks");
    let metric = |metric: Metric| move |arm: &Arm| arm.figures.get(&metric)?.mean.value;
    let mut spent: [Vec<String>; 2] = Default::default();
    let mut came: [Vec<String>; 2] = Default::default();
    for (i, c) in s.channels.iter().enumerate() {
        let path = |field: &str| format!("channels[{i}].{field}");
        let share = planned_share(s, c, report.horizon_weeks);
        let spend = mean(&path("spend_per_week"));
        let planned = match share {
            Ok(times) => format!("{spend}*{}", number(times)),
            Err(amount) => number(amount),
        };
        let head = format!("{}: spend a week, on average", c.name);
        let spends = lines.add(&head, MONEY, |arm| if arm == 0 { spend.clone() } else { planned.clone() }, nothing);
        let inquiries = |arm: usize| response(&spends[arm], c, &path, &mean);
        let people = lines.add(&format!("{}: inquiries a week", c.name), PLAIN, inquiries, nothing);
        for arm in 0..2 {
            spent[arm].push(spends[arm].clone());
            came[arm].push(people[arm].clone());
        }
    }
    let sum = |all: &[String]| if all.is_empty() { "0".to_owned() } else { all.join("+") };
    let spend = lines.add("Spend", MONEY, |arm| format!("{weeks}*({})", sum(&spent[arm])), |arm| Some(arm.spend));
    let inquiries = |arm: usize| format!("{weeks}*({})", sum(&came[arm]));
    let mut passed = lines.add("Inquiries", PLAIN, inquiries, metric(Metric::Inquiries));
    // Those who fall out and are taken in by a later stage: its id, and how many, in each column.
    let mut again: Vec<(&str, [String; 2])> = Vec::new();
    let mut costs: [Vec<String>; 2] = Default::default();
    for (i, stage) in s.stages.iter().enumerate() {
        let path = |field: &str| format!("stages[{i}].{field}");
        let waiting =
            if stage.open_at_start > 0 { format!("+{}", mean(&path("open_at_start"))) } else { String::new() };
        let enters = |arm: usize| {
            let back = again.iter().filter(|(id, _)| *id == stage.id).map(|(_, cells)| format!("+{}", cells[arm]));
            format!("{}{waiting}{}", passed[arm], back.collect::<String>())
        };
        let flow = move |arm: &Arm| arm.stages.get(i).map(|x| x.entered);
        let entered = lines.add(&format!("{}: came in", stage.name), PLAIN, enters, flow);
        let rate = mean(&path("rate"));
        let shift: f64 = s
            .plans
            .first()
            .map_or(&[][..], |plan| &plan.rates)
            .iter()
            .filter(|x| x.stage == stage.id)
            .map(|x| x.logit)
            .sum();
        let rates = |arm: usize| match (arm, shift) {
            (1, shift) if shift != 0.0 => format!("1/(1+EXP(-LN({rate}/(1-{rate}))-({})))", number(shift)),
            _ => rate.clone(),
        };
        let rates = lines.add(&format!("{}: chance to pass", stage.name), SHARE, rates, nothing);
        let passes = |arm: usize| format!("{}*{}", entered[arm], rates[arm]);
        passed = lines.add(&format!("{}: passed", stage.name), PLAIN, passes, move |arm: &Arm| {
            arm.stages.get(i).map(|x| x.passed)
        });
        if !stage.loss.to.is_empty() {
            let share = mean(&path("loss.to_share"));
            let back = |arm: usize| format!("({}-{})*{share}", entered[arm], passed[arm]);
            again.push((&stage.loss.to, lines.add(&format!("{}: taken in again", stage.name), PLAIN, back, nothing)));
        }
        if stage.cost_per_person != 0.0 {
            for (costs, entered) in costs.iter_mut().zip(&entered) {
                costs.push(format!("{entered}*{}", mean(&path("cost_per_person"))));
            }
        }
    }
    let customers = lines.add("Customers won", PLAIN, |arm| passed[arm].clone(), metric(Metric::Customers));
    let deal = match &s.money.deal {
        DealSize::Fixed { .. } => mean("money.deal.fixed.value"),
        DealSize::Lognormal { .. } => {
            format!("{}*EXP({}^2/2)", mean("money.deal.lognormal.median"), mean("money.deal.lognormal.sigma"))
        }
        DealSize::Gamma { .. } => mean("money.deal.gamma.mean"),
        DealSize::Empirical { .. } => mean("money.deal.empirical"),
    };
    let deal = lines.add("Value of a deal", MONEY, |_| deal.clone(), nothing);
    let revenue =
        lines.add("Revenue", MONEY, |arm| format!("{}*{}", customers[arm], deal[arm]), metric(Metric::Revenue));
    let with_after = |arm: &Arm| Some(metric(Metric::Bookings)(arm)? + metric(Metric::BookingsAfter)(arm)?);
    lines.add("Deals won, with what lands after the horizon", MONEY, |arm| revenue[arm].clone(), with_after);
    let (margin, each) = (mean("money.margin"), mean("money.cost_per_deal"));
    let profit = |arm: usize| {
        let people = costs[arm].iter().map(|cost| format!("-{cost}")).collect::<String>();
        format!("{}*{margin}-{}-{}*{each}{people}", revenue[arm], spend[arm], customers[arm])
    };
    lines.add("Profit after spend", MONEY, profit, metric(Metric::Profit));
}

/// Inquiries a week at a steady spend: the Hill curve through today's point with its elasticity, and those that come anyway.
fn response(spend: &str, c: &Channel, path: &dyn Fn(&str) -> String, mean: &dyn Fn(&str) -> String) -> String {
    let organic = mean(&path("organic_per_week"));
    if c.reference_spend() <= 0.0 {
        return organic;
    }
    let reference = if c.reference_spend_per_week.is_some() { "reference_spend_per_week" } else { "spend_per_week" };
    let (reference, cost, e) = (mean(&path(reference)), mean(&path("cost_per_inquiry")), mean(&path("elasticity")));
    let slope = if c.slope == 1.0 { "1".to_owned() } else { mean(&path("slope")) };
    // H(x)/H(x0) = (1 + k)·r^s/(r^s + k), with r = x/x0 and k = (e/s)/(1 − e/s).
    let half = format!("(({e}/{slope})/(1-{e}/{slope}))");
    let times = format!("(({spend}/{reference})^{slope})");
    format!("{organic}+{reference}/{cost}*(1+{half})*{times}/({times}+{half})")
}

/// The plan's spend on a channel, as so many times today's; as an amount a week where today spends nothing.
fn planned_share(s: &Scenario, c: &Channel, weeks: u32) -> Result<f64, f64> {
    let today = vec![c.spend_per_week; weeks as usize];
    let planned = s.plans.first().map_or_else(|| today.clone(), |plan| plan.spend_on(&c.id, &today));
    let mean = planned.iter().sum::<f64>() / f64::from(weeks.max(1));
    if c.spend_per_week > 0.0 { Ok(mean / c.spend_per_week) } else { Err(mean) }
}

/// A number as a formula reads it.
fn number(x: f64) -> String {
    // A spreadsheet reads fifteen digits.
    format!("{}", funnel_sentences::numbers::round_to(x, 15))
}

/// What the formulas leave out, of what this scenario has.
fn reasons(s: &Scenario) -> Vec<String> {
    let mut all = vec![
        "Time: the formulas count everybody who comes, at once. In the simulation people wait, and only what lands within \
         the horizon counts; the line “with what lands after” is nearer."
            .to_owned(),
        "Uncertainty: the mean of a product or a curve is not the product or the curve at the means, where inputs are \
         uncertain. The wider the ranges, the larger the difference."
            .to_owned(),
    ];
    let mut also = |is: bool, what: &str| {
        if is {
            all.push(what.to_owned());
        }
    };
    also(
        s.channels.iter().any(|c| !c.carry_over.is_fixed() || c.lead_weeks > 0 || c.carry_over.middle().is_some()),
        "Effects that carry over or come weeks after the money: the formulas have each channel at a steady state.",
    );
    also(
        s.plans.iter().any(|p| p.spend.iter().any(|x| x.from_week > 1 || x.weeks.is_some())),
        "Changes of spend for some of the weeks: the formulas have their average over all of them.",
    );
    also(
        s.segments.len() > 1 || s.channels.iter().any(|c| c.close_shift.middle().is_some()),
        "Segments and channels that convert, close or buy differently: the formulas have one rate and one deal for all.",
    );
    also(!s.teams.is_empty(), "Teams: the formulas know no queues, and nobody goes stale or is paid by the week.");
    also(s.levers != Default::default(), "Levers, renewals and word of mouth: not in the formulas.");
    also(!s.market.season.is_empty() || s.market.sigma != 0.0, "Season and market: not in the formulas.");
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_testkit::reports;

    /// The value of a cell by its text, so that a test can say what it wants to see.
    fn formula(sheet: &Sheet, head: &str, column: usize) -> String {
        let row = sheet.rows.iter().find(|row| row.first().and_then(|cell| cell.text.as_deref()) == Some(head));
        row.and_then(|row| row[column].formula.clone()).unwrap_or_default()
    }

    #[test]
    fn formulas_read_the_inputs_and_each_other() {
        let mut s = reports::scenario();
        s.stages[1].open_at_start = 4;
        s.plans[0].rates = vec![funnel_engine::scenario::RateChange { stage: "won".to_owned(), logit: 0.2 }];
        let at = |path: &str| Some(format!("<{path}>"));
        let sheet = sheet(&s, &reports::report(), &at);
        assert_eq!(formula(&sheet, "Paid search: spend a week, on average", 1), "=<channels[0].spend_per_week>");
        assert_eq!(formula(&sheet, "Paid search: spend a week, on average", 3), "=<channels[0].spend_per_week>*1.2");
        assert_eq!(formula(&sheet, "Spend", 1), "=<frame.horizon_weeks>*(B4+B6)");
        assert_eq!(formula(&sheet, "Won: came in", 3), "=D12+<stages[1].open_at_start>");
        assert_eq!(formula(&sheet, "Won: chance to pass", 1), "=<stages[1].rate>");
        assert_eq!(
            formula(&sheet, "Won: chance to pass", 3),
            "=1/(1+EXP(-LN(<stages[1].rate>/(1-<stages[1].rate>))-(0.2)))"
        );
        let simulated = sheet.rows.iter().find(|row| row[0].text.as_deref() == Some("Revenue")).unwrap();
        assert_eq!((simulated[2].number, simulated[4].number), (Some(7.7e6), Some(8.4e6)));
    }

    #[test]
    fn what_the_formulas_leave_out_is_said() {
        let of = |id: &str| reasons(&funnel_engine::scenario::templates::load(id).unwrap()).join("\n");
        assert!(of("blank").contains("not the product") && !of("blank").contains("Teams"));
        assert!(of("sales-led-saas").contains("Segments and channels"));
    }
}
