use std::collections::BTreeSet;

use funnel_engine::scenario::own::{Own, Renewal};
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::scenario::{Tag, Value, laws};
use funnel_text::NumberStyle;

use super::draft::{At, Cell, Draft, Rows};
use super::says::{Fault, says};

fn read(draft: &Draft) -> super::says::Says {
    says(draft, &BTreeSet::new(), &NumberStyle::english("USD"))
}

fn company() -> Draft {
    let mut draft = Draft::empty("USD");
    for (i, (name, spend)) in
        [("Google Ads", "$30k"), ("LinkedIn", "$144k a year"), ("Events", "8,000")].into_iter().enumerate()
    {
        draft.put(At::Channel(i, Cell::Name), name.to_owned());
        draft.put(At::Channel(i, Cell::Amount), spend.to_owned());
    }
    for (i, rate) in ["22 %", "35%", "54 of 225"].into_iter().enumerate() {
        draft.put(At::Step(i, Cell::Amount), rate.to_owned());
    }
    for (i, (people, cost)) in [("2", "80k"), ("4", "$12.5k a month")].into_iter().enumerate() {
        draft.put(At::Team(i, Cell::Amount), people.to_owned());
        draft.put(At::Team(i, Cell::More), cost.to_owned());
    }
    for (at, text) in [
        (At::Leads, "60 leads a week"),
        (At::Deal, "$18k"),
        (At::Margin, "65 %"),
        (At::Weeks, "9 weeks"),
        (At::Renewal, "88 %"),
    ] {
        draft.put(at, text.to_owned());
    }
    draft
}

#[test]
fn a_company_as_people_say_it() {
    let said = read(&company());
    assert_eq!(said.faults.into_iter().collect::<Vec<_>>(), []);
    let own = said.own;
    let spends: Vec<_> = own.channels.iter().map(|row| row.spend_per_month.unwrap()).collect();
    assert_eq!(spends, [30_000.0, 12_000.0, 8_000.0]);
    assert_eq!(own.leads_per_month, Some(260.0));
    assert!(matches!(own.steps[2].rate, Some(Value::Counts(laws::Counts { successes: 54.0, trials: 225.0, .. }))));
    assert_eq!(own.teams.iter().map(|row| row.cost_per_year.unwrap()).collect::<Vec<_>>(), [80_000.0, 150_000.0]);
    assert_eq!(
        (own.weeks, own.deal, own.renewal),
        (Some(9.0), Some(Value::Fixed(18_000.0)), Some(Renewal::Yearly(Value::Fixed(0.88))),)
    );
}

#[test]
fn what_cannot_be_read_is_kept_and_named() {
    let mut draft = company();
    for (at, text) in [
        (At::Channel(1, Cell::Amount), "€12k"),
        (At::Step(0, Cell::Amount), "220 %"),
        (At::Renewal, "100 %"),
        (At::Team(0, Cell::Amount), "0"),
        (At::Weeks, "5 to 9"),
    ] {
        draft.put(at, text.to_owned());
        let said = read(&draft);
        assert!(
            matches!(said.faults.get(&at), Some(Fault::Refused(_) | Fault::Asked(..))),
            "{text}: {:?}",
            said.faults
        );
        assert_eq!(draft.text(at), text);
        draft = company();
    }
    for text in ["one-off", "No", "NEVER "] {
        draft.put(At::Renewal, text.to_owned());
        assert_eq!(read(&draft).own.renewal, Some(Renewal::OneOff), "{text}");
    }
}

#[test]
fn every_example_in_a_message_is_accepted_by_the_field_that_shows_it() {
    let wrong =
        ["3m", "soon", "5 6", "5 of 3", "5 to 9", "about 0", "about 7", "5 to 12, likely 7", "-5", "220 %", "0"];
    let is_name =
        |at: &At| matches!(at, At::Channel(_, Cell::Name) | At::Step(_, Cell::Name) | At::Team(_, Cell::Name));
    for at in company().places().into_iter().filter(|at| !is_name(at)) {
        let fault = |text: &str| {
            let mut draft = company();
            draft.put(at, text.to_owned());
            read(&draft).faults.remove(&at)
        };
        for text in wrong {
            let Some(Fault::Refused(why)) = fault(text) else { continue };
            let advice = why.rfind("write “").and_then(|from| why.get(from..)).unwrap_or_default();
            for example in advice.split(['“', '”']).skip(1).step_by(2) {
                assert_eq!(fault(example), None, "{at:?}: {text}: {why}");
            }
        }
    }
}

