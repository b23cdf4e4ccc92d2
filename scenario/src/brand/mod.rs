//! How the page looks to a client: colours, a logo, a kind of typeface, a line at the foot. No figure depends on it.

mod apart;
mod colour;
mod logo;
mod palette;
mod png;
mod svg;

pub use apart::APART;
pub use colour::{Rgb, contrast, difference};
pub use logo::{Logo, MAX_FILE, logo_from_file, logo_problem};
pub use palette::{GRAPHIC, Palette, Scheme, TEXT, Tone};

use serde::{Deserialize, Serialize};

use super::is_default;

/// How the page looks. Whatever is left out is as on the page without a brand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Brand {
    /// The colour of the plan and of everything that can be pressed: `#` and six hexadecimal digits. Where it would not
    /// be legible on the page, it is shown darker or lighter.
    #[serde(skip_serializing_if = "is_default")]
    pub accent: String,
    /// The same on dark pages; derived from `accent` when left out.
    #[serde(skip_serializing_if = "is_default")]
    pub accent_dark: String,
    /// The colour of today's plan in charts.
    #[serde(skip_serializing_if = "is_default")]
    pub today: String,
    /// The same on dark pages; derived from `today` when left out.
    #[serde(skip_serializing_if = "is_default")]
    pub today_dark: String,
    /// The kind of typeface.
    #[serde(skip_serializing_if = "is_default")]
    pub font: Font,
    /// A picture: `data:image/svg+xml;base64,…` or `data:image/png;base64,…`, of at most 16 kB, with nothing in it that
    /// runs or loads.
    #[serde(skip_serializing_if = "is_default")]
    pub logo: String,
    /// What the logo says, for people who cannot see it.
    #[serde(skip_serializing_if = "is_default")]
    pub logo_name: String,
    /// A line at the foot of the page.
    #[serde(skip_serializing_if = "is_default")]
    pub footer: String,
}

/// A kind of typeface that every system has; no font is ever loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Font {
    /// The system's own.
    #[default]
    Sans,
    /// With serifs, as in books.
    Serif,
    /// All characters of equal width.
    Mono,
    /// Without serifs, but with handwritten proportions.
    Humanist,
}
