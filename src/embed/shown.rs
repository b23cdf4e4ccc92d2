//! What the page's address asks to be shown: `?view=drivers&controls=0&theme=dark&lock=1&compact=1`.

use web_sys::UrlSearchParams;

/// The views by their names in an address, and the question each answers. A name is for ever: decks hold it.
pub const VIEWS: [(&str, &str); 15] = [
    ("answer", "Does it pay?"),
    ("flow", "Where does the money go?"),
    ("time", "When?"),
    ("holds", "What holds it back?"),
    ("help", "What would help most?"),
    ("far", "How far should we go?"),
    ("mix", "Where should it go?"),
    ("takes", "What does the target take?"),
    ("drivers", "What decides it?"),
    ("learn", "What should we find out first?"),
    ("compare", "Which of them is better?"),
    ("regret", "Which plan, whoever is right?"),
    ("signs", "How would you know early?"),
    ("process", "What else could you do?"),
    ("assumptions", "Says who?"),
];

/// The question that a view answers.
#[must_use]
pub fn question(view: &str) -> &'static str {
    VIEWS.iter().find(|(name, _)| *name == view).map_or("", |(_, question)| question)
}

/// A colour scheme asked for, in place of the reader's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What is shown, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// One view alone, by its name in [`VIEWS`]; the whole page without.
    pub view: Option<&'static str>,
    /// Whether the budget can be moved under a view that stands alone.
    pub controls: bool,
    /// Whether nothing can be changed by the reader.
    pub lock: bool,
    /// Whether space is scarce.
    pub compact: bool,
    /// The colour scheme.
    pub theme: Option<Theme>,
    /// Whether the page begins with its slides, or is the presenter's window.
    pub present: Option<Present>,
}

/// What `?present` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Present {
    /// The slides.
    Stage,
    /// The presenter's window beside them.
    Notes,
}

impl Default for Shown {
    fn default() -> Self {
        Self { view: None, controls: true, lock: false, compact: false, theme: None, present: None }
    }
}

impl Shown {
    /// What parameters ask for. What is misspelt is left at its default: an embedded page cannot ask back.
    ///
    /// ```
    /// use funnel_simulator::embed::shown::{Shown, Theme};
    /// let asked = Shown::of(|name| match name {
    ///     "view" => Some("time".to_owned()),
    ///     "theme" => Some("dark".to_owned()),
    ///     "controls" => Some("0".to_owned()),
    ///     _ => None,
    /// });
    /// assert_eq!((asked.view, asked.theme, asked.controls), (Some("time"), Some(Theme::Dark), false));
    /// ```
    #[must_use]
    pub fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        // `?lock`, `?lock=` and `?lock=1` mean the same.
        let is_on = |name: &str| get(name).map(|text| matches!(text.as_str(), "" | "1" | "true"));
        let view = get("view").and_then(|name| VIEWS.iter().find(|(view, _)| *view == name)).map(|(view, _)| *view);
        let theme = match get("theme").as_deref() {
            Some("light") => Some(Theme::Light),
            Some("dark") => Some(Theme::Dark),
            _ => None,
        };
        Self {
            view,
            controls: is_on("controls").unwrap_or(true),
            lock: is_on("lock").unwrap_or(false),
            compact: is_on("compact").unwrap_or(false),
            theme,
            present: match get("present").as_deref() {
                Some("notes") => Some(Present::Notes),
                Some(_) if is_on("present") == Some(true) => Some(Present::Stage),
                _ => None,
            },
        }
    }

    /// What the page's own address asks for.
    #[must_use]
    pub fn of_page() -> Self {
        let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
        UrlSearchParams::new_with_str(&search).map_or(Self::default(), |query| Self::of(|name| query.get(name)))
    }

    /// Whether a view is shown.
    #[must_use]
    pub fn shows(&self, view: &str) -> bool {
        self.view.is_none_or(|only| only == view)
    }

    /// Classes of the page's root.
    #[must_use]
    pub fn classes(&self) -> String {
        let theme = match self.theme {
            Some(Theme::Light) => "is-light ",
            Some(Theme::Dark) => "is-dark ",
            None => "",
        };
        let compact = if self.compact { "is-compact" } else { "" };
        format!("{theme}{compact}")
    }
}

/// Whether another page frames this one. It then keeps nothing and reads nothing kept: whoever frames it may ask what is
/// on it.
#[must_use]
pub fn is_framed() -> bool {
    web_sys::window().is_some_and(|window| match window.parent() {
        Ok(Some(parent)) => parent != window,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Shown {
        Shown::of(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn nothing_asked_is_the_whole_page() {
        assert_eq!(asked(&[]), Shown::default());
        assert!(VIEWS.iter().all(|(view, _)| Shown::default().shows(view)));
    }

    #[test]
    fn one_view_is_shown_alone() {
        for (view, _) in VIEWS {
            let shown = asked(&[("view", view)]);
            assert_eq!(
                VIEWS.iter().filter(|(other, _)| shown.shows(other)).collect::<Vec<_>>(),
                [&(view, question(view))]
            );
        }
    }

    #[test]
    fn the_element_and_its_pages_know_every_view() {
        let types = include_str!("../../static/embed/funnel-simulator.d.ts");
        let playground = include_str!("../../static/embed/playground.js");
        let readme = include_str!("../../static/embed/README.md");
        for (view, _) in VIEWS {
            let quoted = format!("'{view}'");
            assert!(
                types.contains(&quoted) && playground.contains(&quoted) && readme.contains(&format!("`{view}`")),
                "{view}"
            );
        }
    }

    #[test]
    fn every_view_can_be_a_slide() {
        assert_eq!(VIEWS.map(|(view, _)| view), funnel_engine::scenario::VIEWS);
    }

    #[test]
    fn a_presentation_is_asked_for() {
        for on in ["", "1"] {
            assert_eq!(asked(&[("present", on)]).present, Some(Present::Stage));
        }
        assert_eq!(asked(&[("present", "notes")]).present, Some(Present::Notes));
        assert_eq!(asked(&[("present", "0")]).present, None);
    }

    #[test]
    fn switches_are_read_as_people_write_them() {
        for on in ["", "1", "true"] {
            assert!(asked(&[("lock", on)]).lock && asked(&[("compact", on)]).compact);
        }
        for off in ["0", "false", "no", "<script>"] {
            assert!(!asked(&[("lock", off)]).lock && !asked(&[("controls", off)]).controls);
        }
    }

    #[test]
    fn what_is_misspelt_is_left_out() {
        let hostile = [("view", "constructor"), ("theme", "\"><script>"), ("compact", "-1")];
        assert_eq!(asked(&hostile), Shown::default());
    }
}
