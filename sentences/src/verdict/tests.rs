use funnel_testkit::reports;
use funnel_text::NumberStyle;

use super::*;
use crate::often::{Often, pays_back};
use proptest::prelude::*;

fn title(s: &Scenario, r: &Report) -> String {
    verdict(s, r, &NumberStyle::default()).title
}

#[test]
fn more_budget() {
    let (mut s, r) = (reports::scenario(), reports::report());
    assert_eq!(
        title(&s, &r),
        "20% more budget buys 9% more revenue, and pays for itself within 12 months in 41 of 50 futures."
    );
    assert_eq!(verdict(&s, &r, &NumberStyle::default()).short, "+9% revenue · 41 of 50");
    let few = reports::with(&r, |c| reports::odds(c, 12, 0.24));
    assert_eq!(
        title(&s, &few),
        "20% more budget buys 9% more revenue, but pays for itself within 12 months in 12 of 50 futures."
    );
    for (dots, p, end) in [
        (50, 1.0, "and pays for itself within 12 months in every one of 24,000 futures."),
        (50, 0.997, "and pays for itself within 12 months in nearly all of 50 futures."),
        (0, 0.003, "but pays for itself within 12 months in hardly any of 50 futures."),
        (0, 0.0, "but pays for itself within 12 months in none of 24,000 futures."),
    ] {
        let said = title(&s, &reports::with(&r, |c| reports::odds(c, dots, p)));
        assert!(said.ends_with(end), "{said}");
    }
    let less = reports::with(&few, |c| c.mean_uplift.value = Some(-0.02));
    assert_eq!(
        title(&s, &less),
        "20% more budget brings 2% less revenue, and pays for itself within 12 months in only 12 of 50 futures."
    );
    s.plans[0].spend[0].channels = vec!["search".to_owned()];
    assert!(title(&s, &r).starts_with("20% more on Paid search buys 9% more revenue"));
}

#[test]
fn less_budget() {
    let mut s = reports::scenario();
    s.plans[0].spend[0].scale = 0.8;
    let r = reports::with(&reports::report(), |c| {
        c.spend = -1e5;
        reports::set(c, Metric::Revenue, -5e5, 1e4);
        c.mean_uplift.value = Some(-0.062);
    });
    assert_eq!(
        title(&s, &r),
        "20% less budget costs 6% of revenue, and leaves more profit after 12 months in 41 of 50 futures."
    );
}

#[test]
fn cannot_tell() {
    let s = reports::scenario();
    let r = reports::with(&reports::report(), |c| {
        c.mean_uplift = Estimate { value: Some(0.001), se: Some(0.002) };
    });
    let v = verdict(&s, &r, &NumberStyle::default());
    assert_eq!(v.kind, Kind::Unclear);
    assert_eq!(
        v.title,
        "20% more budget changes revenue by +0.1%, within its error of ±0.4 points, and pays for itself within 12 months in \
         41 of 50 futures."
    );
    assert_eq!(v.short, "+0.1% revenue, within its error · 41 of 50");
    assert!(v.advice.unwrap().starts_with("It is less than we can tell from this run"));
    // 24,000 × ((1.96 × 0.002 / 0.0025)² − 1) = 35,009.
    let more = reports::with(&r, |c| c.mean_uplift.value = Some(0.002_5));
    let advice = verdict(&s, &more, &NumberStyle::default()).advice.unwrap();
    assert_eq!(advice, "About 40,000 more futures would settle it, or a larger change.");
    let r = reports::with(&r, |c| c.mean_uplift.value = Some(-1e-9));
    let v = verdict(&s, &r, &NumberStyle::default());
    assert!(
        v.title.starts_with("20% more budget changes revenue by less than this run can show, ±0.4 points, and pays")
    );
    assert!(v.advice.unwrap().starts_with("It is less than we can tell from this run"));
}

/// The first futures of a run say what they have found, not that it cannot be told: that is only known at its end.
#[test]
fn the_first_futures_say_what_they_found() {
    let s = reports::scenario();
    let mut r = reports::with(&reports::report(), |c| {
        c.mean_uplift = Estimate { value: Some(0.018), se: Some(0.012) };
    });
    r.replicates = 256;
    let v = verdict(&s, &r, &NumberStyle::default());
    assert_eq!(
        v.title,
        "20% more budget changes revenue by +1.8% so far, ±2.4 points, and pays for itself within 12 months in 41 of 50 \
         futures."
    );
    assert_eq!((v.kind, v.short.as_str(), v.advice), (Kind::Early, "+1.8% revenue so far · 41 of 50", None));
    let none = reports::with(&r, |c| c.mean_uplift.value = Some(-1e-9));
    assert!(title(&s, &none).starts_with("20% more budget hardly changes revenue so far, ±2.4 points, and pays"));
    r.replicates = SETTLED;
    assert!(
        title(&s, &r)
            .starts_with("20% more budget changes revenue by +1.8%, within its error of ±2.4 points, and pays")
    );
}

