//! Colours, and how readable one is on another (WCAG 2.2).

use std::fmt;

/// A colour in the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// Reads `#rrggbb`; `None` for anything else.
    ///
    /// ```
    /// use funnel_scenario::brand::Rgb;
    /// assert_eq!(Rgb::parse("#0B6b72"), Some(Rgb([0x0b, 0x6b, 0x72])));
    /// assert_eq!(Rgb::parse("teal"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|x| x.len() == 6 && x.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Relative luminance, as WCAG defines it.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The colour a given part (0 to 1) of the way to another, in linear light: hue and saturation fade evenly.
    #[must_use]
    pub fn toward(self, other: Self, way: f64) -> Self {
        let mut mixed = [0; 3];
        for (to, (a, b)) in mixed.iter_mut().zip(self.0.into_iter().zip(other.0)) {
            *to = encoded(linear(a) * (1.0 - way) + linear(b) * way);
        }
        Self(mixed)
    }
}

impl Rgb {
    /// A share of another colour over this one, as browsers mix them by default.
    #[must_use]
    pub fn under(self, other: Self, share: f64) -> Self {
        let mut mixed = [0; 3];
        for (to, (a, b)) in mixed.iter_mut().zip(self.0.into_iter().zip(other.0)) {
            // Always between the two bytes.
            *to = (f64::from(a) * (1.0 - share) + f64::from(b) * share).round() as u8;
        }
        Self(mixed)
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The contrast of two colours, from 1 to 21.
///
/// ```
/// use funnel_scenario::brand::{Rgb, contrast};
/// assert_eq!(contrast(Rgb::BLACK, Rgb::WHITE), 21.0);
/// ```
#[must_use]
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// How different two colours look: their distance in OKLab (Björn Ottosson, "A perceptual color space for image
/// processing", 2020), which is 1 between black and white.
#[must_use]
pub fn difference(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (oklab(a), oklab(b));
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt()
}

/// Lightness, and the distances from grey towards red and towards yellow.
fn oklab(colour: Rgb) -> [f64; 3] {
    let [red, green, blue] = colour.0.map(linear);
    let cone = |r: f64, g: f64, b: f64| libm::cbrt(r * red + g * green + b * blue);
    let long = cone(0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9);
    let middle = cone(0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6);
    let short = cone(0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5);
    [
        0.210_454_255_3 * long + 0.793_617_785_0 * middle - 0.004_072_046_8 * short,
        1.977_998_495_1 * long - 2.428_592_205_0 * middle + 0.450_593_709_9 * short,
        0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766_0 * short,
    ]
}

fn linear(part: u8) -> f64 {
    let x = f64::from(part) / 255.0;
    if x <= 0.04045 { x / 12.92 } else { libm::pow((x + 0.055) / 1.055, 2.4) }
}

fn encoded(light: f64) -> u8 {
    let x = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * libm::pow(light, 1.0 / 2.4) - 0.055 };
    // The cast saturates: light is between 0 and 1.
    (x * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(a: &str, b: &str) -> f64 {
        contrast(Rgb::parse(a).unwrap(), Rgb::parse(b).unwrap())
    }

    /// Published pairs: WCAG's own examples of grey on white (Understanding 1.4.3), and pairs with well-known ratios.
    #[test]
    fn contrast_is_as_published() {
        for (a, b, ratio) in [
            ("#000000", "#ffffff", 21.0),
            ("#ffffff", "#ffffff", 1.0),
            ("#767676", "#ffffff", 4.54),
            ("#777777", "#ffffff", 4.48),
            ("#949494", "#ffffff", 3.03),
            ("#959595", "#ffffff", 2.99),
            ("#595959", "#ffffff", 7.0),
            ("#ff0000", "#ffffff", 4.0),
            ("#0000ff", "#ffffff", 8.59),
            ("#ffff00", "#ffffff", 1.07),
        ] {
            assert!((on(a, b) - ratio).abs() < 0.006, "{a} on {b}: {}", on(a, b));
            assert_eq!(on(a, b), on(b, a));
        }
        assert!(on("#777777", "#ffffff") < 4.5 && on("#767676", "#ffffff") >= 4.5);
    }

    /// Ottosson's own conversions: red, green and blue in OKLab, from his page and from CSS Color 4's examples.
    #[test]
    fn differences_are_those_of_oklab() {
        for (colour, [l, a, b]) in [
            ("#ffffff", [1.0, 0.0, 0.0]),
            ("#ff0000", [0.627_955, 0.224_863, 0.125_846]),
            ("#00ff00", [0.866_440, -0.233_888, 0.179_498]),
            ("#0000ff", [0.452_014, -0.032_457, -0.311_528]),
        ] {
            let found = oklab(Rgb::parse(colour).unwrap());
            assert!(found.iter().zip([l, a, b]).all(|(x, y)| (x - y).abs() < 1e-4), "{colour}: {found:?}");
        }
        assert!((difference(Rgb::BLACK, Rgb::WHITE) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn colours_are_read_and_written() {
        for text in ["#000000", "#0b6b72", "#fbfaf7"] {
            assert_eq!(Rgb::parse(text).unwrap().to_string(), text);
        }
        for bad in ["", "#", "#12345", "#1234567", "0b6b72", "#00000g", "#+12345", "red", "#äöü", "rgb(0,0,0)"] {
            assert_eq!(Rgb::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn mixing_begins_and_ends_at_its_colours() {
        for part in 0..=255 {
            let grey = Rgb([part; 3]);
            assert_eq!(grey.toward(Rgb::WHITE, 0.0), grey);
            assert_eq!(grey.toward(Rgb([10, 20, 30]), 1.0), Rgb([10, 20, 30]));
        }
    }
}
