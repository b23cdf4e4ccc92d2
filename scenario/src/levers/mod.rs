//! Levers: what can be done differently between money and revenue, besides spending more.
//!
//! Each lever joins settings (plain numbers with today's values, which a plan may change) with the assumptions that say
//! what they do. Each is optional, and acts only through what a plan changes: with settings as today, no bit of a
//! result differs.
//!
//! A lever is a file here, named after its field, and a line in the list below; [`crate::lever`] says how to write one.

mod list;
mod price;
mod settings;

pub use price::Price;
pub use settings::{Setting, SettingUnit};

use serde::{Deserialize, Serialize};

use super::laws::Pert;
use super::lever::{
    AboutInput, Lever, LeverDetail, LeverFields, LeverPrice, LeverQuestion, LeverSetting, Outline, StageSlot,
};
use super::validate::Check;
use super::{Grade, Input, Scenario, Value, is_default};

// The questions in the order of the process, and what answers each: a lever, or the segments, channels and teams.
list::levers! {
    [Segments];
    [Approach];
    [Content] content: Content, "What people find to read.";
    [Capture] capture: Capture, "How leads are captured.";
    [Definition] definition: Definition, "What counts as a lead.";
    [Below, Nurture] nurture: Nurture, "What becomes of those who are not ready yet.";
    [HandOff] hand_off: HandOff, "When a lead gets to sales, and whether anyone follows up.";
    [Information] information: Information, "What sales is told about a lead.";
    [Response] response: Response, "Within what time a lead is answered.";
    [Contact] attempts: Attempts, "How often sales tries to get in touch.";
    [Work];
    [Schedule] schedule: Schedule, "Campaigns or always on.";
    [WordOfMouth] word_of_mouth: WordOfMouth, "What people say about us.";
    [Delivery, Experience] customers: Customers, "What a won deal becomes.";
}

/// Assumptions are listed in this order, which is older than the list of levers, because exports and studies rely on
/// it. Levers that are not here come afterwards, so a new lever needs no place in it.
const INPUTS_FIRST: [LeverKind; 10] = [
    LeverKind::Capture,
    LeverKind::Definition,
    LeverKind::HandOff,
    LeverKind::Information,
    LeverKind::Response,
    LeverKind::Attempts,
    LeverKind::Content,
    LeverKind::Nurture,
    LeverKind::Customers,
    LeverKind::WordOfMouth,
];

/// The same for settings.
const SETTINGS_FIRST: [LeverKind; 10] = [
    LeverKind::Capture,
    LeverKind::Definition,
    LeverKind::HandOff,
    LeverKind::Information,
    LeverKind::Response,
    LeverKind::Attempts,
    LeverKind::Content,
    LeverKind::Schedule,
    LeverKind::Customers,
    LeverKind::Nurture,
];

/// Puts levers in order: these first, then the others as they were.
fn in_order<T>(mut all: Vec<(LeverKind, T)>, first: &[LeverKind]) -> Vec<(LeverKind, T)> {
    all.sort_by_key(|(kind, _)| first.iter().position(|x| x == kind).unwrap_or(first.len()));
    all
}

/// A guess or benchmark with its source.
fn pert(min: f64, mode: f64, max: f64, source: &str, grade: Grade) -> Input {
    Input { source: source.to_owned(), grade: Some(grade), ..Input::new(Value::Pert(Pert { min, mode, max })) }
}

impl LeverKind {
    /// The questions that it answers.
    #[must_use]
    pub fn questions(self) -> Vec<Question> {
        self.asked().iter().map(|x| x.question).collect()
    }

    /// Whether a scenario uses it.
    #[must_use]
    pub fn is_used(self, scenario: &Scenario) -> bool {
        scenario.levers.used().iter().any(|(kind, _)| *kind == self)
    }
}

impl Question {
    /// Its wording, where a lever answers it.
    #[must_use]
    pub fn asked(self) -> Option<&'static LeverQuestion> {
        LeverKind::ALL.iter().find_map(|kind| kind.asked().iter().find(|x| x.question == self))
    }
}

impl Levers {
    /// Every assumption of the levers in use.
    pub(crate) fn inputs(&self) -> Vec<(LeverKind, &'static AboutInput, &Input)> {
        let used = in_order(self.used(), &INPUTS_FIRST);
        used.into_iter()
            .flat_map(|(kind, x)| x.inputs().into_iter().map(move |(about, to)| (kind, about, to)))
            .collect()
    }

    /// The same, mutable.
    pub(crate) fn inputs_mut(&mut self) -> Vec<(LeverKind, &'static AboutInput, &mut Input)> {
        let used = in_order(self.used_mut(), &INPUTS_FIRST);
        used.into_iter()
            .flat_map(|(kind, x)| x.inputs_mut().into_iter().map(move |(about, to)| (kind, about, to)))
            .collect()
    }

    /// Every setting of the levers in use.
    pub(crate) fn settings(&self) -> Vec<(LeverKind, LeverSetting<'_>)> {
        let used = in_order(self.used(), &SETTINGS_FIRST).into_iter();
        used.flat_map(|(kind, x)| x.settings().into_iter().chain(x.more_settings()).map(move |x| (kind, x))).collect()
    }

