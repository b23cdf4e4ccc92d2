//! Each shape of table says what it can: sums, spend with deals, customers, stages with dates, and a record that begins
//! in the middle.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::fmt::Write;

use funnel_calibrate::apply::Figure;
use funnel_calibrate::column::date::Day;
use funnel_calibrate::column::label::key;
use funnel_calibrate::evidence::process::Method;
use funnel_calibrate::{Applied, Evidence, Mapping, Options, Rule, Table, apply, learn, propose, propose_like, read};
use funnel_scenario::laws;
use funnel_scenario::{Delay, Scenario, Tag, Value, templates};

fn tables(files: &[&str]) -> Vec<Table> {
    files.iter().map(|text| read(text.as_bytes(), &Options::default()).unwrap()).collect()
}

fn applied(files: &[&str]) -> (Evidence, Applied, Mapping) {
    let tables = tables(files);
    let mapping = propose(&tables);
    let evidence = learn(&tables, &mapping);
    let base = templates::load("sales-led-saas").unwrap();
    let applied = apply(&base, &evidence, mapping.answers).unwrap();
    (evidence, applied, mapping)
}

fn iso(day: i32) -> String {
    Day(19_358 + day).iso()
}

/// 433 of 2,262, as in every funnel table: counts become rates with a sentence, and rows that agree keep all counts.
#[test]
fn a_funnel_table() {
    let mut text = String::from("Month,Channel,Spend,Leads,MQLs,Won\n");
    for (month, (leads, mqls)) in (1..=12).zip((0..12).map(|i| (188 + i % 2, 36 + i % 2))) {
        let _ = writeln!(text, "2023-{month:02},Search,\"1,000.50\",{leads},{mqls},{}", mqls / 4);
    }
    let (found, applied, _) = applied(&[&text]);
    let mql = &found.passings[0];
    assert_eq!((mql.counted.successes, mql.counted.trials, mql.spread), (438.0, 2262.0, 1.0));
    assert_eq!(mql.sentence, "438 of 2,262, Jan–Dec 2023");
    let search = &found.channels[0];
    // Over the year's 365 days.
    assert!((search.spend.unwrap() - 12_006.0 * 7.0 / 365.0).abs() < 1e-9, "{search:?}");
    assert!((search.arrivals.mean - 2_262.0 * 7.0 / 365.0).abs() < 1e-9, "{search:?}");
    let channel = &applied.scenario.channels[0];
    assert_eq!((channel.name.as_str(), channel.cost_per_inquiry.tag), ("Paid search", Tag::Mine), "known by its id");
    let stage = &applied.scenario.stages[0];
    assert_eq!(
        (stage.name.as_str(), stage.rate.tag, stage.rate.source.as_str()),
        ("MQL", Tag::Mine, mql.sentence.as_str())
    );
    assert!(matches!(stage.rate.value, Value::Counts(laws::Counts { successes: 438.0, trials: 2262.0, .. })));
    // Rows that differ more than luck explains say less than their counts.
    let swings = text.replace(",37,", ",70,").replace(",36,", ",10,");
    let wide = &learn(&tables(&[&swings]), &propose(&tables(&[&swings]))).passings[0];
    assert!(wide.spread > 10.0 && (wide.counts.trials * wide.spread - 2262.0).abs() < 1e-9, "{wide:?}");
}

