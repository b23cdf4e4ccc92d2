//! The meaning of the form's texts: numbers, or what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use funnel_engine::scenario::own::{Own, OwnChannel, OwnStep, OwnTeam, Renewal};
use funnel_engine::scenario::{Domain, Value};
use funnel_text::calendar::{self, Month};
use funnel_text::{Measure, NumberStyle, Read, Reading, Said, Time, is_unsaid};

use super::draft::{At, Cell, Draft, Row};

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fault {
    Refused(String),
    /// It may mean several things; each of these texts is unambiguous.
    Asked(String, Vec<String>),
}

/// What the whole form says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Says {
    pub(super) own: Own,
    /// Entries that are not empty but say nothing yet.
    pub(super) faults: BTreeMap<At, Fault>,
}

/// Words meaning that nobody renews.
const ONCE: [&str; 8] = ["one-off", "one off", "once", "no", "none", "never", "nobody", "one time"];

/// A row as it was when the form was opened, and what it meant.
fn stood<'a, T>(new: &Row, rows: &'a [Row], meant: &'a [T]) -> Option<(&'a Row, &'a T)> {
    let id = new.id.as_ref()?;
    rows.iter().zip(meant).find(|(row, _)| row.id.as_ref() == Some(id))
}

/// How the text at a place is read and written.
pub(super) fn reading(at: At, style: &NumberStyle) -> Reading<'_> {
    let (measure, domain) = match at {
        At::Channel(_, Cell::More) | At::Leads | At::Team(_, Cell::Name | Cell::Amount) => {
            (Measure::Count, Domain::NonNegative)
        }
        At::Channel(..) | At::Team(..) => (Measure::Money, Domain::NonNegative),
        At::Step(..) | At::Renewal => (Measure::Share, Domain::Rate),
        At::Deal => (Measure::Money, Domain::Positive),
        At::Margin => (Measure::Share, Domain::Rate),
        // A calendar month is not a number: it is read in its own way.
        At::Starts => (Measure::Number, Domain::Positive),
        At::Weeks => (Measure::Span(Time::Week), Domain::Positive),
    };
    let reading = Reading::new(measure, domain, style);
    if at == At::Renewal { reading.or("one-off") } else { reading }
}

/// Reads the form; `sure` are the places about which the reader was asked, and meant what was typed.
pub(super) fn says(draft: &Draft, sure: &BTreeSet<At>, style: &NumberStyle) -> Says {
    let mut reader = Reader { draft, sure, style, faults: BTreeMap::new() };
    let own = reader.own();
    Says { own, faults: reader.faults }
}

struct Reader<'a> {
    draft: &'a Draft,
    sure: &'a BTreeSet<At>,
    style: &'a NumberStyle,
    faults: BTreeMap<At, Fault>,
}

