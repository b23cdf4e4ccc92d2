use funnel_scenario::{Calendar, Month, Period};
use proptest::prelude::*;

use super::*;

fn channels() -> Vec<String> {
    ["Paid search", "Events", "Partners and resellers", "LinkedIn"].map(str::to_owned).to_vec()
}

fn style() -> NumberStyle {
    let calendar = Calendar { starts: Month::new(2027, 1), period: Period::Month, fiscal_year: 1 };
    NumberStyle { calendar, ..NumberStyle::default() }
}

fn said(text: &str) -> Read<Vec<Step>> {
    read_steps(text, &Ground { channels: &channels(), first: 1, last: 52, style: &style() })
}

fn step(change: Change, channels: &[usize], from_week: Option<u32>, weeks: Option<u32>) -> Step {
    Step { what: What::Budget(change), channels: channels.to_vec(), from_week, weeks }
}

#[test]
fn plans_as_people_say_them() {
    use Change::{MoreInTotal, MorePerWeek, PerWeek, Scale};
    let month = |x: f64| x * 12.0 / 52.0;
    for (text, steps) in [
        ("20 % more", vec![step(Scale(1.2), &[], None, None)]),
        ("double from March", vec![step(Scale(2.0), &[], Some(10), None)]),
        ("20% more on events from June until August", vec![step(Scale(1.2), &[1], Some(23), Some(13))]),
        ("from June 20% more on Events", vec![step(Scale(1.2), &[1], Some(23), None)]),
        ("half on paid search and linkedin", vec![step(Scale(0.5), &[0, 3], None, None)]),
        ("nothing on partners", vec![step(Scale(0.0), &[2], None, None)]),
        ("30% less on partners and resellers", vec![step(Scale(0.7), &[2], None, None)]),
        ("$10k a month on events in Q2", vec![step(PerWeek(month(10e3)), &[1], Some(14), Some(13))]),
        ("$2,000 a month more on LinkedIn for 3 months", vec![step(MorePerWeek(month(2e3)), &[3], None, Some(13))]),
        ("$5,000 more for events in May", vec![step(MoreInTotal(5e3), &[1], Some(19), Some(4))]),
        (
            "double from March, then $2,000 a month more on events from June",
            vec![step(Scale(2.0), &[], Some(10), None), step(MorePerWeek(month(2e3)), &[1], Some(23), None)],
        ),
        (
            "double from month 3; nothing from month 10",
            vec![step(Scale(2.0), &[], Some(10), None), step(Scale(0.0), &[], Some(40), None)],
        ),
        (
            "20% more, and 10% less on events",
            vec![step(Scale(1.2), &[], None, None), step(Scale(0.9), &[1], None, None)],
        ),
        ("cut in half from March", vec![step(Scale(0.5), &[], Some(10), None)]),
        ("20% up from today", vec![step(Scale(1.2), &[], None, None)]),
        ("reduce to 80 % of today on events", vec![step(Scale(0.8), &[1], None, None)]),
    ] {
        assert_eq!(said(text), Ok(Said::Clear(steps)), "{text}");
    }
}

/// A channel may be the object of the verb, and an "and" may stand between two changes.
#[test]
fn a_channel_as_the_object() {
    use Change::Scale;
    for (text, steps) in [
        ("halve linkedin", vec![step(Scale(0.5), &[3], None, None)]),
        ("cut events by half", vec![step(Scale(0.5), &[1], None, None)]),
        ("reduce events by 10%", vec![step(Scale(0.9), &[1], None, None)]),
        ("increase Events by 20%", vec![step(Scale(1.2), &[1], None, None)]),
        ("20% more in events", vec![step(Scale(1.2), &[1], None, None)]),
        ("no events", vec![step(Scale(0.0), &[1], None, None)]),
        ("stop events in June", vec![step(Scale(0.0), &[1], Some(23), Some(4))]),
        ("pause events from March to May", vec![step(Scale(0.0), &[1], Some(10), Some(13))]),
        (
            "double paid search and halve linkedin",
            vec![step(Scale(2.0), &[0], None, None), step(Scale(0.5), &[3], None, None)],
        ),
        (
            "20% more on search and 10% less on events",
            vec![step(Scale(1.2), &[0], None, None), step(Scale(0.9), &[1], None, None)],
        ),
    ] {
        assert_eq!(said(text), Ok(Said::Clear(steps)), "{text}");
    }
    let message = said("move 10k from Events to Paid search").unwrap_err();
    let example = message.rsplit('“').next().unwrap().trim_end_matches('”');
    assert!(matches!(said(example), Ok(Said::Clear(_))), "{message}");
}

