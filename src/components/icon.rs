use yew::prelude::*;

/// A picture on a button, whose name is next to it or in the button's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Move up.
    Up,
    /// Move down.
    Down,
    /// Remove.
    Remove,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
}

/// The picture, in the colour of the surrounding text.
pub fn icon(icon: Icon) -> Html {
    let d = match icon {
        Icon::Up => "M8 13V3M3.5 7.5 8 3l4.5 4.5",
        Icon::Down => "M8 3v10M3.5 8.5 8 13l4.5-4.5",
        Icon::Remove => "m4 4 8 8M12 4l-8 8",
        Icon::Undo => "M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6",
        Icon::Redo => "m10 3 3.5 3.5L10 10m3-3.5H6.5a3.5 3.5 0 0 0 0 7H10",
    };
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path {d} />
        </svg>
    }
}
