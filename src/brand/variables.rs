//! The custom properties of a brand.

use funnel_engine::scenario::brand::{Palette, Scheme, Tone};
use funnel_engine::scenario::{Brand, Font};

/// A custom property and its value; `None` where the page's own value stays.
pub type Variable = (&'static str, Option<String>);

/// Every property that a brand can set. Their names are permanent, since charts in files and slides read them too.
#[must_use]
pub fn variables(brand: &Brand) -> Vec<Variable> {
    let Palette { accent, today, loss } = Palette::of(brand);
    let of = |tones: Option<[Tone; 2]>, scheme: Scheme, make: fn(Tone, Scheme) -> String| {
        tones.map(|[light, dark]| make(if scheme == Scheme::Light { light } else { dark }, scheme))
    };
    let shown = |tone: Tone, _: Scheme| tone.shown.to_string();
    let pale = |tone: Tone, scheme: Scheme| tone.pale(scheme).to_string();
    let ink = |tone: Tone, _: Scheme| tone.ink().to_string();
    let (light, dark) = (Scheme::Light, Scheme::Dark);
    vec![
        ("--brand-accent-light", of(accent, light, shown)),
        ("--brand-accent-dark", of(accent, dark, shown)),
        ("--brand-accent-soft-light", of(accent, light, pale)),
        ("--brand-accent-soft-dark", of(accent, dark, pale)),
        ("--brand-accent-ink-light", of(accent, light, ink)),
        ("--brand-accent-ink-dark", of(accent, dark, ink)),
        ("--brand-today-light", of(today, light, shown)),
        ("--brand-today-dark", of(today, dark, shown)),
        ("--brand-loss-light", of(loss, light, shown)),
        ("--brand-loss-dark", of(loss, dark, shown)),
        ("--brand-loss-soft-light", of(loss, light, pale)),
        ("--brand-loss-soft-dark", of(loss, dark, pale)),
        ("--brand-font", font(brand.font).map(str::to_owned)),
    ]
}

/// Font families that come with the existing systems, best first.
fn font(font: Font) -> Option<&'static str> {
    match font {
        Font::Sans => None,
        Font::Serif => {
            Some("Charter, \"Bitstream Charter\", \"Sitka Text\", Cambria, \"Noto Serif\", \"Liberation Serif\", serif")
        }
        Font::Mono => Some(
            "ui-monospace, \"Cascadia Code\", Menlo, Consolas, \"DejaVu Sans Mono\", \"Liberation Mono\", monospace",
        ),
        Font::Humanist => {
            Some("Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"DejaVu Sans\", \"Noto Sans\", sans-serif")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = include_str!("../../static/styles/base.css");

    #[test]
    fn the_stylesheet_takes_every_property() {
        let print = include_str!("../../static/styles/print.css");
        for (name, value) in variables(&Brand::default()) {
            assert_eq!(value, None, "{name}");
            assert!(BASE.contains(&format!("var({name}, ")), "{name}");
            let on_paper = name.ends_with("-light") && !name.contains("ink");
            assert_eq!(print.contains(&format!("var({name}, ")), on_paper, "{name} in print");
        }
    }

    #[test]
    fn colours_are_checked_against_the_pages_own_surfaces() {
        for (at, scheme) in Scheme::BOTH.into_iter().enumerate() {
            for (name, surface) in ["paper", "field"].into_iter().zip(scheme.surfaces()) {
                let line = BASE.lines().find(|line| line.contains(&format!("--{name}: "))).unwrap();
                let pair: Vec<&str> = line.split(['(', ')']).nth(1).unwrap().split(", ").collect();
                assert_eq!(pair[at], surface.to_string(), "{name}");
            }
        }
    }

    #[test]
    fn a_brand_sets_all_that_follows_from_it() {
        let brand = Brand { accent: "#ffd400".to_owned(), font: Font::Serif, ..Brand::default() };
        let all = variables(&brand);
        let value = |name: &str| all.iter().find(|(known, _)| *known == name).unwrap().1.clone();
        assert_eq!(value("--brand-accent-dark").unwrap(), "#ffd400");
        assert_ne!(value("--brand-accent-light").unwrap(), "#ffd400");
        assert_eq!(value("--brand-accent-ink-dark").unwrap(), "#000000");
        assert_eq!(value("--brand-today-light"), None);
        assert_eq!(value("--brand-loss-light"), None);
        let orange = variables(&Brand { accent: "#c84b14".to_owned(), ..Brand::default() });
        assert!(orange.iter().any(|(name, value)| *name == "--brand-loss-light" && value.is_some()));
        assert!(value("--brand-font").unwrap().ends_with(", serif"));
    }
}
