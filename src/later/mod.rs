//! The part of the page that comes after its first screen, the engine with it.
//!
//! The page is compiled as one program and cut in two: the first module shows the worked example and the answer that the
//! build has simulated, the second ("later") holds all that only the functions of [`Later`] reach, code and data. To have
//! something come later, add it to that list, one line each, and call it through [`here`]. Nothing else may name it, or it
//! comes at first again; `cargo xtask build` prints both sizes.

mod arrival;

use funnel_charts::format::NumberStyle;
use funnel_engine::report::Report;
use funnel_engine::scenario::{Problem, Scenario};
use funnel_text::Read;
use yew::{AttrValue, Callback, Html};

use crate::charts::{Shared, Sheet};
use crate::components::HintProps;
use crate::edits::{Edited, Picked, Pressed, Typed};
use crate::state::{Kept, Linked, Session, SessionDispatcher, Unopened};
use crate::views::{BelowProps, Panel, PanelProps, Reader, StageProps};
use crate::{brand, components, facade, looks, single, state, views, worker};

pub use arrival::{Arrival, Coming, arrived, load, use_arrival};

/// Declares [`Later`] and fills it in.
macro_rules! later {
    ($($(#[$about:meta])* $name:ident: fn($($type:ty),*) $(-> $gives:ty)? = $function:path;)*) => {
        /// What comes later.
        pub struct Later {
            $($(#[$about])* pub $name: fn($($type),*) $(-> $gives)?,)*
        }

        funnel_later::seam! {
            /// What the second module holds; only to be called once it is there.
            fn all() -> &'static Later = &Later { $($name: $function,)* }
        }
    };
}

later! {
    /// All views below the answer.
    below: fn(BelowProps) -> Html = views::below;
    /// What can be done with the answer's report.
    tools: fn(&Shared<Report>) -> Html = views::tools;
    /// The dialog that the header opens.
    panel: fn(Option<Panel>, PanelProps) -> Html = views::panel;
    /// The slides.
    stage: fn(StageProps) -> Html = views::stage;
    /// Futures one at a time.
    replay: fn(&Session, &Reader) -> Html = views::replay_alone;
    /// Makes the page the presenter's window.
    notes: fn() = views::notes;
    /// What saves a chart: its id, its title, its figures.
    keep_chart: fn(AttrValue, AttrValue, Callback<(), Sheet>) -> Html = views::keep_chart;
    /// Puts on the looks of all this.
    looks: fn() = looks::wear;
    /// What simulates, and listens to the keyboard, to files dropped and to the address.
    ears: fn(Shared<Session>, SessionDispatcher) -> Html = state::ears;
    /// What a step of dragging the budget becomes.
    dragged: fn(&Scenario, f64) -> Edited = components::dragged;
    /// What a field's text becomes; `true` where its reader was asked about it and typed it again.
    typed: fn(&Typed, &Scenario, &str, bool, &NumberStyle) -> Read<Scenario> = Typed::apply;
    /// What a list's choice becomes.
    picked: fn(&Picked, &Scenario, &str) -> Edited = Picked::apply;
    /// What a button does.
    pressed: fn(&Pressed, &Scenario) -> Edited = Pressed::apply;
    /// Opens a file.
    choose: fn(&SessionDispatcher) = state::files::choose;
    /// Saves the scenario.
    save_scenario: fn(&Scenario) = state::files::save_scenario;
    /// The scenario that came with the page in one file.
    carried: fn() -> Option<Result<Scenario, Vec<Problem>>> = single::carried;
    /// The scenario in the page's address.
    asked_for: fn() -> Option<Linked> = state::asked_for;
    /// What was on the page when it was left.
    kept: fn() -> Option<Kept> = state::kept;
    /// What a page that is loaded again had on it.
    of_reload: fn() -> Option<Kept> = state::of_reload;
    /// What stands in place of the page while a link cannot be read.
    unopened: fn(&Unopened, &SessionDispatcher, bool) -> Html = views::unopened;
    /// The brand's logo.
    mark: fn(&Scenario) -> Html = brand::mark;
    /// The brand's line at the foot.
    foot: fn(&Scenario) -> Html = brand::foot;
    /// Does a study, in a worker.
    study: fn() = worker::study::serve;
    /// Simulates, in a worker.
    simulate: fn() = worker::entry::serve;
    /// Whether two scenarios are one.
    is_same: fn(&Scenario, &Scenario) -> bool = PartialEq::eq;
    /// More about a field, behind a button.
    hint: fn(HintProps) -> Html = components::hint;
    /// The scenario on the page as JSON.
    scenario_json: fn() -> Option<String> = facade::scenario;
}

/// What came later, if it is here.
#[must_use]
pub fn here() -> Option<&'static Later> {
    arrival::has_arrived().then(all)
}

/// What to say when it is not.
pub const NOT_HERE: &str = "the rest of the page has not arrived yet; try again in a moment";
