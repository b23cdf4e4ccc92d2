use funnel_scenario::Month;
use proptest::prelude::*;

use super::*;

fn style(starts: Option<(u16, u8)>, fiscal_year: u8) -> NumberStyle {
    let starts = starts.and_then(|(year, month)| Month::new(year, month));
    NumberStyle { calendar: Calendar { starts, fiscal_year, period: Period::Month }, ..NumberStyle::default() }
}

#[test]
fn first_weeks() {
    let style = NumberStyle::default();
    for (text, week) in [
        ("1", 1),
        ("week 5", 5),
        ("w5", 5),
        ("the 5th week", 5),
        ("now", 1),
        ("month 3", 10),
        ("from month 3", 10),
        ("Q2", 14),
        ("in 3 weeks", 4),
        ("after 2 months", 10),
        ("H2", 27),
    ] {
        assert_eq!(read_week(text, &style, 52), Ok(Said::Clear(week)), "{text}");
    }
    for (text, named) in [
        ("53", "1 to 52"),
        ("0", "not a week"),
        ("1.5", "not a week"),
        ("May", "in which month the run starts"),
        ("Q2 2027", "in which month the run starts"),
        ("", "not a week"),
        ("soon", "soon"),
    ] {
        let message = read_week(text, &style, 52).unwrap_err();
        assert!(message.contains(named), "{text}: {message}");
    }
}

#[test]
fn months_of_the_calendar() {
    let march = style(Some((2027, 3)), 1);
    for (text, week) in [
        ("March", 1),
        ("from March", 1),
        ("mar 2027", 1),
        ("starting in April", 6),
        ("2027-04", 6),
        ("4/2027", 6),
        ("June '27", 14),
        ("Sept", 27),
        ("February", 49),
        ("Feb 2028", 49),
        // March is already in the first quarter; the second begins in April.
        ("Q1", 1),
        ("Q2", 6),
        ("Q3 2027", 19),
        ("H2", 19),
        ("month 3", 10),
        ("week 7", 7),
    ] {
        assert_eq!(read_week(text, &march, 104), Ok(Said::Clear(week)), "{text}");
    }
    // A fiscal year that begins in April is named after the year in which it ends.
    let fiscal = style(Some((2027, 3)), 4);
    for (text, week) in [("Q1", 6), ("Q4", 1), ("Q1 2028", 6), ("Q4 2027", 1), ("Q4 2028", 45)] {
        assert_eq!(read_week(text, &fiscal, 104), Ok(Said::Clear(week)), "{text}");
    }
    for (text, named) in
        [("Feb 2027", "before the start, March 2027"), ("May 2031", "1 to 52"), ("Smarch", "Smarch"), ("Mai", "Mai")]
    {
        let message = read_week(text, &march, 52).unwrap_err();
        assert!(message.contains(named), "{text}: {message}");
    }
    for (language, text) in [
        ("de", "ab März"),
        ("fr", "mars 2027"),
        ("es", "marzo"),
        ("pt", "março"),
        ("it", "marzo 2027"),
        ("nl", "maart"),
    ] {
        let local = NumberStyle { language: language.to_owned(), ..march.clone() };
        assert_eq!(read_week(text, &local, 52), Ok(Said::Clear(1)), "{language}: {text}");
    }
}

#[test]
fn until_a_month() {
    let march = style(Some((2027, 3)), 1);
    let said = |text: &str, from| read_lasting(text, &march, from, 1..=260);
    for (text, from, weeks) in [
        ("until June", 1, 18),
        ("until the end of June", 1, 18),
        ("through June 2027", 14, 5),
        ("until Q2", 1, 18),
        ("until week 10", 3, 8),
        ("to 2027-04", 1, 9),
        ("3 months", 1, 13),
        ("until month 2", 1, 9),
    ] {
        assert_eq!(said(text, from), Ok(Said::Clear(Some(weeks))), "{text}");
    }
    for (language, text) in [
        ("de", "bis Juni"),
        ("de", "bis Ende Juni"),
        ("de", "bis zum 30. Juni"),
        ("fr", "jusqu’à juin"),
        ("fr", "jusqu'en juin 2027"),
        ("es", "hasta junio"),
        ("pt", "até junho"),
        ("it", "fino a giugno"),
        ("nl", "tot juni"),
    ] {
        let local = NumberStyle { language: language.to_owned(), ..march.clone() };
        assert_eq!(read_lasting(text, &local, 1, 1..=260), Ok(Said::Clear(Some(18))), "{language}: {text}");
    }
    assert_eq!(said("to the end", 3), Ok(Said::Clear(None)));
    // The first April after its beginning; a year that is said is not another.
    assert_eq!(said("until April", 30), Ok(Said::Clear(Some(53 + 9 - 30))));
    assert!(said("until April 2027", 30).unwrap_err().contains("ends before it begins"));
    assert!(said("until noon", 1).unwrap_err().contains("noon"));
}

