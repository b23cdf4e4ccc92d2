//! The views: one question each, with the names by which an address, a deck and the command line refer to it.
//!
//! Everything else follows from this list: addresses, slides, embeds, the presenter's window, the custom element's
//! types, its playground and the Office host (`static/embed/views.js` is written from here), and, for views that rest
//! on a study, the command line. How a view is drawn is in its own file; the page's registry has one line for each
//! view.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! views {
    ($(
        $(#[$about:meta])*
        $view:ident {
            $name:literal $(, formerly $($old:literal)|+)?; $question:literal;
            follows_budget: $follows:literal; fits_a_frame: $fits:literal
        }
    )+) => {
        /// A view, by the question that it answers. It is written and read by its name; former names are read, too.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum View {
            $($(#[$about])* $view,)+
        }

        impl View {
            /// All of them, in the order of the page.
            pub const ALL: &[Self] = &[$(Self::$view),+];

            /// Its name in an address, in a deck and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$view => $name,)+
                }
            }

            /// Names that it used to have, which addresses, decks and scripts may still contain.
            #[must_use]
            pub const fn old_names(self) -> &'static [&'static str] {
                match self {
                    $(Self::$view => &[$($($old),+)?],)+
                }
            }

            /// The question that it answers.
            #[must_use]
            pub const fn question(self) -> &'static str {
                match self {
                    $(Self::$view => $question,)+
                }
            }

            /// Whether the budget's slider is shown next to it on the stage: moving the budget changes what it shows,
            /// and it does not need the space itself.
            #[must_use]
            pub const fn follows_budget(self) -> bool {
                match self {
                    $(Self::$view => $follows,)+
                }
            }

            /// Whether the view, in a frame that is too low for everything that it shows, shows only its sentence and its
            /// chart. Views in which something is set, filled in or read row by row scroll instead.
            #[must_use]
            pub const fn fits_a_frame(self) -> bool {
                match self {
                    $(Self::$view => $fits,)+
                }
            }
        }
    };
}

views! {
    /// What to do, what would change that, and how sure it is: the first thing on the page and on a stage, and in no
    /// list of questions.
    Short { "short"; "What should we do?"; follows_budget: true; fits_a_frame: true }
    /// The verdict.
    Answer { "answer"; "Does it pay?"; follows_budget: true; fits_a_frame: true }
    /// Spend, people and revenue.
    Flow { "flow"; "Where does the money go?"; follows_budget: false; fits_a_frame: true }
    /// Week by week.
    Time { "time"; "When?"; follows_budget: true; fits_a_frame: true }
    /// Queues, hours, and the budget from which on revenue falls.
    Holds { "holds"; "What holds it back?"; follows_budget: true; fits_a_frame: true }
    /// A small step at each lever.
    Ladder { "ladder", formerly "help" | "levers"; "What would help most?"; follows_budget: false; fits_a_frame: true }
    /// What each total budget brings.
    Curve { "curve", formerly "far"; "How far should we go?"; follows_budget: true; fits_a_frame: true }
    /// Another split of the same money.
    Mix { "mix"; "Where should it go?"; follows_budget: false; fits_a_frame: false }
    /// Where the plan's extra money goes.
    Extra { "extra"; "Where should the additional money go?"; follows_budget: true; fits_a_frame: true }
    /// Less money: from which channel, what is lost, and when.
    Cut { "cut"; "What happens if we cut?"; follows_budget: true; fits_a_frame: true }
    /// What reaches a target.
    Outcome { "outcome", formerly "takes"; "What does the target take?"; follows_budget: false; fits_a_frame: false }
    /// What the plan's result depends on.
    Drivers { "drivers"; "What decides it?"; follows_budget: true; fits_a_frame: true }
    /// What knowing an input would be worth.
    Learn { "learn"; "What should we find out first?"; follows_budget: true; fits_a_frame: true }
    /// Scenarios side by side.
    Compare { "compare"; "Which of them is better?"; follows_budget: false; fits_a_frame: false }
    /// Every plan under everybody's assumptions.
    Regret { "regret"; "Which plan, whoever is right?"; follows_budget: false; fits_a_frame: false }
    /// Figures of the first weeks as warnings.
    Signs { "signs"; "How would you know early?"; follows_budget: true; fits_a_frame: true }
    /// The levers other than the budget.
    Process { "process"; "What else could you do?"; follows_budget: false; fits_a_frame: false }
    /// The reader's own exports, and what they tell.
    Data { "data"; "What do our own numbers say?"; follows_budget: false; fits_a_frame: false }
    /// Every input, and who says so.
    Assumptions { "assumptions"; "Says who?"; follows_budget: false; fits_a_frame: false }
}

