//! What is spent, and the leads that it brings.

use super::rough::{in_currency, published};
use super::{OwnChannel, WEEKS_A_MONTH, middle, mine};
use crate::laws;
use crate::{Channel, Grade, Input, Problem, Scenario, Tag, Value};

const COST: &str = "Our own: spend divided by the leads it brought";
const SAME_COST: &str = "Our own: all spend divided by all leads, the same in every channel";
const COST_OF_A_LEAD: &str =
    "Business leads, $50-350 by channel: metricrig.com/answers/cost-per-lead-benchmarks-by-channel-2026";
const UNPAID: &str = "Our own: leads that come without spend";

/// How channels whose names contain one of these words respond to more money.
struct Kind {
    words: &'static [&'static str],
    elasticity: [f64; 3],
    /// Carry-over a week.
    carry_over: [f64; 3],
    source: &'static str,
}

/// The last kind is for all other names.
const KINDS: [Kind; 3] = [
    Kind {
        words: &["search", "ads", "adwords", "sem", "ppc", "bing", "google"],
        elasticity: [0.4, 0.7, 0.95],
        carry_over: [0.0, 0.1, 0.3],
        source: "Guess: people who search already want something, so more money still finds some",
    },
    Kind {
        words: &[
            "event",
            "events",
            "fair",
            "fairs",
            "show",
            "shows",
            "partner",
            "partners",
            "conference",
            "conferences",
        ],
        elasticity: [0.2, 0.5, 0.8],
        carry_over: [0.1, 0.3, 0.5],
        source: "Guess: 10 % more money brings 2-8 % more inquiries; people come back weeks after an event",
    },
    Kind {
        words: &[],
        elasticity: [0.2, 0.5, 0.8],
        carry_over: [0.0, 0.15, 0.3],
        source: "Guess: 10 % more money brings 2-8 % more inquiries",
    },
];

/// Leads a week that a channel brings today, in the middle of what is known.
pub(super) fn leads_per_week(channel: &Channel) -> f64 {
    let cost = middle(&channel.cost_per_inquiry.value);
    // Away from the reference spend the curve is taken by its elasticity there, which is good enough for a pipeline's
    // size.
    let reference = channel.reference_spend();
    let ratio = if reference > 0.0 { channel.spend_per_week / reference } else { 0.0 };
    let paid = if cost > 0.0 { reference / cost * ratio.powf(middle(&channel.elasticity.value)) } else { 0.0 };
    middle(&channel.organic_per_week.value) + if channel.spend_per_week > 0.0 { paid } else { 0.0 }
}

/// The rows, and the total of leads where they are not known by channel.
pub(super) fn read(s: &Scenario) -> (Vec<OwnChannel>, Option<f64>) {
    let is_paid = |c: &&Channel| c.spend_per_week > 0.0;
    let known = |c: &Channel| match (&c.cost_per_inquiry, is_paid(&c)) {
        (Input { value: Value::Fixed(_), tag: Tag::Mine, .. }, true) => Some(leads_per_week(c) * WEEKS_A_MONTH),
        (_, false) if c.organic_per_week.tag == Tag::Mine => Some(leads_per_week(c) * WEEKS_A_MONTH),
        _ => None,
    };
    let is_together = |c: &Channel| c.cost_per_inquiry.source == SAME_COST;
    let together: f64 = s.channels.iter().filter(|c| is_together(c)).filter_map(known).sum();
    let row = |c: &Channel| OwnChannel {
        id: Some(c.id.clone()),
        name: c.name.clone(),
        spend_per_month: Some(c.spend_per_week * WEEKS_A_MONTH),
        leads_per_month: known(c).filter(|_| !is_together(c)),
    };
    let rows: Vec<OwnChannel> = s.channels.iter().map(row).collect();
    let apart: f64 = rows.iter().filter_map(|row| row.leads_per_month).sum();
    (rows, (together > 0.0).then_some(together + apart))
}

