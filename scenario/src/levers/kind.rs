//! The levers by name: what can be taken up and dropped, and which questions each answers.

use super::super::Scenario;
use super::Question;

macro_rules! kinds {
    ($($(#[$about:meta])* $kind:ident = $field:ident: $questions:expr;)*) => {
        /// The levers that can be taken up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum LeverKind {
            $($(#[$about])* $kind,)*
        }

        impl LeverKind {
            /// All, in the order of the process.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Name of its field in [`super::Levers`], with which its keys begin.
            #[must_use]
            pub fn field(self) -> &'static str {
                match self {
                    $(Self::$kind => stringify!($field),)*
                }
            }

            /// The questions it answers.
            #[must_use]
            pub fn questions(self) -> &'static [Question] {
                match self {
                    $(Self::$kind => &$questions,)*
                }
            }

            /// Whether a scenario uses it.
            #[must_use]
            pub fn is_used(self, scenario: &Scenario) -> bool {
                match self {
                    $(Self::$kind => scenario.levers.$field.is_some(),)*
                }
            }

            /// Takes it out of a scenario.
            pub(in super::super) fn take_from(self, scenario: &mut Scenario) {
                match self {
                    $(Self::$kind => scenario.levers.$field = None,)*
                }
            }
        }
    };
}

kinds! {
    /// [`super::Content`].
    Content = content: [Question::Content];
    /// [`super::Capture`].
    Capture = capture: [Question::Capture];
    /// [`super::Definition`].
    Definition = definition: [Question::Definition];
    /// [`super::Nurture`].
    Nurture = nurture: [Question::Below, Question::Nurture];
    /// [`super::HandOff`].
    HandOff = hand_off: [Question::HandOff];
    /// [`super::Information`].
    Information = information: [Question::Information];
    /// [`super::Response`].
    Response = response: [Question::Response];
    /// [`super::Attempts`].
    Attempts = attempts: [Question::Contact];
    /// [`super::Schedule`].
    Schedule = schedule: [Question::Schedule];
    /// [`super::WordOfMouth`].
    WordOfMouth = word_of_mouth: [Question::WordOfMouth];
    /// [`super::Customers`].
    Customers = customers: [Question::Delivery, Question::Experience];
}
