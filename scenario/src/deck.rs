//! How a scenario is presented: which views are slides, in which order, and what is said about each.

use serde::{Deserialize, Serialize};

use super::{Scenario, is_default};

/// The views that can be slides, by their names in an address.
pub const VIEWS: [&str; 15] = [
    "answer",
    "flow",
    "time",
    "holds",
    "help",
    "far",
    "mix",
    "takes",
    "drivers",
    "learn",
    "compare",
    "regret",
    "signs",
    "process",
    "assumptions",
];

/// Slides of a scenario that names none.
const USUAL: [&str; 6] = ["answer", "flow", "time", "holds", "help", "assumptions"];

/// A deck of slides. It changes no number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Deck {
    /// The slides, in order; empty for the usual ones.
    #[serde(skip_serializing_if = "is_default")]
    pub slides: Vec<Slide>,
}

/// One view as a slide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Slide {
    /// Name of the view, such as `answer`; each at most once in a deck.
    pub view: String,
    /// What the presenter wants to say: one line, which the audience does not see.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
}

impl Slide {
    /// A view as a slide, without a note.
    #[must_use]
    pub fn of(view: &str) -> Self {
        Self { view: view.to_owned(), note: String::new() }
    }
}

impl Scenario {
    /// The slides of its deck, or the usual ones: without teams nothing of theirs holds anything back.
    ///
    /// ```
    /// let scenario = funnel_scenario::templates::load("blank").unwrap();
    /// assert_eq!(scenario.slides()[0].view, "answer");
    /// ```
    #[must_use]
    pub fn slides(&self) -> Vec<Slide> {
        if !self.deck.slides.is_empty() {
            return self.deck.slides.clone();
        }
        let shown = USUAL.iter().filter(|view| **view != "holds" || !self.teams.is_empty());
        shown.map(|view| Slide::of(view)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decode, link, templates::load};

    fn with(slides: &[(&str, &str)]) -> Scenario {
        let slide = |(view, note): &(&str, &str)| Slide { view: (*view).to_owned(), note: (*note).to_owned() };
        let slides = slides.iter().map(slide).collect();
        Scenario { deck: Deck { slides }, ..load("sales-led-saas").unwrap() }
    }

    fn paths(s: &Scenario) -> Vec<String> {
        s.problems().into_iter().map(|p| p.path).collect()
    }

    #[test]
    fn a_deck_travels_and_none_leaves_no_trace() {
        let s = with(&[("time", "Ask about cash."), ("answer", "")]);
        assert_eq!(decode::from_json(&s.to_json().to_string()), Ok(s.clone()));
        assert_eq!(link::decode(&link::encode(&s).unwrap()), Ok(s.clone()));
        assert_eq!(s.to_json()["deck"]["slides"][1], serde_json::json!({ "view": "answer" }));
        assert!(with(&[]).to_json().get("deck").is_none());
    }

    #[test]
    fn the_usual_slides_follow_the_scenario() {
        let views = |s: &Scenario| s.slides().into_iter().map(|slide| slide.view).collect::<Vec<_>>();
        let mut s = with(&[]);
        assert!(!s.teams.is_empty());
        assert_eq!(views(&s), USUAL);
        s.teams.clear();
        assert_eq!(views(&s), ["answer", "flow", "time", "help", "assumptions"]);
        assert_eq!(views(&with(&[("time", "")])), ["time"]);
        assert!(USUAL.iter().all(|view| VIEWS.contains(view)));
    }

    #[test]
    fn what_is_wrong_is_named_by_its_path() {
        assert!(paths(&with(&VIEWS.map(|view| (view, "One line.")))).is_empty());
        assert_eq!(paths(&with(&[("answer", ""), ("luck", "")])), ["deck.slides[1].view"]);
        assert_eq!(paths(&with(&[("answer", ""), ("answer", "")])), ["deck.slides[1].view"]);
        assert_eq!(paths(&with(&[("answer", &"x".repeat(401))])), ["deck.slides[0].note"]);
        assert_eq!(paths(&with(&[("answer", "two\nlines")])), ["deck.slides[0].note"]);
        let many: Vec<_> = std::iter::repeat_n(("answer", ""), 100).collect();
        assert!(paths(&with(&many)).contains(&"deck.slides".to_owned()));
        let unknown = decode::from_json(r#"{"deck": {"slides": [{"view": "time", "sound": 1}]}}"#).unwrap_err();
        assert!(unknown.iter().any(|p| p.path == "deck.slides[0].sound"), "{unknown:?}");
    }
}
