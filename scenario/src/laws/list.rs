//! What follows from the list of laws: the enum [`super::Value`], and its calls into each law's file.

/// Declares the laws' modules, and generates the enum over them, whose calls go to each law without a default arm.
macro_rules! laws {
    ($($module:ident::$Law:ident, $about:literal;)+) => {
        $(
            mod $module;
            pub use $module::$Law;
        )+

        /// How an uncertain number is described.
        ///
        /// A person says "5 to 9" ([`Value::Range`]), "54 of 433" ([`Value::Counts`]) or "most likely 20, at least 10, at most
        /// 60" ([`Value::Pert`]). The shape behind a range follows the domain of the input it describes: logit-normal for a
        /// rate, lognormal for a positive quantity, normal otherwise, so that no draw ever leaves the domain.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Value {
            $(#[doc = $about] $Law($Law),)+
        }

        impl Value {
            /// An example of each law, in the order of the list.
            #[must_use]
            pub fn examples() -> Vec<Self> {
                vec![$(Self::$Law($Law::example())),+]
            }

            /// The laws that are typed by name: `lognormal(80; 0.15)`.
            #[must_use]
            pub fn calls() -> Vec<&'static Call> {
                [$($Law::CALL),+].into_iter().flatten().collect()
            }

            /// The entries in docs/model.md for each law: its description and its distribution.
            #[must_use]
            pub fn documented() -> Vec<(&'static str, &'static str)> {
                vec![$(($Law::DESCRIPTION, $Law::FORMULA)),+]
            }

            /// Its distribution in a domain; whether it stays inside is not yet checked.
            pub(crate) fn law(&self, domain: Domain) -> Result<Scaled, DistributionError> {
                match self {
                    $(Self::$Law(law) => law.distribution(domain),)+
                }
            }

            /// Whether single values have a positive probability.
            pub(crate) fn is_discrete(&self) -> bool {
                match self {
                    $(Self::$Law(_) => $Law::DISCRETE,)+
                }
            }

            /// Every number in it.
            #[must_use]
            pub fn numbers(&self) -> Vec<Number> {
                match self {
                    $(Self::$Law(law) => law.numbers(),)+
                }
            }

            /// A number in the middle of it, where there is one.
            pub(crate) fn middle(&self) -> Option<f64> {
                match self {
                    $(Self::$Law(law) => law.middle(),)+
                }
            }

            /// The quantity times a factor above 0; `None` where no law in the list describes that.
            #[must_use]
            pub fn times(&self, factor: f64) -> Option<Self> {
                match self {
                    $(Self::$Law(law) => law.times(factor).map(Self::$Law),)+
                }
            }

            /// How a person would say it.
            #[must_use]
            pub fn phrase(&self) -> Phrase<'_> {
                match self {
                    $(Self::$Law(law) => law.phrase(),)+
                }
            }

            /// It in plain words, whatever the reader's number format; used to list differences between scenarios.
            #[must_use]
            pub fn words(&self) -> String {
                match self {
                    $(Self::$Law(law) => law.words(),)+
                }
            }
        }
    };
}

pub(super) use laws;
