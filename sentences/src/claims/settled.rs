//! All claims of a settled page, for the templates and for random scenarios: no two of them exclude each other.

use funnel_decide::outcome::Verdict;
use funnel_decide::sides::Carried;
use funnel_decide::{Driver, Finding, Question, curve, mix};
use funnel_engine::process::Metric;
use funnel_engine::report::Report;
use funnel_engine::scenario::edit::{self, List};
use funnel_engine::scenario::{LeverKind, Scenario, SpendChange, View, templates};
use funnel_engine::simulate::Simulator;
use funnel_text::NumberStyle;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::{Claim, Contradiction, Said, Side, What, contradictions};
use crate::in_short::{Findings, in_short};
use crate::{compare, curve as far, cut, drivers, extra, holds, ladder, learn, mix as split, outcome, regret, time};

/// Replicates of studies whose claims are about means, and of those that try many plans.
const MANY: u32 = 192;
const FEW: u32 = 64;
/// Weeks of the horizon and of the run-off: half of a template's.
const WEEKS: u32 = 26;

fn found(question: &Question, s: &Scenario, replicates: u32) -> Finding {
    let mut driver = Driver::new(question.study(s, replicates));
    while driver.step().unwrap_or_else(|problems| panic!("{problems:?}")) {}
    driver.found()
}

fn report(s: &Scenario) -> Report {
    let mut simulator = Simulator::new(s).unwrap();
    let mut tally = simulator.tally();
    for block in simulator.blocks(MANY) {
        simulator.step(block, MANY, &mut tally);
    }
    tally.report(simulator.model())
}

/// What the answer says about the plan: its means and its odds, each as its own claim.
fn answer(s: &Scenario) -> Vec<Claim> {
    let report = report(s);
    let Some(c) = report.comparisons.first() else { return Vec::new() };
    let side = Side::of_plan(s, 0);
    let means = c.difference.iter().map(|(metric, summary)| {
        Claim::new(View::Answer, *metric, What::Ahead { side: side.clone(), of: Side::Today, by: summary.mean })
    });
    if side == Side::Today {
        return Vec::new();
    }
    let metric = Metric::Profit;
    let ahead = c.pays_back.value;
    // Built like the title of *When?*, and like the answer's.
    let (by, often) = (
        What::AheadBy {
            side: side.clone(),
            of: Side::Today,
            week: time::payback_week(&report),
            horizon: report.horizon_weeks,
        },
        What::Often { side: side.clone(), of: Side::Today, ahead, behind: 1.0 - ahead, says_so: true },
    );
    means.chain([Claim::new(View::Time, metric, by), Claim::new(View::Answer, metric, often)]).collect()
}

/// Every comparing sentence on the settled page, and the titles of views that advise something.
fn page(s: &Scenario, others: &[Scenario]) -> (Vec<Claim>, Vec<Said>) {
    let n = NumberStyle::default();
    let others: Vec<Carried> = others.iter().cloned().map(Carried).collect();
    let metric = Metric::Profit;
    let mut said: Vec<Said> = Vec::new();
    let studies = [
        (Question::Ladder, FEW),
        (Question::Curve { lambda: curve::LAMBDA }, FEW),
        (Question::Mix { asked: mix::Terms::default() }, FEW),
        (Question::Extra, FEW),
        (Question::Cut, FEW),
        (Question::Learn { metric, pairs: false }, MANY),
        (Question::Holds, FEW),
        (Question::Compare { others: others.clone(), metric }, MANY),
        (Question::Regret { others, metric }, FEW),
    ];
    let findings: Vec<Finding> = studies.iter().map(|(question, replicates)| found(question, s, *replicates)).collect();
    for found in findings.iter().cloned() {
        match found {
            Finding::Ladder(x) => said.push(ladder::title(s, &x, &n)),
            Finding::Curve(x) => {
                let title = far::title(s, &x, &n);
                let tells = |what: &str| title.text.contains(what);
                let told = (tells("counting what lands later"), tells("over 12 months"));
                assert_eq!(told.1, x.turned().is_some(), "{title:?}");
                assert!(told.0 || x.reversal().is_none(), "{title:?}");
                said.push(title);
                said.extend(far::sentences(s, &x, &n));
            }
            Finding::Mix(x) => {
                said.push(split::title(s, &x, &n));
                said.extend(split::sentences(s, &x, &n));
            }
            Finding::Extra(x) => {
                said.push(extra::title(s, &x, &n));
                said.extend(extra::sentences(s, &x, &n));
            }
            Finding::Cut(x) => said.push(cut::title(s, &x, &n)),
            Finding::Learn(x) => said.push(learn::learn_title(s, &x, &drivers::Names::of(s), &n)),
            Finding::Holds(x) => said.extend(x.crossing.iter().map(|c| holds::crossing(s, c, &n))),
            Finding::Compare(x) if x.refused.is_empty() => {
                let names: Vec<&str> = x.sides.iter().map(|side| side.name.as_str()).collect();
                said.push(compare::title(s, &x, &compare::called(&names), &n));
            }
            Finding::Regret(x) if x.refused.is_empty() => said.push(regret::title(s, &x, &regret::plans(&x), &n)),
            _ => (),
        }
    }
    said.extend(lines(s, &findings, &n));
    let claims = said.iter().flat_map(|x| x.claims.clone()).chain(answer(s)).collect();
    (claims, said)
}

