//! The questions, and what most companies say.

use super::draft::Rows;

/// A question, and what most companies say.
pub(super) struct Question {
    pub(super) id: &'static str,
    pub(super) ask: &'static str,
    pub(super) usual: &'static str,
}

pub(super) const SPEND: Question = Question {
    id: "own-spend",
    ask: "What do you spend on leads?",
    usual: "A line a channel; most companies have 2 to 5. Nothing yet? Leave it empty, and the plan tries a channel.",
};
pub(super) const LEADS: Question = Question {
    id: "own-leads",
    ask: "How many leads does that bring?",
    usual: "In all; or by channel above, if you know.",
};
pub(super) const STEPS: Question = Question {
    id: "own-steps",
    ask: "From lead to customer: how many make each step?",
    usual: "“22 %”, “54 of 260”, “20 to 30 %”; empty if you don’t know. Published: 10 to 45 % of leads qualify, and 15 to 35 % of \
            opportunities are won.",
};
pub(super) const DEAL: Question = Question {
    id: "own-deal",
    ask: "The average deal, and what you keep of it?",
    usual: "Revenue of the last year divided by its deals; then gross margin. Software keeps 70 to 85 %, services 30 to 60 %.",
};
pub(super) const WEEKS: Question = Question {
    id: "own-weeks",
    ask: "How long from lead to deal?",
    usual: "On average. Published: 2 to 4 weeks for small deals, 4 to 13 for middling ones, 13 to 26 for large ones.",
};
pub(super) const RENEWAL: Question = Question {
    id: "own-renewal",
    ask: "Do customers renew?",
    usual: "The share that renews after a year, or “one-off”. Subscriptions to businesses: 75 to 94 %.",
};
pub(super) const TEAMS: Question = Question {
    id: "own-teams",
    ask: "Who works the leads, and what does one cost?",
    usual: "In the order in which they do. Pay with all that comes on top, a year. Empty: nobody waits for anybody.",
};

/// What a row in a list is called.
pub(super) fn row(rows: Rows) -> (&'static str, &'static str) {
    match rows {
        Rows::Channels => ("Channel", "Add a channel"),
        Rows::Steps => ("Step", "Add a step"),
        Rows::Teams => ("Team", "Add a team"),
    }
}
