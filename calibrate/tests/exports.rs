//! What real exports look like: a synthetic twin of each oddity, read to the same table as the plain file.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use funnel_calibrate::column::date::{Day, Order};
use funnel_calibrate::column::number::Decimal;
use funnel_calibrate::column::{self, Format};
use funnel_calibrate::shape::{Role, Shape};
use funnel_calibrate::{Options, Table, propose, read};

fn table(bytes: &[u8]) -> Table {
    read(bytes, &Options { name: "twin".to_owned(), ..Options::default() }).unwrap()
}

/// Headers, and the cells of all rows.
fn cells(table: &Table) -> (Vec<String>, Vec<Vec<String>>) {
    let headers = table.columns.iter().map(|column| column.header.clone()).collect();
    let row = |row| table.columns.iter().map(|column| column.text(row).to_owned()).collect();
    (headers, (0..table.rows.len()).map(row).collect())
}

fn format(text: &str, header: &str) -> column::Decision {
    let table = table(text.as_bytes());
    column::decide(&[&table], &[header.to_owned()]).remove(0)
}

const PLAIN: &str = "Campaign,Größe,Note\nSearch é,12,a\nSocial,7,b\nMail,3,c\n";

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    match encoding {
        e if e == UTF_16LE => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        e if e == UTF_16BE => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        e => e.encode(text).0.into_owned(),
    }
}

#[test]
fn every_encoding_marked_or_not() {
    let plain = cells(&table(PLAIN.as_bytes()));
    for encoding in [encoding_rs::UTF_8, WINDOWS_1252, UTF_16LE, UTF_16BE] {
        let bytes = encoded(encoding, PLAIN);
        assert_eq!(cells(&table(&bytes)), plain, "{}", encoding.name());
        if encoding != WINDOWS_1252 {
            let marked = encoded(encoding, &format!("\u{feff}{PLAIN}"));
            let found = table(&marked);
            assert_eq!(cells(&found), plain, "{} with a mark", encoding.name());
            assert!(found.seen[0].contains(encoding.name()), "{:?}", found.seen);
        }
    }
    // Curly quotes and the euro sign are in Windows-1252, but not in Latin-1.
    assert_eq!(table(b"a,b\n\x93x\x94,5 \x80\n").columns[0].text(0), "“x”");
}

#[test]
fn every_separator_and_line_end() {
    let plain = cells(&table(PLAIN.as_bytes()));
    for separator in [",", ";", "\t", "|"] {
        for end in ["\n", "\r\n", "\r"] {
            let text = PLAIN.replace(',', separator).replace('\n', end);
            assert_eq!(cells(&table(text.as_bytes())), plain, "{separator:?} {end:?}");
            assert_eq!(cells(&table(text.trim_end().as_bytes())), plain, "without the last line end");
        }
    }
    assert_eq!(cells(&table(format!("sep=;\n{}", PLAIN.replace(',', ";")).as_bytes())), plain);
}

#[test]
fn quotes_with_separators_line_ends_and_quotes_in_them() {
    let found =
        table(b"\"Name, full\",\"Long\r\nheader\",n\r\n\"a \"\"b\"\"\",\"one\r\ntwo, three\",1\r\n\"c\",d,2\r\n");
    let (headers, rows) = cells(&found);
    assert_eq!(headers, ["Name, full", "Long header", "n"]);
    assert_eq!(rows, [["a \"b\"", "one\ntwo, three", "1"], ["c", "d", "2"]]);
    // Rows are counted as by a spreadsheet, whatever line ends are inside cells.
    assert_eq!(found.rows, [2, 3]);
    assert_eq!(table(b"a,b\n\n\"x\ny\",1\n\nz,2\n").rows, [3, 5]);
}

#[test]
fn headers_that_are_empty_or_repeated() {
    let (headers, rows) =
        cells(&table(b"Date,Date,,Spend (EUR),,\n2024-01-01,2024-01-02,x,5,,\n2024-01-02,2024-01-03,y,6,,\n"));
    assert_eq!(headers, ["Date", "Date (2)", "column 3", "Spend (EUR)"]);
    assert_eq!(rows[1], ["2024-01-02", "2024-01-03", "y", "6"]);
    let joined = table(b"a,b\n1,x\na,b\n2,y\n");
    assert_eq!(cells(&joined).1, [["1", "x"], ["2", "y"]]);
    assert!(joined.seen.iter().any(|seen| seen.contains("header again")), "{:?}", joined.seen);
}