/// In short, from the findings of the other views.
fn lines(s: &Scenario, findings: &[Finding], n: &NumberStyle) -> [Said; 3] {
    let short = in_short(s, &report(s), &Findings::of(findings), n);
    assert!(!short.what.is_pending && !short.change.is_pending, "all has come in");
    [short.what, short.change, short.sure]
}

/// A scenario with a shorter horizon.
fn short(mut s: Scenario) -> Scenario {
    (s.frame.horizon_weeks, s.frame.run_off_weeks) = (WEEKS, WEEKS);
    s.plans.iter_mut().flat_map(|plan| &mut plan.spend).for_each(|change| change.weeks = None);
    s
}

fn told(found: &[Contradiction]) -> String {
    found.iter().map(|x| format!("\n{}:\n  {:?}\n  {:?}", x.why, x.one, x.other)).collect()
}

#[test]
fn no_two_sentences_of_a_settled_page_exclude_each_other() {
    for template in templates::TEMPLATES {
        let s = short(templates::load(template.id).unwrap());
        // Kept for comparison with another plan: the assumptions are the same, and must not count as two sets.
        let mut other = s.clone();
        other.plans[0].spend = vec![SpendChange { scale: 0.8, ..SpendChange::default() }];
        let (claims, said) = page(&s, &[other]);
        let all = contradictions(&claims);
        assert!(all.is_empty(), "{}: {}", template.id, told(&all));
        assert!(claims.iter().any(|c| c.view == View::Answer) && said.len() > 6, "{}: {said:?}", template.id);
        let same = said.iter().any(|x| x.text.contains("on the same assumptions"));
        assert!(same, "{}: {:?}", template.id, said.iter().map(|x| &x.text).collect::<Vec<_>>());
    }
}

/// A template with another plan, other budgets, levers turned on, prices removed.
#[derive(Clone, Debug)]
struct Edits {
    template: usize,
    scale: f64,
    spend: f64,
    levers: Vec<usize>,
    setting: Option<(usize, f64)>,
    unpriced: bool,
    team: bool,
}

fn edits() -> impl Strategy<Value = Edits> {
    let levers = prop::collection::vec(0..LeverKind::ALL.len(), 0..3);
    let setting = prop::option::of((any::<usize>(), 0.0..1.0_f64));
    (0..templates::TEMPLATES.len(), 0.0..2.5_f64, 0.2..4.0_f64, levers, setting, any::<bool>(), any::<bool>()).prop_map(
        |(template, scale, spend, levers, setting, unpriced, team)| Edits {
            template,
            scale,
            spend,
            levers,
            setting,
            unpriced,
            team,
        },
    )
}

