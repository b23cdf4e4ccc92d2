//! Workbooks, written by hand: what a spreadsheet shows is what is read.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::io::{Cursor, Write};

use funnel_calibrate::column::date::{Day, Order};
use funnel_calibrate::column::number::Decimal;
use funnel_calibrate::column::{Format, decide};
use funnel_calibrate::read::workbook;
use funnel_calibrate::{Options, Refusal, learn, propose, upright};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

/// A workbook with these sheets, each given by the inside of its `sheetData`.
fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut file = |name: &str, text: &str| {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    file("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
    file(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let (mut list, mut links) = (String::new(), String::new());
    for (i, (name, data)) in sheets.iter().enumerate() {
        list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{}\" r:id=\"s{i}\"/>", i + 1));
        links.push_str(&format!(
            "<Relationship Id=\"s{i}\" Type=\"{office}/worksheet\" Target=\"worksheets/s{i}.xml\"/>"
        ));
        file(
            &format!("xl/worksheets/s{i}.xml"),
            &format!(
                "<worksheet xmlns=\"{main}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{data}</sheetData></worksheet>"
            ),
        );
    }
    file(
        "xl/workbook.xml",
        &format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>"),
    );
    file("xl/_rels/workbook.xml.rels", &format!("<Relationships xmlns=\"{relations}\">{links}</Relationships>"));
    // Style 1 is a date.
    file(
        "xl/styles.xml",
        &format!(
            "<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        ),
    );
    zip.finish().unwrap().into_inner()
}

fn text(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn sheets_are_tables() {
    let deals = format!(
        "<row r=\"1\">{}</row><row r=\"3\">{}{}{}</row>\
         <row r=\"4\"><c r=\"A4\" s=\"1\"><v>43193</v></c><c r=\"B4\"><v>1.125</v></c>{}</row>\
         <row r=\"5\"><c r=\"A5\" s=\"1\"><v>43194.5</v></c><c r=\"B5\"><v>2.25</v></c><c r=\"C5\" t=\"e\"><v>#N/A</v></c></row>\
         <row r=\"7\">{}<c r=\"B7\"><v>3.375</v></c></row>",
        text("A1", "All deals"),
        text("A3", "Created"),
        text("B3", "Amount"),
        text("C3", "Stage"),
        text("C4", "=1+1"),
        text("A7", "Total"),
    );
    let bytes = book(&[("Notes", ""), ("Deals", &deals)]);
    let tables = workbook(&bytes, &Options { name: "book.xlsx".to_owned(), ..Options::default() }, |_| ()).unwrap();
    let [table] = tables.as_slice() else { panic!("an empty sheet is no table") };
    assert_eq!((table.name.as_str(), table.rows.as_slice()), ("book.xlsx, Deals", &[4, 5][..]));
    let headers = ["Created", "Amount", "Stage"].map(str::to_owned);
    let formats: Vec<_> =
        decide(&[table], &headers).into_iter().map(|decision| (decision.format, decision.or.len())).collect();
    // Three decimals are not thousands here: the cell is a number.
    assert_eq!(formats[0], (Format::Date(Order::Ymd), 0));
    assert_eq!(formats[1], (Format::Number(Decimal::Point), 0));
    assert_eq!(formats[0].0.day(table.columns[0].text(0)), Day::of(2018, 4, 3));
    assert_eq!(formats[0].0.day(table.columns[0].text(1)), Day::of(2018, 4, 4));
    assert_eq!(formats[1].0.figure(table.columns[1].text(0)), Some(1.125));
    assert_eq!((table.columns[2].text(0), table.columns[2].text(1)), ("=1+1", ""));
    for said in ["above the header", "totals"] {
        assert!(table.seen.iter().any(|seen| seen.contains(said)), "{:?}", table.seen);
    }
}

/// Months as a spreadsheet stores them, side by side above what was counted.
#[test]
fn months_over_figures() {
    let mut rows = format!("<row r=\"1\">{}</row>", text("A1", "The year so far"));
    let cells = |row: u32, style: u32, values: [u32; 3]| -> String {
        let cell =
            |(i, value): (usize, u32)| format!("<c r=\"{}{row}\" s=\"{style}\"><v>{value}</v></c>", ["B", "C", "D"][i]);
        values.into_iter().enumerate().map(cell).collect()
    };
    rows += &format!("<row r=\"3\">{}{}</row>", text("A3", "Metric"), cells(3, 1, [45_292, 45_323, 45_352]));
    for (row, name, values) in [(4, "Spend", [900, 800, 950]), (5, "Leads", [40, 30, 45]), (6, "Won", [4, 3, 5])] {
        rows += &format!("<row r=\"{row}\">{}{}</row>", text(&format!("A{row}"), name), cells(row, 0, values));
    }
    let tables = workbook(&book(&[("Sheet1", &rows)]), &Options::default(), |_| ()).unwrap();
    let tables: Vec<_> = tables.into_iter().map(upright).collect();
    let found = learn(&tables, &propose(&tables));
    assert_eq!(found.passings[0].sentence, "12 of 115, Jan–Mar 2024");
    assert!((found.channels[0].spend.unwrap() - 2_650.0 * 7.0 / 91.0).abs() < 1e-9);
}

#[test]
fn what_is_no_workbook_is_refused() {
    let refused = |bytes: &[u8]| workbook(bytes, &Options::default(), |_| ()).unwrap_err();
    let good = book(&[("a", &format!("<row r=\"1\">{}</row>", text("A1", "x")))]);
    assert_eq!(refused(&good), Refusal::OnlyHeader);
    assert!(matches!(refused(&good[..good.len() / 2]), Refusal::Not(_)));
    assert!(matches!(refused(b"PK\x03\x04 no more"), Refusal::Not(_)));
    assert!(matches!(refused(b""), Refusal::Not(_)));
    let wide = format!("<row r=\"1\">{}{}</row>", text("A1", "x"), text("XFD1", "y"));
    assert_eq!(refused(&book(&[("a", &wide)])), Refusal::TooManyColumns { row: 1, most: 400 });
    assert_eq!(refused(&book(&[("a", "")])), Refusal::Empty);
}

proptest! {
    /// With bytes changed anywhere, a workbook is refused or read as something: nothing panics.
    #[test]
    fn damaged_workbooks_do_not_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let rows = format!("<row r=\"1\">{}</row><row r=\"2\"><c r=\"A2\"><v>5</v></c></row>", text("A1", "x"));
        let mut bytes = book(&[("a", &rows)]);
        let place = at.index(bytes.len());
        bytes[place] = byte;
        let _ = workbook(&bytes, &Options::default(), |_| ());
        let _ = workbook(&bytes[..cut.index(bytes.len())], &Options::default(), |_| ());
    }
}

/// A part that repeats a single character, compressed: some kilobytes that unpack to megabytes. Neither the part's name
/// nor a false size in the directory lets it pass.
#[test]
fn a_bomb_is_refused_before_it_is_held() {
    let limits = funnel_calibrate::read::Limits { text: 1 << 20, unpacked: 3 << 20, ..Default::default() };
    let refused = |name: &str, size: usize, lies: bool| {
        let mut zip = zip::ZipWriter::new_append(Cursor::new(book(&[("Deals", "")]))).unwrap();
        zip.start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated))
            .unwrap();
        zip.write_all(&vec![b' '; size]).unwrap();
        let mut bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 20_000, "{}", bytes.len());
        let told = u32::try_from(size).unwrap().to_le_bytes();
        while let Some(at) = bytes.windows(4).position(|four| lies && four == told) {
            bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        workbook(&bytes, &Options { limits, ..Options::default() }, |_| ()).unwrap_err()
    };
    assert_eq!(refused("xl/sharedStrings.xml", 2_345_678, false), Refusal::UnpacksTooLarge(1 << 20));
    assert_eq!(refused("xl/worksheets/s1.xml", 4_345_678, false), Refusal::UnpacksTooLarge(3 << 20));
    assert_eq!(refused("xl/worksheets/s1.xml", 2_345_678, false), Refusal::Empty, "within the bounds it is read");
    let refusal = refused("xl/sharedStrings.xml", 4_345_678, true);
    assert!(matches!(refusal, Refusal::UnpacksTooLarge(_) | Refusal::Not(_)), "{refusal:?}");
}
