use funnel_charts::flow;

use crate::charts::Pair;
use yew::AttrValue;

/// A channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Name.
    pub name: AttrValue,
    /// Money spent on it.
    pub spend: Pair,
    /// People it brought.
    pub inquiries: Pair,
}

/// A way out of a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// Why: `no answer`.
    pub reason: AttrValue,
    /// How many.
    pub count: Pair,
}

/// A stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Name.
    pub name: AttrValue,
    /// People who entered.
    pub entered: Pair,
    /// People who moved on.
    pub passed: Pair,
    /// People still in it at the end.
    pub waiting: Pair,
    /// People lost, by reason.
    pub losses: Vec<Loss>,
}

/// What the chart calls its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Today's arm.
    pub today: AttrValue,
    /// The plan's.
    pub plan: AttrValue,
    /// People who passed the last stage.
    pub customers: AttrValue,
    /// Money coming in.
    pub revenue: AttrValue,
}

impl Default for Words {
    fn default() -> Self {
        let words = flow::Words::default();
        Self {
            today: words.today.into(),
            plan: words.plan.into(),
            customers: words.customers.into(),
            revenue: words.revenue.into(),
        }
    }
}

/// The data of the flow chart: means over all futures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowData {
    /// Channels, in order.
    pub channels: Vec<Channel>,
    /// Stages, first to last.
    pub stages: Vec<Stage>,
    /// Revenue.
    pub revenue: Pair,
    /// What the chart calls its parts.
    pub words: Words,
}
