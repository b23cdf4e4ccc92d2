//! Laws of everything that is written about a scenario, on the page and in files: its money is in its own currency, and
//! every character is allowed in XML.

mod studies;

use funnel_engine::process::Model;
use funnel_engine::report::Report;
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::scenario::{Scenario, TargetMetric, decode, edit};
use funnel_engine::simulate::Simulator;
use funnel_sentences::numbers::Numbers;
use funnel_text::NumberStyle;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use serde_json::Value as Json;

use self::studies::studied;
use super::slides::Content;
use super::slides::tests::drawn;
use super::xml::is_allowed;
use super::{assumptions, book, check, deck, slides};

fn report(s: &Scenario, replicates: u32) -> Report {
    let mut simulator = Simulator::of(Model::new(s).unwrap().into());
    let mut tally = simulator.tally();
    for block in simulator.blocks(replicates) {
        simulator.step(block, replicates, &mut tally);
    }
    tally.report(simulator.model())
}

/// Every text of the files.
fn written(s: &Scenario, r: &Report, n: &dyn Numbers) -> Vec<String> {
    let colours = deck::Colours::computed(&|_| "0 0 0".to_owned(), "Arial");
    let told = |view| drawn(view, s, r, n);
    let content = Content { scenario: s, report: r, link: "", told: &told, colours };
    let sheets = book::book(s, r, &check::Checking::new(s).done(), "", n).sheets;
    // Formulas contain "$" in the names of cells.
    let cells = sheets.iter().flat_map(|x| x.rows.iter().flatten()).filter_map(|cell| cell.text.clone());
    let mut all: Vec<String> = cells.collect();
    texts(&serde_json::to_value(slides::deck(&content, n)).unwrap(), &mut all);
    all.push(crate::csv::report(r, crate::csv::Dialect::Plain));
    all
}

fn texts(json: &Json, into: &mut Vec<String>) {
    match json {
        Json::String(text) => into.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|x| texts(x, into)),
        Json::Object(fields) => fields.values().for_each(|x| texts(x, into)),
        _ => {}
    }
}

/// What the first screen, the views and the files say about the report.
fn said(s: &Scenario, r: &Report, n: &dyn Numbers) -> Vec<String> {
    let mut all = written(s, r, n);
    all.extend(assumptions::all(s, n).iter().map(|x| format!("{x:?}")));
    all.push(format!("{:?}", funnel_sentences::verdict::verdict(s, r, n)));
    all.push(format!("{:?}", funnel_sentences::chances::chances(r, &s.target, n)));
    all.push(format!("{:?}", funnel_sentences::answer::table(r, n)));
    all.push(format!("{:?} {:?}", funnel_sentences::flow::title(s, r, n), funnel_sentences::flow::table(s, r, n)));
    all.push(format!(
        "{:?} {:?}",
        funnel_sentences::trace::by_channel(s, r, n),
        funnel_sentences::trace::by_segment(s, r, n)
    ));
    all.push(format!("{} {}", funnel_sentences::holds::title(s, r, n), funnel_sentences::time::after(r, n)));
    all.push(format!(
        "{} {} {:?}",
        funnel_sentences::signs::title(s, r, n),
        funnel_sentences::signs::goal(r, n),
        funnel_sentences::signs::table(s, r, n)
    ));
    all.push(funnel_sentences::spoken::spoken(s, r, None, n));
    all.push(format!("{:?}", funnel_sentences::reality::sentences(s, r, n)));
    all.extend(
        s.plans.iter().flat_map(|plan| {
            [funnel_sentences::ask::plan_name(n, s, plan), funnel_sentences::ask::subject(n, s, plan)]
        }),
    );
    all.extend(s.inputs().iter().map(|x| format!("{} {}", x.label, x.help)));
    all
}

/// What is said in sentences, without the tables in files, which contain exact figures.
fn sentences(s: &Scenario, r: &Report, n: &dyn Numbers) -> Vec<String> {
    let verdict = funnel_sentences::verdict::verdict(s, r, n);
    let mut all =
        vec![verdict.title, verdict.advice.unwrap_or_default(), funnel_sentences::spoken::spoken(s, r, None, n)];
    for row in funnel_sentences::answer::table(r, n) {
        all.push(row.instead.unwrap_or_default());
    }
    all.push(funnel_sentences::flow::title(s, r, n));
    all.push(funnel_sentences::holds::title(s, r, n));
    all.push(funnel_sentences::time::after(r, n));
    all.extend(funnel_sentences::reality::sentences(s, r, n).into_iter().map(|x| format!("{x:?}")));
    all
}

/// A template in another currency, without its sources, which quote what was published in its own.
fn template(id: &str, currency: &str) -> Scenario {
    let mut s = load(id).unwrap().bare();
    s.currency = currency.to_owned();
    s
}

/// Whether a text names a dollar.
fn is_foreign(text: &str) -> bool {
    let small = text.to_lowercase();
    text.contains('$') || small.contains("dollar") || text.contains("USD")
}

