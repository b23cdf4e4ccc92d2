//! What is written in a locale and currency is read in it, to the same number, over every locale and currency of
//! `Intl`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_scenario::laws::{Beta, Counts, Lognormal, Pert, Range};
use funnel_scenario::{Domain, Value};
use funnel_text::change::{self, Change};
use funnel_text::exact::number_in_full;
use funnel_text::format::{Digits, Unit};
use funnel_text::intl::Written;
use funnel_text::{Measure, NumberStyle, Reading, Said, even};

/// What the browser's own library writes; see `intl/write.mjs`.
const LOCALES: &str = include_str!("intl/locales.txt");

/// One way to write numbers, and the locales that use it.
struct Way {
    tags: Vec<&'static str>,
    written: Written,
    money: Vec<&'static str>,
}

fn ways() -> (Vec<&'static str>, Vec<Way>) {
    let mut lines = LOCALES.lines();
    let currencies = lines.next().unwrap().split(' ').collect();
    let mut ways = Vec::new();
    while let Some(tags) = lines.next() {
        let tags: Vec<&str> = tags.strip_prefix("= ").unwrap().split(' ').collect();
        let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
        let powers = |text: &str| text.split('|').map(str::to_owned).collect();
        let written = Written {
            tag: tags[0].to_owned(),
            number: head[0].to_owned(),
            percent: head[1].to_owned(),
            short: powers(head[2]),
            long: powers(head[3]),
            plurals: powers(head[4]),
            exact_money: lines.next().unwrap().to_owned(),
            ..Written::default()
        };
        ways.push(Way { tags, written, money: lines.next().unwrap().split('\t').collect() });
    }
    (currencies, ways)
}

/// Every way with one currency, `AED` or another.
fn each_way(currency: &str, mut test: impl FnMut(&NumberStyle, &str)) {
    let (currencies, ways) = ways();
    let at = currencies.iter().position(|known| *known == currency).unwrap();
    for way in &ways {
        let written = Written { money: way.money[at].to_owned(), ..way.written.clone() };
        test(&NumberStyle::of_intl(&written, currency), way.tags[0]);
    }
}

/// Every way with every currency.
fn each_way_and_currency(mut test: impl FnMut(&NumberStyle, &str)) {
    let (currencies, ways) = ways();
    for way in &ways {
        for (currency, money) in currencies.iter().zip(&way.money) {
            let written = Written { money: (*money).to_owned(), ..way.written.clone() };
            test(&NumberStyle::of_intl(&written, currency), &format!("{} {currency}", way.tags[0]));
        }
    }
}

#[test]
fn the_locales_are_those_of_intl() {
    let (currencies, ways) = ways();
    let tags: Vec<&str> = ways.iter().flat_map(|way| way.tags.iter().copied()).collect();
    assert!(tags.len() > 500 && currencies.len() > 150, "{} {}", tags.len(), currencies.len());
    for tag in ["de-CH", "en-IN", "es-MX", "fa", "hi", "ja", "pt-BR", "sv", "tr", "ar-EG", "bn"] {
        assert!(tags.contains(&tag), "{tag}");
    }
}

#[test]
fn money_in_a_sentence_reads_back() {
    each_way_and_currency(|style, place| {
        for amount in [1_220_000.0, 9_870.0, 2.5e9] {
            let text = style.number(amount, Digits::default(), Unit::Money);
            assert_eq!(change::read(&text, style), Ok(Said::Clear(Change::Total(amount))), "{place}: {text}");
        }
        let text = format!("{} a week more", style.in_money(&number_in_full(2_000.5, style)));
        assert_eq!(change::read(&text, style), Ok(Said::Clear(Change::MorePerWeek(2_000.5))), "{place}: {text}");
        for example in change::examples(style) {
            let said = change::read(&example, style);
            assert!(matches!(said, Ok(Said::Clear(_))), "{place}: {example}: {said:?}");
        }
    });
}

#[test]
fn amounts_of_every_size_read_back() {
    for currency in ["EUR", "USD", "INR", "VND", "CHF"] {
        each_way(currency, |style, place| {
            for exponent in 0..15 {
                for digits in [1.0, 1.23, 4.56, 9.99] {
                    let amount: f64 = format!("{digits}e{exponent}").parse().unwrap();
                    let text = style.number(amount, Digits::default(), Unit::Money);
                    let Ok(Said::Clear(Change::Total(back))) = change::read(&text, style) else {
                        panic!("{place}: {text}: {:?}", change::read(&text, style));
                    };
                    assert!((back / amount - 1.0).abs() < 1e-12, "{place}: {text}: {back} instead of {amount}");
                }
            }
        });
    }
}

