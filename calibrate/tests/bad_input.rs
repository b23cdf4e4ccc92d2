//! Bad input is reported by row and column, and skipped or refused by a rule; nothing in a file can be more than a
//! cell.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_calibrate::{Evidence, Options, Reader, Refusal, Rule, learn, propose, read};

fn refused(bytes: &[u8]) -> Refusal {
    read(bytes, &Options::default()).unwrap_err()
}

fn learned(files: &[&str]) -> Evidence {
    let read = |(i, text): (usize, &&str)| {
        read(text.as_bytes(), &Options { name: format!("file {i}"), ..Options::default() }).unwrap()
    };
    let tables: Vec<_> = files.iter().enumerate().map(read).collect();
    learn(&tables, &propose(&tables))
}

#[test]
fn what_is_no_table_is_refused_by_name() {
    assert!(matches!(refused(b"PK\x03\x04rest of a workbook"), Refusal::Not(what) if what.contains("workbook")));
    assert!(matches!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Refusal::Not(what) if what.contains("encrypted")));
    assert!(matches!(refused(b"\x89PNG\r\n\x1a\n\0\0\0"), Refusal::Not(what) if what.contains("picture")));
    assert!(matches!(refused(b"BM\0\0\0\0\0\0"), Refusal::Not(what) if what.contains("picture")));
    assert!(matches!(refused(&(0..=255).cycle().take(4000).collect::<Vec<u8>>()), Refusal::Not(_)));
    assert_eq!(refused(b""), Refusal::Empty);
    assert_eq!(refused(b" \r\n\r\n "), Refusal::Empty);
    assert_eq!(refused(b"a,b,c\n"), Refusal::OnlyHeader);
    assert_eq!(refused(b"Campaign,Cost\nTotal,5\n"), Refusal::OnlyHeader);
    // A table may begin with the two letters that begin a picture.
    assert!(read(b"BM,b\n1,2\n", &Options::default()).is_ok());
}

#[test]
fn sizes_are_bounded() {
    let wide = "x,".repeat(1_000_000);
    assert_eq!(refused(format!("{wide}\n{wide}\n").as_bytes()), Refusal::TooManyColumns { row: 1, most: 400 });
    let endless = format!("a,b\n1,2\n3,\"{}", "x\n".repeat(200_000));
    assert_eq!(refused(endless.as_bytes()), Refusal::EndlessCell { row: 3 });
    let mut options = Options::default();
    options.limits.rows = 10;
    assert_eq!(read("a,b\n".repeat(3).replace("a,b", "1,2").as_bytes(), &options).map(|t| t.rows.len()), Ok(3));
    let rows: String = (0..20).map(|i| format!("{i},x\n")).collect();
    assert_eq!(read(format!("a,b\n{rows}").as_bytes(), &options).unwrap_err(), Refusal::TooManyRows(10));
}

#[test]
fn each_wrong_cell_is_named_by_row_and_column() {
    let rows: String =
        (0..40).map(|i| format!("g{i},2024-01-{:02},2024-03-01,Won,{}\n", i % 28 + 1, 100 + i)).collect();
    let text = format!(
        "id,created,close date,stage,amount\n{rows}\
         b1,20023-01-05,2024-02-01,Won,100\n\
         b2,2024-02-10,2024-02-01,Lost,\n\
         b3,2024-01-05,2024-02-01,Won,0\n\
         b4,2024-01-05,2024-02-01,Won,-50\n\
         b5,2024-01-05,,Won,100\n\
         b6,2024-01-05,2024-02-01,Won,lots\n\
         b6,2024-01-05,2024-02-01,Won,lots\n\
         b8,2024-01-05,,Open,100\n\
         b8,2024-01-05,2024-02-01,Won,100\n\
         b9,,2024-02-01,Won,100\n\
         b10,soon,2024-02-01,Won,100\n"
    );
    let found = learned(&[&text]);
    let named: Vec<(Rule, u32, &str)> =
        found.ledger.problems.iter().map(|p| (p.rule, p.row, p.column.as_str())).collect();
    let base = 41;
    for (rule, row, column) in [
        (Rule::DateOutOfRange, 1, "created"),
        (Rule::NoBeginning, 1, "created"),
        (Rule::EndsBeforeItBegins, 2, ""),
        (Rule::AmountZero, 3, "amount"),
        (Rule::AmountNegative, 4, "amount"),
        (Rule::OutcomeWithoutDate, 5, ""),
        (Rule::NotOfItsKind, 6, "amount"),
        (Rule::NotOfItsKind, 7, "amount"),
        (Rule::SameIdTwice, 8, ""),
        (Rule::NoBeginning, 10, "created"),
        (Rule::NotOfItsKind, 11, "created"),
        (Rule::NoBeginning, 11, "created"),
    ] {
        assert!(named.contains(&(rule, base + row, column)), "{rule:?} in row {row}: {named:?}");
    }
    assert!(named.iter().any(|(rule, ..)| *rule == Rule::SameRowTwice));
    // Of 51 rows, those that cannot be used are left out: b1, b2, one b6, one b8, b9, b10.
    assert_eq!(found.deals, 45);
    // b5 and b8 have sizes, too.
    assert_eq!(found.sizes.as_ref().unwrap().deals, 40 + 2);
    let csv = found.ledger.to_csv();
    assert_eq!(csv.lines().count() as u64, found.ledger.total() + 1);
}

