//! The attributes on a lever's fields, parsed and checked.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Error, Expr, Field, Ident, LitStr, Result, Token, Type};

/// `#[question(Information, "What does …?", "Knowing …")]` on the struct.
pub(crate) struct Question {
    pub(crate) name: Ident,
    pub(crate) title: LitStr,
    pub(crate) lead: LitStr,
}

impl Question {
    pub(crate) fn read(attribute: &Attribute) -> Result<Self> {
        attribute.parse_args_with(|from: syn::parse::ParseStream<'_>| {
            let name = from.parse()?;
            from.parse::<Token![,]>()?;
            let title = from.parse()?;
            from.parse::<Token![,]>()?;
            Ok(Self { name, title, lead: from.parse()? })
        })
    }
}

/// `#[input(label = "…", unit = Share, domain = Rate, help = "…")]` on an `Input`.
pub(crate) struct Input {
    pub(crate) label: LitStr,
    pub(crate) unit: Ident,
    pub(crate) domain: Ident,
    /// A text, or a constant where two inputs share a text.
    pub(crate) help: Expr,
}

impl Input {
    pub(crate) fn read(attribute: &Attribute) -> Result<Self> {
        let (mut label, mut unit, mut domain, mut help) = (None, None, None, None);
        attribute.parse_nested_meta(|meta| match name(&meta).as_str() {
            "label" => put(&mut label, &meta),
            "unit" => put(&mut unit, &meta),
            "domain" => put(&mut domain, &meta),
            "help" => put(&mut help, &meta),
            _ => Err(meta.error("input: expected label, unit, domain or help")),
        })?;
        let need = Need(attribute);
        Ok(Self {
            label: need.this(label, "label")?,
            unit: need.this(unit, "unit")?,
            domain: need.this(domain, "domain")?,
            help: need.this(help, "help")?,
        })
    }
}

/// `#[setting(label = "…", unit = Share, range(0.0, 1.0), …)]` on an `f64` or `Option<f64>`.
pub(crate) struct Setting {
    pub(crate) label: LitStr,
    pub(crate) unit: Ident,
    pub(crate) range: (Expr, Expr),
    pub(crate) question: Option<Ident>,
    pub(crate) only_with: Option<Ident>,
    pub(crate) priced: Priced,
    pub(crate) dearer_when_less: bool,
}

/// What moving a setting costs.
pub(crate) enum Priced {
    Nothing,
    Unknown,
    /// The field of the lever that holds the price.
    By(Ident),
    /// Hours of the team that works the stage in this field.
    HoursAt(Ident),
}

impl Setting {
    pub(crate) fn read(attribute: &Attribute) -> Result<Self> {
        let (mut label, mut unit, mut range, mut question, mut only_with) = (None, None, None, None, None);
        let (mut priced, mut dearer_when_less) = (Priced::Nothing, false);
        attribute.parse_nested_meta(|meta| {
            match name(&meta).as_str() {
                "label" => put(&mut label, &meta)?,
                "unit" => put(&mut unit, &meta)?,
                "range" => {
                    let within;
                    syn::parenthesized!(within in meta.input);
                    let low = within.parse()?;
                    within.parse::<Token![,]>()?;
                    range = Some((low, within.parse()?));
                }
                "question" => put(&mut question, &meta)?,
                "only_with" => put(&mut only_with, &meta)?,
                "priced_by" => priced = Priced::By(meta.value()?.parse()?),
                "hours_at" => priced = Priced::HoursAt(meta.value()?.parse()?),
                "price_unknown" => priced = Priced::Unknown,
                "dearer_when_less" => dearer_when_less = true,
                _ => {
                    return Err(meta.error(
                        "setting: expected label, unit, range, question, only_with, priced_by, hours_at, price_unknown or \
                         dearer_when_less",
                    ));
                }
            }
            Ok(())
        })?;
        let need = Need(attribute);
        Ok(Self {
            label: need.this(label, "label")?,
            unit: need.this(unit, "unit")?,
            range: need.this(range, "range")?,
            question,
            only_with,
            priced,
            dearer_when_less,
        })
    }
}

