//! What only the reader can say is asked once, and in few questions.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::fmt::Write;

use funnel_calibrate::{Options, Rule, Table, learn, propose, propose_like, read};

fn tables(files: &[&str]) -> Vec<Table> {
    files.iter().map(|text| read(text.as_bytes(), &Options::default()).unwrap()).collect()
}

/// However many columns and labels are in doubt, there are at most five questions, and none once they are answered.
#[test]
fn there_are_never_more_than_five_questions() {
    let (day, month) = ("01/03/2024,02/05/2024", "01/03/2024,01/04/2024");
    let mut files = Vec::new();
    for file in 0..6 {
        let dates = if file % 2 == 0 { day } else { month };
        let mut text = format!("id,created,close date,stage,source,amount{file},amount\n");
        for i in 0..60 {
            let source = ["Google", "google", "GTX Pro", "GTXPro"][i % 4];
            let _ = writeln!(text, "{i},{dates},Won,{source} {file},\"1,234\",1.234");
        }
        files.push(text);
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let mut mapping = propose(&tables(&files));
    let questions = mapping.questions();
    assert!((2..=5).contains(&questions.len()), "{questions:?}");
    for question in questions {
        mapping.answer(question.about, 0);
    }
    assert_eq!(mapping.questions(), []);
    assert_eq!(propose_like(&tables(&files), &mapping.to_keep()).questions(), [], "nor are they asked next month");
}

/// Deals won at nothing are asked about; the answer is kept, and rows that are not deals are reported as left out.
#[test]
fn deals_won_at_nothing_are_asked_about() {
    let mut text = String::from("id,created,close date,stage,amount\n");
    for i in 0..80 {
        let (stage, amount) = if i % 2 == 0 {
            ("Won", ["100", "0", "-5"][usize::from(i % 10 == 0) + usize::from(i % 20 == 0)])
        } else {
            ("Lost", "0")
        };
        let _ = writeln!(text, "{i},2023-01-{:02},2023-02-{:02},{stage},{amount}", 1 + i % 28, 1 + i % 28);
    }
    let all = tables(&[&text]);
    let mapping = propose(&all);
    let [question] = mapping.questions().try_into().unwrap();
    assert_eq!(question.asks, "8 deals were won at zero or less. What are they?");
    let before = learn(&all, &mapping);
    for (answer, deals, out) in [(0, 80, None), (1, 72, Some(&8))] {
        let mut told = mapping.clone();
        told.answer(question.about, answer);
        assert_eq!(told.questions(), []);
        let kept = propose_like(&all, &told.to_keep());
        assert_eq!((kept.questions(), kept.unpaid), (vec![], told.unpaid));
        let found = learn(&all, &kept);
        assert_eq!((found.deals, found.ledger.counts.get(&Rule::AmountLeftOut)), (deals, out));
        if answer == 0 {
            assert_eq!(
                (found.process, found.channels, found.sizes),
                (before.process.clone(), before.channels.clone(), before.sizes.clone())
            );
        }
    }
}