#[test]
fn a_share_of_it_is_asked_back() {
    let Ok(Said::Ask(question)) = said("double from March, half of it on events from June") else { panic!() };
    let texts: Vec<&str> = question.choices.iter().map(|choice| choice.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "double from March; half of the extra on events from June",
            "double from March; half of today on events from June"
        ]
    );
    for choice in &question.choices {
        assert_eq!(said(&choice.text), Ok(Said::Clear(choice.means.clone())), "{}", choice.text);
    }
    let Some(Step { what, channels, from_week, .. }) = question.choices[0].means.get(1) else { panic!() };
    assert_eq!((*what, channels.as_slice(), *from_week), (What::ShareOfExtra(0.5), &[1][..], Some(23)));
    // A bare per cent in a plan is asked back, as it is on its own.
    let Ok(Said::Ask(question)) = said("20 % on events from June") else { panic!() };
    assert_eq!(question.choices[0].text, "20% more on events from June");
    assert_eq!(said(&question.choices[0].text), Ok(Said::Clear(question.choices[0].means.clone())));
}

#[test]
fn what_cannot_be_meant_is_refused_by_name() {
    for (text, named) in [
        ("double from Smarch", "Smarch"),
        ("double on billboards", "billboards"),
        ("double from March, lots on events", "lots"),
        ("20 %; 30 %", "several things"),
        ("", "empty"),
        (&"double on events and ".repeat(100), "too long"),
    ] {
        let message = said(text).unwrap_err();
        assert!(message.contains(named), "{text}: {message}");
    }
}

/// A time that is none of the run's is named, with the reason that its own field gives for it, wherever it stands.
#[test]
fn a_time_that_is_none_of_the_runs_is_named_with_its_reason() {
    let unknown = NumberStyle { calendar: Calendar { starts: None, ..style().calendar }, ..style() };
    let (starts, before, week) = ("in which month the run starts", "before the start", "a week from 1 to 52");
    for (time, style, reason) in [
        ("March", &unknown, starts),
        ("Q2 2027", &unknown, starts),
        ("March 2027", &unknown, starts),
        ("Dec 2026", &style(), before),
        ("week 60", &style(), week),
        ("May 2031", &style(), week),
    ] {
        let said = |text: &str| read_steps(text, &Ground { channels: &channels(), first: 1, last: 52, style });
        for text in [
            format!("double from {time}"),
            format!("from {time} 20% more on events"),
            format!("20% more on events in {time}"),
            format!("20% more until {time}, then nothing"),
            format!("double, 20% more on events from {time}"),
        ] {
            let message = said(&text).unwrap_err();
            assert!(message.starts_with(&format!("“{time}” ")) && message.contains(reason), "{text}: {message}");
        }
    }
}

