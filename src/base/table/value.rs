//! What stands in a TOML table, with the bytes it was read from.

use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

/// A value with its bytes in the file.
#[derive(Debug, Clone)]
pub struct Value {
    /// The bytes of the value.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a TOML value is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A string.
    Text(String),
    /// An integer that fits 64 bits.
    Integer(i64),
    /// A float, or an integer that does not fit.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// Any of TOML's four kinds of date and time.
    Moment(Datetime),
    /// An array.
    Array(Vec<Value>),
    /// A table: key, bytes of the key, value, in the order of the file.
    Table(Vec<(String, Range<usize>, Value)>),
}

impl Value {
    /// What it is, for messages.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Text(_) => "a string",
            Kind::Integer(_) => "an integer",
            Kind::Float(_) => "a float",
            Kind::Boolean(_) => "a boolean",
            Kind::Moment(_) => "a date or time",
            Kind::Array(_) => "an array",
            Kind::Table(_) => "a table",
        }
    }

    /// The value as JSON, for the free keys under `[extra]`. Dates become strings.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.kind {
            Kind::Text(text) => Json::from(text.as_str()),
            Kind::Integer(number) => Json::from(*number),
            Kind::Float(number) => Json::from(*number),
            Kind::Boolean(boolean) => Json::from(*boolean),
            Kind::Moment(moment) => Json::from(moment.to_string()),
            Kind::Array(values) => values.iter().map(Self::to_json).collect(),
            Kind::Table(values) => values
                .iter()
                .map(|(key, _, value)| (key.clone(), value.to_json()))
                .collect(),
        }
    }
}

/// The entries of a parsed table, in the order of the file; `offset` is where the document begins in its text.
pub(super) fn table_of(table: &DeTable<'_>, offset: usize) -> Vec<(String, Range<usize>, Value)> {
    let mut values: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            (
                key.get_ref().to_string(),
                shifted(&key.span(), offset),
                value_of(value, offset),
            )
        })
        .collect();
    values.sort_by_key(|(_, span, _)| span.start);
    values
}

fn value_of(value: &TomlSpanned<DeValue<'_>>, offset: usize) -> Value {
    let kind = match value.get_ref() {
        DeValue::String(text) => Kind::Text(text.to_string()),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            i64::from_str_radix(&digits, number.radix()).map_or_else(
                |_| Kind::Float(digits.parse().unwrap_or(f64::INFINITY)),
                Kind::Integer,
            )
        }
        DeValue::Float(number) => {
            Kind::Float(number.as_str().replace('_', "").parse().unwrap_or(f64::NAN))
        }
        DeValue::Boolean(boolean) => Kind::Boolean(*boolean),
        DeValue::Datetime(moment) => Kind::Moment(*moment),
        DeValue::Array(values) => {
            Kind::Array(values.iter().map(|value| value_of(value, offset)).collect())
        }
        DeValue::Table(table) => Kind::Table(table_of(table, offset)),
    };
    Value {
        span: shifted(&value.span(), offset),
        kind,
    }
}

fn shifted(span: &Range<usize>, offset: usize) -> Range<usize> {
    span.start + offset..span.end + offset
}
