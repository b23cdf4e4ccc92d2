//! The part of the page that comes after its first answer.
//!
//! The page is compiled as one program and cut in two: the first module holds what the first answer needs, the second
//! ("later") all that only the functions of [`Later`] reach, code and data. To have something come later, add it to that
//! list, one line each, and call it through [`here`]. Nothing else may name it, or it comes at first again; `cargo xtask
//! build` prints both sizes.

mod arrival;

use std::rc::Rc;

use funnel_charts::format::NumberStyle;
use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use yew::{AttrValue, Callback, Html};

use crate::charts::Sheet;
use crate::edits::{Edited, Picked, Pressed, Typed};
use crate::embed::shown::Shown;
use crate::state::{Linked, Notice, Session, SessionDispatcher};
use crate::views::{
    AssumptionsProps, DecideProps, FlowProps, HoldsProps, Panel, PanelProps, ProcessProps, ReplayProps, SignsProps,
    StageProps, TimeProps,
};
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
    /// Where the money goes.
    flow: fn(FlowProps) -> Html = views::flow;
    /// When it comes back.
    time: fn(TimeProps) -> Html = views::time;
    /// What holds it back.
    holds: fn(HoldsProps) -> Html = views::holds;
    /// What to do.
    decide: fn(DecideProps, Shown) -> Html = views::decide;
    /// How one would know early.
    signs: fn(SignsProps) -> Html = views::signs;
    /// What else could be done.
    process: fn(ProcessProps) -> Html = views::process;
    /// What the answer rests on.
    assumptions: fn(AssumptionsProps) -> Html = views::assumptions;
    /// What is in a dialog that the header opens.
    panel: fn(Panel, PanelProps) -> Html = views::inside;
    /// The slides.
    stage: fn(StageProps) -> Html = views::stage;
    /// Futures one at a time.
    replay: fn(ReplayProps) -> Html = views::replay;
    /// Makes the page the presenter's window.
    notes: fn() = views::notes;
    /// What saves a chart: its id, its title, its figures.
    keep_chart: fn(AttrValue, AttrValue, Callback<(), Sheet>) -> Html = views::keep_chart;
    /// Puts on the looks of all this.
    looks: fn() = looks::wear;
    /// What listens to the keyboard, to files dropped and to the address.
    ears: fn(Rc<Session>, SessionDispatcher) -> Html = state::ears;
    /// What a step of dragging the budget becomes.
    dragged: fn(&Scenario, f64) -> Edited = components::dragged;
    /// What a field's text becomes.
    typed: fn(&Typed, &Scenario, &str, &NumberStyle) -> Edited = Typed::apply;
    /// What a list's choice becomes.
    picked: fn(&Picked, &Scenario, &str) -> Edited = Picked::apply;
    /// What a button does.
    pressed: fn(&Pressed, &Scenario) -> Edited = Pressed::apply;
    /// Opens a file.
    choose: fn(&SessionDispatcher) = state::files::choose;
    /// Saves the scenario.
    save_scenario: fn(&Scenario) = state::files::save_scenario;
    /// Saves the report.
    save_report: fn(&Report) = state::files::save_report;
    /// Saves the report's figures.
    save_report_table: fn(&Report) = state::files::save_report_table;
    /// The scenario that came with the page in one file.
    carried: fn() -> Option<Result<Scenario, Notice>> = single::carried;
    /// The scenario in the page's address.
    asked_for: fn() -> Option<Linked> = state::asked_for;
    /// What was on the page when it was left.
    kept: fn() -> Option<Scenario> = state::kept;
    /// The brand's logo.
    mark: fn(&Scenario) -> Html = brand::mark;
    /// The brand's line at the foot.
    foot: fn(&Scenario) -> Html = brand::foot;
    /// Does a study, in a worker.
    study: fn() = worker::study::serve;
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
