//! What follows from the list of charts: their modules, and an enum that tests iterate over, so that every chart has
//! its goldens.

macro_rules! charts {
    ($($module:ident::$Chart:ident, $about:literal;)+) => {
        $(pub mod $module;)+

        /// A chart, by its geometry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Chart {
            $(#[doc = $about] $Chart,)+
        }

        impl Chart {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$Chart),+];

            /// The name of its module and of its component's, with which its goldens begin.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$Chart => stringify!($module),)+
                }
            }
        }
    };
}

pub(crate) use charts;
