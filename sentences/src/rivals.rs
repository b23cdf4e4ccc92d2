//! Superlatives: when one of several is named as the most or the best, who else may be it.
//!
//! Figures of a study have errors, so the largest one found need not be the largest there is. A sentence that names it
//! names those as well that cannot be told from it.

use funnel_engine::report::Estimate;

use super::compare::listed;

/// Those of the others whose figure is not clearly below the one named, given the errors of both. An error that is not
/// known hides everything.
pub(crate) fn rivals<T>(named: &Estimate, others: impl IntoIterator<Item = (T, Estimate)>) -> Vec<T> {
    let is_near = |other: &Estimate| !named.above(*other).is_gain();
    others.into_iter().filter(|(_, figure)| is_near(figure)).map(|(other, _)| other).collect()
}

/// What follows a sentence about the one named: `; A or B may help as much`, or nothing if there are no rivals.
pub(crate) fn also(rivals: &[String], others: &str, may: &str) -> String {
    told(rivals, others).map_or_else(String::new, |rivals| format!("; {rivals} may {may} as much"))
}

/// Up to two rivals by name, more by number: `A or B`, `3 other steps`. `None` if there are none.
pub(crate) fn told(rivals: &[String], others: &str) -> Option<String> {
    match rivals {
        [] => None,
        [_] | [_, _] => Some(listed(&rivals.iter().map(String::as_str).collect::<Vec<_>>(), "or")),
        more => Some(format!("{} other {others}", more.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rivals_are_those_within_the_error() {
        let others = [(9.0, 0.5), (9.0, 0.2), (11.0, 0.1), (f64::MIN, 1.0)].map(|(x, se)| Estimate::known(x, se));
        assert_eq!(rivals(&Estimate::known(10.0, 0.3), others.into_iter().enumerate()), [0, 2]);
        assert_eq!(rivals(&Estimate { value: Some(10.0), se: None }, [((), Estimate::known(1.0, 0.1))]).len(), 1);
        let names: Vec<String> = ["A", "B", "C"].map(str::to_owned).to_vec();
        assert_eq!(told(&[], "steps"), None);
        assert_eq!(told(&names[..1], "steps").as_deref(), Some("A"));
        assert_eq!(told(&names[..2], "steps").as_deref(), Some("A or B"));
        assert_eq!(told(&names, "steps").as_deref(), Some("3 other steps"));
        assert_eq!(also(&names[..1], "steps", "help"), "; A may help as much");
        assert_eq!(also(&[], "steps", "help"), "");
    }
}
