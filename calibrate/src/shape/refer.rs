//! Tables of deals that name leads in another table.

use std::collections::BTreeSet;

use super::roles::{ROLES, Role, fit, words};
use super::{Joined, Shape, Source};
use crate::column::{Format, is_nothing};

/// Words for a lead in the header of its id.
const LEAD: [&str; 10] =
    ["lead", "leads", "contact", "contacts", "inquiry", "enquiry", "prospect", "kontakt", "anfrage", "contacto"];
/// Of a hundred ids, this many must be in the other table.
const SHARED: usize = 50;

/// A column that refers to the rows of another source.
struct Reference {
    source: usize,
    header: String,
    /// The column with the ids of the source's own rows, if there is one.
    own: Option<String>,
    to: usize,
}

/// Assigns the role of columns that refer to another table's leads. `all` and `sources` have the same order.
pub(super) fn mark(sources: &mut [Source], all: &[Joined<'_>]) {
    let mut found: Vec<Reference> = Vec::new();
    for from in 0..sources.len() {
        for to in (0..sources.len()).filter(|to| *to != from) {
            if let (Some(source), Some(other), Some(joined), Some(others)) =
                (sources.get(from), sources.get(to), all.get(from), all.get(to))
                && let Some((header, own)) = reference(source, joined, other, others)
            {
                found.push(Reference { source: from, header, own, to });
                break;
            }
        }
    }
    // Only the first link of a chain is used: a table that is referred to must not refer to others itself.
    let naming: BTreeSet<usize> = found.iter().map(|reference| reference.source).collect();
    for Reference { source, header, own, .. } in found.into_iter().filter(|found| !naming.contains(&found.to)) {
        let Some(source) = sources.get_mut(source) else { continue };
        source.give(&header, Role::Lead);
        if let Some(own) = own {
            source.give(&own, Role::Id);
        }
    }
}

/// The column of a source that refers to another's rows, and the one with its own ids.
fn reference(
    source: &Source,
    joined: &Joined<'_>,
    other: &Source,
    others: &Joined<'_>,
) -> Option<(String, Option<String>)> {
    let deals = |source: &Source| source.shape == Some(Shape::Deals);
    if !deals(source) || !deals(other) {
        return None;
    }
    let (id, _) = other.columns.iter().find(|(_, used)| used.role == Role::Id)?;
    let ids = names(others, id);
    let named: Vec<&String> = source
        .columns
        .iter()
        .filter(|(header, used)| matches!(used.role, Role::Id | Role::Ignored) && is_id(header, used.format))
        .map(|(header, _)| header)
        .collect();
    let is_lead = |header: &&&String| words(header).iter().any(|word| LEAD.contains(&word.as_str()));
    let header = named.iter().filter(is_lead).find(|header| {
        let these = names(joined, header);
        let shared = these.intersection(&ids).count();
        shared > 0
            && shared * 100 >= these.len() * SHARED
            // If two tables refer to each other, the larger has the leads.
            && (these.len() < ids.len() || named.len() > 1)
    })?;
    // The deal's own, if it has one: not that of a customer with several.
    let mut rest = source.clone();
    rest.give(header, Role::Lead);
    let own = super::ids::choose(&rest.columns, words, joined);
    Some(((*header).clone(), own))
}

fn names(joined: &Joined<'_>, header: &str) -> BTreeSet<String> {
    joined.labels(header).into_keys().filter(|text| !is_nothing(text)).collect()
}

/// Whether a column may hold ids.
fn is_id(header: &str, format: Format) -> bool {
    let words = words(header);
    let known = ROLES.iter().filter(|known| known.role == Role::Id).flat_map(|known| known.phrases);
    !matches!(format, Format::Date(_) | Format::Empty)
        && (words.len() == 1 && LEAD.contains(&words[0].as_str())
            || known.into_iter().any(|phrase| fit(&words, phrase) > 0))
}
