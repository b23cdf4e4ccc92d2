//! The page's colours and typeface, as an office program takes them.

use serde::Serialize;

/// The page's colours, as six digits, and its typeface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Colours {
    /// The background.
    pub paper: String,
    /// Text.
    pub ink: String,
    /// Secondary text.
    pub muted: String,
    /// Rules.
    pub line: String,
    /// The plan.
    pub accent: String,
    /// Losses.
    pub loss: String,
    /// Today.
    pub today: String,
    /// The first of the page's typefaces that an office program can know.
    pub face: String,
}

impl Colours {
    /// The names of the colours, as in the page's custom properties.
    pub const NAMES: [&str; 7] = ["paper", "ink", "muted", "line", "accent", "loss", "today"];

    /// From what the browser computed, in the order of [`Colours::NAMES`].
    #[must_use]
    pub fn computed(of: &dyn Fn(&str) -> String, faces: &str) -> Self {
        let [paper, ink, muted, line, accent, loss, today] = Self::NAMES.map(|name| hex(&of(name)));
        Self { paper, ink, muted, line, accent, loss, today, face: face(faces) }
    }
}

/// `rgb(11, 107, 114)` as `0B6B72`; black if it is not such a colour.
fn hex(computed: &str) -> String {
    let inside = computed.split_once('(').map_or("", |(_, inside)| inside);
    // Whole numbers, since parsing others would bring in large tables.
    let part = |text: &str| text.trim().trim_end_matches(')').parse::<u8>().unwrap_or(0);
    let parts: Vec<u8> = inside.split([',', ' ']).filter(|text| !text.trim().is_empty()).map(part).collect();
    let part = |i: usize| parts.get(i).copied().unwrap_or(0);
    format!("{:02X}{:02X}{:02X}", part(0), part(1), part(2))
}

/// Typefaces that come with office programs, so that a slide looks alike wherever it is opened.
const OFFICE: [&str; 12] = [
    "Segoe UI",
    "Calibri",
    "Cambria",
    "Consolas",
    "Georgia",
    "Arial",
    "Verdana",
    "Tahoma",
    "Garamond",
    "Times New Roman",
    "Courier New",
    "Trebuchet MS",
];

/// The first of the typefaces that office programs bring along; otherwise the first with a name of its own, as they do
/// not know `system-ui`.
fn face(faces: &str) -> String {
    let known = OFFICE.into_iter().filter_map(|face| Some((faces.find(face)?, face))).min();
    if let Some((_, face)) = known {
        return face.to_owned();
    }
    let names = faces.split(',').map(|name| name.trim().trim_matches(['"', '\'']));
    let own = names.filter(|name| {
        let generic = name.starts_with("system") || name.starts_with("ui-") || name.starts_with('-');
        !name.is_empty() && !generic && !name.ends_with("serif") && *name != "monospace"
    });
    own.map(str::to_owned).next().unwrap_or_else(|| "Segoe UI".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_as_the_browser_computes_them() {
        assert_eq!(hex("rgb(11, 107, 114)"), "0B6B72");
        assert_eq!(hex("rgba(255, 0, 16, 0.5)"), "FF0010");
        assert_eq!(hex("rgb(1 2 3)"), "010203");
        for odd in ["", "none", "rgb(", "rgb(x, 999, -4)", "color(srgb 1 0 0)"] {
            assert_eq!(hex(odd).len(), 6, "{odd}");
        }
        assert_eq!(face("system-ui, -apple-system, \"Segoe UI\", Roboto, sans-serif"), "Segoe UI");
        assert_eq!(face("Georgia, serif"), "Georgia");
        assert_eq!(face("ui-monospace, monospace"), "Segoe UI");
        assert_eq!(face("Inter, sans-serif"), "Inter");
        assert_eq!(face("Charter, \"Bitstream Charter\", \"Sitka Text\", Cambria, \"Noto Serif\", serif"), "Cambria");
        assert_eq!(face("Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, sans-serif"), "Calibri");
    }
}
