//! TOML read with places: every value knows its bytes, every mistake becomes a diagnostic, none stops the reading.
//!
//! `Table::parse` gives what could be understood. Each `take_*` removes a key, checks its type and says what is
//! wrong; `finish` reports the keys that nobody took ("did you mean"). So a reader is a list of `take_*` lines.

mod syntax;
mod value;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;
use toml::value::Datetime;

use super::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use super::source_text::{SourceText, Spanned};
use syntax::{syntax_error, without_lost_keys};
use value::table_of;
pub use value::{Kind, Value};

/// A TOML table that is being read.
#[derive(Debug, Clone)]
pub struct Table {
    source: Arc<SourceText>,
    /// What it is, for messages: "front matter", "site.toml", "`[outputs]`".
    name: String,
    values: BTreeMap<String, (Range<usize>, Value)>,
    asked: Vec<String>,
    /// The table's own bytes (its header, or the inline table).
    pub span: Range<usize>,
}

impl Table {
    /// Parses the bytes `span` of a text as a TOML document; places are those of the whole text.
    pub fn parse(
        source: &Arc<SourceText>,
        span: Range<usize>,
        name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let offset = span.start;
        let mut reported: Vec<usize> = Vec::new();
        let mut report = |errors: Vec<toml::de::Error>, diagnostics: &mut Diagnostics| {
            for error in errors {
                let at = error.span().unwrap_or(0..0);
                let at = at.start + offset..at.end + offset;
                // A broken line makes the parser say several things; the first says it.
                let line = source.line_and_column(at.start).0;
                if !reported.contains(&line) {
                    reported.push(line);
                    diagnostics.push(syntax_error(source, at, error.message()));
                }
            }
        };
        let text = &source.text[span];
        let (mut document, errors) = DeTable::parse_recoverable(text);
        let mended = without_lost_keys(text, &errors);
        report(errors, diagnostics);
        if let Some(mended) = &mended {
            let (read, errors) = DeTable::parse_recoverable(mended);
            document = read;
            report(errors, diagnostics);
        }
        let mut table = Self {
            source: Arc::clone(source),
            name: name.into(),
            values: BTreeMap::new(),
            asked: Vec::new(),
            span: offset..offset,
        };
        for (key, span, value) in table_of(document.get_ref(), offset) {
            table.values.insert(key, (span, value));
        }
        table
    }

    /// A table from a value inside another one.
    #[must_use]
    pub fn from_value(
        source: &Arc<SourceText>,
        name: &str,
        span: Range<usize>,
        values: Vec<(String, Range<usize>, Value)>,
    ) -> Self {
        let values = values
            .into_iter()
            .map(|(key, span, value)| (key, (span, value)))
            .collect();
        Self {
            source: Arc::clone(source),
            name: name.into(),
            values,
            asked: Vec::new(),
            span,
        }
    }

    /// The text that the table stands in.
    #[must_use]
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    /// Takes a value of any type: the bytes of its key, and the value.
    pub fn take(&mut self, key: &str) -> Option<(Range<usize>, Value)> {
        self.asked.push(key.into());
        self.values.remove(key)
    }

    /// Takes every key that is left, in the order of the file: for tables whose keys are names.
    pub fn take_rest(&mut self) -> Vec<(String, Range<usize>, Value)> {
        let mut rest: Vec<_> = std::mem::take(&mut self.values)
            .into_iter()
            .map(|(key, (span, value))| (key, span, value))
            .collect();
        rest.sort_by_key(|(_, span, _)| span.start);
        rest
    }

