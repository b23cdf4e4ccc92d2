//! The studies, one line each: its parts, the replicates of its runs, what it finds, and how it begins. From this list
//! follow the enum of questions and that of findings, which workers send to each other and `funnel decide --format json`
//! writes, the names on the command line, and the way to each study.

use funnel_engine::scenario::View;
use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::scenario::Scenario;
use crate::sides::Carried;
use crate::study::Study;
use crate::{compare, curve, cut, drivers, extra, holds, ladder, learn, mix, outcome, regret};

macro_rules! studies {
    (
        ($scenario:ident, $replicates:ident)
        $(
            $(#[doc = $about:literal])+
            $study:ident $({ $($(#[$of:meta])* $part:ident: $type:ty,)+ })?, $usual:literal => $finds:ty, $new:expr;
        )+
    ) => {
        /// A study, named like the [`View`] that it answers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum StudyKind {
            $($(#[doc = $about])+ $study,)+
        }

        impl StudyKind {
            /// All of them, in the order in which they lead to a decision.
            pub const ALL: &[Self] = &[$(Self::$study),+];

            /// The view that shows it.
            #[must_use]
            pub const fn view(self) -> View {
                match self {
                    $(Self::$study => View::$study,)+
                }
            }

            /// Replicates of each of its runs, unless others are asked for. Differences share their futures, so a few say
            /// much. Where many plans are tried, each for a chance, half as many do; a chance of one half between scenarios is
            /// to be known to one percentage point; shares of variance and values of information need most.
            #[must_use]
            pub const fn replicates(self) -> u32 {
                match self {
                    $(Self::$study => $usual,)+
                }
            }

            /// What it answers, in a sentence.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$study => concat!($($about),+).trim_start(),)+
                }
            }
        }

        /// What is asked.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Question {
            $($(#[doc = $about])+ $study $({ $($(#[$of])* $part: $type,)+ })?,)+
        }

        impl Question {
            /// The study that answers it for a valid scenario, with the given number of replicates in each run.
            #[must_use]
            pub fn study(&self, $scenario: &Scenario, $replicates: u32) -> Box<dyn Study> {
                match self {
                    $(Self::$study $({ $($part),+ })? => Box::new($new),)+
                }
            }

            /// Which study that is.
            #[must_use]
            pub const fn kind(&self) -> StudyKind {
                match self {
                    $(Self::$study { .. } => StudyKind::$study,)+
                }
            }
        }

        /// What is known of the answer.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Finding {
            $($(#[doc = $about])+ $study($finds),)+
        }
    };
}

studies! {
    (scenario, replicates)
    /// What holds it back: the budget at which revenue starts to fall, full teams, people against media.
    Holds, 1_024 => holds::Holds, holds::HoldsStudy::new(scenario, replicates);
    /// What a small step at each lever brings.
    Ladder, 1_024 => ladder::Ladder, ladder::LadderStudy::new(scenario, replicates);
    /// What each total budget brings, and which is best.
    Curve {
        /// λ, 0 or more: weight of the shortfall in the worst tenth of futures, see [`curve::LAMBDA`].
        lambda: f64,
    }, 1_024 => Box<curve::Curve>, curve::CurveStudy::new(scenario, replicates, *lambda);
    /// How the same money is best split over the channels.
    Mix {
        /// The money, its limits, and whether pulses are tried.
        asked: mix::Terms,
    }, 1_024 => Box<mix::Mix>, mix::MixStudy::new(scenario, replicates, asked);
    /// Where the money goes that the plan adds, or a fifth more of today's: today's split stays.
    Extra, 1_024 => Box<extra::Extra>, extra::ExtraStudy::new(scenario, replicates);
    /// Which channel to cut first, what is lost, and when.
    Cut, 1_024 => Box<cut::Cut>, cut::CutStudy::new(scenario, replicates);
    /// What reaches a target.
    Outcome {
        /// The target; the scenario's own if left out.
        target: Option<outcome::Target>,
    }, 512 => Box<outcome::Outcome>, outcome::OutcomeStudy::new(scenario, replicates, *target);
    /// Which inputs drive the difference that the first plan makes.
    Drivers {
        /// The figure: profit, revenue or net present value.
        metric: Metric,
        /// Whether to compute total effects as well, which takes one more run for each driver.
        total: bool,
    }, 4_096 => drivers::Drivers, drivers::DriversStudy::new(scenario, replicates, *metric, *total);
    /// What is worth learning before one decides.
    Learn {
        /// The figure to be maximised: profit or net present value.
        metric: Metric,
        /// Whether to value pairs of inputs as well.
        pairs: bool,
    }, 4_096 => learn::Learn, learn::LearnStudy::new(scenario, replicates, *metric, *pairs);
    /// Scenarios side by side in the same futures, each with its first plan: who is ahead how often, by how much, and
    /// what differs between their inputs.
    Compare {
        /// The scenarios beside the reader's own: at least one, at most three.
        others: Vec<Carried>,
        /// The figure by which one is ahead, one of [`crate::sides::FIGURES`].
        metric: Metric,
    }, 2_048 => compare::Compare, compare::CompareStudy::new(scenario, others, *metric, replicates);
    /// Every plan under every scenario's assumptions: the best under each, the one that loses least whoever is right,
    /// and the best in the worst tenth of futures.
    Regret {
        /// The scenarios beside the reader's own, at most three, each with its assumptions and its plans.
        others: Vec<Carried>,
        /// The figure that is wanted, one of [`crate::sides::FIGURES`].
        metric: Metric,
    }, 1_024 => regret::Regret, regret::RegretStudy::new(scenario, others, *metric, replicates);
}

impl StudyKind {
    /// The study with this name, which may be a former one; `None` if there is no such study.
    ///
    /// ```
    /// use funnel_decide::StudyKind;
    /// assert_eq!(StudyKind::named("ladder"), Some(StudyKind::Ladder));
    /// assert_eq!(StudyKind::named("levers"), Some(StudyKind::Ladder), "a name that it had");
    /// assert_eq!(StudyKind::named("flow"), None, "a view without a study");
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let view = View::named(name)?;
        Self::ALL.iter().copied().find(|kind| kind.view() == view)
    }

    /// Its name on the page, on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.view().name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::templates::load;

    /// Readers of the command line's JSON rely on these keys.
    #[test]
    fn a_finding_is_written_by_its_studys_name() {
        let scenario = load("sales-led-saas").unwrap();
        let metric = Metric::Profit;
        let others = vec![Carried(load("blank").unwrap())];
        let questions = [
            (Question::Holds, "holds"),
            (Question::Ladder, "ladder"),
            (Question::Curve { lambda: 0.5 }, "curve"),
            (Question::Mix { asked: mix::Terms::default() }, "mix"),
            (Question::Extra, "extra"),
            (Question::Cut, "cut"),
            (Question::Outcome { target: None }, "outcome"),
            (Question::Drivers { metric, total: false }, "drivers"),
            (Question::Learn { metric, pairs: false }, "learn"),
            (Question::Compare { others: others.clone(), metric }, "compare"),
            (Question::Regret { others, metric }, "regret"),
        ];
        assert_eq!(questions.each_ref().map(|(question, _)| question.kind()), *StudyKind::ALL);
        for (question, name) in questions {
            let found = serde_json::to_value(question.study(&scenario, 64).found()).unwrap();
            let keys: Vec<&str> = found.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!((keys, question.kind().name()), (vec![name], name));
        }
    }
}
