//! What can be found: every field, view and panel, by the words that the page uses for it.

use funnel_engine::scenario::{LeverKind, Scenario, View};
use funnel_sentences::field::also_called;
use funnel_sentences::levers::{lead, question};

use super::super::panel::Panel;

/// Where a hit leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Go {
    /// To a view's title.
    View(View),
    /// To a field, by its path.
    Field(String),
    /// To all fields.
    Drawer,
    /// To a panel.
    Panel(Panel),
}

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// What it is called.
    pub(super) name: String,
    /// Its kind, or what it belongs to.
    pub(super) of: String,
    pub(super) go: Go,
    /// The text that is searched, in lower case.
    text: String,
}

impl Hit {
    fn new(name: impl Into<String>, of: impl Into<String>, more: &str, go: Go) -> Self {
        let (name, of) = (name.into(), of.into());
        let text = format!("{name} {of} {more}").to_lowercase();
        Self { name, of, go, text }
    }
}

/// Everything that can be found in a scenario.
pub(super) fn hits(s: &Scenario) -> Vec<Hit> {
    let views = View::ALL.iter().map(|view| {
        let more = [view.name()].iter().chain(view.old_names()).copied().collect::<Vec<_>>().join(" ");
        Hit::new(view.question(), "question", &more, Go::View(*view))
    });
    let panels = Panel::ALL.iter().map(|panel| Hit::new(panel.title(), "do", "", Go::Panel(*panel)));
    let drawer = Hit::new("Assumptions", "do", "", Go::Drawer);
    let inputs = s.inputs().into_iter().map(|field| {
        let of = if field.owner.is_empty() { "assumption".to_owned() } else { field.owner };
        let more = format!("{} {}", field.path.key, also_called(s, &field.path.json));
        Hit::new(field.label, of, &more, Go::Field(field.path.json))
    });
    let number = |name: &str, of: &str, path: String| Hit::new(name, of, also_called(s, &path), Go::Field(path));
    let channels = s.channels.iter().enumerate();
    let spends = channels.map(|(i, c)| number("Spend", &c.name, format!("channels[{i}].spend_per_week")));
    let plain = [
        ("Starts in", "calendar.starts"),
        ("Time that counts (horizon)", "frame.horizon_weeks"),
        ("Then watched, without spend", "frame.run_off_weeks"),
        ("Target", "target.value"),
        ("Confidence wanted", "target.confidence"),
        ("Currency", "currency"),
        ("Discount rate a year", "money.discount_rate"),
        ("Season", "market.season"),
        ("Seed", "seed"),
    ];
    let plain = plain.map(|(name, path)| number(name, "assumption", path.to_owned()));
    let teams = s.teams.iter().enumerate();
    let people = teams.map(|(i, team)| number("People", &team.name, format!("teams[{i}].people")));
    // What may be done besides spending, in use or not.
    let could = LeverKind::ALL.iter().flat_map(|kind| kind.questions());
    let could = could.map(|q| Hit::new(question(q), "what you could do", lead(q), Go::View(View::Process)));
    let all = views.chain(panels).chain([drawer]).chain(spends).chain(people).chain(inputs).chain(plain);
    all.chain(could).collect()
}

/// Those that contain every word, with matches at the beginning of names first.
pub(super) fn search<'a>(all: &'a [Hit], text: &str) -> Vec<&'a Hit> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found: Vec<&Hit> = all.iter().filter(|hit| words.iter().all(|word| hit.text.contains(word))).collect();
    let first = words.first().copied().unwrap_or_default();
    found.sort_by_key(|hit| match hit.text.find(first) {
        Some(0) => 0,
        Some(at) if at < hit.name.len() => 1,
        _ => 2,
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::edit::use_lever;
    use funnel_engine::scenario::templates::{TEMPLATES, load};

    /// With every lever in use, each field, view and panel is found by its own words, in any case and order.
    #[test]
    fn everything_is_found_by_what_it_is_called() {
        for template in TEMPLATES {
            let mut s = load(template.id).unwrap();
            for kind in LeverKind::ALL.iter().copied() {
                s = use_lever(&s, kind).unwrap_or(s);
            }
            let all = hits(&s);
            for field in s.inputs() {
                let mut words: Vec<&str> =
                    field.owner.split_whitespace().chain(field.label.split_whitespace()).collect();
                words.reverse();
                let found = search(&all, &words.join(" ").to_uppercase());
                let go = Go::Field(field.path.json.clone());
                assert!(found.iter().any(|hit| hit.go == go), "{}: {words:?}", template.id);
            }
            for view in View::ALL {
                for text in [view.question(), view.name()] {
                    assert!(search(&all, text).iter().any(|hit| hit.go == Go::View(*view)), "{text}");
                }
            }
            for panel in Panel::ALL {
                assert_eq!(search(&all, panel.title()).first().map(|hit| &hit.go), Some(&Go::Panel(*panel)));
            }
            assert_eq!(search(&all, "assump").first().map(|hit| &hit.go), Some(&Go::Drawer));
            assert!(search(&all, "no such thing").is_empty());
            assert_eq!(search(&all, " ").len(), all.len(), "nothing typed leaves all");
        }
    }
}
