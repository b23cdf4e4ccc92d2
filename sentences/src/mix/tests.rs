use funnel_decide::mix::{PartWay, Pulse};
use funnel_engine::report::Chance;
use funnel_testkit::reports::{self, known};
use funnel_text::NumberStyle;

use super::*;

fn mix(profit: f64, sure: f64) -> Mix {
    let way = PartWay { share: 0.5, less_today: known(profit / 1.5, 1e4), lost: known(profit / 3.0, 1e4) };
    Mix {
        channels: vec![Share::default(), Share::default()],
        total: 1e4,
        verdict: Some(Verdict {
            seed: 2,
            today: known(0.0, 1.0),
            profit: known(profit, 1e4),
            revenue: known(profit, 1e4),
            first: known(profit, 1e4),
            better: Chance { value: 0.62, ..Chance::default() },
            behind: Chance { value: 0.38, ..Chance::default() },
            sure,
            part_way: vec![way],
            pulse: None,
        }),
        ..Mix::default()
    }
}

#[test]
fn a_mix_is_better_or_not_or_one_cannot_tell() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let title = |m: &Mix, n: &NumberStyle| title(&s, m, n).text;
    let sentences =
        |m: &Mix, n: &NumberStyle| -> Vec<String> { sentences(&s, m, n).into_iter().map(|said| said.text).collect() };
    assert_eq!(
        title(&mix(4.2e4, 0.999), &n),
        "Another split of the same money changes profit by +$40k against today’s split, in futures it was not chosen in."
    );
    assert_eq!(
        sentences(&mix(4.2e4, 0.999), &n),
        ["It is ahead of today’s split in 31 of 50 futures.", "Half of the way there changes profit by +$30k."]
    );
    let pulses = |pulse: Option<(u32, u32)>| {
        let pulse = pulse.map(|(on_weeks, off_weeks)| Pulse { on_weeks, off_weeks, less_mix: known(2.1e4, 5e3) });
        let m = Mix {
            pulses: vec![Pulse { on_weeks: 1, off_weeks: 1, less_mix: known(0.0, 1.0) }],
            pulse,
            ..mix(4.2e4, 0.999)
        };
        sentences(&m, &n).pop().unwrap()
    };
    assert_eq!(
        pulses(Some((1, 1))),
        "Spent in pulses, 1 week on and 1 week off, it changes profit by a further +$21k."
    );
    assert_eq!(
        pulses(Some((4, 4))),
        "Spent in pulses, 4 weeks on and 4 weeks off, it changes profit by a further +$21k."
    );
    assert_eq!(pulses(Some((4, 0))), "Spent evenly week by week it changes profit by a further +$21k.");
    assert!(pulses(None).ends_with("bring nothing that stands out from its error."));
    // $200 of the $520k that is split: certain, and no reason to split it differently.
    let small = mix(200.0, 0.97);
    assert!(title(&small, &n).starts_with("Today’s split is as good as any: the best found changes profit by"));
    assert_eq!(sentences(&small, &n), Vec::<String>::new());
    let mut few = mix(4.2e4, 0.999);
    if let Some(v) = &mut few.verdict {
        (v.better.value, v.behind.value) = (0.04, 0.1);
    }
    assert_eq!(
        sentences(&few, &n)[0],
        "It is ahead of today’s split in 2 of 50 futures, behind in 5 of 50, and the same in the rest: its mean is higher all the \
         same, as a few good futures carry it."
    );
    assert!(title(&mix(8e3, 0.79), &n).starts_with("We cannot tell a better split from today’s"));
    assert!(title(&Mix { keeps_today: true, ..mix(0.0, 0.5) }, &n).starts_with("Today’s split stands"));
    assert!(title(&Mix { impossible: true, total: 1e4, ..Mix::default() }, &n).starts_with("No split holds"));
    assert!(title(&Mix::default(), &n).starts_with("There is one channel"));
}

#[test]
fn single_moves_are_told_the_best_first_with_amounts_by_one_rule() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let to = |spend: f64, profit: f64| Move { spend, profit: known(profit, 1e3) };
    let share = |i: usize, from: f64, moves| Share {
        channel: s.channels[i].id.clone(),
        today: from,
        from,
        mix: from,
        moves,
        ..Share::default()
    };
    let m = Mix {
        channels: vec![share(0, 2e4, vec![to(1e4, -3e4), to(4e4, 1e4)]), share(1, 10.0, vec![to(2_010.0, 5e4)])],
        ..Mix::default()
    };
    let told = moves(&s, &m, &n);
    let names = [0, 1].map(|i| s.channels[i].name.clone());
    let wanted = [
        format!("{} {} on {}", told[0].cells[1], per(s.calendar.period), names[1]),
        format!("Twice on {}", names[0]),
        format!("Half on {}", names[0]),
    ];
    assert_eq!(told.iter().map(|x| x.name.clone()).collect::<Vec<_>>(), wanted);
    assert_eq!(told[1].profit, known(1e4, 1e3));
    assert_eq!(told[1].cells[0], told[2].cells[0], "both from what the channel has");
    assert_eq!(moves(&s, &Mix::default(), &n), Vec::new());
}

#[test]
fn without_money_there_is_nothing_to_split() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let none = Mix { total: 0.0, impossible: true, ..mix(0.0, 0.5) };
    assert_eq!(title(&s, &none, &n).text, "Nothing is spent today, so there is nothing to split.");
    assert!(title(&s, &Mix { total: 1e4, ..none }, &n).text.starts_with("No split"));
}
