//! What the page's address asks to be shown: `?view=drivers&controls=0&theme=dark&lock=1&compact=1`.

use std::rc::Rc;

use funnel_engine::scenario::View;
use web_sys::UrlSearchParams;

/// A requested colour scheme, in place of the reader's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Which views are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Only {
    /// All of them: the whole page.
    All,
    /// One alone.
    One(View),
    /// None: the address asks for one that does not exist, by this name.
    Unknown(Rc<str>),
}

impl Only {
    /// What `?view=NAME` asks for.
    fn of(name: Option<&str>) -> Self {
        match name.map(str::trim) {
            None | Some("") => Self::All,
            Some(name) => View::named(name).map_or_else(|| Self::Unknown(name.into()), Self::One),
        }
    }
}

/// Which questions are open on the whole page, besides the initial ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// Every one.
    All,
    /// These.
    These(Vec<View>),
}

impl Open {
    /// What `?open=NAME,NAME` or `?open=all` asks for; unknown names are left out.
    fn of(names: Option<&str>) -> Self {
        match names.map(str::trim) {
            Some("all") => Self::All,
            names => Self::These(names.unwrap_or_default().split(',').filter_map(|x| View::named(x.trim())).collect()),
        }
    }
}

/// What is shown, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which views.
    pub only: Only,
    /// Whether the budget can be moved below a view that is shown alone.
    pub controls: bool,
    /// Whether the reader can change nothing.
    pub lock: bool,
    /// Whether space is scarce.
    pub compact: bool,
    /// The colour scheme.
    pub theme: Option<Theme>,
    /// Which questions are open.
    pub open: Open,
    /// Whether the page begins with its slides, or is the presenter's window.
    pub present: Option<Present>,
}

/// What `?present` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Present {
    /// The slides, from this one on, counted from 1. A view that is requested alone is the only slide.
    Stage(u32),
    /// The presenter's window for them.
    Notes,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            only: Only::All,
            controls: true,
            lock: false,
            compact: false,
            theme: None,
            open: Open::These(Vec::new()),
            present: None,
        }
    }
}

impl Shown {
    /// What the parameters ask for. A misspelt switch or theme is left at its default, as an embedded page cannot ask
    /// back. If there is no such view, the page says so.
    ///
    /// ```
    /// use funnel_engine::scenario::View;
    /// use funnel_simulator::embed::shown::{Only, Shown, Theme};
    /// let asked = Shown::of(|name| match name {
    ///     "view" => Some("time".to_owned()),
    ///     "theme" => Some("dark".to_owned()),
    ///     "controls" => Some("0".to_owned()),
    ///     _ => None,
    /// });
    /// assert_eq!((asked.only, asked.theme, asked.controls), (Only::One(View::Time), Some(Theme::Dark), false));
    /// ```
    #[must_use]
    pub fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        // `?lock`, `?lock=` and `?lock=1` mean the same.
        let is_on = |name: &str| get(name).map(|text| matches!(text.as_str(), "" | "1" | "true"));
        let theme = match get("theme").as_deref() {
            Some("light") => Some(Theme::Light),
            Some("dark") => Some(Theme::Dark),
            _ => None,
        };
        Self {
            only: Only::of(get("view").as_deref()),
            controls: is_on("controls").unwrap_or(true),
            lock: is_on("lock").unwrap_or(false),
            compact: is_on("compact").unwrap_or(false),
            theme,
            open: Open::of(get("open").as_deref()),
            present: match get("present").as_deref() {
                Some("notes") => Some(Present::Notes),
                Some(_) if is_on("present") == Some(true) => Some(Present::Stage(1)),
                number => number.and_then(|number| number.parse().ok()).filter(|x| *x > 0).map(Present::Stage),
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
    pub fn shows(&self, view: View) -> bool {
        match self.only {
            Only::All => true,
            Only::One(one) => one == view,
            Only::Unknown(_) => false,
        }
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

/// Whether another page frames this one. If so, it keeps nothing and reads nothing that was kept, as whoever frames it
/// may ask what is on it.
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
        assert_eq!(asked(&[("view", "")]), Shown::default());
        assert!(View::ALL.iter().all(|view| Shown::default().shows(*view)));
    }

    #[test]
    fn one_view_is_shown_alone_by_any_of_its_names() {
        for view in View::ALL {
            for name in view.old_names().iter().chain([&view.name()]) {
                let shown = asked(&[("view", name)]);
                let all: Vec<_> = View::ALL.iter().filter(|other| shown.shows(**other)).collect();
                assert_eq!(all, [view], "{name}");
            }
        }
    }

    #[test]
    fn a_view_that_there_is_not_is_said_and_none_is_shown() {
        for name in ["constructor", "Answer", "answers", "\"><script>"] {
            let shown = asked(&[("view", name)]);
            assert_eq!(shown.only, Only::Unknown(name.into()));
            assert!(!View::ALL.iter().any(|view| shown.shows(*view)), "{name}");
        }
    }

    #[test]
    fn a_presentation_is_asked_for() {
        for (on, slide) in [("", 1), ("1", 1), ("true", 1), ("4", 4)] {
            assert_eq!(asked(&[("present", on)]).present, Some(Present::Stage(slide)));
        }
        assert_eq!(asked(&[("present", "notes")]).present, Some(Present::Notes));
        for off in ["0", "-1", "1.5", "false", "99999999999"] {
            assert_eq!(asked(&[("present", off)]).present, None);
        }
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
        let hostile = [("theme", "\"><script>"), ("compact", "-1")];
        assert_eq!(asked(&hostile), Shown::default());
    }
}
