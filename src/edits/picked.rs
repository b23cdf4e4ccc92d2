use funnel_engine::scenario::edit::{set, set_input, work_stage};
use funnel_engine::scenario::{DealSize, Grade, Input, Scenario, Tag};
use funnel_engine::stats::quantile::Sorted;
use funnel_sentences::field::{grade, tag};

use super::{Edited, sentence};

/// The value that means yes in a list.
pub const YES: &str = "yes";
/// The value that means no.
pub const NO: &str = "no";

/// What a list's choice changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A name at a path, as the format writes it.
    Name(String),
    /// The month in which the fiscal year begins, by its number.
    FiscalYear,
    /// Yes or no at a path: [`YES`] or [`NO`].
    Flag(String),
    /// How deal sizes are distributed, at the path of a deal size.
    DealShape(String),
    /// The team that works a stage; nobody if empty.
    Team(usize),
    /// Who vouches for the input at a path.
    Tag(String),
    /// How good its source is.
    Grade(String),
}

impl Picked {
    /// The scenario with this choice.
    ///
    /// # Errors
    ///
    /// When the choice is not in the list.
    pub fn apply(&self, s: &Scenario, choice: &str) -> Edited {
        match self {
            Self::Name(path) => set(s, path, choice.into()).map_err(sentence),
            Self::FiscalYear => {
                let month: u8 = choice.parse().map_err(|_| "is not a month".to_owned())?;
                set(s, "calendar.fiscal_year", month.into()).map_err(sentence)
            }
            Self::Flag(path) => set(s, path, (choice == YES).into()).map_err(sentence),
            Self::Team(stage) => work_stage(s, *stage, choice).map_err(sentence),
            Self::DealShape(path) => {
                let Some(shape) = reshaped(s, path, choice) else { return Ok(s.clone()) };
                let json = serde_json::to_value(shape).map_err(|e| e.to_string())?;
                set(s, path, json).map_err(sentence)
            }
            Self::Tag(path) => of_input(s, path, |input| {
                let all = [Tag::Mine, Tag::Benchmark, Tag::Guess];
                input.tag = all.into_iter().find(|t| tag(*t) == choice).unwrap_or_default();
            }),
            Self::Grade(path) => of_input(s, path, |input| {
                let all = [Grade::A, Grade::B, Grade::C];
                input.grade = all.into_iter().find(|g| grade(Some(*g)) == choice);
            }),
        }
    }
}

fn of_input(s: &Scenario, path: &str, change: impl FnOnce(&mut Input)) -> Edited {
    let mut new = s.clone();
    let input = new.input_mut(path).ok_or_else(|| "is not there any more".to_owned())?;
    change(input);
    let input = input.clone();
    set_input(s, path, input).map_err(sentence)
}

/// The deal size at a path, in another shape around the same middle; `None` if it is to stay.
fn reshaped(s: &Scenario, path: &str, shape: &str) -> Option<DealSize> {
    let middle = match deal_at(s, path)? {
        DealSize::Fixed { value: x } | DealSize::Lognormal { median: x, .. } | DealSize::Gamma { mean: x, .. } => {
            x.clone()
        }
        DealSize::Empirical { values } => {
            let sorted = Sorted::new(values.iter().copied().filter(|x| *x > 0.0).collect());
            let sorted = sorted.as_slice();
            Input::fixed(sorted.get(sorted.len() / 2).copied().unwrap_or(1.0))
        }
    };
    match shape {
        "lognormal" => Some(DealSize::Lognormal { median: middle, sigma: 0.5 }),
        "gamma" => Some(DealSize::Gamma { mean: middle, shape: 4.0 }),
        "fixed" => Some(DealSize::Fixed { value: middle }),
        _ => None,
    }
}

/// The deal size at `money.deal` or `segments[i].deal`.
fn deal_at<'a>(s: &'a Scenario, path: &str) -> Option<&'a DealSize> {
    match path.strip_prefix("segments[").and_then(|rest| rest.strip_suffix("].deal")) {
        Some(place) => s.segments.get(place.parse::<usize>().ok()?)?.deal.as_ref(),
        None => Some(&s.money.deal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::{TargetMetric, Value, templates};

    #[test]
    fn choices() {
        let s = templates::load("sales-led-saas").unwrap();
        let metric = Picked::Name("target.metric".into()).apply(&s, "customers").unwrap();
        assert_eq!(metric.target.metric, TargetMetric::Customers);
        assert!(Picked::Name("target.metric".into()).apply(&s, "luck").is_err());
        let mine = Picked::Tag("stages[0].rate".into()).apply(&s, "mine").unwrap();
        assert_eq!(mine.stages[0].rate.tag, Tag::Mine);
        assert_eq!(mine.stages[0].rate.source, s.stages[0].rate.source);
        let graded = Picked::Grade("stages[0].rate".into()).apply(&s, "A").unwrap();
        assert_eq!(graded.stages[0].rate.grade, Some(Grade::A));
    }

    #[test]
    fn a_deal_keeps_its_middle() {
        let mut s = templates::load("blank").unwrap();
        s.money.deal = DealSize::Empirical { values: vec![5.0, 1.0, 0.0, 9.0] };
        let shape = Picked::DealShape("money.deal".into());
        let DealSize::Gamma { mean, .. } = shape.apply(&s, "gamma").unwrap().money.deal else { panic!("gamma") };
        assert_eq!(mean.value, Value::Fixed(5.0));
        assert_eq!(shape.apply(&s, "empirical").unwrap(), s, "what is seen stays");
    }
}