#[test]
fn no_two_amounts_look_alike() {
    let plain = |text: &str| text.to_lowercase().replace(['.', ' ', '\u{a0}', '\u{202f}'], "");
    each_way("EUR", |style, place| {
        let mut seen: Vec<(String, i32)> = Vec::new();
        for power in 4..15 {
            let text = plain(&style.number(3.0 * 10_f64.powi(power), Digits::default(), Unit::Money));
            assert!(seen.iter().all(|(other, _)| *other != text), "{place}: {text} is 3e{power} and {seen:?}");
            seen.push((text, power));
        }
    });
}

/// A number as somebody would type it, without artefacts of arithmetic.
fn typed(x: f64) -> f64 {
    format!("{x:.6e}").parse().unwrap()
}

#[test]
fn fields_read_what_they_show_to_the_bit() {
    let shares = [0.2, 0.203, 0.0125, 1.0, 0.0, 0.333_3, 0.28];
    let numbers = [7.0, 0.125, 1_234.5, 1_234_567.0, 150_000.0, 12.34, 1e9, 0.000_25];
    each_way("EUR", |style, place| {
        let reads = |measure, domain, value: Value| {
            let reading = Reading::new(measure, domain, style);
            let text = reading.write(&value);
            assert_eq!(reading.read(&text, None, false), Ok(Said::Clear(value.clone())), "{place}: {text}");
            // As people copy it: with other spaces, and direction marks around it.
            let other = format!("\u{200f} {} \u{200e}", text.replace(['\u{a0}', '\u{202f}'], " "));
            assert_eq!(reading.read(&other, Some(&value), false), Ok(Said::Clear(value)), "{place}: {other}");
        };
        for x in shares {
            reads(Measure::Share, Domain::NonNegative, Value::Fixed(x));
            reads(
                Measure::Share,
                Domain::Rate,
                Value::Pert(Pert { min: typed(x / 4.0), mode: x / 2.0, max: typed(x / 2.0 + 0.25) }),
            );
        }
        for x in numbers {
            reads(Measure::Money, Domain::Positive, Value::Fixed(x));
            reads(Measure::Number, Domain::Real, Value::Fixed(-x));
            reads(Measure::Number, Domain::Positive, Value::Range(Range { p10: x, p90: typed(2.0 * x) }));
            reads(Measure::Number, Domain::Positive, Value::Empirical(vec![x, typed(3.0 * x), 100.0, 120.0]));
        }
        for more in [0.0, 7.0, -12.34, 49.0] {
            reads(Measure::LogOdds, Domain::Real, Value::Fixed(even::to_shift(more)));
        }
        reads(Measure::Share, Domain::Rate, Value::Beta(Beta { a: 1_234.5, b: 40.0 }));
        reads(Measure::Money, Domain::Positive, Value::Lognormal(Lognormal { median: 12_345.0, sigma: 0.15 }));
        let counts = Value::Counts(Counts { successes: 1_054.0, trials: 12_433.0, prior: Default::default() });
        reads(Measure::Share, Domain::Rate, counts);
    });
}

#[test]
fn per_cents_of_a_change_read_back() {
    each_way("USD", |style, place| {
        for (text, scale) in [("20.3", 1.203), ("50", 1.5), ("12.5", 1.125)] {
            let number = text.replace('.', &style.decimal_mark);
            for (then, scale) in [(" more", scale), (" less", 2.0 - scale), (" of today", scale - 1.0)] {
                let text = style.in_percent(&number) + then;
                let Ok(Said::Clear(Change::Scale(back))) = change::read(&text, style) else {
                    panic!("{place}: {text}: {:?}", change::read(&text, style));
                };
                assert!((back - scale).abs() < 1e-15, "{place}: {text}: {back}");
            }
        }
    });
}

