//! Indices, each with a type of its own, so that an arm is never mistaken for a stage where several indices meet.

use std::ops::{Index, IndexMut};

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) struct $name(pub(crate) usize);

        impl $name {
            /// The first `count` indices, in order.
            pub(crate) fn first(count: usize) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
                (0..count).map(Self)
            }
        }

        impl<T> Index<$name> for [T] {
            type Output = T;

            #[inline]
            fn index(&self, at: $name) -> &T {
                &self[at.0]
            }
        }

        impl<T> IndexMut<$name> for [T] {
            #[inline]
            fn index_mut(&mut self, at: $name) -> &mut T {
                &mut self[at.0]
            }
        }

        impl<T> Index<$name> for Vec<T> {
            type Output = T;

            #[inline]
            fn index(&self, at: $name) -> &T {
                &self[at.0]
            }
        }

        impl<T> IndexMut<$name> for Vec<T> {
            #[inline]
            fn index_mut(&mut self, at: $name) -> &mut T {
                &mut self[at.0]
            }
        }
    )+};
}

indices! {
    /// An arm: 0 is today, the others are the plans.
    ArmIx,
    /// A cell: people of one origin and one segment.
    CellIx,
    /// A stage of the funnel, in the scenario's order.
    StageIx,
    /// A week, counted from 0.
    WeekIx,
    /// A team, in the scenario's order.
    TeamIx,
}

/// Where in the funnel, and when.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) cell: CellIx,
    pub(crate) stage: StageIx,
    pub(crate) week: WeekIx,
}
