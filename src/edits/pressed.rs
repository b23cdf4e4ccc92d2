use funnel_engine::scenario::edit::{self, List, set};
use funnel_engine::scenario::{Grade, Input, LeverKind, Response, Scenario, SpendChange, Tag};
use funnel_sentences::budget::budgets;
use serde_json::Value as Json;

use super::{Edited, Slides, sentence};

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// Adds an entry to a list.
    Add(List),
    /// Removes an entry.
    Remove(List, usize),
    /// Moves an entry to another place.
    Move(List, usize, usize),
    /// Makes a channel's weekly counts vary more than by chance, or no longer.
    Uneven(usize),
    /// Gives a segment a deal size of its own, or takes it away.
    OwnDeal(usize),
    /// Makes another plan the one asked about.
    Ask(usize),
    /// Moves the budget by this many per cent of today's.
    Step(i32),
    /// Removes one of the plan's further changes of spend.
    DropChange(usize),
    /// Turns on a lever.
    UseLever(LeverKind),
    /// Adds a channel that has not been tried, for the plan to spend on.
    TryChannel,
    /// Drops a lever, and what plans set about it.
    DropLever(LeverKind),
    /// Uses the published response curve, or the shrunk one again.
    AsPublished(bool),
    /// Removes the brand.
    Unbrand,
    /// Makes the question about these channels, by id; about all if empty.
    Channels(Vec<String>),
    /// Changes the slides.
    Slides(Slides),
}

impl Pressed {
    /// The scenario after it.
    ///
    /// # Errors
    ///
    /// Why it cannot be done.
    pub fn apply(&self, s: &Scenario) -> Edited {
        let done = match self {
            Self::Add(list) => edit::add(s, *list),
            Self::Remove(list, at) => edit::remove(s, *list, *at),
            Self::Move(list, from, to) => edit::reorder(s, *list, *from, *to),
            Self::Ask(plan) => edit::reorder(s, List::Plans, *plan, 0),
            Self::Uneven(i) => {
                let uneven = s.channels.get(*i).is_some_and(|c| c.dispersion.is_some());
                set(s, &format!("channels[{i}].dispersion"), if uneven { Json::Null } else { 10.into() })
            }
            Self::OwnDeal(i) => {
                let own = s.segments.get(*i).is_some_and(|x| x.deal.is_some());
                let common = serde_json::to_value(&s.money.deal).map_err(|e| e.to_string())?;
                set(s, &format!("segments[{i}].deal"), if own { Json::Null } else { common })
            }
            Self::Step(percent) => {
                let b = budgets(s);
                let base = if b.moved > 0.0 { b.moved } else { b.today.max(b.plan) };
                let to = (b.plan + f64::from(*percent) / 100.0 * base).max(b.today - b.moved);
                edit::ask(s, b.reach(to))
            }
            Self::DropChange(at) => edit::drop_change(s, *at),
            Self::Slides(slides) => return slides.apply(s),
            Self::UseLever(kind) => edit::use_lever(s, *kind),
            Self::TryChannel => edit::try_channel(s),
            Self::DropLever(kind) => edit::drop_lever(s, *kind),
            Self::AsPublished(published) => edit::set_input(s, "levers.response.kappa", kappa(*published)),
            Self::Unbrand => set(s, "brand", Json::Null),
            Self::Channels(ids) => {
                let all = s.channels.iter().all(|c| ids.contains(&c.id));
                let channels = if all { Vec::new() } else { ids.clone() };
                edit::ask(s, SpendChange { channels, ..budgets(s).change })
            }
        };
        done.map_err(sentence)
    }
}

/// How fast the odds of reaching somebody fall: as published, or shrunk.
fn kappa(published: bool) -> Input {
    if !published {
        return Response::default().kappa;
    }
    Input {
        source:
            "Reaches both published contrasts at once (21 times at 5 against 30 minutes; 7 times within the hour) no \
                 better than this; taken as causes, which they are not"
                .to_owned(),
        grade: Some(Grade::C),
        tag: Tag::Benchmark,
        ..Input::fixed(2.4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates;

    #[test]
    fn steps_stop_at_nothing() {
        let mut s = templates::load("sales-led-saas").unwrap();
        let scale = |s: &Scenario| s.plans[0].spend[0].scale;
        s = Pressed::Step(5).apply(&s).unwrap();
        assert_eq!(scale(&s), 1.25);
        for _ in 0..40 {
            s = Pressed::Step(-5).apply(&s).unwrap();
        }
        assert_eq!(scale(&s), 0.0);
    }

    #[test]
    fn switches_switch_back() {
        let s = templates::load("sales-led-saas").unwrap();
        for press in [Pressed::Uneven(0), Pressed::OwnDeal(0)] {
            let once = press.apply(&s).unwrap();
            let twice = press.apply(&once).unwrap();
            assert_ne!(once, s);
            assert_eq!(press.apply(&twice).unwrap(), once);
        }
    }

    #[test]
    fn levers_are_taken_up_and_dropped() {
        let s = templates::load("sales-led-saas").unwrap();
        let with = Pressed::UseLever(LeverKind::Capture).apply(&s).unwrap();
        assert_eq!(with.levers.capture.as_ref().map(|x| x.stage.as_str()), Some("mql"));
        assert_eq!(Pressed::DropLever(LeverKind::Capture).apply(&with).unwrap(), s);
        let published = Pressed::AsPublished(true).apply(&s).unwrap();
        assert_ne!(published, s);
        assert_eq!(Pressed::AsPublished(false).apply(&published).unwrap(), s);
    }

    #[test]
    fn every_channel_is_all_channels() {
        let s = templates::load("sales-led-saas").unwrap();
        let ids: Vec<String> = s.channels.iter().map(|c| c.id.clone()).collect();
        let one = Pressed::Channels(vec![ids[0].clone()]).apply(&s).unwrap();
        assert_eq!(one.plans[0].spend[0].channels, ids[..1]);
        assert!(Pressed::Channels(ids).apply(&one).unwrap().plans[0].spend[0].channels.is_empty());
        assert!(Pressed::Channels(vec!["no such channel".into()]).apply(&s).is_err());
    }

    #[test]
    fn what_cannot_be_done_says_why() {
        let s = templates::load("blank").unwrap();
        assert!(!Pressed::Remove(List::Channels, 0).apply(&s).unwrap_err().is_empty(), "one channel is needed");
        assert!(Pressed::Ask(7).apply(&s).is_err());
    }
}