/// One ads platform writes UTF-16 with tabs, five lines above the table, and totals below it.
#[test]
fn a_title_above_and_totals_below() {
    let text = "Campaign performance report\nJan 1, 2024 - Jan 31, 2024\nAccount: 123-456\nTime zone: UTC\n\n\
                Day\tCampaign\tCost\tClicks\tLeads\n2024-01-01\tBrand\t12.50\t100\t7\n2024-01-02\tTotal Wine\t20.00\t90\t9\n\
                Total: Campaigns\t--\t32.50\t190\t16\nTotal: Account\t--\t32.50\t190\t16\n";
    let found = table(&encoded(UTF_16LE, &format!("\u{feff}{text}")));
    let (headers, rows) = cells(&found);
    assert_eq!(headers, ["Day", "Campaign", "Cost", "Clicks", "Leads"]);
    assert_eq!(rows, [["2024-01-01", "Brand", "12.50", "100", "7"], ["2024-01-02", "Total Wine", "20.00", "90", "9"]]);
    assert_eq!(found.rows, [7, 8]);
    for said in ["UTF-16LE", "tabs", "above the header", "totals"] {
        assert!(found.seen.iter().any(|seen| seen.contains(said)), "{said}: {:?}", found.seen);
    }
    let mapping = propose(&[found]);
    assert_eq!(mapping.sources[0].shape, Some(Shape::Funnel));
    assert_eq!(mapping.sources[0].columns["Cost"].role, Role::Spend);
}

/// A CRM's report ends in a notice; another one writes "(No value)".
#[test]
fn notices_below_and_words_for_nothing() {
    let text = "Opportunity ID,Created Date,Close Date,Stage,Amount\n1,2024-01-01,2024-02-01,Closed Won,500\n\
                2,2024-01-05,(No value),Proposal,(No value)\n3,2024-01-06,2024-02-03,Closed Lost,--\n\n\
                \"Confidential Information - Do Not Distribute\"\n\"Copyright (c) 2000-2024, all rights reserved.\"\n";
    let found = table(text.as_bytes());
    assert_eq!(found.rows.len(), 3);
    assert!(found.seen.iter().any(|seen| seen.contains("Confidential")), "{:?}", found.seen);
    let mapping = propose(std::slice::from_ref(&found));
    let source = &mapping.sources[0];
    assert_eq!(source.shape, Some(Shape::Deals));
    assert_eq!(source.columns["Close Date"].format, Format::Date(Order::Ymd));
    assert_eq!(source.columns["Amount"].format, Format::Number(Decimal::Point));
    assert_eq!(funnel_calibrate::learn(&[found], &mapping).ledger.total(), 0);
}

#[test]
fn numbers_are_decided_from_the_whole_column() {
    let decide = |cells: &str| {
        format(&format!("x;n\n{}", cells.split(' ').map(|c| format!("a;{c}\n")).collect::<String>()), "n")
    };
    for (cells, decimal) in
        [("1,5 2,25 1.234,5", Decimal::Comma), ("1.5 2.25 1,234.5", Decimal::Point), ("1,234 1,5 7", Decimal::Comma)]
    {
        let found = decide(cells);
        assert_eq!((found.format, found.or.len()), (Format::Number(decimal), 0), "{cells}");
    }
    // Only thousands in groups of three: read as such, and asked about.
    let found = decide("1,234 2,500 17");
    assert_eq!((found.format, found.example.as_str()), (Format::Number(Decimal::Point), "1,234"));
    assert_eq!(found.or, [Format::Number(Decimal::Comma)]);
    // Another column of the same table resolves it.
    let both = table(b"m;n\n1,5;1,234\n2,5;2,500\n");
    let found = column::decide(&[&both], &["m".to_owned(), "n".to_owned()]);
    assert_eq!(found[1].format, Format::Number(Decimal::Comma));
    for money in ["$1,234.50 ($20.00) $3", "1.234,50€ -5,00€ 7€", "CHF\u{a0}1'234.50 CHF\u{a0}2.00 CHF\u{a0}3"] {
        let found = decide(money);
        assert!(found.money && matches!(found.format, Format::Number(_)) && found.or.is_empty(), "{money}: {found:?}");
    }
    assert!(decide("5% 12.5% 3%").percent);
}

#[test]
fn dates_are_decided_from_the_whole_column() {
    let decide = |cells: &str| {
        format(&format!("x;d\n{}", cells.split('|').map(|c| format!("a;{c}\n")).collect::<String>()), "d")
    };
    for (cells, order) in [
        ("2018-04-03|2018-04-05T10:00:00Z", Order::Ymd),
        ("3/4/2018|25/4/2018", Order::Dmy),
        ("3/4/2018|4/25/2018", Order::Mdy),
        ("3.4.2018|25.4.2018", Order::Dmy),
        ("Apr 3, 2018|May 5, 2018 4:05 PM", Order::Named),
        ("03-Apr-18|04-May-18", Order::Named),
        // Months: the part that is always 1 is the day.
        ("01/02/2018|01/03/2018|01/04/2018", Order::Dmy),
        ("02/01/2018|03/01/2018|04/01/2018", Order::Mdy),
    ] {
        assert_eq!(decide(cells).format, Format::Date(order), "{cells}");
    }
    let doubt = decide("3/4/2018|5/6/2018");
    assert_eq!((doubt.or.as_slice(), doubt.example.as_str()), (&[Format::Date(Order::Mdy)][..], "3/4/2018"));
    // The close date leaves no doubt, so the created date does not either.
    let both = table(b"Created;Close\n3/4/2018;4/25/2018\n5/6/2018;6/7/2018\n");
    let found = column::decide(&[&both], &["Created".to_owned(), "Close".to_owned()]);
    assert_eq!(found[0].format, Format::Date(Order::Mdy));
    // Numbers are spreadsheet days where the header says that the column has dates.
    let serial = table(b"Created,Close date,Stage,Units\n43193,43200,Won,43193\n43194,,Open,43000\n");
    let mapping = propose(std::slice::from_ref(&serial));
    let columns = &mapping.sources[0].columns;
    assert_eq!(columns["Created"].format, Format::Date(Order::Serial));
    assert_eq!(columns["Created"].format.day("43193"), Day::of(2018, 4, 3));
    assert!(matches!(columns["Units"].format, Format::Number(_)));
}