#[test]
fn spend_beside_deals() {
    let mut deals = String::from("Lead ID,Created,Close date,Stage,Amount,Lead source\n");
    let mut spend = String::from("Week;Campaign;Cost\n");
    for day in 0..364 {
        for (n, source) in [(2, "Paid Search"), (1, "Referral")] {
            for i in 0..n {
                let won = (day * 7 + i) % 5 == 0;
                let close = if day + 20 < 364 { iso(day + 20) } else { String::new() };
                let stage = if close.is_empty() {
                    "Open"
                } else if won {
                    "Won"
                } else {
                    "Lost"
                };
                let _ = writeln!(deals, "{source}{day}-{i},{},{close},{stage},500,{source}", iso(day));
            }
        }
        if day % 7 == 0 {
            let _ = writeln!(spend, "{};paid search;1.400,00", iso(day));
        }
    }
    let (found, applied, mapping) = applied(&[&deals, &spend]);
    assert_eq!(mapping.alike.get("paid search").map(String::as_str), Some("Paid Search"));
    let search = found.channels.iter().find(|channel| channel.name == "Paid Search").unwrap();
    assert_eq!((search.arrivals.average(), search.spend), (14.0, Some(1400.0)));
    let channel = applied.scenario.channels.iter().find(|channel| key(&channel.name) == "paidsearch").unwrap();
    assert_eq!((channel.spend_per_week, channel.cost_per_inquiry.tag), (1400.0, Tag::Mine));
    let Value::Lognormal(laws::Lognormal { median, sigma }) = channel.cost_per_inquiry.value else {
        panic!("{channel:?}")
    };
    assert!((median * (sigma * sigma / 2.0).exp() - 100.0).abs() < 1e-9, "1,400 a week bring 14");
    // Spend that never changed does not say how inquiries would respond to more.
    assert_ne!(channel.elasticity.tag, Tag::Mine);
    let referral = applied.scenario.channels.iter().find(|channel| channel.name.starts_with("Referral")).unwrap();
    assert_eq!((referral.spend_per_week, referral.organic_per_week.tag), (0.0, Tag::Mine));
}

/// Customers who leave at renewals by a shifted beta-geometric with a = 1 and b = 3: its shares, rounded to people.
#[test]
fn customers_of_a_known_curve() {
    let mut text = String::from("Customer ID,Start date,End date,MRR\n");
    let survives = |t: i32| (1..=t).map(|t| (f64::from(t) + 2.0) / (f64::from(t) + 3.0)).product::<f64>();
    let mut id = 0;
    for start in 0..6 {
        // One cohort a year, each observed for the years that are left.
        let begins = start * 365 + start / 4;
        for customer in 0..1_000 {
            let left = (1..=6 - start).find(|t| f64::from(customer) + 0.5 > 1_000.0 * survives(*t));
            let end = left.map_or(String::new(), |t| Day(17_897 + begins + (f64::from(t) * 365.25) as i32).iso());
            let _ = writeln!(text, "{id},{},{end},100", Day(17_897 + begins).iso());
            id += 1;
        }
    }
    let (found, applied, _) = applied(&[&text]);
    let retention = found.retention.as_ref().unwrap();
    let sbg = retention.sbg.unwrap();
    assert_eq!((retention.renewal_weeks, retention.customers), (52, 6_000));
    let [a_error, b_error, _] = sbg.error.unwrap();
    assert!((sbg.a.ln() / a_error).abs() < 1.0 && ((sbg.b / 3.0).ln() / b_error).abs() < 1.0, "{sbg:?}");
    for ((seen, _), fitted) in retention.seen.iter().zip(&retention.fitted) {
        assert!((seen - fitted).abs() < 0.02, "{seen} {fitted}");
    }
    let lever = applied.scenario.levers.customers.as_ref().unwrap();
    assert_eq!((lever.a.tag, lever.renewal_weeks, lever.at_start as usize), (Tag::Mine, 52, retention.there));
    // The reader sees the shares that follow from the curve: b/(a + b), and (b + 4)/(a + b + 4).
    for (time, truth) in [("first", 0.75), ("fifth", 0.875)] {
        let shown = applied.changes.iter().find(|change| change.what == format!("Customers who renew the {time} time"));
        let Some(Figure::Value(Value::Range(laws::Range { p10, p90 }))) = shown.map(|change| &change.after) else {
            panic!("{shown:?}")
        };
        assert!(*p10 < truth && truth < *p90 && p90 - p10 < 0.05, "{p10} {p90}");
    }
}

