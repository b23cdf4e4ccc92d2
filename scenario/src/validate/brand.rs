//! The checks of the brand.

use super::super::Scenario;
use super::super::brand::{Rgb, logo_problem};
use super::super::clean::is_directional;
use super::{Check, limits};

impl Check {
    pub(super) fn brand(&mut self, s: &Scenario) {
        let brand = &s.brand;
        for (field, text) in [
            ("accent", &brand.accent),
            ("accent_dark", &brand.accent_dark),
            ("today", &brand.today),
            ("today_dark", &brand.today_dark),
        ] {
            let message = "must be # and six hexadecimal digits, such as #0b6b72";
            self.require(text.is_empty() || Rgb::parse(text).is_some(), format!("brand.{field}"), message);
        }
        if let Some(problem) = Some(&brand.logo).filter(|logo| !logo.is_empty()).and_then(|logo| logo_problem(logo)) {
            self.add("brand.logo", problem);
        }
        for (field, text, most) in
            [("logo_name", &brand.logo_name, limits::NAME), ("footer", &brand.footer, limits::FOOTER)]
        {
            let path = format!("brand.{field}");
            self.text(&path, text, most);
            let message = "holds a character that cannot be seen; write it as one line of plain text";
            self.require(!text.chars().any(is_unseen), path, message);
        }
    }
}

/// Control characters, line and paragraph breaks, and controls of the writing direction.
fn is_unseen(c: char) -> bool {
    c.is_control() || is_directional(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}
