//! What happened to a brand's colours and logo, in words.

use funnel_engine::scenario::brand::{Palette, Scheme, TEXT, Tone};
use funnel_text::format::{Digits, Unit};

use super::numbers::Numbers;

/// `Shown darker, as #7a6a00: as written it has a contrast of 1.4, and 4.5 is the least to be read.`
#[must_use]
pub fn moved(tone: &Tone, scheme: Scheme, least: f64, n: &dyn Numbers) -> String {
    let how = if scheme == Scheme::Light { "darker" } else { "lighter" };
    // Cut, not rounded: 4.46 is not 4.5.
    let ratio = |x: f64| n.style().number((x * 10.0).floor() / 10.0, Digits::Step(0.1), Unit::Count);
    format!(
        "Shown {how}, as {}: as written it has a contrast of {}, and {} is the least to be {}.",
        tone.shown,
        ratio(tone.had),
        ratio(least),
        if least < TEXT { "seen" } else { "read" }
    )
}

/// The colours that made way for a brand's: `Losses are #8e2a8e, not the page’s own colour: …`.
#[must_use]
pub fn given_way(palette: &Palette) -> Vec<String> {
    let reason = "it would hardly be told from the brand’s in a chart";
    let both = |[light, dark]: [Tone; 2]| format!("{} on light pages and {} on dark ones", light.shown, dark.shown);
    let today = palette.today.filter(|tones| tones.iter().any(Tone::has_given_way)).map(|tones| ("Today is", tones));
    let loss = palette.loss.map(|tones| ("Losses are", tones));
    let said = |(what, tones)| format!("{what} {}: where it is not the usual colour, {reason}.", both(tones));
    today.into_iter().chain(loss).map(said).collect()
}

/// What was left out of a logo; `None` if nothing was.
#[must_use]
pub fn left_out(dropped: &[String]) -> Option<String> {
    (!dropped.is_empty())
        .then(|| format!("Left out of the picture, as a logo needs none of it: {}.", dropped.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::Brand;
    use funnel_engine::scenario::brand::GRAPHIC;
    use funnel_text::NumberStyle;

    #[test]
    fn a_moved_colour_says_where_and_why() {
        let brand = Brand { accent: "#ffd400".to_owned(), accent_dark: "#101010".to_owned(), ..Brand::default() };
        let [light, dark] = Palette::of(&brand).accent.unwrap();
        let said = |tone, scheme| moved(tone, scheme, TEXT, &NumberStyle::default());
        let text = said(&light, Scheme::Light);
        assert!(text.starts_with("Shown darker, as #"), "{text}");
        assert!(text.ends_with(": as written it has a contrast of 1.3, and 4.5 is the least to be read."), "{text}");
        assert!(said(&dark, Scheme::Dark).starts_with("Shown lighter, as #"));
        let bar = moved(&light, Scheme::Light, GRAPHIC, &NumberStyle::default());
        assert!(bar.ends_with("and 3.0 is the least to be seen."), "{bar}");
    }

    #[test]
    fn what_gives_way_to_a_brand_is_said() {
        let said = |accent: &str, dark: &str| {
            given_way(&Palette::of(&Brand {
                accent: accent.to_owned(),
                accent_dark: dark.to_owned(),
                ..Brand::default()
            }))
        };
        assert!(said("#0b6b72", "#55bdc4").is_empty());
        let orange = said("#c84b14", "#f0916a");
        assert!(orange.len() == 1 && orange[0].starts_with("Losses are #8e2a8e on light pages"), "{orange:?}");
        let grey = said("#75777c", "#8d9198");
        assert!(grey.len() == 1 && grey[0].starts_with("Today is #"), "{grey:?}");
    }

    #[test]
    fn what_was_left_out_is_named() {
        let dropped = ["<script>", "onload"].map(str::to_owned);
        assert_eq!(
            left_out(&dropped).unwrap(),
            "Left out of the picture, as a logo needs none of it: <script>, onload."
        );
        assert_eq!(left_out(&[]), None);
    }
}