/// A date for each stage: each stage has its own rate and times, and a skipped one was passed together with the next.
#[test]
fn leads_with_a_date_for_each_stage() {
    let mut text = String::from("Lead ID,Created,MQL date,SQL date,Won date,Lost date\n");
    for i in 0..600 {
        let begins = i / 2;
        let at = |days: i32| iso(begins + days);
        let (mql, sql, won, lost) = match i % 10 {
            0 => (at(2), at(9), at(40), String::new()),
            1 => (String::new(), at(9), at(41), String::new()),
            2..=4 => (at(2), at(9), String::new(), at(30)),
            _ => (String::new(), String::new(), String::new(), at(7)),
        };
        // The day of the export is the day on which the last lead came.
        let known = |day: String| if day > iso(299) { String::new() } else { day };
        let _ = writeln!(text, "{i},{},{},{},{},{}", at(0), known(mql), known(sql), known(won), known(lost));
    }
    let (found, applied, _) = applied(&[&text]);
    let names: Vec<&str> = found.process.iter().map(|stage| stage.name.as_str()).collect();
    assert_eq!(names, ["MQL", "SQL", "Won"]);
    for (stage, share) in found.process.iter().zip([0.5, 1.0, 0.4]) {
        let found = stage.in_the_end.share().unwrap();
        assert!((found - share).abs() < 0.03, "{}: {found}", stage.name);
        assert!(matches!(stage.method, Method::Plateau | Method::Counted | Method::Cure));
    }
    let sql = &applied.scenario.stages[1];
    let Delay::Empirical { weeks } = &sql.delay else { panic!("{sql:?}") };
    // A week, or together with the next; a single slice may mix the two.
    assert!(weeks.iter().filter(|weeks| **weeks != 1.0 && **weeks != 0.0).count() <= 1, "{weeks:?}");
}

/// A system introduced on day 100 contains only what was open then: deals that ended earlier are missing.
#[test]
fn a_record_that_begins_in_the_middle() {
    let (mut whole, mut late) = (String::new(), String::new());
    for i in 0..1_500_i32 {
        let begins = i / 5;
        let close = begins + 5 + (i * 7_919 % 60);
        let stage = if close > 299 {
            "Open"
        } else if i * 31 % 100 < 30 {
            "Won"
        } else {
            "Lost"
        };
        let end = if stage == "Open" { String::new() } else { iso(close) };
        let row = format!("{i},{},{end},{stage}\n", iso(begins));
        whole.push_str(&row);
        if close >= 100 {
            late.push_str(&row);
        }
    }
    let header = "id,created,close date,stage\n";
    let [whole, late] = [whole, late].map(|rows| {
        let tables = tables(&[&format!("{header}{rows}")]);
        learn(&tables, &propose(&tables)).process.remove(0)
    });
    assert_eq!((whole.recorded_from, late.recorded_from.map(Day::iso)), (None, Some(iso(100))));
    let (known, found) = (whole.to_pass.unwrap().median_days, late.to_pass.unwrap().median_days);
    assert!((known - found).abs() <= 3.0, "{known} {found}");
    let share = |rate: funnel_calibrate::stats::rate::Counts| rate.share().unwrap();
    assert!((share(whole.in_the_end) - share(late.in_the_end)).abs() < 0.04);
}

/// Amounts that name their currency: the scenario adopts it, and says which one it had before.
#[test]
fn amounts_in_another_currency() {
    let rows = |sign: &str| -> String {
        (0..60)
            .map(|i| format!("{i};2024-01-{:02};2024-02-{:02};Won;1.{:03},50{sign}\n", i % 28 + 1, i % 28 + 1, i))
            .collect()
    };
    let header = "id;created;close date;stage;amount\n";
    let (_, euros, _) = applied(&[&format!("{header}{}", rows(" €"))]);
    assert_eq!((euros.scenario.currency.as_str(), euros.currency), ("EUR", Some(("USD".to_owned(), "EUR".to_owned()))));
    for sign in [" $", ""] {
        let (_, other, _) = applied(&[&format!("{header}{}", rows(sign))]);
        assert_eq!((other.scenario.currency.as_str(), other.currency), ("USD", None), "{sign}");
    }
}

