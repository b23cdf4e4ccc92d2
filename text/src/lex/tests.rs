use super::*;

fn german() -> NumberStyle {
    NumberStyle {
        decimal_mark: ",".to_owned(),
        group_mark: ".".to_owned(),
        long_scale: true,
        language: "de".to_owned(),
        scale_words: vec![("Mio.".to_owned(), 6), ("Milliarden".to_owned(), 9), ("Billion".to_owned(), 12)],
        ..NumberStyle::default()
    }
}

/// The numbers in a text that leaves no doubt.
fn values(text: &str, style: &NumberStyle) -> Vec<f64> {
    let lexed = lex(text, style, Manner::default()).unwrap();
    assert!(lexed.doubts.is_empty(), "{text}: {:?}", lexed.doubts);
    numbers(&lexed)
}

fn numbers(lexed: &Lexed) -> Vec<f64> {
    let number = |piece: &Piece| match &piece.token {
        Token::Number(n) => Some(n.times_ten_to(0)),
        _ => None,
    };
    lexed.pieces.iter().filter_map(number).collect()
}

#[test]
fn thousands_decimals_and_scales() {
    let style = NumberStyle::default();
    for (text, value) in [
        ("1,200", 1200.0),
        ("1\u{202f}200", 1200.0),
        ("1’200", 1200.0),
        ("1.5", 1.5),
        (".5", 0.5),
        ("0,5", 0.5),
        ("1,234,567.25", 1_234_567.25),
        ("1,50,000", 150_000.0),
        ("$1.15M", 1.15e6),
        ("9.0 million", 9e6),
        ("80k", 8e4),
        ("1e3", 1000.0),
        ("USD 12", 12.0),
        ("2 lakh crore", 2e12),
        ("5 MIO", 5e6),
        ("١٢٫٥", 12.5),
        ("１２，３４５", 12_345.0),
    ] {
        assert_eq!(values(text, &style), [value], "{text}");
    }
    assert_eq!(values("5-9", &style), [5.0, 9.0]);
    assert_eq!(values("1..2", &style), [1.0, 2.0]);
    assert_eq!(values("100 120 95", &style), [100.0, 120.0, 95.0]);
}

#[test]
fn another_locale_reads_its_own_marks() {
    for (text, value) in [
        ("1.200,5 €", 1200.5),
        ("12,345", 12.345),
        ("0.5", 0.5),
        ("5 Mio.", 5e6),
        ("5 MIO", 5e6),
        ("1.234.567", 1_234_567.0),
    ] {
        let style = NumberStyle { currency: crate::currency::Currency::of("EUR"), ..german() };
        assert_eq!(values(text, &style), [value], "{text}");
    }
}

/// As bookkeepers write thousands and millions of a currency.
#[test]
fn a_scale_in_one_word_with_the_currency() {
    for (language, currency, text, value) in [
        ("de", "EUR", "40 T€", 40e3),
        ("de", "EUR", "40 TEUR", 40e3),
        ("en", "EUR", "40 TEUR", 40e3),
        ("de", "EUR", "1,5 Mio€", 1.5e6),
        ("de", "EUR", "480 k€", 480e3),
        ("de", "CHF", "40 TCHF", 40e3),
        ("de", "CHF", "2 MCHF", 2e6),
        ("sv", "SEK", "40 tkr", 40e3),
        ("sv", "SEK", "1,5 Mkr", 1.5e6),
        ("sv", "SEK", "40 kr", 40.0),
    ] {
        let style = NumberStyle {
            language: language.to_owned(),
            currency: crate::currency::Currency::of(currency),
            ..german()
        };
        assert_eq!(values(text, &style), [value], "{text}");
    }
    let style = NumberStyle { currency: crate::currency::Currency::of("EUR"), ..NumberStyle::default() };
    let lexed = lex("40 T€", &style, Manner::default()).unwrap();
    let found: Vec<f64> = lexed.doubts[0].options.iter().map(|n| n.times_ten_to(0)).collect();
    assert_eq!(found, [40e3, 40e12]);
}

#[test]
fn what_can_be_two_numbers_is_doubtful() {
    let french =
        NumberStyle { decimal_mark: ",".to_owned(), group_mark: "\u{202f}".to_owned(), ..NumberStyle::default() };
    for (text, style, options) in [
        ("0.125", german(), vec![0.125]),
        ("0,125", NumberStyle::default(), vec![0.125]),
        ("100 120", NumberStyle::default(), vec![100_120.0]),
        ("1.234,56", NumberStyle::default(), vec![1_234.56]),
        ("1.234.567", NumberStyle::default(), vec![1_234_567.0]),
        ("1.234", french, vec![1_234.0, 1.234]),
        ("5 billion", german(), vec![5e12, 5e9]),
    ] {
        let lexed = lex(text, &style, Manner::default()).unwrap();
        let found: Vec<f64> = lexed.doubts.iter().flat_map(|d| &d.options).map(|n| n.times_ten_to(0)).collect();
        assert_eq!(found, options, "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let style = NumberStyle::default();
    for (text, named) in [
        ("5 & 9", "&"),
        ("5 €", "€"),
        ("A$5", "A$"),
        ("R$ 5", "R$"),
        ("5²", "²"),
        ("1.2.3", "1.2.3"),
        ("1,23,4", "1,23,4"),
        ("5\u{7}", "U+0007"),
    ] {
        let message = lex(text, &style, Manner::default()).unwrap_err().say(&style);
        assert!(message.contains(named), "{text}: {message}");
    }
    assert!(lex(&"9".repeat(400), &style, Manner::default()).is_err(), "beyond the largest number");
    assert!(lex(&"a".repeat(401), &style, Manner::default()).is_err());
}