#[test]
fn each_shape_is_known_by_its_columns() {
    for (text, shape) in [
        ("Channel,Spend,Leads,MQLs,Won\nSearch,100,50,10,2\n", Shape::Funnel),
        ("Lead ID,Created,MQL date,SQL date,Won date,Lead source\n1,2024-01-01,2024-01-05,,,Ads\n", Shape::Deals),
        ("Week,Campaign,Cost\n2024-01-01,Brand,100\n", Shape::Spend),
        ("Customer,Start date,End date,MRR\nA,2023-01-01,2024-01-01,100\n", Shape::Customers),
        ("Field,Description\nx,y\n", Shape::Other),
    ] {
        assert_eq!(propose(&[table(text.as_bytes())]).sources[0].shape, Some(shape), "{text}");
    }
}

/// Names of groups above the header, in merged cells, are no header; a group's name stays where a column has none.
#[test]
fn groups_above_the_header() {
    let below = "1,2024-01-01,2024-02-01,Won,500\n2,2024-01-05,,Open,\n3,2024-01-06,2024-02-03,Lost,--\n";
    let header = "Deal ID,Created,Close date,Stage,Amount";
    let plain = cells(&table(format!("{header}\n{below}").as_bytes()));
    for groups in ["Deal,,Dates,,Money", "Deal,Dates,Dates,Outcome,Money", ",Dates,,,", "A,A,A,A,A"] {
        assert_eq!(cells(&table(format!("{groups}\n{header}\n{below}").as_bytes())), plain, "{groups}");
    }
    let found = table(format!("Deal,,Dates,,Money\nDeal ID,Created,,Stage,Amount\n{below}").as_bytes());
    assert_eq!(cells(&found).0, ["Deal ID", "Created", "Dates", "Stage", "Amount"]);
    // A row of words below a header with a gap is a row.
    assert_eq!(table(b"Name,,City\na,b,c\nd,e,f\n").rows, [2, 3]);
}

/// What a header promises and its cells do not hold is said, with one of them.
#[test]
fn cells_that_cannot_be_read_are_named() {
    for (header, cell) in [("Amount", "1_234.50"), ("Close date", "2024年5月6日")] {
        let headers = ["Deal ID", "Created", "Close date", "Stage", "Amount"];
        let row = |i: usize| {
            let plain =
                [i.to_string(), "2024-01-05".into(), "2024-02-05".into(), ["Won", "Lost"][i % 2].into(), "5".into()];
            headers
                .iter()
                .zip(plain)
                .map(|(h, text)| if *h == header { cell.to_owned() } else { text })
                .collect::<Vec<_>>()
        };
        let rows: String = (0..30).map(|i| row(i).join(",") + "\n").collect();
        let tables = [table(format!("{}\n{rows}", headers.join(",")).as_bytes())];
        let found = funnel_calibrate::learn(&tables, &propose(&tables));
        let said = |c: &&funnel_calibrate::evidence::Cannot| c.what.contains(header) && c.because.contains(cell);
        assert!(found.cannot.iter().any(|c| said(&c)), "{header}: {:?}", found.cannot);
    }
}

/// Years with two digits are read at the end at which they make a record of some years, not of thirty.
#[test]
fn short_years_at_either_end() {
    for first in (18_000..19_900).step_by(61) {
        let days: Vec<Day> = (0..90).map(|i| Day(first + i * 7)).collect();
        let column = |write: &dyn Fn(i16, i8, i8) -> String| {
            let cell = |day: &Day| write(day.date().year() % 100, day.date().month(), day.date().day());
            format(&format!("x;d\n{}", days.iter().map(|day| format!("a;{}\n", cell(day))).collect::<String>()), "d")
        };
        for (found, order) in [
            (column(&|y, m, d| format!("{y:02}-{m:02}-{d:02}")), Order::Ymd),
            (column(&|y, m, d| format!("{d:02}.{m:02}.{y:02}")), Order::Dmy),
            (column(&|y, m, d| format!("{m:02}/{d:02}/{y:02}")), Order::Mdy),
        ] {
            assert_eq!((found.format, found.or), (Format::Date(order), Vec::new()), "{}", days[0].iso());
        }
    }
}