    /// Every stage named by a lever in use.
    #[must_use]
    pub fn stages(&self) -> Vec<StageSlot<'_>> {
        let mut all = Vec::new();
        for (kind, x) in in_order(self.used(), &INPUTS_FIRST) {
            let own = x.stages().into_iter().chain(x.more_stages());
            all.extend(own.map(|slot| StageSlot { path: format!("{}.{}", kind.field(), slot.path), ..slot }));
        }
        all
    }

    /// What the levers in use cost a week, for those that can cost something: JSON path and price.
    #[must_use]
    pub fn prices(&self) -> Vec<(String, LeverPrice)> {
        let priced = |(kind, x): (LeverKind, &dyn Lever)| {
            let price = x.price()?;
            Some((format!("levers.{}.{}", kind.field(), price.field), price))
        };
        self.used().into_iter().filter_map(priced).collect()
    }

    /// A lever's price, plain numbers and choices, each with its JSON path.
    #[must_use]
    pub fn details(&self, kind: LeverKind) -> Vec<(String, LeverDetail)> {
        let of = self.used().into_iter().filter(|(other, _)| *other == kind);
        let at = |x: LeverDetail| (format!("levers.{}.{}", kind.field(), x.field), x);
        of.flat_map(|(_, x)| x.details()).map(at).collect()
    }

    /// Keeps only what names existing stages and segments: a lever whose stage is gone is removed, unless it can do
    /// without that stage, which is then cleared.
    pub(super) fn keep(&mut self, stage: &dyn Fn(&str) -> bool, segment: &dyn Fn(&str) -> bool) {
        let mut gone = Vec::new();
        for (kind, x) in self.used_mut() {
            x.keep_more(stage, segment);
            if !x.keep(stage) {
                gone.push(kind);
            }
        }
        gone.into_iter().for_each(|kind| kind.take_from(self));
    }

    /// The checks of each lever's own, and of its price.
    pub(super) fn check(&self, check: &mut Check, scenario: &Scenario) {
        for (path, price) in self.prices() {
            check.amount(path, price.today.unwrap_or(0.0), 0.0);
        }
        for (_, x) in in_order(self.used(), &INPUTS_FIRST) {
            x.check(check, scenario);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::DetailKind;
    use crate::{edit, templates};

    fn with_all() -> Scenario {
        let plain = templates::load("blank").unwrap();
        LeverKind::ALL.iter().fold(plain, |s, kind| edit::use_lever(&s, *kind).unwrap())
    }

    /// The list says which questions there are, in which order; the files say what they are about.
    #[test]
    fn list_and_files_name_the_same_questions() {
        let asked: Vec<Question> = LeverKind::ALL.iter().flat_map(|kind| kind.questions()).collect();
        let no_lever = [Question::Segments, Question::Approach, Question::Work];
        let listed: Vec<Question> = Question::ALL.into_iter().filter(|q| !no_lever.contains(q)).collect();
        assert_eq!(asked, listed);
        for q in asked {
            let words = q.asked().unwrap();
            assert!(words.title.ends_with('?') && words.lead.ends_with('.'), "{q:?}");
        }
    }

    /// A field's meaning stands next to it, so that two levers may have fields with the same name.
    #[test]
    fn fields_of_one_name_have_their_own_help() {
        let s = with_all();
        let effects: Vec<&str> =
            s.inputs().into_iter().filter(|x| x.path.key.ends_with("/effect")).map(|x| x.help).collect();
        let mut different = effects.clone();
        different.sort_unstable();
        different.dedup();
        assert!(effects.len() >= 4 && different.len() == effects.len(), "{effects:?}");
        assert!(s.inputs().iter().all(|x| x.help.ends_with('.')));
    }

    /// Levers by the first of their keys, in the order of keys; a new lever comes after those older than the list.
    #[test]
    fn the_older_orders_stay() {
        let order = |keys: Vec<String>| {
            let mut levers: Vec<LeverKind> = Vec::new();
            for key in keys {
                let of = LeverKind::ALL.iter().find(|kind| key.split('/').next() == Some(kind.field()));
                levers.extend(of.filter(|kind| !levers.contains(kind)));
            }
            levers
        };
        let s = with_all();
        assert!(order(s.inputs().into_iter().map(|x| x.path.key).collect()).starts_with(&INPUTS_FIRST));
        assert!(order(s.settings().into_iter().map(|x| x.key).collect()).starts_with(&SETTINGS_FIRST));
    }

    /// Prices, numbers and choices are at the paths that they give.
    #[test]
    fn details_can_be_set_at_their_paths() {
        let s = with_all();
        for (path, x) in LeverKind::ALL.iter().flat_map(|kind| s.levers.details(*kind)) {
            let value = if matches!(x.kind, DetailKind::Flag { .. }) { true.into() } else { 7.into() };
            let set = edit::set(&s, &path, value).unwrap();
            let kind = set.levers.used().into_iter().flat_map(|(_, lever)| lever.details());
            assert!(kind.into_iter().any(|y| (y.field, y.label) == (x.field, x.label) && y.kind != x.kind), "{path}");
        }
    }
}
