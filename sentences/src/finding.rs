//! What a study has found, as the title of its view: the same sentence on the page, on slides and on the command line.

use funnel_decide::Finding;
use funnel_decide::regret::Regret;
use funnel_decide::sides::Carried;
use funnel_engine::scenario::Scenario;

use super::claims::Said;
use super::drivers::Names;
use super::numbers::Numbers;
use super::{compare, curve, cut, drivers, extra, holds, ladder, learn, mix, outcome, regret};

/// The title of the view. `others` are the scenarios that are compared with this one; what has found nothing to say is
/// empty.
#[must_use]
pub fn title(found: &Finding, s: &Scenario, others: &[Carried], n: &dyn Numbers) -> Said {
    match found {
        Finding::Holds(x) => {
            x.crossing.as_ref().map_or_else(|| Said::plain(String::new()), |c| holds::crossing(s, c, n))
        }
        Finding::Ladder(x) => ladder::title(s, x, n),
        Finding::Curve(x) => curve::title(s, x, n),
        Finding::Mix(x) => mix::title(s, x, n),
        Finding::Extra(x) => extra::title(s, x, n),
        Finding::Cut(x) => cut::title(s, x, n),
        Finding::Outcome(x) => outcome::title(s, x, n),
        Finding::Drivers(x) => Said::plain(drivers::title(x, &Names::of(s), n)),
        Finding::Learn(x) => learn::learn_title(s, x, &Names::of(s), n),
        Finding::Compare(x) => {
            let names: Vec<&str> =
                [s].into_iter().chain(others.iter().map(|x| &x.0)).map(|s| s.name.as_str()).collect();
            compare::title(s, x, &compare::called(&names), n)
        }
        Finding::Regret(x) => regret::title(s, x, &plans(x, s, others, n), n),
    }
}

/// The plans that are tried, by name: one without a name is called by what it does.
#[must_use]
pub fn plans(found: &Regret, s: &Scenario, others: &[Carried], n: &dyn Numbers) -> Vec<String> {
    let sets: Vec<&Scenario> = std::iter::once(s).chain(others.iter().map(|other| &other.0)).collect();
    regret::plans(&regret::named(found, &sets, n))
}
