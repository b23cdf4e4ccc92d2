//! The flow's figures as sentences and as a table.

use funnel_charts::flow::What;
use funnel_charts::format::{Column, Unit};

use super::{Channel, FlowData};
use crate::charts::{NumberStyle, Pair, Row, Sheet};
use yew::AttrValue;

/// The name of a step.
pub(super) fn name(data: &FlowData, what: What) -> &str {
    match what {
        What::Spend => "Spend",
        What::Channel(i) => data.channels.get(i).map_or("", |c| c.name.as_str()),
        What::OtherChannels(_) => "Other channels",
        What::Stage(i) => data.stages.get(i).map_or("", |s| s.name.as_str()),
        What::Customers => &data.words.customers,
        What::Revenue => &data.words.revenue,
    }
}

fn sum(channels: &[Channel], figure: fn(&Channel) -> Pair) -> Pair {
    channels
        .iter()
        .map(figure)
        .fold(Pair::default(), |sum, pair| Pair { today: sum.today + pair.today, plan: sum.plan + pair.plan })
}

/// What is known about a step, part by part: name, figures and unit.
fn parts(data: &FlowData, what: What) -> Vec<(String, Pair, Unit)> {
    let channels = match what {
        What::Spend => Some(data.channels.as_slice()),
        What::Channel(i) => data.channels.get(i..=i),
        What::OtherChannels(i) => data.channels.get(i..),
        _ => None,
    };
    let own = name(data, what).to_owned();
    if let Some(channels) = channels {
        let spend = sum(channels, |c| c.spend);
        let inquiries = sum(channels, |c| c.inquiries);
        return if what == What::Spend {
            vec![(own, spend, Unit::Money)]
        } else {
            vec![
                ([&own, " spend"].concat(), spend, Unit::Money),
                ([&own, " inquiries"].concat(), inquiries, Unit::Count),
            ]
        };
    }
    match what {
        What::Stage(i) => data.stages.get(i).map_or_else(Vec::new, |stage| {
            let mut parts = vec![([&own, " entered"].concat(), stage.entered, Unit::Count)];
            parts.push(([&own, " moved on"].concat(), stage.passed, Unit::Count));
            for loss in &stage.losses {
                parts.push(([&own, " lost: ", loss.reason.as_str()].concat(), loss.count, Unit::Count));
            }
            parts.push(([&own, " still open"].concat(), stage.waiting, Unit::Count));
            parts
        }),
        What::Revenue => vec![(own, data.revenue, Unit::Money)],
        _ => {
            let won = data.stages.last().map_or_else(|| sum(&data.channels, |c| c.inquiries), |s| s.passed);
            vec![(own, won, Unit::Count)]
        }
    }
}

/// One rule for today's figure, the plan's, and their difference.
fn column(pair: Pair, unit: Unit) -> Column {
    Column::of([(pair.today, 0.0), (pair.plan, 0.0)], unit)
}

/// A step in a sentence.
pub(super) fn sentence(data: &FlowData, style: &NumberStyle, what: What) -> String {
    let part = |(name, pair, unit): (String, Pair, Unit)| {
        let column = column(pair, unit);
        let number = |value| column.write(style, value, unit, false);
        [&name, ": ", &number(pair.today), " ", &data.words.today, ", ", &number(pair.plan), " ", &data.words.plan]
            .concat()
    };
    let mut text = parts(data, what).into_iter().map(part).collect::<Vec<_>>().join("; ");
    text.push('.');
    text
}

/// Headings of the table.
pub(super) fn columns(data: &FlowData) -> Vec<AttrValue> {
    vec!["Step".into(), data.words.today.clone(), data.words.plan.clone(), "difference".into()]
}

/// All figures of all steps.
fn all(data: &FlowData) -> impl Iterator<Item = (String, Pair, Unit)> {
    let steps = [What::Spend]
        .into_iter()
        .chain((0..data.channels.len()).map(What::Channel))
        .chain((0..data.stages.len()).map(What::Stage))
        .chain([What::Customers, What::Revenue]);
    steps.flat_map(|what| parts(data, what))
}

/// All figures, unrounded.
pub(super) fn sheet(data: &FlowData) -> Sheet {
    let row = |(name, pair, _): (String, Pair, Unit)| (name, vec![pair.today, pair.plan, pair.plan - pair.today]);
    Sheet::new(columns(data), all(data).map(row))
}

/// All steps, with a row for each figure.
pub(super) fn rows(data: &FlowData, style: &NumberStyle) -> Vec<Row> {
    let row = |(name, pair, unit): (String, Pair, Unit)| {
        let column = column(pair, unit);
        Row {
            head: name.into(),
            cells: vec![
                column.write(style, pair.today, unit, false).into(),
                column.write(style, pair.plan, unit, false).into(),
                column.write(style, pair.plan - pair.today, unit, true).into(),
            ],
        }
    };
    all(data).map(row).collect()
}
