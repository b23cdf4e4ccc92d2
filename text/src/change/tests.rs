use super::*;

fn said(text: &str) -> Read<Change> {
    read(text, &NumberStyle::default())
}

#[test]
fn directions_mean_what_they_say() {
    let month = |x: f64| x * 12.0 / 52.0;
    for (text, change) in [
        ("20 % more", Change::Scale(1.2)),
        ("+20%", Change::Scale(1.2)),
        ("+ 20 %", Change::Scale(1.2)),
        ("up 20%", Change::Scale(1.2)),
        ("an increase of 20 %", Change::Scale(1.2)),
        ("20 % more than today", Change::Scale(1.2)),
        ("20% up on today", Change::Scale(1.2)),
        ("increase by 20%", Change::Scale(1.2)),
        ("-10 %", Change::Scale(0.9)),
        ("10 % less", Change::Scale(0.9)),
        ("80 % of today", Change::Scale(0.8)),
        ("120 % of today's", Change::Scale(1.2)),
        ("80 % of today’s budget", Change::Scale(0.8)),
        ("80% of the budget", Change::Scale(0.8)),
        ("to 80 %", Change::Scale(0.8)),
        ("reduce to 80 % of today", Change::Scale(0.8)),
        ("up to 120 %", Change::Scale(1.2)),
        ("up by half", Change::Scale(1.5)),
        ("half more", Change::Scale(1.5)),
        ("half again", Change::Scale(1.5)),
        ("half as much again", Change::Scale(1.5)),
        ("as much again", Change::Scale(2.0)),
        ("half", Change::Scale(0.5)),
        ("half of today", Change::Scale(0.5)),
        ("half as much", Change::Scale(0.5)),
        ("half less", Change::Scale(0.5)),
        ("cut in half", Change::Scale(0.5)),
        ("cut by half", Change::Scale(0.5)),
        ("halve it", Change::Scale(0.5)),
        ("cut by 30%", Change::Scale(0.7)),
        ("minus 30 %", Change::Scale(0.7)),
        ("reduce by 30%", Change::Scale(0.7)),
        ("30 % off", Change::Scale(0.7)),
        ("a cut of 30 %", Change::Scale(0.7)),
        ("50 % less than today", Change::Scale(0.5)),
        ("a third more", Change::Scale(1.0 + 1.0 / 3.0)),
        ("a quarter less", Change::Scale(0.75)),
        ("two thirds of today", Change::Scale(2.0 / 3.0)),
        ("three quarters", Change::Scale(0.75)),
        ("3 times less", Change::Scale(1.0 / 3.0)),
        ("nothing more", Change::Scale(1.0)),
        ("no change", Change::Scale(1.0)),
        ("the same", Change::Scale(1.0)),
        ("same as today", Change::Scale(1.0)),
        ("as today", Change::Scale(1.0)),
        ("as much as today", Change::Scale(1.0)),
        ("0", Change::Scale(0.0)),
        ("nothing", Change::Scale(0.0)),
        ("no budget", Change::Scale(0.0)),
        ("cut to nothing", Change::Scale(0.0)),
        ("double", Change::Scale(2.0)),
        ("twice", Change::Scale(2.0)),
        ("twice as much as today", Change::Scale(2.0)),
        ("three times as much", Change::Scale(3.0)),
        ("3 x", Change::Scale(3.0)),
        ("x2", Change::Scale(2.0)),
        ("1.5x today", Change::Scale(1.5)),
        ("triple", Change::Scale(3.0)),
        ("1½ times", Change::Scale(1.5)),
        ("20 bps more", Change::Scale(1.002)),
        ("$500 more", Change::MoreInTotal(500.0)),
        ("+$200k", Change::MoreInTotal(200e3)),
        ("200k less", Change::MoreInTotal(-200e3)),
        ("half a million more", Change::MoreInTotal(500e3)),
        ("$30k a month", Change::PerWeek(month(30e3))),
        ("$100k/month", Change::PerWeek(month(100e3))),
        ("$30k monthly", Change::PerWeek(month(30e3))),
        ("$2,000 a week more", Change::MorePerWeek(2_000.0)),
        ("$2,000 more a week", Change::MorePerWeek(2_000.0)),
        ("500 a week less", Change::MorePerWeek(-500.0)),
        ("$500 a week more on each channel", Change::OnEach(1.0, 500.0)),
        ("20% more, and $500 a week more on each channel", Change::OnEach(1.2, 500.0)),
        ("to $1.5M", Change::Total(1.5e6)),
        ("1.2M", Change::Total(1.2e6)),
        ("a budget of $1.5 million", Change::Total(1.5e6)),
        ("$20", Change::Total(20.0)),
        ("1,200,000", Change::Total(1.2e6)),
    ] {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs();
        let is = match (said(text), change) {
            (Ok(Said::Clear(Change::Scale(a))), Change::Scale(b))
            | (Ok(Said::Clear(Change::PerWeek(a))), Change::PerWeek(b)) => close(a, b),
            (found, change) => found == Ok(Said::Clear(change)),
        };
        assert!(is, "{text}: {:?} instead of {change:?}", said(text));
    }
}

