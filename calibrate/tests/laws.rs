//! What changes nothing, to the last bit: the order of rows and columns, a split into two files, how a table is
//! written. And what no bytes can cause: a panic.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_calibrate::column::date::Day;
use funnel_calibrate::{Options, Table, apply, learn, propose, read};
use proptest::prelude::*;

/// A deal of a random export.
#[derive(Clone, Debug)]
struct Row {
    begins: i32,
    days: i32,
    end: u8,
    cents: u32,
    source: u8,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..300_i32, 0..90_i32, 0..4_u8, 100..9_999_999_u32, 0..3_u8);
    let row = row.prop_map(|(begins, days, end, cents, source)| Row { begins, days, end, cents, source });
    prop::collection::vec(row, 30..120)
}

/// A table's cells, with the header first. Ids make rows distinct.
fn cells(rows: &[Row], decimal: char, order: usize) -> Vec<Vec<String>> {
    let day = |day: i32| {
        let date = Day(19_000 + day).date();
        let (y, m, d) = (date.year(), date.month(), date.day());
        [format!("{y}-{m:02}-{d:02}"), format!("{d}.{m}.{y}"), format!("{m}/{d}/{y} 10:15")][order].clone()
    };
    let mut all = vec![["id", "created", "close date", "stage", "amount", "source"].map(str::to_owned).to_vec()];
    // Days that only one order can read.
    let known = [(26, 5, 1_u8), (27, 8, 2), (28, 9, 1)].map(|(begins, days, end)| Row {
        begins,
        days,
        end,
        cents: 12_345,
        source: 0,
    });
    for (i, row) in known.iter().chain(rows).enumerate() {
        let closed = (row.begins + row.days <= 300 && row.end > 0).then(|| day(row.begins + row.days));
        let stage = match (&closed, row.end) {
            (Some(_), 1 | 3) => "Won",
            (Some(_), _) => "Lost",
            _ => "Open",
        };
        let amount =
            if stage == "Won" { format!("{}{decimal}{:02}", row.cents / 100, row.cents % 100) } else { String::new() };
        let source = ["Search", "Fairs, trade", "Word \"of\" mouth"][usize::from(row.source)].to_owned();
        all.push(vec![format!("d{i}"), day(row.begins), closed.unwrap_or_default(), stage.to_owned(), amount, source]);
    }
    all
}

/// The table in a given dialect.
fn written(cells: &[Vec<String>], separator: char, end: &str, quote_all: bool) -> String {
    let cell = |cell: &String| {
        let quoted = quote_all || cell.contains([separator, '"', '\n', ',']);
        if quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    cells.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string()) + end).collect()
}

fn table(text: &[u8]) -> Table {
    read(text, &Options::default()).unwrap()
}

/// Everything that is learned, with the scenario, as JSON: floats are written to the last bit. Problems are left out,
/// as they give rows, and so are the notes on reading, which are about the file.
fn learned(tables: &[Table]) -> String {
    let mapping = propose(tables);
    let evidence = learn(tables, &mapping);
    let base = funnel_scenario::templates::load("sales-led-saas").unwrap();
    let applied = apply(&base, &evidence, mapping.answers).unwrap();
    let mut json = serde_json::to_value(&evidence).unwrap();
    json["ledger"].take();
    format!("{json}\n{}", applied.scenario.to_json())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_split_and_dialect_change_no_bit(rows in rows(), seed in any::<u64>(), cut in 1..100_usize) {
        let plain = cells(&rows, '.', 0);
        let known = learned(&[table(written(&plain, ',', "\n", false).as_bytes())]);
        // Rows and columns in another order.
        let mix = |i: usize, salt: u64| (i as u64 + 1).wrapping_mul(seed | 1).wrapping_add(salt).rotate_left(17).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut order: Vec<usize> = (1..plain.len()).collect();
        order.sort_by_key(|i| mix(*i, 1));
        let mut columns: Vec<usize> = (0..6).collect();
        columns.sort_by_key(|i| mix(*i, 2));
        let row = |row: &Vec<String>| columns.iter().map(|c| row[*c].clone()).collect::<Vec<_>>();
        let shuffled: Vec<Vec<String>> = std::iter::once(&plain[0]).chain(order.iter().map(|i| &plain[*i])).map(row).collect();
        prop_assert_eq!(&learned(&[table(written(&shuffled, ',', "\n", false).as_bytes())]), &known);
        // Two files, the second with its columns in another order, given in either order.
        let at = cut.min(plain.len() - 2);
        let first = table(written(&plain[..=at], ',', "\n", false).as_bytes());
        let rest: Vec<Vec<String>> = std::iter::once(&plain[0]).chain(&plain[at + 1..]).map(row).collect();
        let second = table(written(&rest, ';', "\r\n", true).as_bytes());
        prop_assert_eq!(&learned(&[first.clone(), second.clone()]), &known);
        prop_assert_eq!(&learned(&[second, first]), &known);
        // Other dialects of the same table.
        for (separator, end, quote, decimal, order) in
            [(';', "\r\n", true, ',', 1), ('\t', "\r", false, '.', 2), ('|', "\n", true, ',', 0), (';', "\n", false, '.', 1)]
        {
            let text = written(&cells(&rows, decimal, order), separator, end, quote);
            prop_assert_eq!(&learned(&[table(text.as_bytes())]), &known, "{:?}", separator);
            let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
            prop_assert_eq!(&learned(&[table(&wide)]), &known);
        }
    }
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            ",", ";", "\t", "|", "\n", "\r", "\r\n", "\"", "\"\"", "Total", "sep=;", "id", "created", "close date", "Won", "Lost", "stage",
            "amount", "spend", "leads", "month", "2024-01-05", "3/4/2018", "1,234", "(5)", "1e300", "é", "\u{feff}", "0", "-1", "start", "end",
            "99999999999999999999", "1970-01-01", "2099-12-31", "=1+1", "NaN", "inf",
        ]).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

