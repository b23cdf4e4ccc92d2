//! What follows from the list of laws: the enum behind [`super::Dist`], and its calls into each law's file.

/// Generates `Kind`, whose calls are passed on to each law's [`super::Law`] without a default arm.
macro_rules! laws {
    ($($module:ident::$Law:ident;)+) => {
        $(mod $module;)+

        /// Which law it is.
        #[derive(Clone, Debug, PartialEq)]
        enum Kind {
            $($Law($module::$Law),)+
        }

        $(
            impl From<$module::$Law> for Kind {
                fn from(law: $module::$Law) -> Self {
                    Self::$Law(law)
                }
            }
        )+

        impl Law for Kind {
            fn support(&self) -> (f64, f64) {
                match self {
                    $(Self::$Law(law) => law.support(),)+
                }
            }

            fn mean_and_sd(&self) -> (f64, f64) {
                match self {
                    $(Self::$Law(law) => law.mean_and_sd(),)+
                }
            }

            fn quantile(&self, p: f64, q: f64) -> f64 {
                match self {
                    $(Self::$Law(law) => law.quantile(p, q),)+
                }
            }

            fn at_z(&self, z: f64) -> f64 {
                match self {
                    $(Self::$Law(law) => law.at_z(z),)+
                }
            }

            fn table(&self) -> Option<QuantileTable> {
                match self {
                    $(Self::$Law(law) => law.table(),)+
                }
            }
        }
    };
}

pub(super) use laws;