    /// Takes a string.
    pub fn take_text(
        &mut self,
        key: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Spanned<String>> {
        let (_, value) = self.take(key)?;
        self.text_of(key, value, diagnostics)
    }

    /// Takes a boolean.
    pub fn take_boolean(&mut self, key: &str, diagnostics: &mut Diagnostics) -> Option<bool> {
        let (_, value) = self.take(key)?;
        match value.kind {
            Kind::Boolean(boolean) => Some(boolean),
            _ => {
                self.wrong_type(key, "`true` or `false`", &value, diagnostics);
                None
            }
        }
    }

    /// Takes an integer within bounds.
    pub fn take_integer(
        &mut self,
        key: &str,
        allowed: std::ops::RangeInclusive<i64>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Spanned<i64>> {
        let (_, value) = self.take(key)?;
        match value.kind {
            Kind::Integer(number) if allowed.contains(&number) => {
                Some(Spanned::new(number, value.span))
            }
            Kind::Integer(number) => {
                diagnostics.push(
                    Diagnostic::error(
                        Code::WrongType,
                        format!(
                            "`{key}` is {number}, outside {} to {}",
                            allowed.start(),
                            allowed.end()
                        ),
                    )
                    .at(&self.source, value.span)
                    .label(format!(
                        "expected {} to {}",
                        allowed.start(),
                        allowed.end()
                    )),
                );
                None
            }
            _ => {
                self.wrong_type(key, "an integer", &value, diagnostics);
                None
            }
        }
    }

    /// Takes one of TOML's dates and times; the caller decides which of the four it wants.
    /// A string or a bare time is an error whose hint is the mended line.
    pub fn take_moment(
        &mut self,
        key: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Spanned<Datetime>> {
        let (key_span, value) = self.take(key)?;
        match value.kind {
            Kind::Moment(moment) if moment.date.is_some() => Some(Spanned::new(moment, value.span)),
            Kind::Moment(moment) => {
                diagnostics.push(
                    Diagnostic::error(Code::BadDate, format!("`{key}` is a time without a date"))
                        .at(&self.source, value.span)
                        .label("expected a date and a time")
                        .hint(format!(
                            "write the date before it: `{key} = 2031-03-04T{moment}`"
                        )),
                );
                None
            }
            Kind::Text(ref text) => {
                let mut diagnostic =
                    Diagnostic::error(Code::BadDate, format!("`{key}` is a string, not a date"))
                        .at(&self.source, key_span.start..value.span.end)
                        .label("expected a date without quotation marks");
                let mended = text.trim().replacen(' ', "T", 1);
                let parses = mended
                    .parse::<Datetime>()
                    .is_ok_and(|moment| moment.date.is_some());
                diagnostic = diagnostic.hint(if parses {
                    format!("take the quotation marks away: `{key} = {mended}`")
                } else {
                    format!("write it as `{key} = 2031-03-04T13:42:00Z`, or `{key} = 2031-03-04` where the time is not known")
                });
                diagnostics.push(diagnostic);
                None
            }
            _ => {
                self.wrong_type(
                    key,
                    "a date, as `2031-03-04T13:42:00Z`",
                    &value,
                    diagnostics,
                );
                None
            }
        }
    }

    /// Takes an array of strings; a single string is taken as an array of one.
    pub fn take_texts(
        &mut self,
        key: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<Spanned<String>>> {
        let (_, value) = self.take(key)?;
        match value.kind {
            Kind::Array(values) => Some(
                values
                    .into_iter()
                    .filter_map(|value| self.text_of(key, value, diagnostics))
                    .collect(),
            ),
            Kind::Text(_) => self.text_of(key, value, diagnostics).map(|text| vec![text]),
            _ => {
                self.wrong_type(key, "an array of strings", &value, diagnostics);
                None
            }
        }
    }

    /// Takes an array of anything; something else than an array is taken as an array of one.
    pub fn take_array(&mut self, key: &str) -> Option<Vec<Value>> {
        let (_, value) = self.take(key)?;
        Some(match value.kind {
            Kind::Array(values) => values,
            _ => vec![value],
        })
    }

    /// Takes a table.
    pub fn take_table(&mut self, key: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (key_span, value) = self.take(key)?;
        match value.kind {
            Kind::Table(values) => Some(Self::from_value(
                &self.source,
                &format!("[{key}]"),
                key_span,
                values,
            )),
            _ => {
                self.wrong_type(key, "a table", &value, diagnostics);
                None
            }
        }
    }

    /// Reports every key that nobody took.
    pub fn finish(self, diagnostics: &mut Diagnostics) {
        for (key, (span, _)) in &self.values {
            let mut diagnostic = Diagnostic::error(
                Code::UnknownKey,
                format!("unknown key `{key}` in {}", self.name),
            )
            .at(&self.source, span.clone());
            diagnostic = match nearest(key, self.asked.iter().map(String::as_str)) {
                Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                None if self.asked.iter().any(|asked| asked == "extra") => {
                    diagnostic.hint("keys of your own go under `[extra]`")
                }
                None => {
                    let known: Vec<_> = self.asked.iter().map(|key| format!("`{key}`")).collect();
                    diagnostic.hint(format!("the keys here are {}", known.join(", ")))
                }
            };
            diagnostics.push(diagnostic);
        }
    }

    /// Reports a value that is not of the type asked for.
    pub fn wrong_type(
        &self,
        key: &str,
        expected: &str,
        value: &Value,
        diagnostics: &mut Diagnostics,
    ) {
        diagnostics.push(
            Diagnostic::error(
                Code::WrongType,
                format!("`{key}` is {}, expected {expected}", value.type_name()),
            )
            .at(&self.source, value.span.clone())
            .label(format!("expected {expected}")),
        );
    }

    fn text_of(
        &self,
        key: &str,
        value: Value,
        diagnostics: &mut Diagnostics,
    ) -> Option<Spanned<String>> {
        match value.kind {
            Kind::Text(text) => Some(Spanned::new(text, value.span)),
            _ => {
                self.wrong_type(key, "a string", &value, diagnostics);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