/// Tables whose headers have meanings and whose cells have none.
fn tables() -> impl Strategy<Value = Vec<u8>> {
    let headers = prop_oneof![
        Just("id,created,close date,stage,amount"),
        Just("created,MQL date,SQL date,lost date,won date"),
        Just("month,channel,spend,leads,won"),
        Just("customer,start date,end date,mrr"),
        Just("week,campaign,cost"),
    ];
    let cell = prop::sample::select(vec![
        "",
        "x",
        "Won",
        "Lost",
        "Open",
        "2024-01-05",
        "2024-02-01",
        "2023-01-31",
        "1970-01-01",
        "2099-12-31",
        "0",
        "-5",
        "7",
        "1e300",
        "12.5",
        "20023-01-01",
        "-",
        "a b",
        "99999999999",
    ]);
    let rows = prop::collection::vec(prop::collection::vec(cell, 5), 0..60);
    (headers, rows).prop_map(|(headers, rows)| {
        let rows: String = rows.into_iter().map(|row| row.join(",") + "\n").collect();
        format!("{headers}\n2024-01-03,2024-01-04,2024-01-06,1,1\n{rows}").into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_panic(bytes in prop_oneof![bytes(), tables()], cut in any::<prop::sample::Index>()) {
        let whole = read(&bytes, &Options::default());
        // In two chunks the result is the same.
        let at = cut.index(bytes.len() + 1);
        let mut reader = funnel_calibrate::Reader::new(Options::default());
        let halves = reader.push(&bytes[..at]).and_then(|()| reader.push(&bytes[at..])).and_then(|()| reader.finish());
        match (&whole, &halves) {
            (Ok(a), Ok(b)) => prop_assert_eq!((&a.rows, &a.seen), (&b.rows, &b.seen)),
            (a, b) => prop_assert_eq!(a.as_ref().err(), b.as_ref().err()),
        }
        let Ok(table) = whole else { return Ok(()) };
        let tables = [table];
        let mapping = propose(&tables);
        let json = serde_json::to_string(&mapping).unwrap();
        let kept: funnel_calibrate::Mapping = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&kept, &mapping);
        let evidence = learn(&tables, &mapping);
        let history = funnel_calibrate::evidence::History::read(&tables, &mapping);
        if let Some(as_of) = history.as_of()
            && let Ok(cast) = funnel_calibrate::backtest::hindcast(&history, Day(as_of.0 - 40))
        {
            prop_assert_eq!(cast.scenario.problems(), vec![]);
        }
        let base = funnel_scenario::templates::load("sales-led-saas").unwrap();
        if let Ok(applied) = apply(&base, &evidence, mapping.answers) {
            prop_assert_eq!(applied.scenario.problems(), vec![]);
        }
    }
}