#[test]
fn every_example_is_accepted() {
    let all = [
        (Measure::Money, Domain::Positive),
        (Measure::MoneyPerWeek, Domain::NonNegative),
        (Measure::Share, Domain::Rate),
        (Measure::Share, Domain::NonNegative),
        (Measure::Number, Domain::Rate),
        (Measure::Number, Domain::Positive),
        (Measure::LogOdds, Domain::Real),
        (Measure::LogOdds, Domain::NonNegative),
        (Measure::Elasticity, Domain::Below(1.0)),
        (Measure::Elasticity, Domain::Below(2.5)),
        (Measure::PeoplePerWeek, Domain::NonNegative),
        (Measure::Span(funnel_text::Time::Minute), Domain::Positive),
    ];
    // What a field may ask of its number besides.
    let fits: [&dyn Fn(f64) -> Result<(), String>; 4] = [
        &|_| Ok(()),
        &|x| if (0.0..=4.0).contains(&x) { Ok(()) } else { Err("must be from 0 to 4".to_owned()) },
        &|x| if x > 20.0 { Ok(()) } else { Err("must be above 20".to_owned()) },
        &|_| Err("is never right".to_owned()),
    ];
    for (currency, fits) in [("EUR", &fits[..]), ("SEK", &fits[..1]), ("BRL", &fits[..1])] {
        each_way(currency, |style, place| {
            for (measure, domain) in all {
                let reading = Reading::new(measure, domain, style);
                let fitted = fits.iter().flat_map(|fits| [reading.one().fitting(fits), reading.whole().fitting(fits)]);
                for reading in [reading].into_iter().chain(fitted) {
                    for text in WRONG {
                        let Err(why) = reading.read(text, None, true) else { continue };
                        for example in examples(&why) {
                            let said = reading.read(example, None, false);
                            assert!(matches!(said, Ok(Said::Clear(_))), "{place} {measure:?}: {text}: {why}: {said:?}");
                        }
                    }
                }
                // Only a field that takes nothing gives no example.
                assert!(!reading.examples().is_empty() && !reading.one().examples().is_empty(), "{place} {measure:?}");
            }
        });
    }
}

/// Texts that some field or other refuses, each in its own way.
const WRONG: [&str; 16] = [
    "",
    "3m",
    "soon",
    "5 6",
    "5 of 3",
    "3 of 4",
    "5 to 9",
    "0 to 20",
    "about 0",
    "about 7",
    "5 to 12, likely 7",
    "-5",
    "1e300",
    "20 %",
    "6.5",
    "one of 3; 4",
];

/// The examples in a message.
fn examples(why: &str) -> Vec<&str> {
    let advice = why.rfind("write “").or_else(|| why.rfind("such as “")).and_then(|at| why.get(at..));
    advice.map_or_else(Vec::new, |advice| advice.split(['“', '”']).skip(1).step_by(2).collect())
}

/// What the page once refused or misread, by locale.
#[test]
fn cases() {
    let style = |tag: &str, currency: &str| {
        let (currencies, ways) = ways();
        let at = currencies.iter().position(|known| *known == currency).unwrap();
        let way = ways.iter().find(|way| way.tags.contains(&tag)).unwrap();
        let written = Written { tag: tag.to_owned(), money: way.money[at].to_owned(), ..way.written.clone() };
        NumberStyle::of_intl(&written, currency)
    };
    for (tag, currency, text, amount) in [
        ("pt-BR", "BRL", "R$ 1,22 mi", 1.22e6),
        ("es", "EUR", "2,5 B", 2.5e12),
        ("es", "EUR", "2500 M", 2.5e9),
        ("en-IN", "INR", "₹1,50,000", 150_000.0),
        ("en-IN", "INR", "₹1.2Cr", 1.2e7),
        ("en-IN", "INR", "12 lakh", 1.2e6),
        ("hi", "INR", "₹1.5 लाख", 150_000.0),
        ("ja", "JPY", "150万円", 1.5e6),
        ("ja", "JPY", "￥２億", 2e8),
        ("de", "EUR", "1,22 Mio. €", 1.22e6),
        ("de", "EUR", "2 Milliarden €", 2e9),
        ("de-CH", "CHF", "CHF 1'500'000", 1.5e6),
        ("sv", "SEK", "1,5 mn kr", 1.5e6),
        ("fr", "EUR", "1,5 million €", 1.5e6),
        ("fa", "IRR", "۱۲۳٬۰۰۰ IRR", 123_000.0),
        ("ar", "SAR", "١٢٣٬٠٠٠", 123_000.0),
        ("vi", "VND", "2.500.000.000.000 ₫", 2.5e12),
    ] {
        let said = change::read(text, &style(tag, currency));
        assert_eq!(said, Ok(Said::Clear(Change::Total(amount))), "{tag} {text}");
    }
    let turkish = style("tr", "TRY");
    let reading = Reading::new(Measure::Share, Domain::Rate, &turkish);
    assert_eq!(reading.read("%20,3", None, false), Ok(Said::Clear(Value::Fixed(0.203))));
    for (tag, text) in [("tr", "5 B ₺"), ("sv", "5 tn"), ("de", "5 billion")] {
        let currency = if tag == "tr" { "TRY" } else { "EUR" };
        let said = change::read(text, &style(tag, currency));
        assert!(matches!(&said, Ok(Said::Ask(question)) if question.choices.len() == 2), "{tag} {text}: {said:?}");
    }
}