#[test]
fn no_dollar_where_the_money_is_another() {
    for (i, template_of) in TEMPLATES.iter().enumerate() {
        for currency in ["EUR", "JPY", "VND", "CHF"] {
            let mut s = template(template_of.id, currency);
            s.target.metric = [TargetMetric::Revenue, TargetMetric::Profit][i % 2];
            s.target.value = Some(1e6);
            let n = NumberStyle::english(currency);
            let mut all = said(&s, &report(&s, 64), &n);
            if currency == "EUR" {
                all.extend(studied(&s, &n));
            }
            for text in all {
                assert!(!is_foreign(&text), "{} in {currency}: {text}", template_of.id);
            }
        }
    }
}

/// The same for any scenario, with levers, teams, targets and periods that no template has.
#[test]
fn no_dollar_in_any_scenario_of_another_currency() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let styles = ["EUR", "JPY", "VND", "CHF"].map(NumberStyle::english);
    for i in 0..48 {
        let mut s = funnel_testkit::scenario().new_tree(&mut runner).unwrap().current().bare();
        let n = &styles[i % styles.len()];
        n.currency.code.clone_into(&mut s.currency);
        for text in said(&s, &report(&s, 64), n) {
            assert!(!is_foreign(&text), "{i} in {}: {text}", s.currency);
        }
    }
}

/// Texts that no run produces: every text in the page's own source. A currency sign appears only where a field's unit
/// contains one, and is replaced there (`Controls::plain`).
#[test]
fn no_text_of_the_source_names_a_currency() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ["src", "cli/src", "decide/src", "charts/src", "sentences/src", "export/src"];
    let mut folders: Vec<_> = folders.map(|folder| root.join(folder)).to_vec();
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs")
                && !name.contains("test")
                && !name.contains("laws")
                && !name.contains("wild")
            {
                seen += 1;
                let text = std::fs::read_to_string(&path).unwrap();
                let shipped = text.split("#[cfg(test)]\nmod").next().unwrap_or_default();
                for line in shipped.lines().filter(|line| !line.trim_start().starts_with("//")) {
                    let words = line.replace("per_dollar", "").replace("PerDollar", "").replace("let dollars", "");
                    let words = words.replace("dollars > 0.0", "").replace("/ dollars", "");
                    assert!(!words.to_lowercase().contains("dollar"), "{name}: {line}");
                    // A literal amount.
                    let amount = words.split('$').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
                    assert!(!amount, "{name}: {line}");
                }
            }
        }
    }
    assert!(seen > 200, "{seen}");
}

/// A zero with a sign, or an amount of zero per unit: where these appear, a figure within its error should say so.
fn is_empty_figure(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    for (i, c) in chars.iter().enumerate() {
        // "+€0.0", "−0 %": a sign, possibly a currency's, then nothing but zeros.
        let begins = matches!(c, '\u{2212}' | '+') && (i == 0 || !is_digit(chars.get(i - 1)));
        let mut at = i + 1;
        while chars.get(at).is_some_and(|c| funnel_text::currency::is_sign(*c)) {
            at += 1;
        }
        if !begins || !is_digit(chars.get(at)) {
            continue;
        }
        let number: Vec<char> =
            chars[at..].iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).copied().collect();
        if number.iter().all(|c| !c.is_ascii_digit() || *c == '0') {
            return true;
        }
    }
    text.contains("0 for each one")
        && chars.windows(3).any(|w| !w[0].is_ascii_digit() && !matches!(w[0], '.' | ',') && w[1] == '0' && w[2] == ' ')
}

#[test]
fn a_figure_within_its_error_is_no_signed_zero() {
    assert!(is_empty_figure("−0 %") && is_empty_figure("+€0.0k") && is_empty_figure("€0 for each one more"));
    assert!(!is_empty_figure("+0.4 points") && !is_empty_figure("10 for each one") && !is_empty_figure("2026-01-02"));
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let styles = ["USD", "EUR", "JPY", "VND"].map(NumberStyle::english);
    for i in 0..48 {
        let mut s = funnel_testkit::scenario().new_tree(&mut runner).unwrap().current();
        let n = &styles[i % styles.len()];
        n.currency.code.clone_into(&mut s.currency);
        let r = report(&s, 64);
        for text in sentences(&s, &r, n) {
            assert!(!is_empty_figure(&text), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Slides, workbook, tables, and the sentences in pictures, whatever names were in the file.
    #[test]
    fn nothing_that_is_written_may_not_stand_in_xml(names in prop::collection::vec("(.|\\p{Cc}|\u{ffff}|\u{fffe}|\u{202e}){0,30}", 8)) {
        let mut json = load("blank").unwrap().to_json();
        json["name"] = names[0].clone().into();
        json["note"] = names[1].clone().into();
        json["channels"][0]["name"] = names[2].clone().into();
        for i in 0..3 {
            json["stages"][i]["name"] = names[3 + i].clone().into();
            json["stages"][i]["definition"] = names[5].clone().into();
            json["stages"][i]["loss"]["reason"] = names[6].clone().into();
        }
        json["plans"][0]["name"] = names[7].clone().into();
        let s = decode::from_value(json).unwrap();
        // Names that are typed come in by a different way.
        let s = edit::set(&s, "plans[0].name", names[0].clone().into()).unwrap();
        let r = report(&s, 16);
        for text in written(&s, &r, &NumberStyle::english("EUR")) {
            prop_assert!(text.trim_start_matches('\u{feff}').chars().all(is_allowed), "{:?}", text);
        }
        prop_assert!(r.arms.iter().all(|arm| arm.name.chars().all(|c| is_allowed(c) && !c.is_control())));
    }
}
