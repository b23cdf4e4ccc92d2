//! The list of levers, and the calls that go to each of them in turn.

/// Defines a struct of all levers and one of their states, and passes every call on to each lever that is on.
macro_rules! levers {
    ($($name:ident: $lever:ty),+ $(,)?) => {
        use crate::funnel::effects::Effects;
        use crate::funnel::moving::LogitShift;
        use crate::inputs::theta::Theta;
        use crate::ledger::{costs::Allotted, left::Left, metric::WeeklyMetric, outcome::Outcome};
        use crate::people::{batch::Batch, index::{ArmIx, StageIx}};
        use crate::scenario::{Scenario, Segment, Stage};
        use lever::{Event, Lever, Prepare, Start, Watched, Week};
        use signals::Signals;

        /// All levers, prepared; `None` for those that are off.
        pub(crate) struct Levers {
            $(pub(crate) $name: Option<$lever>,)+
        }

        /// What all levers remember during one batch.
        pub(crate) struct States {
            $(pub(crate) $name: Option<<$lever as Lever>::State>,)+
        }

        impl Levers {
            /// [`Lever::spend`] of all.
            pub(crate) fn spend(s: &Scenario, by: &mut [Vec<f64>]) {
                $(<$lever>::spend(s, by);)+
            }

            /// [`Lever::relevance`] of all, multiplied.
            pub(crate) fn relevance(s: &Scenario, stage: &Stage, segment: &Segment) -> f64 {
                1.0 $(* <$lever>::relevance(s, stage, segment))+
            }

            /// [`Lever::outlasts`] of any.
            pub(crate) fn outlasts(s: &Scenario) -> bool {
                false $(|| <$lever>::outlasts(s))+
            }

            /// [`Lever::prepare`] of all.
            pub(crate) fn prepare(at: &Prepare<'_>, effects: &mut Effects<'_>) -> Self {
                Self { $($name: <$lever>::prepare(at, effects),)+ }
            }

            /// [`Lever::gauges`] of all.
            pub(crate) fn gauges(&self) -> Vec<WeeklyMetric> {
                let mut all = Vec::new();
                $(all.extend(self.$name.iter().flat_map(Lever::gauges));)+
                all
            }

            /// [`Lever::moves`] of any.
            pub(crate) fn moves(&self, stage: StageIx) -> bool {
                false $(|| self.$name.as_ref().is_some_and(|lever| lever.moves(stage)))+
            }

            /// [`Lever::watches`] of any.
            pub(crate) fn watches(&self, stage: StageIx) -> bool {
                false $(|| self.$name.as_ref().is_some_and(|lever| lever.watches(stage)))+
            }

            /// [`Lever::costs`] of all, in the order of how they are allotted.
            pub(crate) fn costs(&self, arm: ArmIx) -> Vec<(Allotted, f64)> {
                let mut all = Vec::new();
                $(all.extend(self.$name.iter().flat_map(|lever| lever.costs(arm)));)+
                all.sort_by_key(|(by, _)| by.rank());
                all
            }

            /// [`Lever::hours`] of all.
            pub(crate) fn hours(&self, at: (StageIx, ArmIx), theta: &Theta, hours: &mut Batch<f64>) {
                $(if let Some(lever) = &self.$name {
                    lever.hours(at, theta, hours);
                })+
            }

            /// [`Lever::state`] of all.
            pub(crate) fn states(&self, arms: usize) -> States {
                States { $($name: self.$name.as_ref().map(|lever| lever.state(arms)),)+ }
            }
        }

        impl States {
            /// [`Lever::start`] of all.
            pub(crate) fn start(&mut self, levers: &Levers, start: &mut Start<'_>) {
                $(if let (Some(lever), Some(state)) = (&levers.$name, &mut self.$name) {
                    lever.start(state, start);
                })+
            }

            /// [`Lever::left`] of all.
            pub(crate) fn left(&self, levers: &Levers, arm: ArmIx, lanes: usize, into: &mut Left) {
                $(if let (Some(lever), Some(state)) = (&levers.$name, &self.$name) {
                    lever.left(state, arm, lanes, into);
                })+
            }

            /// [`Lever::begin`] of all.
            pub(crate) fn begin(&mut self, levers: &Levers, week: &mut Week<'_>) {
                $(if let (Some(lever), Some(state)) = (&levers.$name, &mut self.$name) {
                    lever.begin(state, week);
                })+
            }

            /// [`Lever::shift`] of all that move a stage.
            pub(crate) fn shift(
                &mut self,
                levers: &Levers,
                stage: StageIx,
                theta: &Theta,
                signals: &Signals,
                into: &mut LogitShift,
            ) {
                $(if let (Some(lever), Some(state)) = (&levers.$name, &mut self.$name)
                    && lever.moves(stage)
                {
                    lever.shift(state, stage, theta, signals, into);
                })+
            }

            /// [`Lever::observe`] of all that watch a stage.
            pub(crate) fn observe(&self, levers: &Levers, watched: &Watched<'_>, ledger: &mut Outcome) {
                $(if let (Some(lever), Some(state)) = (&levers.$name, &self.$name)
                    && lever.watches(watched.stage)
                {
                    lever.observe(state, watched, ledger);
                })+
            }

            /// [`Lever::heard`] of all.
            pub(crate) fn heard(&mut self, levers: &Levers, event: &Event<'_>, signals: &mut Signals) {
                $(if let (Some(lever), Some(state)) = (&levers.$name, &mut self.$name) {
                    lever.heard(state, event, signals);
                })+
            }

            /// [`Lever::end`] of all.
            pub(crate) fn end(&mut self, levers: &Levers, week: &mut Week<'_>) {
                $(if let (Some(lever), Some(state)) = (&levers.$name, &mut self.$name) {
                    lever.end(state, week);
                })+
            }
        }
    };
}

pub(crate) use levers;
