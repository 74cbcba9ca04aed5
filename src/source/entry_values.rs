//! The keys of front matter that are more than a word: people, id, corrections, provenance.

use super::entry::{Byline, Correction, Provenance, SpeakerMark};
use super::text_values::{is_name, take_name, take_words};
use super::time_values::take_moment;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::slug;
use crate::base::source_text::Spanned;
use crate::base::table::{Kind, Table, Value};

/// The words that addresses below a coverage use for pages of its own.
pub const RESERVED_IDS: [&str; 4] = ["page", "media", "print", "feed"];

/// A byline is an array of tables, one table, or a name.
pub fn take_byline(table: &mut Table, diagnostics: &mut Diagnostics) -> Vec<Byline> {
    let values = table.take_array("byline").unwrap_or_default();
    values
        .into_iter()
        .filter_map(|value| {
            let (mut person, name) = take_person(table, "byline", value, diagnostics)?;
            let role = take_words(&mut person, "role", diagnostics);
            person.finish(diagnostics);
            Some(Byline {
                name: name?.value,
                role,
            })
        })
        .collect()
}

/// Speakers are names, or tables with a name.
pub fn take_speakers(
    table: &mut Table,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Spanned<SpeakerMark>>> {
    let values = table.take_array("speakers")?;
    let marks = values.into_iter().filter_map(|value| {
        let span = value.span.clone();
        let (mut person, name) = take_person(table, "speakers", value, diagnostics)?;
        let role = take_words(&mut person, "role", diagnostics);
        let certain = person.take_boolean("certain", diagnostics).unwrap_or(true);
        person.finish(diagnostics);
        let name = name?.value;
        Some(Spanned::new(
            SpeakerMark {
                name,
                role,
                certain,
            },
            span,
        ))
    });
    let mut marks: Vec<_> = marks.collect();
    // One is the rule, where room for four is taken.
    marks.shrink_to_fit();
    Some(marks)
}

/// A person in a list: a name, or a table whose `name` is taken here and the rest by the caller.
fn take_person(
    table: &Table,
    key: &str,
    value: Value,
    diagnostics: &mut Diagnostics,
) -> Option<(Table, Option<Spanned<String>>)> {
    let source = table.source();
    match value.kind {
        Kind::Text(name) => {
            let name = Spanned::new(name, value.span.clone());
            let named = is_name(source, key, &name, diagnostics);
            let rest = Table::from_value(source, key, value.span, Vec::new());
            named.then_some((rest, Some(name)))
        }
        Kind::Table(values) => {
            let mut person = Table::from_value(source, &format!("`{key}`"), value.span, values);
            let name = take_name(
                &mut person,
                "name",
                &format!("a table in `{key}`"),
                diagnostics,
            );
            Some((person, name))
        }
        _ => {
            table.wrong_type(key, "a name or a table with `name`", &value, diagnostics);
            None
        }
    }
}

/// An id is a slug, and not the address of a page of the coverage's own.
pub fn take_id(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
    let id = table.take_text("id", diagnostics)?;
    let (message, hint) = if !slug::is_slug(&id.value) {
        let hint = match slug::slugify(&id.value) {
            Some(slug) => format!("write it as `id = \"{slug}\"`"),
            None => "write it with letters, digits and `-`, as `id = \"bridge-closed\"`".into(),
        };
        (format!("`{}` cannot be part of an address", id.value), hint)
    } else if RESERVED_IDS.contains(&id.value.as_str()) {
        let message = format!(
            "`{}` is the address of a page of the coverage's own",
            id.value
        );
        (
            message,
            format!("write another, as `id = \"{}-1\"`", id.value),
        )
    } else {
        return Some(id);
    };
    diagnostics.push(
        Diagnostic::error(Code::BadId, message)
            .at(table.source(), id.span)
            .label("expected lower-case letters, digits and `-`")
            .hint(hint),
    );
    None
}

/// Corrections, each with its time and a note.
pub fn take_corrections(table: &mut Table, diagnostics: &mut Diagnostics) -> Vec<Correction> {
    let values = table.take_array("corrections").unwrap_or_default();
    let mut corrections = Vec::new();
    for value in values {
        let Kind::Table(keys) = value.kind else {
            table.wrong_type(
                "corrections",
                "a table with `at` and `note`",
                &value,
                diagnostics,
            );
            continue;
        };
        let span = value.span;
        let mut correction =
            Table::from_value(table.source(), "`corrections`", span.clone(), keys.clone());
        let at = take_moment(&mut correction, "at", diagnostics);
        if !keys.iter().any(|(key, ..)| key == "at") {
            diagnostics.push(
                Diagnostic::error(Code::MissingKey, "a correction has no `at`")
                    .at(table.source(), span)
                    .label("`at` is missing")
                    .hint("add when it was corrected: `at = 2031-03-05T09:00:00Z`"),
            );
        }
        let note = take_name(&mut correction, "note", "a correction", diagnostics);
        correction.finish(diagnostics);
        if let (Some(at), Some(note)) = (at, note) {
            corrections.push(Correction {
                at,
                note: note.value,
            });
        }
    }
    corrections
}

/// The file and the lines that an entry was imported from.
pub fn take_provenance(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Provenance> {
    let mut source = table.take_table("source", diagnostics)?;
    let file = take_name(&mut source, "file", "`source`", diagnostics);
    let lines = take_stretch(&mut source, "lines", diagnostics);
    let bytes = take_stretch(&mut source, "bytes", diagnostics);
    let id = take_words(&mut source, "id", diagnostics);
    let url = take_words(&mut source, "url", diagnostics);
    let first_seen = take_words(&mut source, "first_seen", diagnostics);
    let last_seen = take_words(&mut source, "last_seen", diagnostics);
    let vanished = source
        .take_boolean("vanished", diagnostics)
        .unwrap_or(false);
    let earlier = source
        .take_texts("earlier", diagnostics)
        .unwrap_or_default();
    let earlier = earlier.into_iter().map(|path| path.value).collect();
    source.finish(diagnostics);
    Some(Provenance {
        file: file?.value,
        lines,
        bytes,
        id,
        url,
        first_seen,
        last_seen,
        vanished,
        earlier,
    })
}

/// `lines` counts from 1, `bytes` from 0.
fn take_stretch(
    table: &mut Table,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<(usize, usize)> {
    let (_, value) = table.take(key)?;
    let least = i64::from(key == "lines");
    if let Kind::Array(numbers) = &value.kind
        && let [first, last] = numbers.as_slice()
        && let (Kind::Integer(first), Kind::Integer(last)) = (&first.kind, &last.kind)
        && least <= *first
        && first <= last
        && let (Ok(first), Ok(last)) = (usize::try_from(*first), usize::try_from(*last))
    {
        return Some((first, last));
    }
    diagnostics.push(
        Diagnostic::error(Code::WrongType, format!("`{key}` is no stretch of {key}"))
            .at(table.source(), value.span)
            .label(format!(
                "expected the first and the last, as `{key} = [41, 63]`"
            )),
    );
    None
}
