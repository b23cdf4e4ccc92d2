//! Deals won at zero or less.

use super::{Joined, Outcome, Role, Shape, Source};
use crate::column::is_nothing;

/// Number of rows won at zero or less.
pub(super) fn count(source: &Source, joined: &Joined<'_>) -> u32 {
    let of = |role: Role| source.columns.iter().find(|(_, used)| used.role == role);
    let (Some((amount, used)), Some((stage, _)), Some(Shape::Deals)) =
        (of(Role::Amount), of(Role::Stage), source.shape)
    else {
        return 0;
    };
    let is_won = |text: &str| source.stages.get(text).is_some_and(|meaning| meaning.outcome == Outcome::Won);
    let is_nil = |text: &str| !is_nothing(text) && used.format.figure(text).is_some_and(|worth| worth <= 0.0);
    let mut count = 0;
    for table in &joined.tables {
        let (Some(amounts), Some(stages)) = (table.column(amount), table.column(stage)) else { continue };
        // Each distinct text is looked at once.
        let nil: Vec<bool> = amounts.values.iter().map(|text| is_nil(text)).collect();
        let won: Vec<bool> = stages.values.iter().map(|text| is_won(text)).collect();
        let at =
            |all: &[bool], code: Option<&u32>| code.and_then(|code| all.get(*code as usize)).copied().unwrap_or(false);
        for row in 0..table.rows.len() {
            count += u32::from(at(&nil, amounts.codes.get(row)) && at(&won, stages.codes.get(row)));
        }
    }
    count
}
