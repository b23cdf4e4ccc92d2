use super::*;
use funnel_text::NumberStyle;

#[test]
fn lines_are_drawn_over_even_places() {
    let rows = [0.0, 1e4, 2e4, 1e5, 4.68e5].map(|x| (x.to_string(), vec![2.0 * x, -x, 7.0]));
    let sheet = Sheet::new(["budget", "profit", "from", "to"].map(str::to_owned), rows);
    let even = evenly(&sheet).unwrap();
    let places: Vec<f64> = even.rows.iter().map(|(head, _)| head.parse().unwrap()).collect();
    assert_eq!((places.first(), places.last(), places.len()), (Some(&0.0), Some(&4.6e5), 47));
    for ((_, figures), x) in even.rows.iter().zip(&places) {
        let off = figures.iter().zip([2.0 * x, -x, 7.0]).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(off < 1e-6, "{x}: {figures:?}");
    }
    let chart = chart(&sheet, Unit::Money, &NumberStyle::default()).unwrap();
    assert_eq!(chart.kind, Kind::Lines);
    let named: Vec<&str> = chart.ticks.iter().map(|at| chart.labels[*at].as_str()).collect();
    assert_eq!(named[..3], ["$0", "$50k", "$100k"]);
    for heads in [&["a", "b", "c"][..], &["1", "2"], &["3", "2", "1"], &["1", "1", "1"], &["0", "inf", "NaN"]] {
        let rows = heads.iter().map(|head| ((*head).to_owned(), vec![1.0]));
        assert!(evenly(&Sheet::new(["x", "y"].map(str::to_owned), rows)).is_none(), "{heads:?}");
    }
}

/// Whatever is drawn, the notes say what its ranges are, and write places and ends like the chart.
#[test]
fn notes_say_what_a_range_is() {
    let n = NumberStyle::default();
    let rows = [0.0, 1e4, 2e4, 3e4].map(|x| (x.to_string(), vec![1e5 + x, 5e4 + x, 2e5 + x]));
    let budgets = Sheet::new(["budget", "profit", "from", "to"].map(str::to_owned), rows);
    let notes = |are, sheet: &Sheet| {
        let figures = Some((sheet.clone(), Unit::Money));
        StudySlide { figures, are, ..StudySlide::default() }.slide(&n).notes
    };
    let futures = notes(Figures::Futures, &budgets);
    assert!(futures.starts_with("Eight futures of ten") && !futures.contains("true"), "{futures}");
    assert!(futures.ends_with("$30k: $80k to $230k"), "{futures}");
    let steps = Sheet::new(["Step", "x", "from", "to"].map(str::to_owned), [("a".to_owned(), vec![1.0, -2.0, 4.0])]);
    assert_eq!(notes(Figures::Changes, &steps), "Ranges that hold the true change in 95 of 100 cases:\na: −$2 to +$4");
    assert_eq!(notes(Figures::Values, &steps), "Ranges that hold the true value in 95 of 100 cases:\na: −$2 to $4");
}

/// What a slide has no room for is at the end of its rows, and is said.
#[test]
fn rows_that_do_not_fit_are_counted() {
    let n = NumberStyle::default();
    for count in [BARS, BARS + 1, BARS + 3] {
        let rows = (0..count).map(|i| (format!("row {i}"), vec![1e4, 5e3, 2e4]));
        let sheet = Sheet::new(["Step", "change", "from", "to"].map(str::to_owned), rows);
        for drawn in [chart, changes] {
            let chart = drawn(&sheet, Unit::Money, &n).unwrap();
            let more = count - chart.labels.len();
            assert_eq!(chart.labels.len(), BARS);
            assert!(chart.labels[0].starts_with("row 0"));
            assert_eq!(chart.values.contains(&format!("; {more} more in the notes")), more > 0, "{}", chart.values);
        }
    }
}

#[test]
fn changes_say_what_the_page_says() {
    let rows = [("More people", 9e4, 2e4), ("One attempt more", -2e3, 3e4), ("Less of it", -6.2e4, 1e4)];
    let row = |(name, value, reach): (&str, f64, f64)| (name.to_owned(), vec![value, value - reach, value + reach]);
    let sheet = Sheet::new(["Step", "change of profit", "from", "to"].map(str::to_owned), rows.map(row));
    let told = StudySlide { figures: Some((sheet, Unit::Money)), are: Figures::Changes, ..StudySlide::default() };
    let n = NumberStyle::default();
    let chart = told.clone().slide(&n).chart.unwrap();
    assert_eq!(chart.labels, ["More people: +$90k", "One attempt more: ±$30k", "Less of it: −$60k"]);
    let series: Vec<_> = chart.series.iter().map(|x| (x.colour, x.values.clone(), x.reach.clone())).collect();
    let values = |x: [f64; 3]| x.map(Some).to_vec();
    assert_eq!(
        series,
        [
            ("accent", values([9e4, 0.0, 0.0]), vec![2e4, 0.0, 0.0]),
            ("loss", values([0.0, 0.0, -6.2e4]), vec![0.0, 0.0, 1e4]),
            ("today", values([0.0, -2e3, 0.0]), vec![0.0, 3e4, 0.0]),
        ]
    );
    // Where every sign is known nothing is grey; and where nothing is a change there is one colour.
    let StudySlide { figures: Some((sheet, unit)), .. } = told else { panic!("it has figures") };
    let sure = Sheet {
        rows: sheet.rows.iter().filter(|(name, _)| name != "One attempt more").cloned().collect(),
        ..sheet.clone()
    };
    assert_eq!(changes(&sure, unit, &n).unwrap().series.len(), 2);
    assert_eq!(super::chart(&sheet, unit, &n).unwrap().series.len(), 1);
}
