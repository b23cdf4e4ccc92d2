//! The page inside another one, as markup to paste: an address, a frame, a custom element.

use funnel_engine::scenario::View;
use funnel_export::xml::escaped;

use super::shown::Theme;

/// What a frame needs and no more: scripts and its own origin, and permission to open itself in a tab or save a file.
/// Without an origin it could load its own module only from hosts that allow that to everybody, which ordinary ones do
/// not.
pub const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads";

/// How the page should appear inside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Embed {
    /// The view; the whole page if missing.
    pub view: Option<View>,
    /// Whether the budget can be moved below it.
    pub controls: bool,
    /// Whether nothing can be changed.
    pub lock: bool,
    /// Whether it is small.
    pub compact: bool,
    /// Whether a view that is shown alone fills its frame, as on a slide.
    pub fit: bool,
    /// The colour scheme; the reader's own if missing.
    pub theme: Option<Theme>,
}

impl Default for Embed {
    fn default() -> Self {
        Self { view: Some(View::Answer), controls: true, lock: false, compact: false, fit: false, theme: None }
    }
}

impl Embed {
    /// Its parameters, by name; defaults are left out.
    #[must_use]
    pub fn parameters(self) -> Vec<(&'static str, &'static str)> {
        let theme = self.theme.map(|theme| match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        });
        let all = [
            ("present", (self.fit && self.view.is_some()).then_some("1")),
            ("view", self.view.map(View::name)),
            ("controls", (!self.controls).then_some("0")),
            ("theme", theme),
            ("lock", self.lock.then_some("1")),
            ("compact", self.compact.then_some("1")),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The address of the page with these parameters and a scenario's link.
    ///
    /// ```
    /// use funnel_simulator::embed::snippet::Embed;
    /// let embed = Embed { controls: false, ..Embed::default() };
    /// assert_eq!(embed.address("https://a.test/", "v1=x"), "https://a.test/?view=answer&controls=0#v1=x");
    /// ```
    #[must_use]
    pub fn address(self, page: &str, link: &str) -> String {
        let query: Vec<String> = self.parameters().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        format!("{page}{query}#{link}")
    }

    /// A frame, for any page, wiki or deck.
    #[must_use]
    pub fn frame(self, page: &str, link: &str, name: &str) -> String {
        let about = match self.view.map(View::question) {
            Some(question) if !name.is_empty() => format!("{question} {name}"),
            Some(question) => question.to_owned(),
            None if name.is_empty() => "Funnel simulator".to_owned(),
            None => name.to_owned(),
        };
        let (title, src) = (escaped(&about), escaped(&self.address(page, link)));
        format!(
            "<iframe title=\"{title}\" width=\"100%\" height=\"560\" style=\"border: 0\" loading=\"lazy\"\n  \
             sandbox=\"{SANDBOX}\"\n  src=\"{src}\"></iframe>"
        )
    }

    /// The custom element, which is as high as its content.
    #[must_use]
    pub fn element(self, page: &str, link: &str) -> String {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let asked: String =
            self.parameters().into_iter().map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();
        let (script, src) = (escaped(&format!("{folder}/static/embed/funnel-simulator.js")), escaped(page));
        format!(
            "<script type=\"module\" src=\"{script}\"></script>\n<funnel-simulator src=\"{src}\"{asked}\n  link=\"{}\"></funnel-simulator>",
            escaped(link)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::shown::{Only, Present, Shown};
    use super::*;

    /// What the address asks for, as the page reads it.
    fn read(address: &str) -> Shown {
        let query = address.split(['?', '#']).nth(1).unwrap_or_default();
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Shown::of(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_page_reads_what_is_written() {
        for view in View::ALL.iter().map(|view| Some(*view)).chain([None]) {
            for bits in 0..48 {
                let theme = [None, Some(Theme::Light), Some(Theme::Dark)][bits / 16];
                let fit = bits & 8 != 0;
                let (controls, lock, compact) = (bits & 1 == 0, bits & 2 == 0, bits & 4 == 0);
                let embed = Embed { view, controls, lock, compact, fit, theme };
                let shown = read(&embed.address("https://a.test/f/", "v1=AA"));
                assert_eq!(
                    shown,
                    Shown {
                        only: view.map_or(Only::All, Only::One),
                        controls,
                        lock,
                        compact,
                        theme,
                        present: (fit && view.is_some()).then_some(Present::Stage(1)),
                        ..Shown::default()
                    }
                );
            }
        }
        let whole = Embed { view: None, ..Embed::default() };
        assert_eq!(whole.address("https://a.test/f/", "v1=AA"), "https://a.test/f/#v1=AA");
    }

    #[test]
    fn snippets() {
        let embed = Embed { view: Some(View::Time), controls: false, theme: Some(Theme::Dark), ..Embed::default() };
        assert_eq!(
            embed.frame("https://a.test/f/", "v1=AA", "North & \"South\" <b>"),
            "<iframe title=\"When? North &amp; &quot;South&quot; &lt;b&gt;\" width=\"100%\" height=\"560\" style=\"border: 0\" \
             loading=\"lazy\"\n  sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads\"\n  \
             src=\"https://a.test/f/?view=time&amp;controls=0&amp;theme=dark#v1=AA\"></iframe>"
        );
        assert_eq!(
            embed.element("https://a.test/f/index.html", "v1=AA"),
            "<script type=\"module\" src=\"https://a.test/f/static/embed/funnel-simulator.js\"></script>\n\
             <funnel-simulator src=\"https://a.test/f/index.html\" view=\"time\" controls=\"0\" theme=\"dark\"\n  \
             link=\"v1=AA\"></funnel-simulator>"
        );
    }

    #[test]
    fn the_element_frames_with_the_same_rights() {
        assert!(include_str!("../../static/embed/funnel-simulator.js").contains(SANDBOX));
    }
}
