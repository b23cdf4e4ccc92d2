//! What keys mean on the stage. Clickers act as keyboards: they send Page Up and Page Down, and a full stop or B for
//! black.

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// The next slide.
    Next,
    /// The one before.
    Back,
    /// The first.
    First,
    /// The last.
    Last,
    /// Blacks out the stage, or ends that.
    Black,
    /// Shows all slides by name, or ends that.
    Overview,
    /// The presenter's window.
    Notes,
    /// Fills the screen, or the window.
    Fill,
    /// Prints all slides.
    Print,
    /// Returns to the page.
    End,
}

/// Where a key was pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pressed {
    /// With Ctrl, Alt or ⌘.
    pub(crate) with_command: bool,
    /// With Shift.
    pub(crate) with_shift: bool,
    /// In a text field, which uses letters and most other keys.
    pub(crate) in_text: bool,
    /// On a control that uses arrow keys, Home and End, such as the budget's slider.
    pub(crate) on_slider: bool,
    /// On a control that Space and Enter press.
    pub(crate) on_button: bool,
}

/// What a key does there; `None` if it belongs to the focused element, or to the browser.
pub(crate) fn meaning(key: &str, at: Pressed) -> Option<Move> {
    if at.with_command {
        return (matches!(key, "p" | "P") && !at.with_shift).then_some(Move::Print);
    }
    match key {
        // Of no use to a single-line control, and what a clicker sends.
        "PageDown" => return Some(Move::Next),
        "PageUp" => return Some(Move::Back),
        "Escape" if !at.in_text => return Some(Move::End),
        _ if at.in_text => return None,
        _ => {}
    }
    match key {
        "ArrowRight" | "ArrowDown" if !at.on_slider => Some(Move::Next),
        "ArrowLeft" | "ArrowUp" if !at.on_slider => Some(Move::Back),
        "Home" if !at.on_slider => Some(Move::First),
        "End" if !at.on_slider => Some(Move::Last),
        " " if at.on_button => None,
        " " if at.with_shift => Some(Move::Back),
        " " => Some(Move::Next),
        "b" | "B" | "." => Some(Move::Black),
        "o" | "O" => Some(Move::Overview),
        "p" | "P" => Some(Move::Notes),
        "f" | "F" => Some(Move::Fill),
        _ => None,
    }
}

impl Move {
    /// Whether it leaves the deck, from this slide of `count`: the page around a frame may then go on.
    pub(super) fn leaves(self, at: usize, count: usize) -> bool {
        match self {
            Self::Next => at + 1 >= count,
            Self::Back => at == 0,
            _ => false,
        }
    }

    /// The slide after it, of `count`; it does not wrap around.
    pub(super) fn to(self, at: usize, count: usize) -> usize {
        let last = count.saturating_sub(1);
        match self {
            Self::Next => (at + 1).min(last),
            Self::Back => at.saturating_sub(1),
            Self::First => 0,
            Self::Last => last,
            _ => at.min(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGE: Pressed =
        Pressed { with_command: false, with_shift: false, in_text: false, on_slider: false, on_button: false };

    #[test]
    fn keys_and_clickers() {
        let cases = [
            ("ArrowRight", Move::Next),
            ("ArrowDown", Move::Next),
            ("PageDown", Move::Next),
            (" ", Move::Next),
            ("ArrowLeft", Move::Back),
            ("ArrowUp", Move::Back),
            ("PageUp", Move::Back),
            ("Home", Move::First),
            ("End", Move::Last),
            ("b", Move::Black),
            (".", Move::Black),
            ("o", Move::Overview),
            ("p", Move::Notes),
            ("f", Move::Fill),
            ("Escape", Move::End),
        ];
        for (key, does) in cases {
            assert_eq!(meaning(key, STAGE), Some(does), "{key}");
        }
        for key in ["Tab", "Enter", "a", "F5", ""] {
            assert_eq!(meaning(key, STAGE), None, "{key}");
        }
        assert_eq!(meaning(" ", Pressed { with_shift: true, ..STAGE }), Some(Move::Back));
    }

    #[test]
    fn what_is_typed_and_what_belongs_to_a_control_is_not_taken() {
        let text = Pressed { in_text: true, ..STAGE };
        for key in ["b", ".", "p", "f", " ", "ArrowLeft", "Home", "End", "Escape"] {
            assert_eq!(meaning(key, text), None, "{key}");
        }
        let slider = Pressed { on_slider: true, ..STAGE };
        for key in ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"] {
            assert_eq!(meaning(key, slider), None, "{key}");
        }
        assert_eq!(meaning(" ", Pressed { on_button: true, ..STAGE }), None);
        // A clicker works wherever the focus is.
        for at in [text, slider] {
            assert_eq!(meaning("PageDown", at), Some(Move::Next));
            assert_eq!(meaning("PageUp", at), Some(Move::Back));
        }
    }

    #[test]
    fn commands_are_the_browsers_but_for_print() {
        let command = Pressed { with_command: true, ..STAGE };
        assert_eq!(meaning("p", command), Some(Move::Print));
        for key in ["ArrowRight", "b", "f", "Escape", "PageDown", "z"] {
            assert_eq!(meaning(key, command), None, "{key}");
        }
    }

    #[test]
    fn only_a_step_leads_off_the_deck_and_only_at_its_ends() {
        let left = |does: Move| (0..3).filter(|at| does.leaves(*at, 3)).collect::<Vec<_>>();
        assert_eq!((left(Move::Next), left(Move::Back)), (vec![2], vec![0]));
        for does in
            [Move::First, Move::Last, Move::Black, Move::Overview, Move::Notes, Move::Fill, Move::Print, Move::End]
        {
            assert!(left(does).is_empty(), "{does:?}");
        }
        assert!(Move::Next.leaves(0, 1) && Move::Back.leaves(0, 1), "of a single slide both do");
    }

    #[test]
    fn slides_end_at_both_ends() {
        assert_eq!([Move::Next, Move::Back, Move::First, Move::Last].map(|m| m.to(0, 3)), [1, 0, 0, 2]);
        assert_eq!([Move::Next, Move::Back, Move::First, Move::Last].map(|m| m.to(2, 3)), [2, 1, 0, 2]);
        assert_eq!(Move::Black.to(5, 3), 2, "the deck became shorter");
        assert_eq!(Move::Next.to(0, 0), 0);
    }
}
