use super::*;

fn usd(value: f64, digits: Digits) -> String {
    NumberStyle::default().number(value, digits, Unit::Money)
}

#[test]
fn rounds_to_what_the_error_supports() {
    assert_eq!(usd(1_187_342.17, Digits::Error(96_000.0)), "$1.2M");
    assert_eq!(usd(1_187_342.17, Digits::Error(40_000.0)), "$1.19M");
    assert_eq!(usd(187_342_170.0, Digits::Error(1.3e7)), "$190M");
    assert_eq!(usd(999_960.0, Digits::Error(1e5)), "$1.0M");
    assert_eq!(usd(20_000.0, Digits::Error(1e5)), "$0");
    let style = NumberStyle::default();
    assert_eq!(style.plus_minus(1_187_342.0, 96_000.0, Unit::Money), "$1.2M ± 0.1");
    assert_eq!(style.plus_minus(41.3, 0.3, Unit::Count), "41.3 ± 0.3");
}

#[test]
fn significant_digits() {
    let three = Digits::default();
    assert_eq!(usd(7_734_590.0, three), "$7.73M");
    assert_eq!(usd(3_730.0, three), "$3,730");
    assert_eq!(usd(9_999.9, three), "$10k");
    assert_eq!(usd(419_700.0, three), "$420k");
    assert_eq!(usd(1.2e6, three), "$1.2M");
    assert_eq!(usd(41.25, three), "$41.2");
    assert_eq!(usd(258.4, three), "$258");
    assert_eq!(usd(0.000_01, three), "$0.00001");
}

#[test]
fn ties_go_to_even() {
    assert_eq!(usd(0.5, Digits::Step(1.0)), "$0");
    assert_eq!(usd(1.5, Digits::Step(1.0)), "$2");
    assert_eq!(usd(2.5, Digits::Step(1.0)), "$2");
    assert_eq!(usd(0.25, Digits::Step(0.1)), "$0.2");
}

#[test]
fn signs_zero_and_what_is_no_number() {
    let style = NumberStyle::default();
    assert_eq!(style.change(3e5, Digits::Error(1e5), Unit::Money), "+$300k");
    assert_eq!(style.change(-12.0, Digits::default(), Unit::Count), "−12");
    assert_eq!(style.change(0.0, Digits::default(), Unit::Money), "$0");
    assert_eq!(style.change(-0.001, Digits::Step(1.0), Unit::Money), "$0", "no negative zero");
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(usd(value, Digits::default()), "–");
    }
    assert_eq!(usd(1e300, Digits::default()), "$1×10^288T");
}

#[test]
fn an_axis_has_one_scale() {
    let style = NumberStyle::default();
    let labels = style.axis(&[-4e5, 0.0, 4e5, 8e5, 1.2e6], 4e5, Unit::Money, true);
    assert_eq!(labels, ["−$0.4M", "$0", "+$0.4M", "+$0.8M", "+$1.2M"]);
}

#[test]
fn another_locale() {
    let style = NumberStyle {
        decimal_mark: ",".to_owned(),
        group_mark: ".".to_owned(),
        prefix: String::new(),
        suffix: "\u{a0}€".to_owned(),
        scales: vec![Scale::after(3, "k"), Scale::after(6, "\u{a0}Mio."), Scale::after(9, "\u{a0}Mrd.")],
        ..NumberStyle::default()
    };
    assert_eq!(style.number(-1_187_342.0, Digits::Error(1e5), Unit::Money), "−1,2\u{a0}Mio.\u{a0}€");
    assert_eq!(style.number(3_730.0, Digits::default(), Unit::Count), "3.730");
}

#[test]
fn whole_numbers() {
    assert_eq!(out_of(41, 50), "41 of 50");
}