/// A day is in the week of its month that holds it, however it is written.
#[test]
fn days_of_the_calendar() {
    let january = style(Some((2027, 1)), 1);
    let german = NumberStyle {
        language: "de".to_owned(),
        decimal_mark: ",".to_owned(),
        group_mark: ".".to_owned(),
        ..january.clone()
    };
    for (style, text, week) in [
        (&january, "1 April 2027", 14),
        (&january, "April 1st", 14),
        (&january, "on the 1st of April, 2027", 14),
        (&january, "from April 1", 14),
        (&january, "2027-04-01", 14),
        (&january, "1 Apr ’27", 14),
        (&january, "15 March", 11),
        (&january, "31 December 2027", 52),
        (&january, "13/4/2027", 16),
        (&january, "3/27/2027", 13),
        (&german, "01.04.2027", 14),
        (&german, "ab dem 1. April", 14),
        (&german, "15.3.", 11),
    ] {
        assert_eq!(read_week(text, style, 52), Ok(Said::Clear(week)), "{text}");
    }
    // Either order, or a year: asked back, and each answer is clear.
    for (text, choices) in [
        ("1/4/2027", ["4 January 2027", "1 April 2027"]),
        ("3/4", ["4 March 2027", "3 April 2027"]),
        ("3/27", ["27 March 2027", "March 2027"]),
        ("Mar-27", ["27 March 2027", "March 2027"]),
        ("from March 27", ["27 March 2027", "March 2027"]),
    ] {
        let Ok(Said::Ask(question)) = read_week(text, &january, 52) else { panic!("{text}") };
        let texts: Vec<&str> = question.choices.iter().map(|choice| choice.text.as_str()).collect();
        assert_eq!(texts, choices, "{text}");
        for choice in &question.choices {
            assert_eq!(read_week(&choice.text, &january, 52), Ok(Said::Clear(choice.means)), "{}", choice.text);
        }
    }
    for (text, from, weeks) in [("until 30 June", 1, 26), ("until March 28", 1, 13), ("until 15 March", 14, 50)] {
        assert_eq!(read_lasting(text, &january, from, 1..=52), Ok(Said::Clear(Some(weeks))), "{text}");
    }
    let Ok(Said::Ask(question)) = read_lasting("until March 28", &january, 1, 1..=104) else { panic!() };
    for choice in &question.choices {
        assert_eq!(read_lasting(&choice.text, &january, 1, 1..=104), Ok(Said::Clear(choice.means)), "{}", choice.text);
    }
    let april = Month::new(2027, 4).unwrap();
    for text in ["1 April 2027", "April 1st, 2027", "2027-04-01", "13/4/2027"] {
        assert_eq!(read_month(text, &january), Ok(april), "{text}");
    }
    for (text, named) in [("1/4/2027", "“1 April 2027”"), ("1 April", "has no year")] {
        let message = read_month(text, &january).unwrap_err();
        assert!(message.contains(named), "{text}: {message}");
    }
    let unknown = style(None, 1);
    assert!(read_week("1 April 2027", &unknown, 52).unwrap_err().contains("in which month the run starts"));
}