#[test]
fn counts_below_zero_are_empty() {
    let found =
        learned(&["month,channel,spend,leads,won\n2024-01,a,100,50,5\n2024-02,a,-20,60,6\n2024-03,a,100,5,-6\n"]);
    let rules: Vec<(Rule, u32)> = found.ledger.problems.iter().map(|p| (p.rule, p.row)).collect();
    assert_eq!(rules, [(Rule::SpendNegative, 3), (Rule::CountNegative, 4)]);
    assert_eq!((found.passings[0].counted.successes, found.passings[0].counted.trials), (11.0, 110.0));
}

#[test]
fn a_column_of_one_value_and_dates_to_come() {
    let rows: String = (0..30).map(|i| format!("{i},2024-01-{:02},,Open,Ads\n", i % 28 + 1)).collect();
    // Expected closing dates of open deals lie in the future; they are not outcomes.
    let text = format!("id,created,close date,stage,source\n{}", rows.replace(",,Open", ",2024-12-31,Open"));
    let found = learned(&[&text]);
    assert_eq!((found.deals, found.as_of.unwrap().iso().as_str()), (30, "2024-01-28"));
    assert_eq!(found.ledger.total(), 0);
    assert_eq!(found.process, [], "nothing is known of how many are won");
    // One typing error, decades ahead, is not the day of the export.
    let rows: String =
        (0..300).map(|i| format!("{i},2024-01-{:02},2024-02-{:02},Won,1\n", i % 28 + 1, i % 28 + 1)).collect();
    let text = format!("id,created,close date,stage,amount\n{rows}x,2042-01-01,,Open,\n");
    let found = learned(&[&text]);
    assert_eq!(found.as_of.unwrap().iso(), "2024-02-28");
    assert_eq!(found.ledger.counts.get(&Rule::DateInFuture), Some(&1));
}

/// Cells are data: whatever a spreadsheet would run is only text, both here and in what is written.
#[test]
fn a_cell_is_data() {
    let text = "id,created,close date,stage,source\n1,2024-01-01,2024-02-01,Won,\"=HYPERLINK(\"\"x\"\")\"\n=1+1,bad,2024-02-01,Won,@x\n";
    let rows: String = (0..30).map(|i| format!("r{i},2024-01-02,2024-02-01,Won,=HYPERLINK(\"x\")\n")).collect();
    let found = learned(&[&format!("{text}{rows}")]);
    assert!(found.ledger.total() > 0);
    for line in found.ledger.to_csv().lines() {
        assert!(!line.contains(",\"=") && !line.contains(",\"@"), "{line}");
    }
    assert!(found.channels.iter().any(|channel| channel.name.starts_with('=')));
}

/// A reader that is refused leaves earlier tables untouched, as tables are values.
#[test]
fn chunks_of_any_size_give_the_same() {
    let text = "a;b\r\n\"x\r\ny\";é\r\n1;2\r\n".repeat(2000);
    let whole = read(text.as_bytes(), &Options::default()).unwrap();
    for size in [1, 2, 3, 7, 1000, 70_000] {
        let mut reader = Reader::new(Options::default());
        for chunk in text.as_bytes().chunks(size) {
            reader.push(chunk).unwrap();
        }
        let cut = reader.finish().unwrap();
        assert_eq!(
            (cut.rows, cut.columns[0].values.clone()),
            (whole.rows.clone(), whole.columns[0].values.clone()),
            "{size}"
        );
        assert_eq!(cut.columns[1].codes, whole.columns[1].codes);
    }
}
