//! Tables that lie on their side: transposed, they say the same as the upright table.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_calibrate::shape::Role;
use funnel_calibrate::{Evidence, Options, Table, learn, propose, read, upright};
use proptest::prelude::*;

fn table(name: &str, text: &str) -> Table {
    upright(read(text.as_bytes(), &Options { name: name.to_owned(), ..Options::default() }).unwrap())
}

fn learned(name: &str, text: &str) -> Evidence {
    let tables = [table(name, text)];
    learn(&tables, &propose(&tables))
}

/// Everything that is learned, without the names of files.
fn told(found: &Evidence) -> String {
    format!("{:?} {:?} {:?} {:?}", found.passings, found.channels, found.spend, found.response)
}

fn roles(name: &str, text: &str) -> Vec<(String, Role)> {
    let mapping = propose(&[table(name, text)]);
    let columns = mapping.sources.into_iter().flat_map(|source| source.columns);
    columns.map(|(header, used)| (header, used.role)).filter(|(_, role)| *role != Role::Ignored).collect()
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const COUNTED: [&str; 4] = ["Spend", "Leads", "MQLs", "Won"];

/// Figures by channel, month and what is counted.
fn figures() -> impl Strategy<Value = Vec<Vec<[u32; 4]>>> {
    let month =
        (0..50_000_u32, 1..400_u32, 0..100_u32, 0..20_u32).prop_map(|(a, b, c, d)| [a, b, c.min(b), d.min(c.min(b))]);
    (1..4_usize, 3..=12_usize).prop_flat_map(move |(channels, months)| {
        prop::collection::vec(prop::collection::vec(month.clone(), months), channels)
    })
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().collect::<Vec<_>>().join(";") + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A table of channels and months: upright, and with its months side by side, written in any way, with and without
    /// sums.
    #[test]
    fn months_side_by_side_tell_the_same(figures in figures(), way in 0..6_usize, sums in any::<bool>(), last in any::<bool>()) {
        let written = |month: usize| match way {
            0 => format!("2024-{:02}", month + 1),
            1 => format!("{} 2024", MONTHS[month]),
            2 => format!("{}-24", MONTHS[month]),
            3 => format!("{:02}/2024", month + 1),
            4 => format!("2024-{:02}-01", month + 1),
            _ => MONTHS[month].to_owned(),
        };
        let channel = |c: usize| format!("Source {c}");
        let mut standing = line(["Channel", "Month"].into_iter().chain(COUNTED).map(str::to_owned));
        for (c, months) in figures.iter().enumerate() {
            for (m, counts) in months.iter().enumerate() {
                let head = [channel(c), format!("2024-{:02}", m + 1)];
                standing += &line(head.into_iter().chain(counts.iter().map(u32::to_string)));
            }
        }
        let months = figures[0].len();
        let mut lying = line(
            ["Channel".to_owned(), "Metric".to_owned()]
                .into_iter()
                .chain((0..months).map(written))
                .chain(sums.then(|| "Total".to_owned())),
        );
        for (c, rows) in figures.iter().enumerate() {
            for (at, counted) in COUNTED.iter().enumerate() {
                let counts = rows.iter().map(|counts| counts[at]);
                let total = sums.then(|| counts.clone().map(u64::from).sum::<u64>().to_string());
                lying += &line([channel(c), (*counted).to_owned()].into_iter().chain(counts.map(|x| x.to_string())).chain(total));
            }
        }
        if last {
            lying += &line(["Total".to_owned()].into_iter().chain((0..=months).map(|m| m.to_string())));
        }
        let (lying, standing) = (learned("funnel 2024.csv", &lying), learned("upright.csv", &standing));
        prop_assert_eq!(told(&lying), told(&standing));
    }

    /// Stages one below the other, with a channel in each column.
    #[test]
    fn stages_one_under_the_other_tell_the_same(figures in figures()) {
        let channels = figures.len();
        let head = |name: &str| name.to_owned();
        let mut standing = line(["Channel", "Leads", "MQLs", "Won"].map(head));
        for (c, months) in figures.iter().enumerate() {
            standing += &line(std::iter::once(format!("Source {c}")).chain(months[0][1..].iter().map(u32::to_string)));
        }
        let mut lying = line(std::iter::once(head("Stage")).chain((0..channels).map(|c| format!("Source {c}"))));
        for (at, stage) in COUNTED.iter().enumerate().skip(1) {
            lying += &line(std::iter::once(head(stage)).chain(figures.iter().map(|months| months[0][at].to_string())));
        }
        prop_assert_eq!(told(&learned("a.csv", &lying)), told(&learned("b.csv", &standing)));
    }

    /// An upright table is left as it is, whatever its headers.
    #[test]
    fn what_stands_is_left_alone(headers in prop::collection::vec("[A-Za-z0-9 /-]{1,12}", 2..7), rows in 1..6_usize) {
        let mut text = line(headers.iter().cloned().chain(["Created", "Stage"].map(str::to_owned)));
        for row in 0..rows {
            let stage = if row % 2 == 0 { "Won" } else { "Lost" };
            text += &line(headers.iter().map(|_| format!("word{row}")).chain([format!("2023-01-{:02}", row + 1), stage.to_owned()]));
        }
        if let Ok(table) = read(text.as_bytes(), &Options { name: "leads 2024.csv".to_owned(), ..Options::default() }) {
            let (rows, seen) = (table.rows.clone(), table.seen.clone());
            let left = upright(table);
            prop_assert_eq!((left.rows, left.seen), (rows, seen), "{}", text);
        }
    }
}

#[test]
fn what_is_counted_is_in_the_name_where_no_row_says_it() {
    let text = "Channel,Jan,Feb,Mar,Q1\nSearch,100,120,90,310\nSocial,50,40,60,150\n";
    for (name, header, role) in [
        ("marketing spend 2024.csv", "Spend", Role::Spend),
        ("Leads by month (2024)", "Inquiries", Role::Count("Inquiries".to_owned())),
    ] {
        let found = roles(name, text);
        assert!(
            found.contains(&(header.to_owned(), role)) && found.contains(&("Channel".to_owned(), Role::Channel)),
            "{found:?}"
        );
        assert_eq!(table(name, text).rows.len(), 6, "quarters are sums of months");
    }
    // Without a year, nothing is known; and words that begin like months are not a calendar.
    assert_eq!(table("spend.csv", text).rows.len(), 2);
    let words = "Name,Market,Decision,Settled,Jangle\na,b,c,d,e\nf,g,h,i,j\n";
    assert_eq!(table("leads 2024.csv", words).rows.len(), 2);
}

#[test]
fn one_column_of_counts_is_a_funnel() {
    for header in ["Count", "Total", "2024"] {
        let found = learned("a.csv", &format!("Stage,{header}\nLeads,1500\nMQL,500\nWon,60\n"));
        let counts: Vec<(f64, f64)> = found.passings.iter().map(|p| (p.counted.successes, p.counted.trials)).collect();
        assert_eq!(counts, [(500.0, 1500.0), (60.0, 500.0)], "{header}");
    }
    // A month ends where the calendar says so.
    let found = learned("a.csv", "Month,Leads,Won\n2024-04,100,5\n2024-05,110,6\n2024-06,90,4\n");
    assert_eq!(found.passings[0].sentence, "15 of 300, Apr–Jun 2024");
}
