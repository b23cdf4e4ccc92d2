//! What follows from the list of levers in `mod.rs`: their modules, the names of questions and levers, and the struct
//! that holds them. No lever is named here.

/// The process's questions in order, each line with the lever that answers them, if there is one:
/// `[Question, …] field: Lever, "What the field holds.";`. The lever's file is named after the field.
macro_rules! levers {
    ($([$($question:ident),+] $($field:ident: $Lever:ident, $about:tt)?;)*) => {
        $($(
            mod $field;
            pub use $field::*;
        )?)*

        /// The questions of a lead-generation process, by which settings and assumptions are grouped on the page.
        #[expect(missing_docs, reason = "the words of each stand in the file of the lever that answers it")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Question {
            $($($question,)+)*
        }

        impl Question {
            const COUNT: usize = [$($(stringify!($question),)+)*].len();

            /// All, in the order of the process.
            pub const ALL: [Self; Self::COUNT] = [$($(Self::$question,)+)*];
        }

        /// The levers that can be turned on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum LeverKind {
            $($(#[doc = concat!("[`", stringify!($Lever), "`].")] $Lever,)?)*
        }

        impl LeverKind {
            /// All, in the order of the process.
            pub const ALL: &'static [Self] = &[$($(Self::$Lever,)?)*];

            /// Name of its field in [`Levers`]; its keys begin with this.
            #[must_use]
            pub fn field(self) -> &'static str {
                match self {
                    $($(Self::$Lever => stringify!($field),)?)*
                }
            }

            /// The questions it answers, in the reader's words.
            #[must_use]
            pub fn asked(self) -> &'static [LeverQuestion] {
                match self {
                    $($(Self::$Lever => $Lever::asked(),)?)*
                }
            }

            /// Turns it on in a scenario, with the page's defaults.
            pub(crate) fn take_up(self, scenario: &mut Scenario) {
                let outline = Outline::of(scenario);
                match self {
                    $($(Self::$Lever => scenario.levers.$field = Some($Lever::taken_up(&outline)),)?)*
                }
            }

            /// Takes it out of a scenario.
            pub(crate) fn take_from(self, levers: &mut Levers) {
                match self {
                    $($(Self::$Lever => levers.$field = None,)?)*
                }
            }
        }

        /// The levers of a process.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(default, deny_unknown_fields)]
        pub struct Levers {
            $($(
                #[doc = $about]
                #[serde(skip_serializing_if = "is_default")]
                pub $field: Option<$Lever>,
            )?)*
        }

        impl Levers {
            /// Those in use, in the order of the process.
            fn used(&self) -> Vec<(LeverKind, &dyn Lever)> {
                let all: [(LeverKind, Option<&dyn Lever>); LeverKind::ALL.len()] =
                    [$($((LeverKind::$Lever, self.$field.as_ref().map(|x| x as &dyn Lever)),)?)*];
                all.into_iter().filter_map(|(kind, lever)| Some((kind, lever?))).collect()
            }

            /// The same, mutable.
            fn used_mut(&mut self) -> Vec<(LeverKind, &mut dyn Lever)> {
                let all: [(LeverKind, Option<&mut dyn Lever>); LeverKind::ALL.len()] =
                    [$($((LeverKind::$Lever, self.$field.as_mut().map(|x| x as &mut dyn Lever)),)?)*];
                all.into_iter().filter_map(|(kind, lever)| Some((kind, lever?))).collect()
            }
        }
    };
}

pub(super) use levers;
