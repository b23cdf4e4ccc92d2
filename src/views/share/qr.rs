//! A link as a QR code.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// Quiet zone around a code, in modules, as its standard requires.
const QUIET: i32 = 4;

/// Most bytes in a code.
pub(super) const MOST: usize = 2_953;

/// A QR code as a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Qr {
    /// Modules on each side, including the quiet zone.
    pub(super) side: i32,
    /// The dark modules, in SVG's path language.
    pub(super) path: String,
}

impl Qr {
    /// The code of a text; `None` if it is too long for one.
    pub(super) fn of(text: &str) -> Option<Self> {
        // On a screen there is little to correct, so the lowest level is used, which gives the largest modules.
        let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
                // A code has at most 177 modules on each side.
                let run = i32::try_from(run).unwrap_or(0);
                if run > 0 {
                    // Writing to a string never fails.
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
                }
                x += run + 1;
            }
        }
        Some(Self { side: code.size() + 2 * QUIET, path })
    }

    /// The code as a separate file.
    pub(super) fn file(&self) -> String {
        let Self { side, path } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The drawing, read back by another program's decoder at 4 pixels for each module.
    fn decoded(qr: &Qr) -> String {
        let side = usize::try_from(qr.side).unwrap();
        let mut dark = vec![false; side * side];
        for run in qr.path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let run: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            let start = y.parse::<usize>().unwrap() * side + x.parse::<usize>().unwrap();
            dark[start..start + run].fill(true);
        }
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(4 * side, 4 * side, |x, y| {
            if dark[y / 4 * side + x / 4] { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_code_says_what_went_in() {
        let link = |length: usize| {
            let text = "https://example.org/funnel/#v1=rVhtb9s4Ev4rhD7cdkHbsfLSJu1wOGyzLdDDZlskvT0cDgeBlmibjURqScq";
            text.chars().cycle().take(length).collect::<String>()
        };
        for length in [1, 17, 92, 800, 1_950, 2_500, MOST] {
            let text = link(length);
            let qr = Qr::of(&text).unwrap();
            assert_eq!(decoded(&qr), text, "{length}");
        }
        assert_eq!(Qr::of(&link(MOST + 1)), None);
    }

    #[test]
    fn a_file_stands_alone() {
        let qr = Qr::of("https://example.org").unwrap();
        let file = qr.file();
        assert!(file.starts_with("<svg xmlns=") && file.contains(&qr.path) && file.contains("fill=\"#fff\""));
    }
}
