//! An uncertain number: what is known about it, and who says so.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::{Value, is_default};

/// Who stands behind a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// The reader's own figure.
    Mine,
    /// A published figure.
    Benchmark,
    /// Not measured by anybody.
    #[default]
    Guess,
}

/// How good the source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Grade {
    /// Peer-reviewed, or counted by the reader.
    A,
    /// A study, or practitioners' data.
    B,
    /// A vendor's figure or an assumption.
    C,
}

/// An uncertain input with its source. In JSON a bare number stands for a fixed value without comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// What is known.
    pub value: Value,
    /// Where the figure comes from.
    pub source: String,
    /// How good the source is.
    pub grade: Option<Grade>,
    /// Who stands behind it.
    pub tag: Tag,
    /// Id of the [`super::Group`] with which it varies; empty for none.
    pub group: String,
    /// Correlation with the market factor on the normal scale, −1 to 1.
    pub market: f64,
}

impl Input {
    /// A known number.
    #[must_use]
    pub fn fixed(value: f64) -> Self {
        Self::new(Value::Fixed(value))
    }

    /// An input without source or correlation.
    #[must_use]
    pub fn new(value: Value) -> Self {
        Self { value, source: String::new(), grade: None, tag: Tag::Guess, group: String::new(), market: 0.0 }
    }

    /// Whether it is a known number, the same in every replicate.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.value, Value::Fixed(_))
    }

    /// A number in the middle of what is known, above 0; `None` where there is none. It is meant for new entries that
    /// should resemble their neighbours, not for figures.
    #[must_use]
    pub fn middle(&self) -> Option<f64> {
        let x = self.value.middle()?;
        (x.is_finite() && x > 0.0).then_some(x)
    }
}

impl Default for Input {
    fn default() -> Self {
        Self::fixed(0.0)
    }
}

/// The long form of an [`Input`].
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Long {
    /// What is known.
    value: Value,
    /// Where the figure comes from.
    #[serde(default, skip_serializing_if = "is_default")]
    source: String,
    /// How good the source is.
    #[serde(default, skip_serializing_if = "is_default")]
    grade: Option<Grade>,
    /// Who stands behind it.
    #[serde(default, skip_serializing_if = "is_default")]
    tag: Tag,
    /// Id of the group with which it varies.
    #[serde(default, skip_serializing_if = "is_default")]
    group: String,
    /// Correlation with the market factor on the normal scale, −1 to 1.
    #[serde(default, skip_serializing_if = "is_default")]
    market: f64,
}

impl Serialize for Input {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Value::Fixed(x) = self.value
            && *self == Self::fixed(x)
        {
            return serializer.serialize_f64(x);
        }
        Long {
            value: self.value.clone(),
            source: self.source.clone(),
            grade: self.grade,
            tag: self.tag,
            group: self.group.clone(),
            market: self.market,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Input {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrMap;
        impl<'de> Visitor<'de> for NumberOrMap {
            type Value = Input;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number, or an object with a “value”")
            }
            fn visit_f64<E>(self, x: f64) -> Result<Input, E> {
                Ok(Input::fixed(x))
            }
            #[expect(clippy::cast_precision_loss, reason = "JSON numbers are doubles")]
            fn visit_u64<E>(self, x: u64) -> Result<Input, E> {
                Ok(Input::fixed(x as f64))
            }
            #[expect(clippy::cast_precision_loss, reason = "JSON numbers are doubles")]
            fn visit_i64<E>(self, x: i64) -> Result<Input, E> {
                Ok(Input::fixed(x as f64))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Input, A::Error> {
                let Long { value, source, grade, tag, group, market } =
                    Long::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Input { value, source, grade, tag, group, market })
            }
        }
        deserializer.deserialize_any(NumberOrMap)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Input {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Input".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let long = generator.subschema_for::<Long>();
        schemars::json_schema!({
            "description": "An uncertain input with its source; a bare number is a fixed value nobody commented on.",
            "anyOf": [{ "type": "number" }, long]
        })
    }
}
