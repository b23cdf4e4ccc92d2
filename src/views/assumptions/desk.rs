use std::collections::BTreeMap;
use std::rc::Rc;

use funnel_engine::scenario::{Domain, Input, Scenario, Unit, edit};
use serde_json::Value as Json;
use yew::prelude::*;

use super::super::question::one_number;
use super::super::reader::Reader;
use super::input::{InputField, Sources};
use crate::components::{Editor, Field};
use crate::words::entry::{Reading, write_number};
use crate::words::numbers::Numbers;
use crate::words::period::{self, period};

/// One uncertain input as its control needs it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    pub(super) path: String,
    pub(super) label: &'static str,
    pub(super) unit: Unit,
    pub(super) domain: Domain,
    pub(super) input: Input,
}

/// What every control of the assumptions is made from.
pub(super) struct Desk<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) reader: &'a Reader,
    pub(super) editor: &'a Editor,
    known: BTreeMap<String, Rc<Known>>,
}

pub(super) type Commit = Callback<AttrValue, Result<(), AttrValue>>;

impl<'a> Desk<'a> {
    pub(super) fn new(scenario: &'a Scenario, reader: &'a Reader, editor: &'a Editor) -> Self {
        let known = scenario.inputs().into_iter().map(|f| {
            let path = f.path.json;
            let known = Known { path: path.clone(), label: f.label, unit: f.unit, domain: f.domain, input: f.input.clone() };
            (path, Rc::new(known))
        });
        Self { scenario, reader, editor, known: known.collect() }
    }

    /// The control of an uncertain input, under a shorter label where its surroundings say the rest.
    pub(super) fn input(&self, path: &str, label: &'static str) -> Html {
        let Some(known) = self.known.get(path) else { return Html::default() };
        let label = if label.is_empty() { known.label } else { label };
        html! { <InputField known={Rc::clone(known)} {label} reader={self.reader.clone()} /> }
    }

    /// Source, grade and tag of these inputs.
    pub(super) fn sources(&self, paths: &[String]) -> Html {
        let all: Vec<Rc<Known>> = paths.iter().filter_map(|p| self.known.get(p)).map(Rc::clone).collect();
        html! { <Sources {all} /> }
    }

    /// A callback that reads a text and puts the result at a path.
    fn committing(&self, path: String, read: impl Fn(&str, &Reader) -> Result<Json, AttrValue> + 'static) -> Commit {
        let (editor, reader) = (self.editor.clone(), self.reader.clone());
        Callback::from(move |text: AttrValue| {
            let json = read(&text, &reader)?;
            editor.apply(|s| edit::set(s, &path, json))
        })
    }

    /// One number, in money or none.
    pub(super) fn number(&self, path: String, label: &'static str, value: f64, kind: Kind) -> Html {
        let (unit, domain) = kind.reading();
        let reading = Reading { unit, domain, style: self.reader.style() };
        let commit = self.committing(path.clone(), move |text, reader| Ok(one_number(text, unit, domain, reader)?.into()));
        html! {
            <Field id={path} {label} value={write_number(value, &reading)} unit={kind.suffix(self.reader)} hint={kind.hint()}
                numeric=true {commit} />
        }
    }

    /// One number that may be left out.
    pub(super) fn optional(&self, path: String, label: &'static str, value: Option<f64>, kind: Kind, without: &'static str) -> Html {
        let (unit, domain) = kind.reading();
        let reading = Reading { unit, domain, style: self.reader.style() };
        let text = value.map_or_else(String::new, |x| write_number(x, &reading));
        let commit = self.committing(path.clone(), move |text, reader| {
            if text.trim().is_empty() { Ok(Json::Null) } else { Ok(one_number(text, unit, domain, reader)?.into()) }
        });
        html! {
            <Field id={path} {label} value={text} placeholder={without} unit={kind.suffix(self.reader)} hint={kind.hint()}
                numeric=true {commit} />
        }
    }

    /// A whole number.
    pub(super) fn whole(&self, path: String, label: &'static str, value: u64, unit: &'static str, hint: &'static str) -> Html {
        let commit = self.committing(path.clone(), |text, reader| {
            let x = one_number(text, Unit::Number, Domain::NonNegative, reader)?;
            // The format has whole numbers there; the limit itself is the engine's to say.
            if x.fract() == 0.0 { Ok((x as u64).into()) } else { Err("must be a whole number".into()) }
        });
        let reading = Reading { unit: Unit::Number, domain: Domain::NonNegative, style: self.reader.style() };
        html! { <Field id={path} {label} value={write_number(value as f64, &reading)} {unit} {hint} numeric=true {commit} /> }
    }

    /// A span of time in whole weeks.
    pub(super) fn span(&self, path: String, label: &'static str, weeks: u32, hint: &'static str) -> Html {
        let commit = self.committing(path.clone(), |text, reader| match text.trim() {
            "0" | "0 weeks" | "none" => Ok(0.into()),
            text => Ok(period::parse(text, reader.style())?.into()),
        });
        html! { <Field id={path} {label} value={period(weeks)} {hint} {commit} /> }
    }

    /// A text.
    pub(super) fn text(&self, path: String, label: &'static str, value: &str, placeholder: &'static str) -> Html {
        let commit = self.committing(path.clone(), |text, _| Ok(text.trim().into()));
        html! { <Field id={path} {label} value={value.to_owned()} {placeholder} {commit} class="is-text" /> }
    }
}

/// What a plain number is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Money,
    MoneyAWeek,
    MoneyAPerson,
    Share,
    Weight,
    Times,
    Sigma,
    Shape,
    Slope,
    Market,
}

impl Kind {
    fn reading(self) -> (Unit, Domain) {
        match self {
            Self::Money | Self::MoneyAWeek | Self::MoneyAPerson => (Unit::Money, Domain::NonNegative),
            Self::Share => (Unit::Share, Domain::NonNegative),
            Self::Weight | Self::Sigma | Self::Market => (Unit::Number, Domain::NonNegative),
            Self::Times | Self::Shape | Self::Slope => (Unit::Number, Domain::Positive),
        }
    }

    fn suffix(self, reader: &Reader) -> String {
        let money = reader.currency_symbol();
        match self {
            Self::Money => money.to_owned(),
            Self::MoneyAWeek => format!("{money} a week"),
            Self::MoneyAPerson => format!("{money} each"),
            Self::Times => "times".to_owned(),
            Self::Share | Self::Weight | Self::Sigma | Self::Shape | Self::Slope | Self::Market => String::new(),
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Weight => "A weight: it counts in proportion to the others, so 2 is twice as many as 1.",
            Self::Sigma => "Spread of single deals, as the standard deviation of the logarithm. At 0.5 one deal in ten is above 1.9 times the median; at 1, above 3.6 times.",
            Self::Shape => "Shape of the gamma distribution: the variance is mean² over shape.",
            Self::Slope => "1 bends down from the first dollar on; more makes an S: little happens before enough is spent.",
            Self::Market => "How much the market moves all inquiries that come without spend: 0.15 is about 15 % up or down in a usual year.",
            _ => "",
        }
    }
}
