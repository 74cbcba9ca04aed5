//! Reads the values of a profile's keys; every mistake has its place.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::FixedOffset;

use super::pattern::Pattern;
use super::profile::ZoneReading;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::{SourceText, Spanned};
use crate::base::table::{Kind as ValueKind, Table, Value};
use crate::base::zone::parse_zone;

/// `[zones]`: a word and its reading, or the readings to choose from.
pub fn zones(
    table: &mut Table,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Vec<ZoneReading>> {
    let mut zones = BTreeMap::new();
    let Some(mut words) = table.take_table("zones", diagnostics) else {
        return zones;
    };
    let source = Arc::clone(words.source());
    for (word, _, value) in words.take_rest() {
        let values = match value.kind {
            ValueKind::Array(values) => values,
            _ => vec![value],
        };
        let mut readings = Vec::new();
        for value in values {
            let reading = match &value.kind {
                ValueKind::Text(text) => zone_reading(text),
                _ => None,
            };
            match reading {
                Some(reading) => readings.push(reading),
                None => diagnostics.push(
                    Diagnostic::error(
                        Code::UnknownZone,
                        format!("the zone word `{word}` has a reading that is no zone"),
                    )
                    .at(&source, value.span)
                    .label("expected an offset, as `+01:00`, or an IANA name, as `Europe/London`"),
                ),
            }
        }
        zones.insert(word, readings);
    }
    zones
}

/// `+05:30` or an IANA name.
pub fn zone_reading(text: &str) -> Option<ZoneReading> {
    text.parse::<FixedOffset>()
        .ok()
        .map(ZoneReading::Offset)
        .or_else(|| parse_zone(text).map(ZoneReading::Place))
}

/// A profile's text while it is read.
pub struct Reader<'a> {
    /// The text.
    pub source: &'a Arc<SourceText>,
    /// The profile's zone words, for its patterns.
    pub zone_words: Arc<[String]>,
    /// Whether its patterns are known to be right: those of built-in profiles are compiled when they are asked.
    pub trusted: bool,
    /// Where mistakes go.
    pub diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// Reports a mistake at its place.
    pub fn bad(&mut self, span: Range<usize>, code: Code, message: String, label: &str) {
        self.diagnostics.push(
            Diagnostic::error(code, message)
                .at(self.source, span)
                .label(label),
        );
    }

    /// Compiles a pattern; it must have the group.
    pub fn pattern(&mut self, text: &Spanned<String>, group: Option<&str>) -> Option<Pattern> {
        if self.trusted {
            return Some(Pattern::unchecked(&text.value, &self.zone_words));
        }
        match Pattern::checked(&text.value, &self.zone_words) {
            Ok(pattern) => match group {
                Some(group) if !pattern.has_group(group) => {
                    let message = format!("the pattern has no group `{group}`");
                    let label = format!("expected `(?P<{group}>…)` in it");
                    self.bad(text.span.clone(), Code::BadProfile, message, &label);
                    None
                }
                _ => Some(pattern),
            },
            Err(problem) => {
                self.diagnostics.push(
                    Diagnostic::error(Code::BadProfile, format!("the pattern does not compile: {problem}"))
                        .at(self.source, text.span.clone())
                        .hint("patterns are those of the Rust `regex` crate (no look-around, no back-references); `livesite help profiles` lists the words in braces"),
                );
                None
            }
        }
    }

    /// Takes a list of patterns; each must have the group.
    pub fn patterns(&mut self, table: &mut Table, key: &str, group: Option<&str>) -> Vec<Pattern> {
        let texts = table.take_texts(key, self.diagnostics).unwrap_or_default();
        texts
            .iter()
            .filter_map(|text| self.pattern(text, group))
            .collect()
    }

    /// Takes a list of strings.
    pub fn texts(&mut self, table: &mut Table, key: &str) -> Vec<String> {
        let texts = table.take_texts(key, self.diagnostics).unwrap_or_default();
        texts.into_iter().map(|text| text.value).collect()
    }

    /// Takes one of several words.
    pub fn choice<T: Copy>(
        &mut self,
        table: &mut Table,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let text = table.take_text(key, self.diagnostics)?;
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let known: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let label = format!("expected {}", known.join(" or "));
            let message = format!("`{key}` is `{}`", text.value);
            self.bad(text.span, Code::WrongType, message, &label);
        }
        found.map(|(_, value)| *value)
    }

    /// Reads a table and reports its unknown keys.
    pub fn section<T: Default>(
        &mut self,
        table: &mut Table,
        key: &str,
        read: impl FnOnce(&mut Self, &mut Table) -> T,
    ) -> T {
        let Some(mut section) = table.take_table(key, self.diagnostics) else {
            return T::default();
        };
        let value = read(self, &mut section);
        section.finish(self.diagnostics);
        value
    }

    /// The tables of an array of tables.
    pub fn tables(&mut self, table: &mut Table, key: &str) -> Vec<Table> {
        let values: Vec<Value> = table.take_array(key).unwrap_or_default();
        let mut tables = Vec::new();
        for value in values {
            match value.kind {
                ValueKind::Table(values) => {
                    tables.push(Table::from_value(
                        self.source,
                        &format!("[[{key}]]"),
                        value.span,
                        values,
                    ));
                }
                _ => table.wrong_type(
                    key,
                    &format!("a table, `[[{key}]]`"),
                    &value,
                    self.diagnostics,
                ),
            }
        }
        tables
    }
}
