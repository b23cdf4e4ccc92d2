//! What every layout returns: texts, rectangles, lines, and paths as SVG path data.

/// Which point of a text its `x` refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Left end.
    Start,
    /// Middle.
    Middle,
    /// Right end.
    End,
}

/// What a text or mark stands for; a style sheet gives each its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The subject: ink.
    Ink,
    /// Ticks, units, captions.
    Muted,
    /// The plan, or a gain.
    Plan,
    /// Today's budget.
    Today,
    /// A loss.
    Loss,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Position of the anchor, px.
    pub x: f64,
    /// Baseline, px.
    pub y: f64,
    /// What `x` refers to.
    pub anchor: Anchor,
    /// What it stands for.
    pub tone: Tone,
    /// A direct label (bold, [`crate::text::LABEL`]) rather than a note ([`crate::text::SMALL`]).
    pub strong: bool,
    /// The words.
    pub text: String,
}

impl Text {
    /// A note in the small size.
    #[must_use]
    pub fn note(x: f64, y: f64, anchor: Anchor, tone: Tone, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { x, y, anchor, tone, strong: false, text }
    }

    /// A direct label, bold.
    #[must_use]
    pub fn label(x: f64, y: f64, anchor: Anchor, tone: Tone, text: impl Into<String>) -> Self {
        Self { strong: true, ..Self::note(x, y, anchor, tone, text) }
    }

    /// Estimated width, px.
    #[must_use]
    pub fn width(&self) -> f64 {
        // The plan's figures are bold even in the small size.
        crate::text::width(&self.text, self.size(), self.strong || self.tone == Tone::Plan)
    }

    /// Font size, px.
    #[must_use]
    pub fn size(&self) -> f64 {
        if self.strong { crate::text::LABEL } else { crate::text::SMALL }
    }

    /// Left and right ends, px, by the estimated width.
    #[must_use]
    pub fn span(&self) -> (f64, f64) {
        let width = self.width();
        match self.anchor {
            Anchor::Start => (self.x, self.x + width),
            Anchor::Middle => (self.x - width / 2.0, self.x + width / 2.0),
            Anchor::End => (self.x - width, self.x),
        }
    }

    /// The same text, moved sideways by the least that keeps it between `lo` and `hi` (the left end takes precedence).
    #[must_use]
    pub fn within(mut self, lo: f64, hi: f64) -> Self {
        let (left, right) = self.span();
        self.x -= (right - hi).max(0.0);
        self.x += (lo - (left - (right - hi).max(0.0))).max(0.0);
        self
    }
}

/// Height of a line of text, px.
pub const LINE: f64 = 18.0;

/// A caption at the upper left, in at most two lines of `width` px.
#[must_use]
pub fn caption(text: &str, width: f64) -> Vec<Text> {
    let lines = crate::text::wrapped(text, crate::text::SMALL, false, width, 2).into_iter().enumerate();
    lines
        .map(|(i, line)| Text::note(0.0, crate::text::SMALL + LINE * i as f64, Anchor::Start, Tone::Muted, line))
        .collect()
}

/// A rectangle, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A coordinate as SVG writes it: at most two decimals, no trailing zeros, and without `format!`.
#[must_use]
pub fn px(value: f64) -> String {
    let mut out = String::new();
    push_px(&mut out, value);
    out
}

/// Appends a coordinate, see [`px`].
pub fn push_px(out: &mut String, value: f64) {
    let hundredths = (value * 100.0).round_ties_even();
    // Only a defect in a layout can be out of range; any finite number keeps the picture valid.
    let hundredths = if hundredths.is_finite() { hundredths.clamp(-1e12, 1e12) } else { 0.0 };
    if hundredths < 0.0 {
        out.push('-');
    }
    let size = hundredths.abs() as u64;
    push_digits(out, size / 100, 1);
    let rest = size % 100;
    if rest != 0 {
        out.push('.');
        if rest.is_multiple_of(10) {
            push_digits(out, rest / 10, 1);
        } else {
            push_digits(out, rest, 2);
        }
    }
}

