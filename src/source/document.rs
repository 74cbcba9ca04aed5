//! A TOML document read to its last key, with one diagnostic for a broken line.
//!
//! The parser goes on after a broken line with a value that it guessed. What the readers say of such a
//! value is noise beside the syntax error, so it is dropped.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Diagnostics};
use crate::base::source_text::{Place, SourceText};
use crate::base::table::Table;

/// Parses the bytes `span` as TOML, lets `read` take the keys, and reports those that are left.
pub fn read_document<T>(
    source: &Arc<SourceText>,
    span: Range<usize>,
    name: &str,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(&mut Table, &mut Diagnostics) -> T,
) -> T {
    let mut of_parser = Vec::new();
    let mut of_reader = Vec::new();
    let mut table = Table::parse(source, span, name, &mut of_parser);
    let value = read(&mut table, &mut of_reader);
    table.finish(&mut of_reader);
    let broken: BTreeSet<usize> = of_parser
        .iter()
        .filter_map(|diagnostic| diagnostic.place.as_ref())
        .map(|place| *lines(place).start())
        .collect();
    of_reader.retain(|diagnostic| !is_echo(diagnostic, &broken));
    diagnostics.append(&mut of_parser);
    diagnostics.append(&mut of_reader);
    value
}

/// Whether a diagnostic is about a value that stands on a broken line.
fn is_echo(diagnostic: &Diagnostic, broken: &BTreeSet<usize>) -> bool {
    let Some(place) = &diagnostic.place else {
        return false;
    };
    !broken.is_empty() && broken.range(lines(place)).next().is_some()
}

/// The lines that a place touches.
fn lines(place: &Place) -> RangeInclusive<usize> {
    let start = place.source.line_and_column(place.span.start).0;
    let end = place.source.line_and_column(place.span.end).0;
    start..=end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_line_is_said_once_and_the_others_are_read() {
        for (line, code) in [
            ("number = ", "toml-syntax"),
            ("number = x", "toml-syntax"),
            ("number = \"3", "toml-syntax"),
            ("= 1", "toml-syntax"),
            ("number = 3 4", "toml-syntax"),
            ("number = 2031-02-30", "toml-syntax"),
            ("date = 2031-02-30", "bad-date"),
            ("numbre = 3", "unknown-key"),
        ] {
            let source = SourceText::new("x.toml", format!("{line}\nname = \"n\"\nlabel = 3\n"));
            let mut said = Vec::new();
            let name = read_document(
                &source,
                0..source.text.len(),
                "x.toml",
                &mut said,
                |table, said| {
                    table.take_integer("number", 0..=9, said);
                    table.take_moment("date", said);
                    table.take_text("label", said);
                    table.take_text("name", said)
                },
            );
            assert_eq!(name.map(|name| name.value).as_deref(), Some("n"), "{line}");
            let mut codes: Vec<_> = said.iter().map(|one| one.code.as_str()).collect();
            codes.sort_unstable_by_key(|one| *one != code);
            assert_eq!(codes, [code, "wrong-type"], "{line}");
        }
    }
}
