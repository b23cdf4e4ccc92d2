//! What became of deals, whoever wrote it down and however: with dates or without, in any language, by a label or by yes
//! and no. The same histories are written in each way, and tell the same.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

mod support;

use funnel_calibrate::backtest::{Unknown, hindcast};
use funnel_calibrate::column::date::Day;
use funnel_calibrate::evidence::History;
use funnel_calibrate::evidence::process::{Method, StageEvidence};
use funnel_calibrate::shape::Role;
use funnel_calibrate::{Evidence, Mapping, Options, Rule, Table, learn, propose, propose_like, read};
use funnel_engine::sample::Key;
use proptest::prelude::*;
use support::simulated::{Luck, export, truth};

type Lines = Vec<Vec<String>>;

/// A history: id, created, close date, stage, amount.
fn history(seed: u64) -> Lines {
    let mut luck = Luck(Key::new(seed), 0);
    let truth = truth(&mut luck);
    export(&truth, &mut luck).lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn written(headers: &[&str], lines: &Lines) -> String {
    let lines = lines.iter().map(|line| line.join(",") + "\n").collect::<String>();
    headers.join(",") + "\n" + &lines
}

fn table(text: &str) -> Table {
    read(text.as_bytes(), &Options::default()).unwrap()
}

fn learned(text: &str) -> (Evidence, Mapping) {
    let tables = [table(text)];
    let mapping = propose(&tables);
    (learn(&tables, &mapping), mapping)
}

const HEADERS: [&str; 5] = ["Deal ID", "Created", "Close date", "Stage", "Amount"];

/// What is told of the stage, but for its sentence.
fn stage(found: &Evidence) -> StageEvidence {
    found.process[0].clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Outcomes whose dates are lost count as before: k of n to the digit, the rate within its error, and the times of
    /// those that have dates.
    #[test]
    fn outcomes_without_dates_count(seed in any::<u64>(), lacks in [0.0..0.9_f64, 0.0..0.9]) {
        let lines = history(seed);
        let mut luck = Luck(Key::new(seed ^ 1), 0);
        let mut less = lines.clone();
        for line in &mut less {
            let lack = match line[3].as_str() { "Won" => lacks[0], "Lost" => lacks[1], _ => 0.0 };
            if luck.next() < lack {
                line[2].clear();
            }
        }
        let (whole, left) = (learned(&written(&HEADERS, &lines)).0, learned(&written(&HEADERS, &less)).0);
        let (whole, left) = (stage(&whole), stage(&left));
        prop_assert_eq!((left.entered, left.passed, left.lost), (whole.entered, whole.passed, whole.lost));
        let dated = less.iter().filter(|line| line[3] == "Won" && !line[2].is_empty()).count();
        prop_assert_eq!(left.to_pass.as_ref().map_or(0, |times| times.seen), if left.to_pass.is_some() { dated } else { 0 });
        let closed = (whole.passed + whole.lost) as f64;
        if left.method == Method::Undated {
            prop_assert_eq!((left.passes.successes, left.passes.trials), (whole.passed as f64, closed));
        } else if dated >= 20 {
            let share = |s: &StageEvidence| s.passes.share().unwrap();
            // The plain share's standard error, once for each of the two.
            let error = (share(&whole) * (1.0 - share(&whole)) * 2.0 / closed).sqrt();
            prop_assert!((share(&left) - share(&whole)).abs() < 4.0 * error + 0.02, "{} {}", share(&left), share(&whole));
        }
    }

    /// Without any date, the rate is that of the closed ones, and nothing is said about times.
    #[test]
    fn without_any_date_the_closed_ones_are_counted(seed in any::<u64>(), has_column in any::<bool>()) {
        let mut lines = history(seed);
        let count = |lines: &Lines, stage: &str| lines.iter().filter(|line| line[3] == stage).count();
        let (won, lost) = (count(&lines, "Won"), count(&lines, "Lost"));
        let text = if has_column {
            lines.iter_mut().for_each(|line| line[2].clear());
            written(&HEADERS, &lines)
        } else {
            lines.iter_mut().for_each(|line| drop(line.remove(2)));
            written(&["Deal ID", "Created", "Stage", "Amount"], &lines)
        };
        prop_assume!(won > 0);
        let found = stage(&learned(&text).0);
        prop_assert_eq!((found.in_the_end.successes, found.in_the_end.trials), (won as f64, (won + lost) as f64));
        prop_assert!(found.to_pass.is_none() && found.to_lose.is_none() && !found.is_apart());
    }

    /// A date typed late is a problem, and moves neither the day of the export nor how many come.
    #[test]
    fn a_date_typed_late_is_a_problem(seed in any::<u64>(), which in any::<prop::sample::Index>(), late in 150..2_000_i32) {
        let lines = history(seed);
        let known = learned(&written(&HEADERS, &lines)).0;
        let mut typed = lines.clone();
        let closed: Vec<usize> = (0..lines.len()).filter(|i| !lines[*i][2].is_empty()).collect();
        prop_assume!(closed.len() > 20);
        let row = closed[which.index(closed.len())];
        let as_of = known.as_of.unwrap();
        // The last event itself is needed to know the day.
        prop_assume!(lines[row][2] != as_of.iso());
        typed[row][2] = Day(as_of.0 + late).iso();
        let found = learned(&written(&HEADERS, &typed)).0;
        prop_assert_eq!((found.as_of, &found.arrivals), (known.as_of, &known.arrivals));
        prop_assert_eq!(found.ledger.counts.get(&Rule::DateInFuture), Some(&1));
        prop_assert_eq!((found.process[0].passed, found.process[0].lost), (known.process[0].passed, known.process[0].lost));
    }

    /// Ids of others, who may have several deals, change nothing, with the deal's own id beside them or without; and a
    /// deal that is listed at each of its steps is one.
    #[test]
    fn ids_of_others_are_no_ids(
        seed in any::<u64>(),
        other in prop::sample::select(vec!["Account ID", "Contact ID", "Customer ID", "Deal name", "Account number"]),
        so_many in 1..30_usize,
        has_own in any::<bool>(),
    ) {
        let lines = history(seed);
        let known = learned(&written(&HEADERS, &lines)).0;
        let own = if has_own { "Deal ID" } else { "Note" };
        let headers = [other, own, "Created", "Close date", "Stage", "Amount"];
        let with: Lines = lines.iter().enumerate().map(|(i, line)| {
            let mut line = line.clone();
            if !has_own {
                line[0] = "x".to_owned();
            }
            line.insert(0, format!("{}", i * 7_919 % 997 % so_many));
            line
        }).collect();
        let (found, mapping) = learned(&written(&headers, &with));
        prop_assert_eq!((&found.process, found.deals), (&known.process, known.deals));
        prop_assert_eq!(mapping.sources[0].columns[own].role == Role::Id, has_own);
        prop_assert_eq!(&mapping.sources[0].columns[other].role, &Role::Ignored);
        // Each step of a deal a row: the last one counts.
        let mut steps = lines.clone();
        for line in lines.iter().filter(|line| line[3] != "Open") {
            steps.push(vec![line[0].clone(), line[1].clone(), String::new(), "Open".to_owned(), String::new()]);
        }
        prop_assert_eq!(learned(&written(&HEADERS, &steps)).0.process, known.process);
    }

    /// However the outcome is called, and by whatever column it is said, it is the same.
    #[test]
    fn whatever_the_outcome_is_called(
        seed in any::<u64>(),
        words in prop::sample::select(vec![
            ("Won", "Not won"), ("Closed - Converted", "Closed - Not Converted"), ("closedwon", "closedlost"),
            ("Fermée gagnée", "Fermée perdue"), ("Cerrada ganada", "Cerrada perdida"), ("Chiusa vinta", "Chiusa persa"),
            ("Ganho", "Perdido"), ("Abgeschlossen und gewonnen", "Abgeschlossen und verloren"), ("Won - new logo", "Dropped"),
            ("Yes", "No"),
        ]),
        header in prop::sample::select(vec!["Stage", "Étape", "Etapa", "Fase", "Estado", "Deal - Status", "Was daraus wurde"]),
    ) {
        let lines = history(seed);
        let known = learned(&written(&HEADERS, &lines)).0;
        prop_assume!(lines.iter().any(|line| line[3] == "Won") && lines.iter().any(|line| line[3] == "Lost"));
        let say = |won: &str, lost: &str, open: &str| -> Lines {
            let said = |line: &Vec<String>| match line[3].as_str() { "Won" => won, "Lost" => lost, _ => open }.to_owned();
            lines.iter().map(|line| {
                let said = said(line);
                line.iter().enumerate().map(|(i, cell)| if i == 3 { said.clone() } else { cell.clone() }).collect()
            }).collect()
        };
        let headers = ["Deal ID", "Created", "Close date", header, "Amount"];
        let (found, mapping) = learned(&written(&headers, &say(words.0, words.1, "Proposal")));
        prop_assert_eq!(&found.process, &known.process);
        prop_assert_eq!(mapping.questions(), vec![]);
        for (header, yes, no) in [("Is Won", "TRUE", "FALSE"), ("Won", "1", "0"), ("Gewonnen", "ja", "nein")] {
            let headers = ["Deal ID", "Created", "Close date", header, "Amount"];
            prop_assert_eq!(&learned(&written(&headers, &say(yes, no, no))).0.process, &known.process, "{}", header);
        }
    }

    /// Labels that nobody can know are asked about, at most five, and the answers make it the same; until then no deal
    /// is said to be won.
    #[test]
    fn labels_that_say_nothing_are_asked_about(seed in any::<u64>(), which in 0..3_usize) {
        let lines = history(seed);
        let known = learned(&written(&HEADERS, &lines)).0;
        let rows = |stage: &str| lines.iter().filter(|line| line[3] == stage).count();
        prop_assume!(rows("Won").min(rows("Lost")) * 50 > lines.len() && rows("Won").min(rows("Lost")) > 0);
        let (won, lost) = [("Z1", "Z2"), ("Closed", "Lost"), ("Won", "Finished")][which];
        let text = written(&HEADERS, &lines).replace(",Won,", &format!(",{won},")).replace(",Lost,", &format!(",{lost},"));
        let tables = [table(&text)];
        let mut mapping = propose(&tables);
        let questions = mapping.questions();
        let asked = if which == 0 { 2 } else { 1 };
        prop_assert!((asked..=5).contains(&questions.len()), "{:?}", questions);
        if which < 2 {
            prop_assert_eq!(learn(&tables, &mapping).process, vec![]);
        }
        for question in questions {
            let answer = if question.asks.contains(&format!("“{won}”")) { 1 } else { 2 };
            mapping.answer(question.about, answer);
        }
        prop_assert_eq!(mapping.questions(), vec![]);
        let next = propose_like(&tables, &mapping.to_keep());
        prop_assert_eq!((next.questions(), &learn(&tables, &next).process), (vec![], &known.process));
    }

    /// Where no column says what became of deals, their closing dates say nothing until the reader does.
    #[test]
    fn a_closing_date_alone_is_no_success(seed in any::<u64>()) {
        let lines: Lines = history(seed).into_iter().map(|mut line| { line.remove(3); line }).collect();
        let closed = lines.iter().filter(|line| !line[2].is_empty()).count();
        prop_assume!(closed > 0);
        let tables = [table(&written(&["Deal ID", "Created", "Close date", "Amount"], &lines))];
        let mut mapping = propose(&tables);
        prop_assert_eq!(learn(&tables, &mapping).process, vec![]);
        let [question] = mapping.questions().try_into().unwrap();
        mapping.answer(question.about, 1);
        let next = propose_like(&tables, &mapping.to_keep());
        prop_assert_eq!(next.questions(), vec![]);
        prop_assert_eq!(learn(&tables, &next).process[0].passed, closed);
    }

    /// Deals without amounts are forecast as those with: who comes, and who is won; only revenue is not.
    #[test]
    fn deals_without_amounts_are_forecast(seed in any::<u64>()) {
        let lines = history(seed);
        let bare: Lines = lines.iter().map(|line| line[..4].to_vec()).collect();
        let cast = |headers: &[&str], lines: &Lines| {
            let tables = [table(&written(headers, lines))];
            let history = History::read(&tables, &propose(&tables));
            hindcast(&history, Day(history.as_of().unwrap().0 - 40))
        };
        match (cast(&HEADERS, &lines), cast(&HEADERS[..4], &bare)) {
            (Ok(whole), Ok(bare)) => {
                prop_assert_eq!((whole.came.inquiries, whole.came.won), (bare.came.inquiries, bare.came.won));
                prop_assert_eq!(whole.scenario.stages, bare.scenario.stages);
                prop_assert!(bare.came.revenue.is_empty());
            }
            (Err(whole), Err(bare)) => prop_assert_eq!(whole, bare),
            (whole, bare) => prop_assert!(false, "{:?} {:?}", whole.map(|_| ()), bare.map(|_| ())),
        }
        // Where outcomes have no dates, that is the reason.
        let undated: Lines = lines.iter().map(|line| [&line[..2], &["".to_owned()], &line[3..]].concat()).collect();
        let is_any = lines.iter().any(|line| line[3] != "Open");
        prop_assert_eq!(matches!(cast(&HEADERS, &undated), Err(Unknown::Undated(_))), is_any);
    }
}
