use funnel_engine::report::Estimate;
use funnel_testkit::reports;
use funnel_text::NumberStyle;
use proptest::prelude::*;

use super::*;
use funnel_decide::compare::Side;
use funnel_engine::process::Metric;

fn duel(wins: u32, losses: u32, ahead: f64, se: f64) -> Duel {
    let (all, ties) = (2_048, 2_048 - wins - losses);
    let chance = (f64::from(wins) + 0.5 * f64::from(ties)) / f64::from(all);
    let of = |value: f64, se: f64| Estimate { value: Some(value), se: Some(se) };
    Duel {
        wins,
        ties,
        losses,
        chance: of(chance, (chance * (1.0 - chance) / f64::from(all)).sqrt()),
        ahead: of(ahead, se),
    }
}

/// Scenarios with these means, and this error for each pair; whichever is ahead on average is ahead in 62 % of futures.
fn compare(metric: Metric, means: &[f64], se: f64) -> Compare {
    let side =
        || Side { name: String::new(), planned: true, plan: String::new(), figures: Vec::new(), correlation: None };
    let against = |a: &f64, b: &f64| match a - b {
        0.0 => duel(0, 0, 0.0, 0.0),
        d if d > 0.0 => duel(1_270, 778, d, se),
        d => duel(778, 1_270, d, se),
    };
    Compare {
        metric,
        refused: Vec::new(),
        replicates: 2_048,
        sides: means.iter().map(|_| side()).collect(),
        duels: means.iter().map(|a| means.iter().map(|b| against(a, b)).collect()).collect(),
        inputs: Vec::new(),
    }
}

fn names() -> Vec<String> {
    ["“Ours”", "“Bold”", "“Lean”"].map(str::to_owned).to_vec()
}

#[test]
fn the_board_hears_who_is_ahead_by_how_much_and_how_often() {
    let n = NumberStyle::default();
    let said = |means: &[f64], se| title(&reports::scenario(), &compare(Metric::Profit, means, se), &names(), &n).text;
    assert_eq!(
        said(&[4.0e6, 4.12e6], 2e4),
        "“Bold” brings $120k more profit than “Ours” on average, and more in 31 of 50 futures."
    );
    assert_eq!(
        said(&[4.12e6, 4.0e6], 2e4),
        "“Ours” brings $120k more profit than “Bold” on average, and more in 31 of 50 futures."
    );
    assert_eq!(
        said(&[-4.0e6, -4.5e6, -3.6e6], 2e4),
        "Of 3 scenarios “Lean” brings the most profit: $400k more than “Ours” on average, and more in 31 of 50 futures."
    );
    let npv = title(&reports::scenario(), &compare(Metric::Npv, &[4.0e6, 4.12e6], 2e4), &names(), &n).text;
    assert_eq!(npv, "“Bold” brings $120k more net present value than “Ours” on average, and more in 31 of 50 futures.");
}

#[test]
fn a_mean_made_by_few_futures_says_so() {
    let mut c = compare(Metric::Profit, &[4.0e6, 4.12e6], 2e4);
    (c.duels[0][1], c.duels[1][0]) = (duel(1_270, 778, -1.2e5, 2e4), duel(778, 1_270, 1.2e5, 2e4));
    assert_eq!(
        title(&reports::scenario(), &c, &names(), &NumberStyle::default()).text,
        "“Bold” brings $120k more profit than “Ours” on average, but more in 19 of 50 futures."
    );
}

#[test]
fn one_cannot_tell_where_the_error_is_larger_than_the_difference() {
    let n = NumberStyle::default();
    let said = |means: &[f64], se| title(&reports::scenario(), &compare(Metric::Profit, means, se), &names(), &n).text;
    assert_eq!(
        said(&[4.01e6, 4.0e6], 2e4),
        "We cannot tell which of “Ours” and “Bold” brings more profit: on average “Ours” is ahead of “Bold” by $10k, within \
         its error; it brings more in 31 of 50 futures."
    );
    assert_eq!(
        said(&[4.01e6, 4.0e6, 3.0e6], 2e4),
        "We cannot tell which of “Ours” and “Bold” brings the most profit: on average “Ours” is ahead of “Bold” by $10k, \
         within its error; it brings more in 31 of 50 futures."
    );
    assert!(
        said(&[4.01e6, 4.0e6, 4.0e6], 2e4)
            .starts_with("We cannot tell which of “Ours”, “Bold” and “Lean” brings the most")
    );
}

#[test]
fn the_same_is_the_same() {
    let n = NumberStyle::default();
    let said = |means: &[f64]| title(&reports::scenario(), &compare(Metric::Revenue, means, 2e4), &names(), &n).text;
    assert_eq!(said(&[4e6, 4e6]), "“Ours” and “Bold” come to the same revenue in every one of 2,048 futures.");
    assert_eq!(
        said(&[4e6, 4e6, 3e6]),
        "“Ours” and “Bold” bring the most revenue, and the same in every one of 2,048 futures."
    );
    assert_eq!(said(&[4e6]), "Which scenario brings more revenue");
}

