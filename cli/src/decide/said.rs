//! What the page says about a finding, above its table: the view's title, in US English with the scenario's currency.

use funnel_decide::Finding;
use funnel_decide::regret::Regret;
use funnel_decide::sides::Carried;
use funnel_engine::scenario::Scenario;
use funnel_sentences::{compare, curve, cut, drivers, extra, holds, ladder, learn, mix, outcome, regret};
use funnel_text::NumberStyle;

/// The title of the finding's view, as a sentence.
pub(super) fn title(found: &Finding, s: &Scenario, others: &[Carried]) -> String {
    let n = style(s);
    match found {
        Finding::Holds(x) => x.crossing.as_ref().map_or_else(String::new, |c| holds::crossing(s, c, &n).text),
        Finding::Ladder(x) => ladder::title(s, x, &n).text,
        Finding::Curve(x) => curve::title(s, x, &n).text,
        Finding::Mix(x) => mix::title(s, x, &n).text,
        Finding::Extra(x) => extra::title(s, x, &n).text,
        Finding::Cut(x) => cut::title(s, x, &n).text,
        Finding::Outcome(x) => outcome::title(s, x, &n).text,
        Finding::Drivers(x) => drivers::title(x, &drivers::Names::of(s), &n),
        Finding::Learn(x) => learn::learn_title(s, x, &drivers::Names::of(s), &n).text,
        Finding::Compare(x) => {
            let names: Vec<&str> =
                [s].into_iter().chain(others.iter().map(|x| &x.0)).map(|s| s.name.as_str()).collect();
            compare::title(s, x, &compare::called(&names), &n).text
        }
        Finding::Regret(x) => regret::title(s, x, &plans(x, s, others), &n).text,
    }
}

/// What is tried, by name, as on the page: a plan without one is called by what it does.
pub(super) fn plans(found: &Regret, s: &Scenario, others: &[Carried]) -> Vec<String> {
    let sets: Vec<&Scenario> = std::iter::once(s).chain(others.iter().map(|other| &other.0)).collect();
    regret::plans(&regret::named(found, &sets, &style(s)))
}

/// How numbers are written on the command line.
pub(super) fn style(s: &Scenario) -> NumberStyle {
    NumberStyle::of_scenario(s)
}
