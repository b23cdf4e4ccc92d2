use funnel_testkit::reports::known;

use super::*;

fn profit(view: View, what: What) -> Claim {
    Claim::new(view, Metric::Profit, what)
}

fn best(view: View, best: Side, among: Among) -> Claim {
    profit(view, What::Best { best, among })
}

/// The reasons given for claims that exclude each other.
fn why(claims: &[Claim]) -> Vec<&'static str> {
    contradictions(claims).into_iter().map(|found| found.why).collect()
}

/// *How far* says that 44 % less is best; *Find out first* once said that staying with today is best, without saying
/// among what. Among today's budget and the plan it may well be.
#[test]
fn what_is_best_of_two_is_not_best_of_all() {
    let far =
        || best(View::Curve, Side::budget(0.56, true), among([0.0, 0.56, 1.0, 1.2].map(|m| Side::budget(m, true))));
    let of_all = best(View::Learn, Side::Today, Among::Anything);
    assert_eq!(why(&[far(), of_all]), ["two are best, each of both", "it does not say against what it is best"]);
    let of_two = best(View::Learn, Side::Today, among([Side::Today, Side::Budget(1.2)]));
    assert_eq!(why(&[far(), of_two]), Vec::<&str>::new());
    // Among three alternatives, one of which is the curve's best, they cannot both be right.
    let of_three = best(View::Learn, Side::Today, among([Side::Today, Side::Budget(1.2), Side::Budget(0.56)]));
    assert_eq!(why(&[far(), of_three]), ["two are best, each of both"]);
    let of_revenue =
        Claim { metric: Metric::Revenue, ..best(View::Learn, Side::Today, among([Side::Today, Side::Budget(0.56)])) };
    assert_eq!(why(&[far(), of_revenue]), Vec::<&str>::new(), "another figure may have another best");
}

/// *Regret* once counted two sets of assumptions where both were the same.
#[test]
fn the_same_assumptions_twice_are_one_set() {
    let all = |told, differ| profit(View::Regret, What::BestUnderAll { told, differ });
    assert_eq!(why(&[all(2, 1)]), ["sets of assumptions that are the same are one"]);
    assert_eq!(why(&[all(2, 2)]), Vec::<&str>::new());
}

/// A split worth $200 of a million was once "97 % sure" and "ahead in 2 of 50 futures".
#[test]
fn a_split_is_better_by_one_criterion() {
    let ahead = || profit(View::Mix, What::Ahead { side: Side::Split, of: Side::Today, by: known(200.0, 80.0) });
    let often = |says_so| {
        let (side, of) = (Side::Split, Side::Today);
        profit(View::Mix, What::Often { side, of, ahead: 0.04, behind: 0.1, says_so })
    };
    let worth = profit(View::Mix, What::Worth { gain: 200.0, of: 1e6 });
    assert_eq!(
        why(&[worth, ahead(), often(false)]),
        ["what it is worth is not worth having", "the mean and the odds point apart, and nothing says so"]
    );
    assert_eq!(why(&[ahead(), often(true)]), Vec::<&str>::new(), "said, it is no contradiction");
    assert_eq!(why(&[profit(View::Mix, What::Worth { gain: 2e4, of: 1e6 })]), Vec::<&str>::new());
}

#[test]
fn what_is_ahead_of_the_best_is_caught_either_way_round() {
    let claim = || best(View::Curve, Side::Today, among([Side::Today, Side::Budget(1.2)]));
    let ahead = |side, of, by| profit(View::Answer, What::Ahead { side, of, by });
    let beats = [
        ahead(Side::Budget(1.2), Side::Today, known(3e4, 1e4)),
        ahead(Side::Today, Side::Budget(1.2), known(-3e4, 1e4)),
    ];
    for other in beats {
        assert_eq!(why(&[claim(), other.clone()]), ["something is ahead of the best"]);
        assert_eq!(why(&[other, claim()]), ["something is ahead of the best"]);
    }
    let within = ahead(Side::Budget(1.2), Side::Today, known(1e4, 1e4));
    assert_eq!(why(&[claim(), within]), Vec::<&str>::new(), "an error is no lead");
    let unnamed = ahead(Side::Plan(0), Side::Today, known(3e4, 1e4));
    assert_eq!(why(&[claim(), unnamed]), Vec::<&str>::new(), "it is none of those it is best of");
}

/// Within a year a cut may be best, and over two years more money; over the same time only one can be.
#[test]
fn what_is_best_over_longer_is_another_claim() {
    let all = || among([0.5, 1.0, 1.5].map(|m| Side::budget(m, true)));
    let cut = || best(View::Curve, Side::Budget(0.5), all());
    let more = || best(View::Curve, Side::Budget(1.5), all()).over(104);
    assert_eq!(why(&[cut(), more()]), Vec::<&str>::new());
    assert_eq!(why(&[more(), cut().over(104)]), ["two are best, each of both"]);
    let behind = What::Ahead { side: Side::Today, of: Side::Budget(1.5), by: known(3e4, 1e4) };
    assert_eq!(why(&[more(), profit(View::Curve, behind.clone()).over(104)]), ["something is ahead of the best"]);
    assert_eq!(why(&[more(), profit(View::Answer, behind)]), Vec::<&str>::new());
}