#[test]
fn all_and_none_are_for_what_is_so_in_every_future() {
    let n = NumberStyle::default();
    let c = compare(Metric::Profit, &[4e6, 4.12e6], 2e4);
    let with = |d| {
        let mut c = c.clone();
        c.duels[1][0] = d;
        title(&reports::scenario(), &c, &names(), &n).text
    };
    assert!(with(duel(2_048, 0, 1.2e5, 1e3)).ends_with("and more in every one of 2,048 futures."));
    assert!(with(duel(2_047, 1, 1.2e5, 1e3)).ends_with("and more in nearly all of 50 futures."));
    assert!(with(duel(1, 2_047, 1.2e5, 1e3)).ends_with("but more in hardly any of 50 futures."));
    assert_eq!(chance(&duel(2_048, 0, 1.0, 0.1), &n), ("every future".to_owned(), 2));
    assert_eq!(chance(&duel(2_047, 1, 1.0, 0.1), &n), ("more than 99%".to_owned(), 2));
    assert_eq!(chance(&duel(0, 2_048, 1.0, 0.1), &n), ("no future".to_owned(), -2));
    assert_eq!(chance(&duel(1, 2_047, 1.0, 0.1), &n), ("less than 1%".to_owned(), -2));
    assert_eq!(chance(&duel(1_270, 778, 1.0, 0.1), &n), ("62%".to_owned(), 1));
    assert_eq!(chance(&duel(1_030, 1_018, 1.0, 0.1), &n), ("50%".to_owned(), 0), "one cannot tell");
    assert_eq!(chance(&duel(0, 0, 0.0, 0.0), &n), ("50%".to_owned(), 0));
}

#[test]
fn each_pair_has_its_sentence() {
    let n = NumberStyle::default();
    let said = |means: &[f64], a, b| pair(&compare(Metric::Profit, means, 2e4), &names(), a, b, &n);
    assert_eq!(
        said(&[4.0e6, 4.12e6], 1, 0),
        "“Bold” against “Ours”: more profit in 31 of 50 futures; on average +$120k ± $39k."
    );
    assert_eq!(
        said(&[4.0e6, 4.12e6], 0, 1),
        "“Ours” against “Bold”: more profit in 19 of 50 futures; on average −$120k ± $39k."
    );
    assert!(said(&[4.0e6, 4.01e6], 0, 1).ends_with("on average we cannot tell: −$10k, within its error."));
    assert!(said(&[4e6, 4e6], 0, 1).ends_with("they are the same in every future."));
}

#[test]
fn names_tell_scenarios_apart_and_say_what_cannot_stand_side_by_side() {
    let n = NumberStyle::default();
    let s = reports::scenario();
    let mut other = s.clone();
    assert_eq!(called(&["Ours", "Ours"]), ["“Ours” (A)", "“Ours” (B)"]);
    assert_eq!(called(&["Ours", " "]), ["“Ours”", "“Untitled”"]);
    other.name = " ".into();
    assert_eq!(kept_name(&s, &n), "20% more everywhere");
    other.plans.clear();
    assert_eq!(kept_name(&other, &n), "As today");
    assert_eq!(apart(&s, &other), None);
    other.frame.horizon_weeks = 26;
    assert_eq!(
        apart(&s, &other).as_deref(),
        Some("looks at 6 months, and the one on the page at 12 months; both must cover the same")
    );
    other.currency = "EUR".into();
    assert_eq!(apart(&s, &other).as_deref(), Some("counts in EUR, and the one on the page in USD; convert one"));
}

/// Figures are money or people, never the one written as the other.
#[test]
fn customers_are_no_money_and_money_is_no_customers() {
    let n = NumberStyle::default();
    proptest!(|(means in prop::collection::vec(0.0..50.0_f64, 2..4), se in 0.01..5.0_f64)| {
        for metric in funnel_decide::sides::FIGURES {
            let c = compare(metric, &means, se);
            for text in [title(&reports::scenario(), &c, &names(), &n).text, pair(&c, &names(), 1, 0, &n)] {
                prop_assert_eq!(text.contains('$'), metric != Metric::Customers, "{}", text);
                prop_assert_eq!(text.contains("customers"), metric == Metric::Customers, "{}", text);
            }
        }
    });
    let c = compare(Metric::Customers, &[5.0, 6.2], 0.1);
    let text = title(&reports::scenario(), &c, &names(), &n).text;
    assert_eq!(text, "“Bold” brings 1.2 more customers than “Ours” on average, and more in 31 of 50 futures.");
}
