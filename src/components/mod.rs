//! Controls, one per file. Each has a visible label, its unit, and an error next to it; what it does to the scenario is
//! an edit from [`crate::edits`].

mod amount;
mod answer;
mod button;
mod choices;
mod dialog;
mod editor;
mod field;
mod hint;
mod icon;
mod item;
mod near;
mod picks;
mod press;
mod select;
mod slider;
mod text_input;
mod word;

pub use amount::{Amount, AmountProps};
pub use answer::{Answer, Given, Question};
pub use button::button;
pub use choices::{Choice, Choices, ChoicesProps};
pub use dialog::{Dialog, DialogProps};
pub use editor::{Editor, Seen, dragged, use_editor};
pub use field::{Field, FieldProps, Place, field};
pub use hint::{Hint, HintProps};
pub use icon::{Icon, icon};
pub use item::{Item, ItemProps, focus};
pub use near::{Sight, use_near};
pub use picks::{picks, use_picks};
pub(crate) use press::after_press;
pub use select::{OneOf, OneOfProps, Select, SelectProps, select};
pub use slider::{Slider, SliderProps};
pub use text_input::{TextInput, TextInputProps, is_composing, is_undo};
pub use word::{asked, refused, word_id};
