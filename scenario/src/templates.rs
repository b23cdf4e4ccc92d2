//! Scenarios to start from. Every figure in them names its source, its grade, and whether it is a benchmark or a guess.

use super::{Scenario, decode};

/// A scenario that comes with the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Short name, for links and the command line.
    pub id: &'static str,
    /// What it is called on the page.
    pub name: &'static str,
    /// Whom it suits, in a sentence.
    pub summary: &'static str,
}

/// All templates. The first is the worked example, with which the page opens.
pub const TEMPLATES: [Template; 6] = [
    Template {
        id: "sales-led-saas",
        name: "Sales-led software company",
        summary: "Three paid channels and referrals, three sizes of customer, contracts signed by a sales team.",
    },
    Template {
        id: "smb-inbound",
        name: "Small-business inbound",
        summary: "Many inquiries through a form, small deals, a decision within weeks.",
    },
    Template {
        id: "enterprise",
        name: "Enterprise",
        summary: "Few, large and slow deals: account-based marketing, events, field sales, a pilot before the offer.",
    },
    Template {
        id: "professional-services",
        name: "Professional services",
        summary: "A consultancy or agency: referrals, content and partners; those who sell also deliver.",
    },
    Template {
        id: "manufacturing",
        name: "Manufacturing",
        summary: "Machines and parts sold by quote: trade fairs, distributors, search; orders come months later.",
    },
    Template {
        id: "blank",
        name: "Blank",
        summary: "One channel, three stages, wide guesses: put in your own figures.",
    },
];

/// The first template's JSON.
pub const WORKED_EXAMPLE: &str = include_str!("../templates/sales-led-saas.json");

/// The scenario of a template; `None` for an id that is not in [`TEMPLATES`].
///
/// ```
/// use funnel_scenario::templates;
/// let scenario = templates::load("sales-led-saas").unwrap();
/// assert_eq!(scenario.stages.last().unwrap().name, "Won");
/// assert!(templates::load("no such template").is_none());
/// ```
#[must_use]
pub fn load(id: &str) -> Option<Scenario> {
    let json = match id {
        "sales-led-saas" => WORKED_EXAMPLE,
        "smb-inbound" => include_str!("../templates/smb-inbound.json"),
        "enterprise" => include_str!("../templates/enterprise.json"),
        "professional-services" => include_str!("../templates/professional-services.json"),
        "manufacturing" => include_str!("../templates/manufacturing.json"),
        "blank" => include_str!("../templates/blank.json"),
        _ => return None,
    };
    // A test loads each of them, so none is ever refused here.
    decode::from_json(json).ok()
}