/// What stands in an empty field, and says that it may stay so, may be typed into it.
#[test]
fn an_empty_field_and_the_words_for_it_mean_the_same() {
    let left_out = |at: At, text: &str| {
        let mut draft = company();
        draft.put(at, text.to_owned());
        read(&draft)
    };
    for (at, text) in [
        (At::Step(1, Cell::Amount), "don’t know"),
        (At::Step(1, Cell::Amount), "Don't know."),
        (At::Starts, "any month"),
        (At::Margin, "nobody said"),
        (At::Leads, "unknown"),
    ] {
        assert_eq!(left_out(at, text), left_out(at, ""), "{text}");
    }
}

/// Opened on what it made, the form shows that, and leaves it as it is to the bit; the same for any template.
#[test]
fn the_form_is_where_to_change_them_later() {
    let style = NumberStyle::english("USD");
    let made = read(&company()).own.begin(&load("sales-led-saas").unwrap()).unwrap();
    let all = TEMPLATES.iter().filter_map(|template| load(template.id)).chain([made.clone()]);
    for s in all {
        let said = read(&Draft::of(&s, &style));
        assert_eq!(said.faults.into_iter().collect::<Vec<_>>(), [], "{}", s.name);
        assert!(said.own.put(&s).unwrap() == s, "{}", s.name);
    }
    let mut draft = Draft::of(&made, &style);
    assert_eq!((draft.text(At::Deal), draft.text(At::Weeks), draft.text(At::Renewal)), ("$18,000", "9 weeks", "88%"));
    draft.put(At::Deal, "$20k".to_owned());
    let changed = read(&draft).own.put(&made).unwrap();
    assert_eq!(Own::of(&changed), Own { deal: Some(Value::Fixed(20_000.0)), ..Own::of(&made) });
    // In another period the same text has another meaning.
    draft.per = funnel_text::calendar::Period::Year;
    assert_eq!(read(&draft).own.channels[0].spend_per_month, Some(2_500.0));
    // A row that is removed takes its own stage or channel with it, and nothing else.
    let mut draft = Draft::of(&made, &style);
    draft.drop(Rows::Channels, 0);
    let fewer = read(&draft).own.put(&made).unwrap();
    assert_eq!(fewer.channels.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["LinkedIn", "Events"]);
    assert_eq!(fewer.inputs().iter().filter(|x| x.input.tag == Tag::Mine).count(), 8);
}

#[test]
fn nothing_is_asked_of_whoever_skips() {
    let said = read(&Draft::empty("EUR"));
    assert!(said.faults.is_empty());
    for template in TEMPLATES {
        let base = load(template.id).unwrap();
        let s = said.own.begin(&base).unwrap();
        assert_eq!((&s.stages[0].rate, &s.money.deal), (&base.stages[0].rate, &base.money.deal));
        assert!(s.inputs().iter().all(|x| x.input.tag != Tag::Mine));
    }
}

/// The form outlives a reload as text: every template's, filled in, and one that was begun anew.
#[test]
fn a_form_is_kept_as_text() {
    for template in TEMPLATES {
        let s = load(template.id).unwrap();
        for draft in [Draft::of(&s, &NumberStyle::english("USD")), company()] {
            let text = super::left::write(&Own::of(&s), &draft, Some(template.id)).unwrap();
            let (own, read, from) = super::left::read(&text).unwrap();
            assert_eq!((own, read, from), (Own::of(&s), draft, Some(template.id)));
        }
    }
    assert_eq!(super::left::read("{}"), None);
}