#[test]
fn who_is_ahead_in_time_is_not_behind_at_the_horizon() {
    let by = |week| {
        let (side, of) = (Side::Plan(0), Side::Today);
        profit(View::Time, What::AheadBy { side, of, week, horizon: 52 })
    };
    let often = |behind| {
        let (side, of) = (Side::Plan(0), Side::Today);
        profit(View::Answer, What::Often { side, of, ahead: 1.0 - behind, behind, says_so: true })
    };
    assert_eq!(why(&[by(Some(40)), often(0.7)]), ["ahead in time in half of the futures, and behind in more"]);
    for (week, behind) in [(Some(40), 0.3), (Some(60), 0.7), (None, 0.9), (Some(52), 0.51)] {
        assert_eq!(why(&[by(week), often(behind)]), Vec::<&str>::new(), "{week:?} {behind}");
    }
}

#[test]
fn one_difference_has_one_size() {
    let by = |view, value| profit(view, What::Ahead { side: Side::Plan(0), of: Side::Today, by: known(value, 1e3) });
    assert_eq!(why(&[by(View::Answer, 1e4), by(View::Learn, 1.2e4)]), Vec::<&str>::new());
    assert_eq!(why(&[by(View::Answer, 1e4), by(View::Learn, -1e4)]), ["one difference has two sizes"]);
    let turned = profit(View::Learn, What::Ahead { side: Side::Today, of: Side::Plan(0), by: known(-1e4, 1e3) });
    assert_eq!(why(&[by(View::Answer, 1e4), turned]), Vec::<&str>::new());
}

#[test]
fn revenue_falls_from_one_budget_on() {
    let falls = |view, from| Claim::new(view, Metric::Revenue, What::Falls { alone: true, from, tried: 3e6 });
    let (coarse, fine) = (falls(View::Holds, Some([1.25e6, 2e6])), falls(View::Curve, Some([1.7e6, 1.9e6])));
    assert_eq!(why(&[coarse.clone(), fine.clone()]), Vec::<&str>::new());
    assert_eq!(why(&[falls(View::Holds, None), fine]), ["revenue falls where it is said not to"]);
    assert_eq!(why(&[coarse, falls(View::Curve, Some([2.4e6, 2.6e6]))]), ["revenue falls from two budgets on"]);
}

#[test]
fn advice_has_a_price() {
    let advice =
        |is_priced| profit(View::Ladder, What::Advice { side: Side::Step("one more person".into()), is_priced });
    assert_eq!(why(&[advice(true)]), Vec::<&str>::new());
    assert_eq!(why(&[advice(false)]), ["nobody gave a price for what it advises"]);
}

#[test]
fn plans_are_known_by_what_they_do() {
    use funnel_engine::scenario::{SettingChange, SpendChange};
    let mut s = funnel_testkit::reports::scenario();
    assert_eq!((Side::of_plan(&s, 0), Side::of_plan(&s, 1)), (Side::Budget(1.2), Side::Today));
    let plan = |spend: SpendChange| Plan { spend: vec![spend], ..Plan::default() };
    let same = SpendChange::default();
    s.plans = vec![
        plan(SpendChange { scale: 1.0, ..same.clone() }),
        plan(SpendChange { scale: 0.5, weeks: Some(10), ..same.clone() }),
        plan(SpendChange { scale: 0.5, channels: vec!["search".into()], ..same }),
        Plan { settings: vec![SettingChange { setting: "x".into(), value: 1.0 }], ..Plan::default() },
    ];
    let sides: Vec<Side> = (0..4).map(|i| Side::of_plan(&s, i)).collect();
    assert_eq!(sides, [Side::Today, Side::Plan(1), Side::Plan(2), Side::Plan(3)]);
}

#[test]
fn an_unfinished_figure_is_marked() {
    assert_eq!(so_far("One helps most.".into(), false), "So far: One helps most.");
    assert_eq!(so_far("One helps most.".into(), true), "One helps most.");
    assert_eq!(so_far(String::new(), false), "");
}

/// *In short* once advised against a budget that would have paid in another place.
#[test]
fn money_is_not_refused_where_it_has_a_place() {
    let (pays, refused) = (|more| What::Pays { more }, |more| What::Refused { more });
    let both = |a, b| why(&[profit(View::Extra, a), profit(View::Short, b)]);
    assert_eq!(both(pays(true), refused(true)).len(), 1);
    assert_eq!(both(pays(true), refused(false)), Vec::<&str>::new(), "the one is of more, the other of less");
    let on = |channel: &str| What::MoreOn { channel: channel.into() };
    let elsewhere = What::Elsewhere { than: vec!["search".into()] };
    assert_eq!(both(elsewhere.clone(), on("search")).len(), 1);
    assert_eq!(both(elsewhere, on("events")), Vec::<&str>::new());
}