#[test]
fn what_can_be_two_things_is_asked_back() {
    for (text, choices) in [
        ("20", vec!["20% more", "20% of today", "$20"]),
        ("1000", vec!["1,000% more", "1,000% of today", "$1,000"]),
        ("20 %", vec!["20% more", "20% of today"]),
        ("20 more", vec!["20% more", "$20 more"]),
        ("-20", vec!["20% less", "$20 less"]),
        ("to 80", vec!["80% of today", "$80"]),
        ("3 times more", vec!["3 times as much", "4 times as much"]),
        ("by 20 %", vec!["20% more", "20% less"]),
        ("0 %", vec!["the same", "nothing"]),
        ("no more", vec!["the same", "nothing"]),
    ] {
        let Ok(Said::Ask(question)) = said(text) else { panic!("{text}: {:?}", said(text)) };
        let texts: Vec<&str> = question.choices.iter().map(|choice| choice.text.as_str()).collect();
        assert_eq!(texts, choices, "{text}");
        for choice in &question.choices {
            assert_eq!(said(&choice.text), Ok(Said::Clear(choice.means)), "{}", choice.text);
        }
    }
}

#[test]
fn what_cannot_be_meant_is_refused_by_name() {
    for (text, named) in [
        ("", "is empty"),
        ("lots", "lots"),
        ("20 % more or less", "or"),
        ("120 % less", "less than nothing"),
        ("20 30", "two amounts"),
        ("& more", "&"),
        ("20 percentage points", "points"),
        ("20 EUR more", "EUR"),
        ("€500 more", "€"),
        ("cut to 120 %", "more than today"),
        ("-20 % more", "more and less"),
        ("$500 of today", "only a share"),
        ("20 % a month more", "a share"),
        ("9 weeks", "weeks"),
        ("more", "cannot be read"),
    ] {
        let Err(message) = said(text) else { panic!("{text}: {:?}", said(text)) };
        assert!(message.contains(named), "{text}: {message}");
    }
}

#[test]
fn words_of_the_reader_s_language() {
    for (language, text, scale) in [
        ("de", "30 % mehr", 1.3),
        ("de", "um 30 % weniger", 0.7),
        ("de", "auf 80 %", 0.8),
        ("de", "die Hälfte", 0.5),
        ("de", "das Doppelte", 2.0),
        ("de", "um 20 % kürzen", 0.8),
        ("de", "auf 50 % senken", 0.5),
        ("fr", "30 % de plus", 1.3),
        ("fr", "30 % de moins", 0.7),
        ("es", "30 % más", 1.3),
        ("es", "la mitad", 0.5),
        ("pt", "30 % mais", 1.3),
        ("it", "30 % in meno", 0.7),
        ("nl", "30 % meer", 1.3),
    ] {
        let style = NumberStyle { language: language.to_owned(), ..NumberStyle::default() };
        assert_eq!(read(text, &style), Ok(Said::Clear(Change::Scale(scale))), "{text}");
    }
    assert!(read("30 % mehr", &NumberStyle::default()).unwrap_err().contains("mehr"), "not known in English");
}

#[test]
fn examples_are_accepted() {
    for example in examples(&NumberStyle::default()) {
        assert!(matches!(said(&example), Ok(Said::Clear(_))), "{example}");
    }
}