/// Appends a whole number with at least `least` digits.
pub(crate) fn push_digits(out: &mut String, mut number: u64, least: usize) {
    let mut digits = [0u8; 20];
    let mut count = 0;
    for digit in digits.iter_mut().rev() {
        *digit = (number % 10) as u8;
        number /= 10;
        count += 1;
        if number == 0 && count >= least {
            break;
        }
    }
    for digit in digits.iter().skip(20 - count) {
        out.push(char::from(b'0' + digit));
    }
}

/// SVG path data under construction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path(String);

impl Path {
    /// An empty path.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn push(&mut self, command: char, points: &[(f64, f64)]) -> &mut Self {
        self.0.push(command);
        for (i, (x, y)) in points.iter().enumerate() {
            if i > 0 {
                self.0.push(' ');
            }
            push_px(&mut self.0, *x);
            self.0.push(',');
            push_px(&mut self.0, *y);
        }
        self
    }

    /// Starts a new subpath.
    pub fn move_to(&mut self, x: f64, y: f64) -> &mut Self {
        self.push('M', &[(x, y)])
    }

    /// A straight line.
    pub fn line_to(&mut self, x: f64, y: f64) -> &mut Self {
        self.push('L', &[(x, y)])
    }

    /// A cubic curve with two control points.
    pub fn curve_to(&mut self, a: (f64, f64), b: (f64, f64), to: (f64, f64)) -> &mut Self {
        self.push('C', &[a, b, to])
    }

    /// Closes the subpath.
    pub fn close(&mut self) -> &mut Self {
        self.0.push('Z');
        self
    }

    /// Whether nothing has been drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The path data.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A polyline through the points; it is interrupted where one is missing.
#[must_use]
pub fn polyline(points: impl IntoIterator<Item = Option<(f64, f64)>>) -> String {
    let mut path = Path::new();
    let mut broken = true;
    for point in points {
        match point {
            Some((x, y)) if broken => {
                path.move_to(x, y);
            }
            Some((x, y)) => {
                path.line_to(x, y);
            }
            None => {}
        }
        broken = point.is_none();
    }
    path.into_string()
}

/// The area between an upper and a lower polyline over the same x; it is interrupted where a point is missing.
#[must_use]
pub fn area(points: impl IntoIterator<Item = Option<(f64, f64, f64)>>) -> String {
    let mut path = Path::new();
    let mut run: Vec<(f64, f64, f64)> = Vec::new();
    for point in points.into_iter().chain([None]) {
        if let Some(point) = point {
            run.push(point);
            continue;
        }
        for (i, (x, upper, _)) in run.iter().enumerate() {
            if i == 0 {
                path.move_to(*x, *upper);
            } else {
                path.line_to(*x, *upper);
            }
        }
        for (x, _, lower) in run.iter().rev() {
            path.line_to(*x, *lower);
        }
        if !run.is_empty() {
            path.close();
        }
        run.clear();
    }
    path.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_two_decimals_at_most() {
        let cases = [(0.0, "0"), (1.5, "1.5"), (-1.255, "-1.25"), (12.345_6, "12.35"), (0.04, "0.04")];
        for (value, text) in cases {
            assert_eq!(px(value), text);
        }
        assert_eq!(px(-0.001), "0", "no negative zero");
        assert_eq!(px(f64::NAN), "0");
    }

    #[test]
    fn lines_and_areas_break_at_gaps() {
        let line = polyline([Some((0.0, 1.0)), Some((1.0, 2.0)), None, Some((3.0, 4.0))]);
        assert_eq!(line, "M0,1L1,2M3,4");
        let shape = area([Some((0.0, 1.0, 5.0)), Some((1.0, 2.0, 6.0)), None]);
        assert_eq!(shape, "M0,1L1,2L1,6L0,5Z");
    }

    #[test]
    fn a_text_is_moved_inside() {
        let text = Text::note(2.0, 0.0, Anchor::Middle, Tone::Muted, "000").within(0.0, 100.0);
        assert_eq!(text.span().0, 0.0);
        let text = Text::note(99.0, 0.0, Anchor::Start, Tone::Muted, "000").within(0.0, 100.0);
        assert!((text.span().1 - 100.0).abs() < 1e-9);
    }
}