impl View {
    /// The view with this name, which may be a former one.
    ///
    /// ```
    /// use funnel_scenario::View;
    /// assert_eq!(View::named("ladder"), Some(View::Ladder));
    /// assert_eq!(View::named("help"), Some(View::Ladder), "a name that it had");
    /// assert_eq!(View::named("luck"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|view| view.name() == name || view.old_names().contains(&name))
    }

    /// All names, for somebody who wrote another: `answer, flow, time, …`.
    #[must_use]
    pub fn names() -> String {
        Self::ALL.iter().map(|view| view.name()).collect::<Vec<_>>().join(", ")
    }
}

impl Serialize for View {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for View {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| D::Error::custom(format!("is none of the views: {}", Self::names())))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for View {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "View".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let old = Self::ALL.iter().flat_map(|view| view.old_names());
        let names: Vec<&str> = Self::ALL.iter().map(|view| view.name()).chain(old.copied()).collect();
        schemars::json_schema!({
            "description": "A view, by the question it answers. Old names are read and written as the new ones.",
            "type": "string",
            "enum": names,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fmt::Write;
    use std::path::Path;

    #[test]
    fn every_name_leads_to_its_own_view() {
        let mut names = BTreeSet::new();
        for view in View::ALL {
            for name in std::iter::once(view.name()).chain(view.old_names().iter().copied()) {
                assert_eq!(View::named(name), Some(*view), "{name}");
                assert!(names.insert(name), "{name} is the name of two views");
                assert!(name.bytes().all(|b| b.is_ascii_lowercase()), "{name} stands in an address as it is");
            }
        }
    }

    /// Decks, links and scripts contain them, so none may ever be removed.
    #[test]
    fn names_are_kept() {
        let first = "answer flow time holds help far mix takes drivers learn compare regret signs process assumptions";
        let of_commands = "holds levers curve mix outcome drivers learn compare regret";
        for name in first.split(' ').chain(of_commands.split(' ')) {
            assert!(View::named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_view_is_written_by_its_name_and_read_by_any() {
        for view in View::ALL {
            assert_eq!(serde_json::to_value(view).unwrap(), view.name());
            for name in view.old_names() {
                assert_eq!(serde_json::from_value::<View>((*name).into()).unwrap(), *view);
            }
        }
        let refused = serde_json::from_value::<View>("luck".into()).unwrap_err().to_string();
        assert!(refused.contains("none of the views: short, answer, flow"), "{refused}");
    }

    /// What scripts beside the page read: the custom element's types, its playground, the Office host, the browser
    /// tests.
    #[test]
    fn scripts_read_the_same_list() {
        let mut text =
            "// The views by their names in an address, each with the question it answers. Written from the list in\n\
             // scenario/src/view.rs: `UPDATE_VIEWS=1 cargo test -p funnel-scenario view`.\n\n\
             export const VIEWS = {\n"
                .to_owned();
        for view in View::ALL {
            let _ = writeln!(text, "  {}: '{}',", view.name(), view.question());
        }
        text += "};\n\n/** Names that views had, each with the one it has now. */\nexport const FORMERLY = {\n";
        for view in View::ALL {
            for old in view.old_names() {
                let _ = writeln!(text, "  {old}: '{}',", view.name());
            }
        }
        text += "};\n\n/** The name that a view has now, be the given one old; `undefined` where there is no such view. */\n\
             export function named(name) {\n  if (Object.hasOwn(VIEWS, name)) return name;\n  \
             return Object.hasOwn(FORMERLY, name) ? FORMERLY[name] : undefined;\n}\n";
        let mut types = "/** The views by their names in an address, each with the question it answers. */\n\
             export declare const VIEWS: {\n"
            .to_owned();
        let mut old = Vec::new();
        for view in View::ALL {
            let _ = writeln!(types, "  readonly {}: string;", view.name());
            old.extend(view.old_names().iter().map(|name| format!("'{name}'")));
        }
        let _ = write!(
            types,
            "}};\n\n/** Names that views had, each with the one it has now. */\n\
             export declare const FORMERLY: Record<{}, keyof typeof VIEWS>;\n\n\
             /** A view's name, or one that it had. */\nexport type View = keyof typeof VIEWS | keyof typeof FORMERLY;\n\n\
             /** The name that a view has now, be the given one old; `undefined` where there is no such view. */\n\
             export declare function named(name: string): keyof typeof VIEWS | undefined;\n",
            old.join(" | ")
        );
        for (name, text) in [("views.js", text), ("views.d.ts", types)] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/embed").join(name);
            if std::env::var_os("UPDATE_VIEWS").is_some() {
                std::fs::write(&path, &text).unwrap();
            }
            let there = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(there, text, "run with UPDATE_VIEWS=1 to write static/embed/{name}");
        }
    }
}