#[test]
fn equal_plans_no_plan_and_no_revenue() {
    let mut s = reports::scenario();
    s.plans[0].spend[0].scale = 1.0;
    let same = reports::with(&reports::report(), |c| {
        c.spend = 0.0;
        c.dots = vec![0.0; 50];
        c.difference.values_mut().for_each(|x| *x = reports::constant(0.0));
    });
    assert_eq!(title(&s, &same), "The plan is today’s plan: nothing changes.");

    let mut alone = reports::report();
    alone.comparisons.clear();
    assert_eq!(
        title(&s, &alone),
        "Today’s plan brings $7.7M within 12 months on average; eight futures in ten lie between $7.2M and $8.2M."
    );

    let s = reports::scenario();
    let mut nothing = reports::with(&reports::report(), |c| reports::set(c, Metric::Revenue, 0.0, 0.0));
    assert_eq!(
        title(&s, &nothing),
        "20% more budget brings no more revenue within 12 months, so it pays for itself in 41 of 50 futures."
    );
    for arm in &mut nothing.arms {
        arm.figures.insert(Metric::Revenue, reports::constant(0.0));
    }
    assert_eq!(
        title(&s, &nothing),
        "Neither today’s plan nor this one brings revenue within 12 months; the plan pays for itself within 12 months in 41 of 50 \
         futures."
    );
    let first = reports::with(&nothing, |c| reports::set(c, Metric::Revenue, 1.2e6, 1e4));
    assert_eq!(
        title(&s, &first),
        "20% more budget brings $1.2M where today brings nothing, and pays for itself within 12 months in 41 of 50 \
         futures."
    );
}

#[test]
fn a_free_improvement_is_not_bought() {
    let mut s = reports::scenario();
    s.plans[0].spend.clear();
    s.plans[0].rates = vec![funnel_engine::scenario::RateChange { stage: "won".to_owned(), logit: 0.2 }];
    let r = reports::with(&reports::report(), |c| c.spend = 0.0);
    assert_eq!(
        title(&s, &r),
        "The plan brings 9% more revenue, and leaves more profit after 12 months in 41 of 50 futures."
    );
}

/// 30 % less leaves more profit in 47 of 50 futures within the horizon, and in 17 once everything has landed: the title
/// gives both.
#[test]
fn a_reversal_is_in_the_title() {
    let mut s = reports::scenario();
    s.plans[0].spend[0].scale = 0.7;
    let cut = reports::with(&reports::report(), |c| {
        c.spend = -1.5e5;
        c.mean_uplift.value = Some(-0.062);
        reports::odds(c, 47, 0.94);
        c.pays_back_after = reports::chance(0.33);
    });
    assert_eq!(
        title(&s, &cut),
        "30% less budget costs 6% of revenue, and leaves more profit after 12 months in 47 of 50 futures; counting what \
         lands later, in 17 of 50 futures."
    );
    assert_eq!(verdict(&s, &cut, &NumberStyle::default()).short, "−6% revenue · 47 of 50, later 17 of 50");
    s.levers.customers = Some(Default::default());
    assert!(title(&s, &cut).ends_with("; counting what lands later, renewals among it, in 17 of 50 futures."));
}

proptest! {
    /// Whatever the report, the title gives both chances where they lie on different sides of one half, and only the
    /// first where they do not.
    #[test]
    fn no_title_hides_a_reversal(
        p in 0.0..=1.0_f64, after in 0.0..=1.0_f64, spend in -1e5..1e5_f64, uplift in -0.2..0.2_f64,
        se in 0.0..0.1_f64, extra in prop_oneof![Just(0.0), -1e6..1e6_f64], base in any::<bool>(),
    ) {
        let n = NumberStyle::default();
        let mut r = reports::with(&reports::report(), |c| {
            c.spend = spend;
            c.mean_uplift = Estimate { value: Some(uplift), se: Some(se) };
            reports::set(c, Metric::Revenue, extra, f64::from(extra != 0.0));
            reports::odds(c, (50.0 * p).round() as usize, p);
            c.pays_back_after = reports::chance(after);
        });
        if !base {
            r.arms.iter_mut().for_each(|arm| {
                arm.figures.insert(Metric::Revenue, reports::constant(0.0));
            });
        }
        let c = &r.comparisons[0];
        let said = title(&reports::scenario(), &r);
        let error = 0.003;
        let turns = (p - 0.5) * (after - 0.5) < 0.0 && (p - 0.5).abs() > error && (after - 0.5).abs() > error;
        prop_assert_eq!(said.contains("counting what lands later"), turns, "{}", said);
        if turns {
            prop_assert!(said.contains(&pays_back(c, r.replicates).in_futures(&n)), "{said}");
            prop_assert!(said.contains(&Often::new(after, r.replicates).in_futures(&n)), "{said}");
        }
    }
}