impl<'a> Reader<'a> {
    fn own(&mut self) -> Own {
        let draft = self.draft;
        let (before, was) = draft.began.as_deref().map_or((None, None), |(draft, own)| (Some(draft), Some(own)));
        // What is unchanged since the form was opened means what it meant.
        let same = |at: At| before.filter(|before| before.text(at) == draft.text(at)).and(was);
        let is_per = before.is_some_and(|before| before.per == draft.per);
        let mut channels = Vec::new();
        for (i, new) in draft.channels.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            let old = before.zip(was).filter(|_| is_per).and_then(|(b, w)| stood(new, &b.channels, &w.channels));
            let mut each = |cell| self.each(At::Channel(i, cell), draft.per.into(), Time::Month);
            channels.push(OwnChannel {
                id: new.id.clone(),
                name: new.name.clone(),
                spend_per_month: match old {
                    Some((text, was)) if text.amount == new.amount => was.spend_per_month,
                    _ => each(Cell::Amount),
                },
                leads_per_month: match old {
                    Some((text, was)) if text.more == new.more => was.leads_per_month,
                    _ => each(Cell::More),
                },
            });
        }
        let mut steps = Vec::new();
        for (i, new) in draft.steps.iter().enumerate() {
            let old = before.zip(was).and_then(|(b, w)| stood(new, &b.steps, &w.steps));
            let rate = match old {
                Some((text, was)) if text.amount == new.amount => was.rate.clone(),
                _ => self.value(At::Step(i, Cell::Amount)),
            };
            steps.push(OwnStep { id: new.id.clone(), name: new.name.clone(), rate });
        }
        let mut teams = Vec::new();
        for (i, new) in draft.teams.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            let old = before.zip(was).and_then(|(b, w)| stood(new, &b.teams, &w.teams));
            teams.push(OwnTeam {
                id: new.id.clone(),
                name: new.name.clone(),
                people: match old {
                    Some((text, was)) if text.amount == new.amount => was.people,
                    _ => self.people(i),
                },
                cost_per_year: match old {
                    Some((text, was)) if text.more == new.more => was.cost_per_year,
                    _ => self.each(At::Team(i, Cell::More), Time::Year, Time::Year),
                },
            });
        }
        Own {
            currency: draft.currency.clone(),
            period: Some(draft.per),
            starts: same(At::Starts).map_or_else(|| self.starts(), |was| was.starts),
            channels,
            leads_per_month: match same(At::Leads).filter(|_| is_per) {
                Some(was) => was.leads_per_month,
                None => self.each(At::Leads, draft.per.into(), Time::Month),
            },
            steps,
            deal: same(At::Deal).map_or_else(|| self.value(At::Deal), |was| was.deal.clone()),
            margin: same(At::Margin).map_or_else(|| self.value(At::Margin), |was| was.margin.clone()),
            weeks: same(At::Weeks).map_or_else(|| self.number(At::Weeks), |was| was.weeks),
            renewal: same(At::Renewal).map_or_else(|| self.renewal(), |was| was.renewal.clone()),
            teams,
        }
    }

    /// Records what is wrong.
    fn note<T>(&mut self, at: At, read: Read<T>) -> Option<T> {
        let fault = match read {
            Ok(Said::Clear(means)) => return Some(means),
            Ok(Said::Ask(question)) => {
                Fault::Asked(question.text, question.choices.into_iter().map(|choice| choice.text).collect())
            }
            Err(why) => Fault::Refused(why),
        };
        self.faults.insert(at, fault);
        None
    }

    fn text(&self, at: At) -> Option<&'a str> {
        let text = self.draft.text(at).trim();
        let also: &[&str] = if at == At::Starts { &["any month"] } else { &[] };
        (!is_unsaid(text, also)).then_some(text)
    }

    /// A number that may be uncertain.
    fn value(&mut self, at: At) -> Option<Value> {
        let read = reading(at, self.style).read(self.text(at)?, None, self.sure.contains(&at));
        self.note(at, read)
    }

    /// One number, whatever else could be said of how uncertain it is.
    fn one(&self, at: At, text: &str, measure: Option<Measure>) -> Read<f64> {
        let reading = reading(at, self.style);
        let reading = measure.map_or(reading, |measure| Reading { measure, ..reading });
        reading.read_one(text, None, self.sure.contains(&at))
    }

    /// One number.
    fn number(&mut self, at: At) -> Option<f64> {
        let read = self.one(at, self.text(at)?, None);
        self.note(at, read)
    }

    fn starts(&mut self) -> Option<Month> {
        let read = calendar::read_month(self.text(At::Starts)?, self.style).map(Said::Clear);
        self.note(At::Starts, read)
    }

    fn people(&mut self, row: usize) -> Option<f64> {
        let at = At::Team(row, Cell::Amount);
        let people = self.number(at);
        if people == Some(0.0) {
            self.faults.insert(
                at,
                Fault::Refused("must be more than 0; leave the row empty for a team that is not there".to_owned()),
            );
            return None;
        }
        people
    }

    /// Money or people per period, unless another period is typed with it: “$30k”, “$360k a year”.
    fn each(&mut self, at: At, per: Time, to: Time) -> Option<f64> {
        let text = self.text(at)?;
        let in_all = self.one(at, text, None);
        let a_week = match reading(at, self.style).measure {
            Measure::Money => Measure::MoneyPerWeek,
            _ => Measure::PeoplePerWeek,
        };
        let (read, per) = match in_all {
            Err(why) => match self.one(at, text, Some(a_week)) {
                Err(_) => (Err(why), per),
                read => (read, Time::Week),
            },
            read => (read, per),
        };
        let read = read.map(|said| said.map(|x| to.in_units_of(per, x)));
        self.note(at, read)
    }

    fn renewal(&mut self) -> Option<Renewal> {
        let text = self.text(At::Renewal)?.to_lowercase();
        if ONCE.contains(&text.as_str()) {
            return Some(Renewal::OneOff);
        }
        let read =
            reading(At::Renewal, self.style).read(&text, None, self.sure.contains(&At::Renewal)).and_then(|said| {
                said.try_map(|value| match value {
                    Value::Fixed(x) if x <= 0.0 || x >= 1.0 => {
                        Err("must be above 0 and below 100 %; “one-off” where nobody renews".to_owned())
                    }
                    value => Ok(Renewal::Yearly(value)),
                })
            });
        self.note(At::Renewal, read)
    }
}
