use super::*;
use funnel_engine::process::Metric;
use funnel_testkit::reports;
use funnel_text::NumberStyle;

fn drivers(low: f64) -> Drivers {
    let first = Share { value: 0.31, se: 0.02, low, high: 0.35 };
    Drivers {
        metric: Metric::Profit,
        replicates: 1_024,
        difference: Estimate::known(1e5, 6e3),
        sd: Some(2e5),
        parts: vec![Part {
            inputs: vec!["stage/won/rate".into()],
            paths: Vec::new(),
            market: false,
            first,
            total: None,
        }],
        luck_and_interactions: Some(Share { value: 0.42, se: 0.03, low: 0.36, high: 0.48 }),
        tornado: Vec::new(),
    }
}

#[test]
fn the_driver_is_named_or_that_none_stands_out() {
    let (names, n) = (Names::of(&reports::scenario()), NumberStyle::default());
    assert_eq!(
        title(&drivers(0.27), &names, &n),
        "Won: Chance to pass decides most: 31% of how much profit changes. 42% is chance, and assumptions acting together."
    );
    assert_eq!(
        title(&drivers(-0.01), &names, &n),
        "No single assumption decides this: 42% of how much profit changes is chance, and assumptions acting together."
    );
    let mut lucky = drivers(0.27);
    lucky.luck_and_interactions = Some(Share { value: 0.66, se: 0.03, low: 0.6, high: 0.72 });
    assert_eq!(
        title(&lucky, &names, &n),
        "No single assumption decides this: 66% of how much profit changes is chance, and assumptions acting together; Won: \
         Chance to pass decides the largest part of the rest, 31%."
    );
    let close = |values: &[f64], luck: f64| {
        let mut d = drivers(0.27);
        for (i, value) in values.iter().enumerate() {
            let first = Share { value: *value, se: 0.02, low: 0.1, high: 0.4 };
            d.parts.push(Part { inputs: vec![format!("input {i}")], first, ..d.parts[0].clone() });
        }
        d.luck_and_interactions = Some(Share { value: luck, se: 0.03, low: luck, high: luck });
        title(&d, &names, &n)
    };
    assert_eq!(
        close(&[0.27, 0.26, 0.2], 0.4),
        "Won: Chance to pass decides most: 31% of how much profit changes; input 0 or input 1 may decide as much. \
         40% is chance, and assumptions acting together."
    );
    assert_eq!(
        close(&[0.27, 0.26, 0.3, 0.29], 0.4),
        "No assumption stands out: Won: Chance to pass decides 31% of how much profit changes; 4 other assumptions may \
         decide as much. 40% is chance, and assumptions acting together."
    );
    assert!(close(&[0.27], 0.6).ends_with("decides the largest part of the rest, 31%; input 0 may decide as much."));
    assert!(close(&[0.27, 0.26, 0.3], 0.6).ends_with("acting together; none stands out from the rest."));
    for (value, low, se) in [(0.54, 0.4, 0.07), (0.54, 0.5, 0.02), (0.9, 0.8, 0.3), (0.2, 0.1, 0.05)] {
        for first in [0.1, 0.31, 0.65] {
            let mut d = drivers(0.01);
            d.parts[0].first = Share { value: first, ..d.parts[0].first };
            d.luck_and_interactions = Some(Share { value, se, low, high: value });
            let said = title(&d, &names, &n);
            // Chance decides only where it surely is more than the largest assumption; and no two shares that are
            // told come to more than all.
            if said.starts_with("No single assumption") {
                assert!(low > first && value > 0.5, "{said}");
            }
            let told = said.split('%').filter_map(|x| x.rsplit(' ').next()?.parse::<f64>().ok());
            assert!(told.sum::<f64>() <= 101.0, "{said}");
            assert_eq!(said.starts_with("These are too few futures"), too_few(&d), "{said}");
        }
    }
    let mut odd = drivers(0.6);
    odd.parts[0].first = Share { value: 0.65, se: 0.01, low: 0.63, high: 0.67 };
    odd.luck_and_interactions = Some(Share { value: 0.54, se: 0.01, low: 0.52, high: 0.56 });
    assert!(
        title(&odd, &names, &n).starts_with("These are too few futures to tell what decides how much profit changes")
    );
    let certain = Drivers { sd: Some(0.0), ..drivers(0.27) };
    assert_eq!(title(&certain, &names, &n), "Nothing is uncertain about the difference the plan makes.");
    let same = Drivers { difference: Estimate::known(0.0, 0.0), ..certain.clone() };
    assert!(title(&same, &names, &n).starts_with("The plan changes profit in no future simulated"));
    let none = Drivers { difference: Estimate::default(), sd: None, ..certain };
    assert!(title(&none, &names, &n).starts_with("There is no plan"));
    assert_eq!(
        part(&drivers(0.27).parts[0], &names, &n),
        "Won: Chance to pass explains 31% (27% to 35%) of the spread by itself."
    );
    let revenue = Drivers { metric: Metric::Revenue, ..drivers(0.27) };
    assert!(title(&revenue, &names, &n).contains("31% of how much revenue changes"));
}

#[test]
fn total_effects_are_told_once_they_are_known() {
    let (names, n) = (Names::of(&reports::scenario()), NumberStyle::default());
    let with = |value: f64| {
        let mut d = drivers(0.27);
        d.parts[0].total = Some(Share { value, se: 0.03, low: value - 0.06, high: value + 0.06 });
        d
    };
    assert_eq!(together(&drivers(0.27), &names, &n), None);
    assert_eq!(total(&drivers(0.27).parts[0], &n), "–");
    assert_eq!(
        part(&with(0.48).parts[0], &names, &n),
        "Won: Chance to pass explains 31% (27% to 35%) of the spread by itself, and 48% (42% to 54%) with what it does \
         together with others."
    );
    assert_eq!(
        together(&with(0.48), &names, &n).unwrap(),
        "Won: Chance to pass does most together with other inputs and with luck: 17% of the spread beyond what it \
         explains by itself."
    );
    assert_eq!(
        together(&with(0.33), &names, &n).unwrap(),
        "No input does more together with others than the error lets us see."
    );
}
