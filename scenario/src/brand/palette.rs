//! A brand's colours as they are shown: legible on every surface on which they appear, in light and dark.

use super::apart::{self, Own};
use super::{Brand, Rgb, contrast};

/// The least contrast of text (WCAG 2.2, 1.4.3). The plan's colour is used for links and figures too.
pub const TEXT: f64 = 4.5;
/// The least contrast of parts of a chart (1.4.11).
pub const GRAPHIC: f64 = 3.0;

/// How much of a colour is in its pale form, which is used behind what is selected.
const PALE: f64 = 0.12;
/// Steps on the way to black or white.
const STEPS: u32 = 200;

/// A colour scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// Both schemes, in the order of every pair here.
    pub const BOTH: [Self; 2] = [Self::Light, Self::Dark];

    /// The page and the fields on it, as in `static/styles/base.css`.
    #[must_use]
    pub fn surfaces(self) -> [Rgb; 2] {
        match self {
            Self::Light => [Rgb([0xfb, 0xfa, 0xf7]), Rgb([0xff; 3])],
            Self::Dark => [Rgb([0x16, 0x18, 0x1b]), Rgb([0x1d, 0x20, 0x24])],
        }
    }

    /// The end of the scale towards which colours become legible.
    fn end(self) -> Rgb {
        match self {
            Self::Light => Rgb::BLACK,
            Self::Dark => Rgb::WHITE,
        }
    }
}

/// A colour as requested in one scheme, and as shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tone {
    /// As shown.
    pub shown: Rgb,
    /// As requested; `None` where it was derived from the other scheme's.
    pub asked: Option<Rgb>,
    /// The least contrast of the requested colour; of the shown one where none was requested.
    pub had: f64,
    /// Whether it was replaced by another colour, as it would have been too close to the plan's.
    gave_way: bool,
}

impl Tone {
    /// Whether it had to be moved in order to be legible.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        !self.gave_way && self.asked.is_some_and(|asked| asked != self.shown)
    }

    /// Whether it is not the colour requested, as that would have been hard to tell from the plan's.
    #[must_use]
    pub fn has_given_way(&self) -> bool {
        self.gave_way
    }

    /// The colour of text on it: black or white, one of which is always legible.
    #[must_use]
    pub fn ink(&self) -> Rgb {
        let (white, black) = (contrast(Rgb::WHITE, self.shown), contrast(Rgb::BLACK, self.shown));
        if white >= TEXT || white >= black { Rgb::WHITE } else { Rgb::BLACK }
    }

    /// Replaces it by another colour.
    fn give_way(&mut self, to: Rgb) {
        (self.shown, self.gave_way) = (to, true);
    }

    /// Its pale form on the page.
    #[must_use]
    pub fn pale(&self, scheme: Scheme) -> Rgb {
        pale(self.shown, scheme)
    }
}

/// A brand's colours, light and dark; `None` where the page's own stay.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Palette {
    /// The plan's.
    pub accent: Option<[Tone; 2]>,
    /// Today's; also set where the plan's colour is too close to the page's own.
    pub today: Option<[Tone; 2]>,
    /// That of losses, set where another colour is too close to the page's own.
    pub loss: Option<[Tone; 2]>,
}

impl Palette {
    /// The colours of a brand.
    #[must_use]
    pub fn of(brand: &Brand) -> Self {
        let accent = pair(&brand.accent, &brand.accent_dark, TEXT);
        let mut today = pair(&brand.today, &brand.today_dark, GRAPHIC);
        if accent.is_none() && today.is_none() {
            return Self::default();
        }
        let mut loss = [own_tone(Rgb::BLACK, Scheme::Light); 2];
        let mut is_loss_moved = false;
        for scheme in Scheme::BOTH {
            let at = scheme as usize;
            let plan = apart::or_own(accent.map(|x| x[at].shown), Own::Accent, scheme);
            let wished = apart::or_own(today.map(|x| x[at].shown), Own::Today, scheme);
            let now = apart::today(wished, plan, scheme);
            if now != wished {
                let own = || Scheme::BOTH.map(|scheme| own_tone(apart::or_own(None, Own::Today, scheme), scheme));
                today.get_or_insert_with(own)[at].give_way(now);
            }
            let shown = apart::loss(plan, now, scheme);
            is_loss_moved |= shown != apart::own_loss(scheme);
            loss[at] = own_tone(shown, scheme);
        }
        Self { accent, today, loss: is_loss_moved.then_some(loss) }
    }
}

/// A colour that nobody requested.
fn own_tone(shown: Rgb, scheme: Scheme) -> Tone {
    Tone { shown, asked: None, had: least_contrast(shown, scheme), gave_way: false }
}

fn pair(light: &str, dark: &str, least: f64) -> Option<[Tone; 2]> {
    let asked = [Rgb::parse(light), Rgb::parse(dark)];
    let any = asked[0].or(asked[1])?;
    let mut tones = [own_tone(any, Scheme::Light); 2];
    for ((tone, asked), scheme) in tones.iter_mut().zip(asked).zip(Scheme::BOTH) {
        let from = asked.unwrap_or(any);
        let shown = legible(from, scheme, least);
        *tone = Tone {
            shown,
            asked,
            had: least_contrast(if asked.is_some() { from } else { shown }, scheme),
            gave_way: false,
        };
    }
    Some(tones)
}