/// Replaces the channels by the rows.
pub(super) fn put(
    s: &mut Scenario,
    rows: &[OwnChannel],
    leads_per_month: Option<f64>,
    taken: &[OwnChannel],
) -> Result<(), Problem> {
    let says = |row: &&OwnChannel| match (row.spend_per_month, row.leads_per_month) {
        (None, None) => false,
        // If all leads are counted, a channel without spend and without leads brings none of them.
        (Some(0.0), None) => leads_per_month.is_none(),
        _ => true,
    };
    let given: Vec<&OwnChannel> = rows.iter().filter(says).collect();
    let mut channels: Vec<Channel> = Vec::new();
    for row in &given {
        let old = row.id.as_ref().and_then(|id| s.channels.iter().find(|c| c.id == *id));
        let mut channel = old.cloned().unwrap_or_else(|| new(&row.name, &s.currency, &channels, &s.channels));
        row.name.clone_into(&mut channel.name);
        if row.spend_per_month != was(taken, row).and_then(|row| row.spend_per_month) {
            channel.spend_per_week = row.spend_per_month.unwrap_or_default() / WEEKS_A_MONTH;
        }
        channels.push(channel);
    }
    share_out(&mut channels, &given, leads_per_month, &s.currency)?;
    if channels.is_empty() {
        return Ok(());
    }
    s.channels = channels;
    Ok(())
}

fn was<'a>(taken: &'a [OwnChannel], row: &OwnChannel) -> Option<&'a OwnChannel> {
    taken.iter().find(|old| old.id.is_some() && old.id == row.id)
}

/// Turns leads into a cost per lead, or into inquiries without spend.
fn share_out(
    channels: &mut Vec<Channel>,
    rows: &[&OwnChannel],
    leads_per_month: Option<f64>,
    currency: &str,
) -> Result<(), Problem> {
    let mut apart = 0.0;
    for (channel, row) in channels.iter_mut().zip(rows) {
        let Some(leads) = row.leads_per_month else { continue };
        apart += leads;
        bring(channel, leads / WEEKS_A_MONTH, COST);
    }
    let Some(leads) = leads_per_month else { return Ok(()) };
    let rest = leads - apart;
    let is_open = |row: &&OwnChannel| row.leads_per_month.is_none() && row.spend_per_month.is_some_and(|x| x > 0.0);
    let spend: f64 = rows.iter().filter(|row| is_open(row)).filter_map(|row| row.spend_per_month).sum();
    // Sums of typed numbers may miss each other in the last digits.
    let is_nothing = rest.abs() <= 1e-9 * leads;
    if rest < 0.0 && !is_nothing || spend > 0.0 && is_nothing {
        return Err(Problem::new("leads", "must be more than the channels bring one by one"));
    }
    if spend > 0.0 {
        for (channel, row) in channels.iter_mut().zip(rows) {
            if is_open(row) {
                bring(channel, rest / WEEKS_A_MONTH * row.spend_per_month.unwrap_or_default() / spend, SAME_COST);
            }
        }
    } else if !is_nothing {
        let mut others = new("Leads without spend", currency, channels, &[]);
        bring(&mut others, rest / WEEKS_A_MONTH, UNPAID);
        channels.push(others);
    }
    Ok(())
}

/// Makes a channel bring this many leads a week at today's spend.
fn bring(channel: &mut Channel, leads: f64, source: &str) {
    if channel.spend_per_week > 0.0 && leads > 0.0 {
        let cost = channel.spend_per_week / leads;
        channel.cost_per_inquiry =
            Input { group: channel.cost_per_inquiry.group.clone(), ..mine(Value::Fixed(cost), source) };
        channel.organic_per_week = Input::default();
        channel.reference_spend_per_week = None;
    } else {
        channel.organic_per_week = mine(Value::Fixed(leads), UNPAID);
    }
}

/// A channel with defaults guessed from its name.
fn new(name: &str, currency: &str, before: &[Channel], others: &[Channel]) -> Channel {
    let words = name.to_lowercase();
    let has = |word: &&str| words.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word);
    let guess = |[min, mode, max]: [f64; 3], source: &str| Input {
        source: source.to_owned(),
        grade: Some(Grade::C),
        ..Input::new(Value::Pert(laws::Pert { min, mode, max }))
    };
    let amount = |dollars| in_currency(dollars, currency);
    let [.., usual] = &KINDS;
    let kind = KINDS.iter().find(|kind| kind.words.iter().any(has)).unwrap_or(usual);
    let id = crate::edit::free("own", before.iter().chain(others).map(|c| c.id.as_str())).0;
    Channel {
        id,
        name: name.to_owned(),
        cost_per_inquiry: Input {
            source: published(COST_OF_A_LEAD, currency),
            grade: Some(Grade::C),
            tag: Tag::Benchmark,
            ..Input::new(Value::Range(laws::Range { p10: amount(50.0), p90: amount(350.0) }))
        },
        elasticity: guess(kind.elasticity, kind.source),
        carry_over: guess(kind.carry_over, kind.source),
        dispersion: Some(guess([3.0, 10.0, 50.0], "Guess: weeks differ more than pure chance")),
        ..Channel::default()
    }
}