/// The reader's decisions are used and kept: merged labels, another order of dates; a stage that is new next month is
/// reported.
#[test]
fn what_the_reader_decides_counts() {
    let mut text = String::from("id,created,close date,stage,source\n");
    for i in 0..120 {
        let source = if i % 4 == 0 { "google" } else { "Google" };
        let (day, stage) = (i % 12 + 1, if i % 2 == 0 { "Won" } else { "Lost" });
        let _ = writeln!(text, "{i},{day:02}/01/2024,{day:02}/03/2024,{stage},{source}");
    }
    let tables = tables(&[&text]);
    let mut mapping = propose(&tables);
    let questions = mapping.questions();
    let columns: Vec<&[String]> = questions.iter().map(|question| question.columns.as_slice()).collect();
    assert_eq!(
        columns,
        [&["close date".to_owned()][..], &["created".to_owned()], &[]],
        "each order of dates, and a label"
    );
    let answers = ["dates, day first: 2024-03-01", "dates, month first: 2024-01-03"];
    assert_eq!(questions[0].answers, answers, "{questions:?}");
    let apart = learn(&tables, &mapping);
    assert_eq!(apart.channels.len(), 2);
    for question in questions {
        mapping.answer(question.about, 1);
    }
    let kept: Mapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    assert_eq!((&kept, kept.questions()), (&mapping, vec![]));
    let found = learn(&tables, &kept);
    let names: Vec<&str> = found.channels.iter().map(|channel| channel.name.as_str()).collect();
    assert_eq!(names, ["Google"]);
    // From January to December, as opposed to from the first to the twelfth of January.
    let spans = [apart, found].map(|found| found.process[0].span.1.0 - found.process[0].span.0.0);
    assert_ne!(spans[0], spans[1]);
    let next = read(text.replace(",Won,", ",Signed off,").as_bytes(), &Options::default()).unwrap();
    let found = learn(&[next], &kept);
    assert_eq!(found.ledger.counts.get(&Rule::UnknownStage), Some(&60));
    assert!(found.ledger.problems.iter().all(|p| p.column == "stage" && p.cell == "Signed off"));
    // The next export is read like this one, and only its new label is examined.
    let next = [read(text.replace(",Won,", ",Signed off,").as_bytes(), &Options::default()).unwrap()];
    let again = propose_like(&next, &kept.to_keep());
    let asked: Vec<String> = again.questions().into_iter().map(|question| question.asks).collect();
    assert_eq!((asked, &again.merges), (vec!["What is a deal in “Signed off”?".to_owned()], &kept.merges));
    let known = |mapping: &Mapping| -> Vec<_> {
        mapping.sources[0].columns.values().map(|column| (column.role.clone(), column.format)).collect()
    };
    assert_eq!(known(&again), known(&kept));
    assert!(again.sources[0].stages.contains_key("Signed off"));
    // A column that cannot be read as before is decided anew.
    let other = [read(text.replace("/01/2024,", "-2024-01,").as_bytes(), &Options::default()).unwrap()];
    let created = |mapping: &Mapping| mapping.sources[0].columns["created"].format;
    assert_eq!(created(&propose_like(&other, &kept)), created(&propose(&other)));
}

/// What the scenario had and the tables do not know stays: names, teams, costs. What referred to stages that are gone
/// goes.
#[test]
fn what_the_tables_do_not_know_stays() {
    let base: Scenario = templates::load("sales-led-saas").unwrap();
    let mut text = String::from("id,created,close date,stage,amount\n");
    for i in 0..400 {
        let (begins, won) = (i / 2, i % 4 == 0);
        let close = if begins + 30 < 200 { iso(begins + 30) } else { String::new() };
        let stage = if close.is_empty() {
            "Open"
        } else if won {
            "Won"
        } else {
            "Lost"
        };
        let _ = writeln!(text, "{i},{},{close},{stage},{}", iso(begins), 100 + i);
    }
    let (found, applied, _) = applied(&[&text]);
    // Where only a part of the level is assumed to come for money, its own spread is kept.
    let level = found.arrivals.unwrap().over(base.frame.horizon_weeks);
    assert!(level > 0.0 && applied.scenario.market.sigma == level);
    let (old, new) = (base.stages.last().unwrap(), applied.scenario.stages.last().unwrap());
    assert_eq!((&old.id, &old.definition, old.cost_per_person), (&new.id, &new.definition, new.cost_per_person));
    assert_eq!(applied.scenario.money.margin, base.money.margin);
    assert!(applied.changes.iter().any(|change| change.before.is_some()));
    assert_eq!(applied.scenario.problems(), []);
}
