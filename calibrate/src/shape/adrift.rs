//! Spend on what is no channel of the deals: what it was spent on only the reader can say.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Joined, Mapping, Role, Shape};
use crate::column::is_nothing;
use crate::column::label::key;

/// Most channels offered as an answer.
const OFFERED: usize = 6;

/// Spend that no channel of the deals has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adrift {
    /// What the spend is on, by the tables of spend; empty where they do not say it.
    pub names: Vec<String>,
    /// The largest channels of the deals.
    pub channels: Vec<String>,
    /// Whether all of the spend is: then it is taken to be on all channels alike, and otherwise left out.
    pub is_all: bool,
    /// What it was spent on.
    pub on: On,
}

/// What spend was on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// The reader has not said it.
    #[default]
    Asked,
    /// All channels alike.
    All,
    /// None of them.
    LeftOut,
    /// This channel.
    Channel(String),
}

impl On {
    pub(super) fn words(&self) -> Cow<'static, str> {
        match self {
            Self::Asked => "not said".into(),
            Self::All => "all channels alike".into(),
            Self::LeftOut => "none of them: leave it out".into(),
            Self::Channel(name) => format!("“{name}”").into(),
        }
    }
}

impl Adrift {
    /// The possible answers; the first applies in the meantime.
    pub(super) fn answers(&self) -> Vec<On> {
        let first = if self.is_all { [On::All, On::LeftOut] } else { [On::LeftOut, On::All] };
        first.into_iter().chain(self.channels.iter().cloned().map(On::Channel)).collect()
    }

    pub(super) fn asks(&self) -> String {
        let named: Vec<String> =
            self.names.iter().filter(|name| !name.is_empty()).map(|name| format!("“{name}”")).collect();
        match named.as_slice() {
            [] => "The spend names no channel. On which was it spent?".to_owned(),
            [one] => format!("{one} is no channel of the deals. On which was its money spent?"),
            all => format!("{} are no channels of the deals. On which was their money spent?", all.join(", ")),
        }
    }

    /// What it was spent on, as said or as taken until then.
    pub(crate) fn taken(&self) -> On {
        match &self.on {
            On::Asked if self.is_all => On::All,
            On::Asked => On::LeftOut,
            said => said.clone(),
        }
    }

    /// Whether a name is one of these.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| key(known) == key(name))
    }
}

/// The labels of a role in tables of these shapes, with their counts, and whether a table of theirs has no such column.
fn labels(
    mapping: &Mapping,
    all: &[Joined<'_>],
    shapes: &[Shape],
    role: &Role,
    needs: &Role,
) -> (BTreeMap<String, u64>, bool) {
    let (mut labels, mut is_bare) = (BTreeMap::<String, u64>::new(), false);
    for (source, joined) in mapping.sources.iter().zip(all) {
        let header = |role: &Role| source.columns.iter().find(|(_, used)| used.role == *role).map(|(header, _)| header);
        if !source.shape.is_some_and(|shape| shapes.contains(&shape)) || header(needs).is_none() {
            continue;
        }
        let Some(header) = header(role) else {
            is_bare = true;
            continue;
        };
        for (text, count) in joined.labels(header).into_iter().filter(|(text, _)| !is_nothing(text)) {
            *labels.entry(text).or_default() += count;
        }
    }
    (labels, is_bare)
}

/// Spend on what is no channel of the deals; labels that begin alike are proposed as the same: "Google Ads" and "Google".
/// Deals without channels have all of the spend.
pub(super) fn find(mapping: &mut Mapping, all: &[Joined<'_>]) -> Option<Adrift> {
    let (deals, _) = labels(mapping, all, &[Shape::Deals], &Role::Channel, &Role::Begins);
    if deals.is_empty() {
        return None;
    }
    let (spent, is_bare) = labels(mapping, all, &[Shape::Funnel, Shape::Spend], &Role::Channel, &Role::Spend);
    let keys: BTreeSet<String> = deals.keys().map(|label| key(label)).collect();
    let mut names: Vec<String> = spent.keys().filter(|name| !keys.contains(&key(name))).cloned().collect();
    let is_all = names.len() == spent.len();
    names.retain(|name| {
        let alike = deals.keys().filter(|label| is_alike(name, label)).max_by_key(|label| deals.get(*label));
        if let Some(label) = alike {
            mapping.alike.insert(name.clone(), label.clone());
        }
        alike.is_none()
    });
    if is_bare {
        names.insert(0, String::new());
    }
    let mut channels: Vec<(u64, String)> = deals.into_iter().map(|(label, count)| (count, label)).collect();
    channels.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let channels = channels.into_iter().take(OFFERED).map(|(_, label)| label).collect();
    (!names.is_empty()).then_some(Adrift { names, channels, is_all, on: On::Asked })
}

/// Whether all words of one are the first words of the other.
fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (super::roles::words(one), super::roles::words(other));
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    !short.is_empty() && long.starts_with(short)
}