/// The closest colour on the way to black or white that is legible everywhere.
pub(super) fn legible(colour: Rgb, scheme: Scheme, least: f64) -> Rgb {
    let steps = (0..STEPS).map(|step| colour.toward(scheme.end(), f64::from(step) / f64::from(STEPS)));
    steps.into_iter().find(|x| least_contrast(*x, scheme) >= least).unwrap_or(scheme.end())
}

/// The least contrast of a colour with what it appears on: the page, fields, and its own pale form.
fn least_contrast(colour: Rgb, scheme: Scheme) -> f64 {
    let [paper, field] = scheme.surfaces();
    [paper, field, pale(colour, scheme)].into_iter().map(|on| contrast(colour, on)).fold(f64::INFINITY, f64::min)
}

fn pale(colour: Rgb, scheme: Scheme) -> Rgb {
    let [paper, _] = scheme.surfaces();
    paper.under(colour, PALE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::{APART, difference};
    use proptest::prelude::*;

    fn brand(accent: &str, accent_dark: &str) -> Brand {
        Brand { accent: accent.to_owned(), accent_dark: accent_dark.to_owned(), ..Brand::default() }
    }

    #[test]
    fn what_is_legible_stays_as_it_is() {
        let [light, dark] = Palette::of(&brand("#0b6b72", "#55bdc4")).accent.unwrap();
        assert_eq!((light.shown.to_string(), dark.shown.to_string()), ("#0b6b72".into(), "#55bdc4".into()));
        assert!(!light.is_moved() && !dark.is_moved());
        assert_eq!(Palette::of(&Brand::default()), Palette::default());
    }

    #[test]
    fn yellow_is_darkened_on_light_and_says_so() {
        let [light, dark] = Palette::of(&brand("#ffd400", "")).accent.unwrap();
        assert!(light.is_moved() && light.had < 1.5, "{light:?}");
        assert_eq!((dark.shown.to_string(), dark.is_moved()), ("#ffd400".into(), false));
        let [red, green, blue] = light.shown.0;
        assert!(red > green && green > blue, "still a yellow: {}", light.shown);
    }

    #[test]
    fn orange_and_grey_move_what_they_come_near() {
        let orange = Palette::of(&brand("#c84b14", ""));
        assert!(orange.loss.is_some() && orange.today.is_none(), "{orange:?}");
        let grey = Palette::of(&brand("#75777c", "#8d9198"));
        assert!(grey.today.is_some() && grey.loss.is_none(), "{grey:?}");
        let teal = Palette::of(&brand("#0b6b72", "#55bdc4"));
        assert_eq!((teal.today, teal.loss), (None, None));
    }

    #[test]
    fn a_dark_variant_alone_makes_the_light_one() {
        let [light, dark] = Palette::of(&brand("", "#ffffff")).accent.unwrap();
        assert_eq!(dark.asked, Some(Rgb::WHITE));
        assert!(light.asked.is_none() && contrast(light.shown, Rgb::WHITE) >= TEXT);
    }

    proptest! {
        #[test]
        fn every_colour_becomes_legible(light in any::<[u8; 3]>(), dark in any::<[u8; 3]>(), today in any::<[u8; 3]>()) {
            let text = |x| Rgb(x).to_string();
            let brand = Brand { accent: text(light), accent_dark: text(dark), today: text(today), ..Brand::default() };
            let palette = Palette::of(&brand);
            for (tones, least) in [(palette.accent.unwrap(), TEXT), (palette.today.unwrap(), GRAPHIC)] {
                for (tone, scheme) in tones.iter().zip(Scheme::BOTH) {
                    for surface in scheme.surfaces().into_iter().chain([tone.pale(scheme)]) {
                        prop_assert!(contrast(tone.shown, surface) >= least);
                    }
                    prop_assert!(contrast(tone.ink(), tone.shown) >= TEXT);
                }
            }
            for (tone, scheme) in palette.loss.iter().flat_map(|tones| tones.iter().zip(Scheme::BOTH)) {
                prop_assert!(tone.shown == apart::own_loss(scheme) || tone.had >= TEXT);
            }
        }

        /// The colours of the plan, today and losses can be told apart whatever a brand requests, and a colour that is
        /// far enough away stays as it is.
        #[test]
        fn no_two_colours_of_a_chart_come_near(light in any::<[u8; 3]>(), dark in any::<[u8; 3]>(), today in prop::option::of(any::<[u8; 3]>())) {
            let text = |x| Rgb(x).to_string();
            let today = today.map(text).unwrap_or_default();
            let brand = Brand { accent: text(light), accent_dark: text(dark), today, ..Brand::default() };
            let palette = Palette::of(&brand);
            for scheme in Scheme::BOTH {
                let at = scheme as usize;
                let plan = palette.accent.unwrap()[at].shown;
                let now = palette.today.map_or(apart::or_own(None, Own::Today, scheme), |x| x[at].shown);
                let loss = palette.loss.map_or(apart::own_loss(scheme), |x| x[at].shown);
                for (name, a, b) in [("plan, today", plan, now), ("plan, loss", plan, loss), ("today, loss", now, loss)] {
                    let far = difference(a, b);
                    prop_assert!(far >= APART, "{name}: {a} and {b} are {far} apart");
                }
                let own = apart::own_loss(scheme);
                let is_far = difference(own, plan) >= APART && difference(own, now) >= APART;
                prop_assert_eq!(loss == own, is_far);
            }
        }
    }
}