/// `#[stage(label = "…")]` on a `String` or `Vec<String>`.
pub(crate) struct Stage {
    pub(crate) label: LitStr,
    pub(crate) may_be_empty: bool,
}

impl Stage {
    pub(crate) fn read(attribute: &Attribute) -> Result<Self> {
        let (mut label, mut may_be_empty) = (None, false);
        attribute.parse_nested_meta(|meta| match name(&meta).as_str() {
            "label" => put(&mut label, &meta),
            "may_be_empty" => {
                may_be_empty = true;
                Ok(())
            }
            _ => Err(meta.error("stage: expected label or may_be_empty")),
        })?;
        Ok(Self { label: Need(attribute).this(label, "label")?, may_be_empty })
    }
}

/// `#[price(label = "…", asks = "…")]` on an `Option<f64>`.
pub(crate) struct Price {
    pub(crate) label: LitStr,
    pub(crate) asks: LitStr,
}

impl Price {
    pub(crate) fn read(attribute: &Attribute) -> Result<Self> {
        let (mut label, mut asks) = (None, None);
        attribute.parse_nested_meta(|meta| match name(&meta).as_str() {
            "label" => put(&mut label, &meta),
            "asks" => put(&mut asks, &meta),
            _ => Err(meta.error("price: expected label or asks")),
        })?;
        let need = Need(attribute);
        Ok(Self { label: need.this(label, "label")?, asks: need.this(asks, "asks")? })
    }
}

/// `#[number(label = "…", unit = People)]` on a `u32` or `Option<f64>`.
pub(crate) struct Number {
    pub(crate) label: LitStr,
    pub(crate) unit: Ident,
    pub(crate) empty: Option<LitStr>,
}

impl Number {
    pub(crate) fn read(attribute: &Attribute) -> Result<Self> {
        let (mut label, mut unit, mut empty) = (None, None, None);
        attribute.parse_nested_meta(|meta| match name(&meta).as_str() {
            "label" => put(&mut label, &meta),
            "unit" => put(&mut unit, &meta),
            "empty" => put(&mut empty, &meta),
            _ => Err(meta.error("number: expected label, unit or empty")),
        })?;
        let need = Need(attribute);
        Ok(Self { label: need.this(label, "label")?, unit: need.this(unit, "unit")?, empty })
    }
}

/// `#[flag(label = "…", no = "…", yes = "…")]` on a `bool`.
pub(crate) struct Flag {
    pub(crate) label: LitStr,
    pub(crate) no: LitStr,
    pub(crate) yes: LitStr,
}

impl Flag {
    pub(crate) fn read(attribute: &Attribute) -> Result<Self> {
        let (mut label, mut no, mut yes) = (None, None, None);
        attribute.parse_nested_meta(|meta| match name(&meta).as_str() {
            "label" => put(&mut label, &meta),
            "no" => put(&mut no, &meta),
            "yes" => put(&mut yes, &meta),
            _ => Err(meta.error("flag: expected label, no or yes")),
        })?;
        let need = Need(attribute);
        Ok(Self { label: need.this(label, "label")?, no: need.this(no, "no")?, yes: need.this(yes, "yes")? })
    }
}

/// Whether a field's type is `Option<…>`, `Vec<…>` or another, by its name.
pub(crate) fn is_a(field: &Field, outer: &str) -> bool {
    matches!(&field.ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == outer))
}

fn name(meta: &ParseNestedMeta<'_>) -> String {
    meta.path.get_ident().map(Ident::to_string).unwrap_or_default()
}

/// Takes in the value after the `=`.
fn put<T: syn::parse::Parse>(slot: &mut Option<T>, meta: &ParseNestedMeta<'_>) -> Result<()> {
    *slot = Some(meta.value()?.parse()?);
    Ok(())
}

/// Reports what an attribute lacks.
struct Need<'a>(&'a Attribute);

impl Need<'_> {
    fn this<T>(&self, found: Option<T>, what: &str) -> Result<T> {
        found.ok_or_else(|| Error::new_spanned(self.0, format!("`{what}` is missing")))
    }
}
