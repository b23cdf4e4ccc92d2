//! How a scenario is presented: which views are slides, in which order, and what is said about each.

use serde::{Deserialize, Serialize};

use super::{Scenario, View, is_default};

/// Slides of a scenario that specifies none.
const USUAL: [View; 7] =
    [View::Short, View::Answer, View::Flow, View::Time, View::Holds, View::Ladder, View::Assumptions];

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Slide {
    /// The view; each at most once in a deck.
    pub view: View,
    /// What the presenter wants to say: one line, which the audience does not see.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

impl Slide {
    /// A view as a slide, without a note.
    #[must_use]
    pub fn of(view: View) -> Self {
        Self { view, note: String::new() }
    }
}

impl Scenario {
    /// The slides of its deck, or the usual ones; without teams, the slide on what holds it back is left out.
    ///
    /// ```
    /// use funnel_scenario::{View, templates};
    /// assert_eq!(templates::load("blank").unwrap().slides()[0].view, View::Short);
    /// ```
    #[must_use]
    pub fn slides(&self) -> Vec<Slide> {
        if !self.deck.slides.is_empty() {
            return self.deck.slides.clone();
        }
        let shown = USUAL.iter().filter(|view| **view != View::Holds || !self.teams.is_empty());
        shown.map(|view| Slide::of(*view)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decode, link, templates::load};

    fn with(slides: &[(View, &str)]) -> Scenario {
        let slides = slides.iter().map(|(view, note)| Slide { view: *view, note: (*note).to_owned() }).collect();
        Scenario { deck: Deck { slides }, ..load("sales-led-saas").unwrap() }
    }

    fn paths(s: &Scenario) -> Vec<String> {
        s.problems().into_iter().map(|p| p.path).collect()
    }

    /// The worked example with a deck as it stands in a file.
    fn read(deck: &str) -> Result<Scenario, Vec<crate::Problem>> {
        let mut json = load("sales-led-saas").unwrap().to_json();
        json["deck"] = serde_json::from_str(deck).unwrap();
        decode::from_value(json)
    }

    #[test]
    fn a_deck_travels_and_none_leaves_no_trace() {
        let s = with(&[(View::Time, "Ask about cash."), (View::Answer, "")]);
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
        assert_eq!(views(&s), [View::Short, View::Answer, View::Flow, View::Time, View::Ladder, View::Assumptions]);
        assert_eq!(views(&with(&[(View::Time, "")])), [View::Time]);
    }

    #[test]
    fn a_deck_with_old_names_is_the_same_deck() {
        let old = read(r#"{"slides": [{"view": "help", "note": "Steps."}, {"view": "far"}, {"view": "takes"}]}"#);
        assert_eq!(old, Ok(with(&[(View::Ladder, "Steps."), (View::Curve, ""), (View::Outcome, "")])));
        let twice = read(r#"{"slides": [{"view": "help"}, {"view": "ladder"}]}"#).unwrap_err();
        assert_eq!(twice[0].path, "deck.slides[1].view");
    }

    #[test]
    fn what_is_wrong_is_named_by_its_path() {
        let all: Vec<_> = View::ALL.iter().map(|view| (*view, "One line.")).collect();
        assert!(paths(&with(&all)).is_empty());
        assert_eq!(paths(&with(&[(View::Answer, ""), (View::Answer, "")])), ["deck.slides[1].view"]);
        assert_eq!(paths(&with(&[(View::Answer, &"x".repeat(401))])), ["deck.slides[0].note"]);
        assert_eq!(paths(&with(&[(View::Answer, "two\nlines")])), ["deck.slides[0].note"]);
        let many: Vec<_> = std::iter::repeat_n((View::Answer, ""), 100).collect();
        assert!(paths(&with(&many)).contains(&"deck.slides".to_owned()));
        let unknown = read(r#"{"slides": [{"view": "answer"}, {"view": "luck"}]}"#).unwrap_err();
        assert_eq!(unknown[0].path, "deck.slides[1].view");
        assert!(unknown[0].message.starts_with("is none of the views: short, answer, "), "{unknown:?}");
        let unknown = read(r#"{"slides": [{"view": "time", "sound": 1}]}"#).unwrap_err();
        assert_eq!(unknown[0].path, "deck.slides[0].sound");
        let none = read(r#"{"slides": [{"note": "of nothing"}]}"#).unwrap_err();
        assert!(none[0].path.starts_with("deck.slides[0]"), "{none:?}");
    }
}
