use super::*;

fn estimate(value: f64, se: f64) -> Estimate {
    Estimate { value: Some(value), se: Some(se) }
}

#[test]
fn nothing_finer_than_its_error_nor_than_three_digits() {
    let n = NumberStyle::default();
    assert_eq!(money_of(&n, &estimate(7_734_590.0, 300.0)), "$7.73M");
    assert_eq!(money_of(&n, &estimate(7_734_590.0, 96_000.0)), "$7.7M");
    assert_eq!(money_change(&n, &estimate(-93_000.0, 20_000.0)), "−$90k");
    assert_eq!(money_change(&n, &estimate(0.0, 0.0)), "$0");
    assert_eq!(money_of(&n, &Estimate::default()), "–");
    let row =
        [estimate(-187_600.0, 900.0), estimate(26_840.0, 2_100.0), estimate(-1_100.0, 900.0), Estimate::default()];
    let one = column(&row, Unit::Money);
    let text = row.map(|e| change_in_column(&n, &e, &one, Unit::Money));
    assert_eq!(text, ["−$188k", "+$27k", "±$2k", "–"], "one step for figures in a column");
    assert_eq!(texts(&n, &[258.3, 9.7], Unit::Count), ["258", "10"]);
    assert_eq!(texts(&n, &[2.0, 0.25], Unit::Count), ["2.0", "0.2"]);
}

#[test]
fn rounding_and_decades() {
    for (x, digits, y) in [
        (0.1 + 0.18, 12, 0.28),
        (1234.5678, 3, 1230.0),
        (0.166_666, 3, 0.167),
        (-0.004_567_8, 2, -0.0046),
        (999.6, 3, 1000.0),
        (0.0, 3, 0.0),
        (7e11, 12, 7e11),
    ] {
        assert_eq!(round_to(x, digits), y);
    }
    assert_eq!([258.0, 1.0, 0.99, 1e12, 0.0].map(decade), [100.0, 1.0, 0.1, 1e12, 1.0]);
}

#[test]
fn people_and_counts() {
    let n = NumberStyle::default();
    assert_eq!(people(&n, 258.4), "258");
    assert_eq!(people(&n, 3.25), "3.2");
    assert_eq!(people(&n, 3.0), "3");
    assert_eq!(people_change(&n, 23.2), "+23");
    assert_eq!(count(&n, 256.0), "256");
    assert_eq!(count(&n, 24_064.0), "24,064");
    assert_eq!(count(&n, 12_345_006.0), "12,345,006");
    assert_eq!(plural(&n, 1.0, "customer", "customers"), "1 customer");
    assert_eq!(plural(&n, 0.0, "customer", "customers"), "0 customers");
}

#[test]
fn shares_and_points() {
    let n = NumberStyle::default();
    assert_eq!(share(&n, 0.4449, 0.001), "44%");
    assert_eq!(share(&n, 0.012, 0.001), "1.2%");
    assert_eq!(share(&n, 0.012, 0.01), "1%");
    assert_eq!(points(&n, 0.0016), "0.3 points");
    assert_eq!(points(&n, 0.0313), "6.1 points");
}
