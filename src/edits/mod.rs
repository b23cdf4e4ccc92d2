//! What the page's controls do to the scenario, as data: a field, a list or a button names its edit, and the edit is a
//! pure function from one valid scenario to the next, tested without a browser.

mod deck;
mod picked;
mod pressed;
mod typed;

pub use deck::Slides;
pub use picked::{NO, Picked, YES};
pub use pressed::Pressed;
pub use typed::{Kind, Typed, reading};

use funnel_engine::scenario::{Problem, Scenario};

/// A changed scenario, or what is wrong, as a sentence.
pub type Edited = Result<Scenario, String>;

/// The first problem: an edit seldom causes two, and one is enough to act on.
fn sentence(problems: Vec<Problem>) -> String {
    problems.into_iter().next().map_or_else(String::new, |p| p.message)
}
