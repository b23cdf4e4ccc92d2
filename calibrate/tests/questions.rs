//! What only the reader can tell is asked once, and in few questions.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::fmt::Write;

use funnel_calibrate::{Options, Table, propose, propose_like, read};

fn tables(files: &[&str]) -> Vec<Table> {
    files.iter().map(|text| read(text.as_bytes(), &Options::default()).unwrap()).collect()
}

/// However many columns and labels are in doubt, there are five questions at most, and none once they are answered.
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