/// The end stays where it was said to be, whatever begins when.
#[test]
fn an_end_is_a_point_in_time() {
    use Change::Scale;
    for (text, first, from, weeks) in [
        ("20% more until June", 1, None, 26),
        ("20% more until June", 10, None, 17),
        ("20% more until June from March", 1, Some(10), 17),
        ("20% more until June from March", 14, Some(10), 17),
        ("20% more from March until 15 June", 1, Some(10), 15),
        ("20% more until week 12", 10, None, 3),
    ] {
        let ground = Ground { channels: &channels(), first, last: 52, style: &style() };
        let steps = vec![step(Scale(1.2), &[], from, Some(weeks))];
        assert_eq!(read_steps(text, &ground), Ok(Said::Clear(steps)), "{text}");
    }
    for (text, named) in [
        ("20% more on events from October until March", "“March” after October 2027 is in March 2028"),
        ("20% more on events until March 2027 from October", "“March 2027” ends before it begins"),
        ("20% more from 3/4", "“4 March 2027”, “3 April 2027”"),
        ("20% more until March for 3 months", "for"),
    ] {
        let message = said(text).unwrap_err();
        assert!(message.contains(named), "{text}: {message}");
    }
    for (language, text) in [
        ("de", "20 % mehr von März bis Juni"),
        ("fr", "20 % de plus de mars à juin"),
        ("es", "20 % más de marzo a junio"),
        ("pt", "20 % mais de março até junho"),
    ] {
        let style = NumberStyle { language: language.to_owned(), ..style() };
        let steps = vec![step(Scale(1.2), &[], Some(10), Some(17))];
        let ground = Ground { channels: &channels(), first: 1, last: 52, style: &style };
        assert_eq!(read_steps(text, &ground), Ok(Said::Clear(steps)), "{text}");
    }
    // In a run of two years that March is in it.
    let ground = Ground { channels: &channels(), first: 1, last: 104, style: &style() };
    let steps = vec![step(Scale(1.2), &[1], Some(40), Some(66 - 40))];
    assert_eq!(read_steps("20% more on events from October until March", &ground), Ok(Said::Clear(steps)));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,48}") {
        let _ = said(&text);
    }

    /// An end in a month is the end of that month: before or after the beginning in the text, and with the beginning in
    /// the text or in the question's blank.
    #[test]
    fn an_end_is_kept(from in 1_u32..12, more in 0_u32..12, in_blank: bool, order: bool) {
        let until = (from + more).min(12);
        let name = |month: u32| crate::calendar::write_month(style().calendar.starts.unwrap().later(month - 1));
        let (begins, ends) = (format!("from {}", name(from)), format!("until the end of {}", name(until)));
        let text = match (in_blank, order) {
            (true, _) => format!("20% more {ends}"),
            (false, true) => format!("20% more {begins} {ends}"),
            (false, false) => format!("20% more {ends} {begins}"),
        };
        let week = Calendar::first_week_of(from);
        let ground = Ground { channels: &channels(), first: if in_blank { week } else { 1 }, last: 52, style: &style() };
        let Ok(Said::Clear(steps)) = read_steps(&text, &ground) else { panic!("{text}") };
        prop_assert_eq!(steps[0].weeks.map(|weeks| week + weeks), Some(Calendar::first_week_of(until + 1)), "{}", text);
    }

    /// Whatever the order of channel and time, the step is the same.
    #[test]
    fn order_does_not_matter(
        percent in 1_u32..500,
        channel in 0_usize..4,
        from in 1_u32..12,
        order in 0_usize..6,
    ) {
        let parts = [
            format!("{percent}% more"),
            format!("on {}", channels()[channel]),
            format!("from month {from}"),
        ];
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let text = orders[order].map(|i| parts[i].as_str()).join(" ");
        let Ok(Said::Clear(steps)) = said(&text) else { panic!("{text}: {:?}", said(&text)) };
        prop_assert_eq!(steps.len(), 1);
        prop_assert_eq!(&steps[0].channels, &vec![channel], "{}", text);
        prop_assert_eq!(steps[0].from_week, Some(Calendar::first_week_of(from)));
        let Ok(Said::Clear(change)) = read(&parts[0], &style()) else { panic!() };
        prop_assert_eq!(steps[0].what, What::Budget(change));
    }
}