#[test]
fn a_month_with_its_year() {
    let style = NumberStyle::default();
    for text in ["March 2027", "mar 27", "2027-03", "3/2027", "03.2027", "starts in March of 2027"] {
        let march = Month::new(2027, 3).unwrap();
        assert_eq!(read_month(text, &style), Ok(march), "{text}");
    }
    for (text, named) in
        [("March", "no year"), ("week 3", "not a month"), ("2027-13", "no"), ("", "no"), ("soon", "soon")]
    {
        let message = read_month(text, &style).unwrap_err();
        assert!(message.contains(named), "{text}: {message}");
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(
        starts in proptest::option::of((1_900_u16..2_200, 1_u8..=12)),
        fiscal_year in 1_u8..=12,
        weekly: bool,
        week in 1_u32..=520,
        lasts in 1_u32..=260,
    ) {
        let mut style = style(starts, fiscal_year);
        if weekly {
            style.calendar.period = Period::Week;
        }
        let text = write_week(&style.calendar, week);
        prop_assert_eq!(read_week(&text, &style, 520), Ok(Said::Clear(week)), "{}", text);
        let text = write_lasting(&style.calendar, week, lasts);
        prop_assert_eq!(read_lasting(&text, &style, week, 1..=260), Ok(Said::Clear(Some(lasts))), "{}", text);
        if let Some(starts) = style.calendar.starts {
            prop_assert_eq!(read_month(&write_month(starts), &style), Ok(starts));
            prop_assert_eq!(read_month(&starts.to_string(), &style), Ok(starts));
        }
    }

    /// Nothing that is typed panics, and every quarter named begins with a quarter of the fiscal year or with the run.
    #[test]
    fn quarters_begin_where_they_should(
        starts in (2_000_u16..2_100, 1_u8..=12),
        fiscal_year in 1_u8..=12,
        nth in 1_u8..=4,
    ) {
        let style = style(Some(starts), fiscal_year);
        let Ok(Said::Clear(week)) = read_week(&format!("Q{nth}"), &style, 520) else { panic!("Q{nth}") };
        let month = style.calendar.starts.unwrap().later(Calendar::month_of(week) - 1);
        prop_assert_eq!(style.calendar.month_of_fiscal_year(month) / 3 + 1, u32::from(nth));
        prop_assert!(week == 1 || (i32::from(month.number()) - i32::from(fiscal_year)).rem_euclid(3) == 0);
        prop_assert!(week <= 52);
    }

    /// The days of a month are in its weeks, in order, however they are written.
    #[test]
    fn days_are_in_the_weeks_of_their_month(starts in (1_950_u16..2_100, 1_u8..=12), month in 1_u8..=12, day in 1_u8..=28) {
        let style = style(Some(starts), 1);
        let name = MONTHS[usize::from(month) - 1];
        let Ok(Said::Clear(first)) = read_week(name, &style, 520) else { panic!("{name}") };
        let after = Calendar::first_week_of(Calendar::month_of(first) + 1);
        let Ok(Said::Clear(week)) = read_week(&format!("{day} {name}"), &style, 520) else { panic!("{day} {name}") };
        prop_assert!((first..after).contains(&week) && (day > 1 || week == first));
        let year = style.calendar.starts.unwrap().later(Calendar::month_of(first) - 1).year();
        for text in [format!("{year}-{month:02}-{day:02}"), format!("{name} {day}, {year}"), format!("the {day}th of {name}")] {
            prop_assert_eq!(read_week(&text, &style, 520), Ok(Said::Clear(week)), "{}", text);
        }
        let lasting = read_lasting(&format!("until {day} {name} {year}"), &style, 1, 1..=520);
        prop_assert_eq!(lasting, Ok(Said::Clear(Some(week))));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,24}", starts in proptest::option::of((1_u16..=9_999, 1_u8..=12))) {
        let style = style(starts, 1);
        let _ = read_week(&text, &style, 52);
        let _ = read_lasting(&text, &style, 1, 1..=52);
        let _ = read_month(&text, &style);
    }

    /// A bare number in a field refers to the scenario's period, where a month is a twelfth of a year, and is written
    /// as it was typed.
    #[test]
    fn rates_are_by_the_period(cents in 1_u64..10_000_000_000, period in 0_usize..4) {
        use crate::{Measure, Reading, Time};
        use funnel_scenario::{Domain, Value};
        let style = NumberStyle {
            calendar: Calendar { period: Period::ALL[period], ..Calendar::default() },
            ..NumberStyle::default()
        };
        for measure in [Measure::MoneyPerWeek, Measure::PeoplePerWeek] {
            let reading = Reading::new(measure, Domain::NonNegative, &style);
            let typed = cents as f64 / 100.0;
            let text = crate::exact::number_in_full(typed, &style);
            let Ok(Said::Clear(Value::Fixed(weekly))) = reading.read(&text, None, true) else { panic!("{text}") };
            let (weeks, of) = Time::from(Period::ALL[period]).weeks();
            prop_assert_eq!(weekly, typed * of / weeks);
            prop_assert_eq!(reading.write_number(weekly), text.clone());
            let said = reading.read(&format!("{text} {}", per(Period::ALL[period])), None, true);
            prop_assert_eq!(said, Ok(Said::Clear(Value::Fixed(weekly))));
        }
    }
}
