//! A small step, phrased as something that one does.

use funnel_decide::ladder::{Lever, Rung};
use funnel_engine::scenario::Scenario;
use funnel_text::format::{Digits, Unit};

use crate::ask::money_a_period;
use crate::holds::duration;
use crate::numbers::Numbers;

/// The grammatical form of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// `answer leads an hour sooner`.
    Do,
    /// `answering leads an hour sooner`.
    Doing,
}

/// The step as something that one does, beginning in lower case.
#[must_use]
pub fn act(s: &Scenario, rung: &Rung, n: &dyn Numbers, mood: Mood) -> String {
    let verb = |plain: &'static str, doing: &'static str| if mood == Mood::Do { plain } else { doing };
    let stage = |id: &str| s.stages.iter().find(|x| x.id == id).map_or(id, |x| x.name.as_str()).to_owned();
    let points = || n.style().number(100.0 * rung.step.abs(), Digits::Significant(2), Unit::Count);
    match &rung.lever {
        Lever::Answer => {
            let sooner = match rung.step.abs() {
                hours if (hours - 1.0).abs() < 1e-9 => "an hour".to_owned(),
                hours => duration(n, hours * 60.0),
            };
            format!("{} leads {sooner} sooner", verb("answer", "answering"))
        }
        Lever::Attempt => format!("{} one more attempt to reach each lead", verb("make", "making")),
        Lever::Person { team } => {
            let name = s.teams.iter().find(|x| x.id == *team).map_or(team.as_str(), |x| x.name.as_str());
            format!("{} one more person for “{name}”", verb("hire", "hiring"))
        }
        Lever::Media { channel } => {
            let name = s.channels.iter().find(|x| x.id == *channel).map_or(channel.as_str(), |x| x.name.as_str());
            format!("{} {} more on “{name}”", verb("spend", "spending"), money_a_period(n, rung.step))
        }
        Lever::Nurture => format!("{} nurture {} points better", verb("make", "making"), points()),
        Lever::Feed { stage: id } => {
            format!("{} {} points more of those lost at “{}” into nurture", verb("take", "taking"), points(), stage(id))
        }
        Lever::Rate { stage: id } => format!("{} one point more pass “{}”", verb("let", "letting"), stage(id)),
        Lever::Churn => format!("{} one point fewer customers", verb("lose", "losing")),
    }
}