impl Edits {
    fn scenario(&self) -> Scenario {
        let mut s = short(templates::load(templates::TEMPLATES[self.template].id).unwrap());
        s.channels.iter_mut().for_each(|c| c.spend_per_week *= self.spend);
        for lever in &self.levers {
            let kind = LeverKind::ALL[*lever];
            if !kind.is_used(&s) {
                s = edit::use_lever(&s, kind).unwrap_or(s);
            }
        }
        if self.team {
            s = edit::add(&s, List::Teams).unwrap_or(s);
        }
        if self.unpriced {
            s.teams.iter_mut().for_each(|team| team.cost_per_week = None);
        }
        s.plans[0].spend = vec![SpendChange { scale: self.scale, ..SpendChange::default() }];
        let settings = s.settings();
        if let Some((at, share)) = self.setting.filter(|_| !settings.is_empty()) {
            let x = &settings[at % settings.len()];
            let (low, high) = (x.low.max(x.today / 2.0), x.high.min(2.0 * x.today + 1.0));
            s = edit::set_setting(&s, 0, &x.key, Some((low + share * (high - low)).clamp(x.low, x.high))).unwrap_or(s);
        }
        s
    }
}

/// Random scenarios that are the same in every run, so that a failure found once is found again.
fn some(count: usize) -> Vec<Edits> {
    let mut runner =
        TestRunner::new_with_rng(ProptestConfig::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[14; 32]));
    (0..count).map(|_| edits().new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn no_two_sentences_of_any_page_exclude_each_other() {
    for edits in some(5) {
        let s = edits.scenario();
        let mut other = s.clone();
        other.channels[0].spend_per_week *= 1.5;
        let all = contradictions(&page(&s, &[other]).0);
        assert!(all.is_empty(), "{edits:?}: {}", told(&all));
    }
}

/// No title names a step without a given price, whatever levers are on and whatever prices there are.
#[test]
fn no_title_advises_what_nobody_priced() {
    let n = NumberStyle::default();
    for edits in some(8) {
        let s = edits.scenario();
        let Finding::Ladder(x) = found(&Question::Ladder, &s, 64) else { panic!("another view's answer") };
        let title = ladder::title(&s, &x, &n).text;
        for rung in x.rungs.iter().filter(|rung| rung.cost.is_none()) {
            let name = ladder::step(&s, rung, &n);
            let small = name[..1].to_lowercase() + &name[1..];
            assert!(!title.contains(&name) && !title.contains(&small), "{title}\n{edits:?}");
            // A step that could have a price names the field for it, and that field exists.
            if let Some((_, field)) = ladder::unpriced(&s, rung, &n) {
                let is_team = field.path.ends_with(".work.team");
                let value = if is_team { "".into() } else { 5.into() };
                assert!(is_team || edit::set(&s, &field.path, value).is_ok(), "{field:?}");
            }
        }
        let priced = x.rungs.iter().take_while(|rung| rung.cost.is_some()).count();
        assert!(x.rungs[priced..].iter().all(|rung| rung.cost.is_none()), "those without a price stand apart, behind");
    }
}

/// A combination for a target uses only what has a price, and what was left out for want of one is named with its
/// field.
#[test]
fn no_combination_takes_what_nobody_priced() {
    let mut s = short(templates::load("smb-inbound").unwrap());
    s.teams[0].cost_per_week = None;
    s.target.value = s.target.value.map(|x| 3.0 * x);
    let Finding::Outcome(x) = found(&Question::Outcome { target: None }, &s, 64) else {
        panic!("another view's answer")
    };
    assert_ne!(x.verdict, Some(Verdict::Budget), "the target is out of reach of the budget alone");
    let all = contradictions(&outcome::title(&s, &x, &NumberStyle::default()).claims);
    assert!(all.is_empty(), "{}", told(&all));
    let fields: Vec<String> =
        outcome::unpriced(&s, &x).into_iter().flat_map(|(_, fields)| fields).map(|field| field.path).collect();
    assert!(fields.contains(&"teams[0].cost_per_week".to_owned()), "{fields:?}");
    let changed = x.way.iter().flat_map(|way| &way.changes).filter(|c| !c.setting.is_empty());
    assert!(changed.map(|c| s.price(&c.setting)).all(|price| price.is_known()));
}
