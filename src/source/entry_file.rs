//! An entry file: `+++`, TOML, `+++`, a body in Markdown.

use std::sync::Arc;

use super::entry::{Body, Byline, Correction, Entry, Kind, Provenance, SpeakerMark};
use super::front_matter;
use super::text_values::{is_name, take_extra, take_name, take_names, take_word_of, take_words};
use super::time_values::take_moment;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::slug;
use crate::base::source_text::{Place, SourceText, Spanned};
use crate::base::table::{self, Table, Value};

/// The words that addresses below a coverage use for pages of its own.
pub const RESERVED_IDS: [&str; 4] = ["page", "media", "print", "feed"];

/// The highest position that is read; no capture holds as many entries.
const MAX_POSITION: i64 = 1_000_000_000;

/// Reads an entry file whose name without ending is `stem`. What is wrong is said, the rest is kept;
/// the body is never lost.
pub fn read(text: &Arc<SourceText>, stem: &str, diagnostics: &mut Diagnostics) -> Entry {
    let parts = front_matter::split(&text.text);
    let mut entry = Entry::empty(Place::new(text, parts.fence.clone()));
    entry.stem = Some(stem.into());
    entry.body = Body {
        markdown: text.text[parts.body.clone()].into(),
        offset: Some(parts.body.start),
    };
    let Some(toml) = parts.toml else {
        if !parts.fence.is_empty() {
            diagnostics.push(unclosed(&entry.place));
        }
        return entry;
    };
    let mut table = Table::parse(text, toml, "the front matter", diagnostics);
    entry.headline = take_words(&mut table, "headline", diagnostics);
    entry.published = take_moment(&mut table, "published", diagnostics);
    entry.clock = take_words(&mut table, "clock", diagnostics);
    entry.updated = take_moment(&mut table, "updated", diagnostics);
    entry.label = take_words(&mut table, "label", diagnostics);
    entry.kind = take_word_of(&mut table, "kind", &Kind::ALL, diagnostics);
    entry.key = table.take_boolean("key", diagnostics);
    entry.byline = take_byline(&mut table, diagnostics);
    entry.speakers = take_speakers(&mut table, diagnostics);
    entry.topics = take_names(&mut table, "topics", diagnostics);
    entry.id = take_id(&mut table, diagnostics);
    entry.position = table
        .take_integer("position", 1..=MAX_POSITION, diagnostics)
        .map(|position| position.value);
    entry.corrections = take_corrections(&mut table, diagnostics);
    entry.provenance = take_provenance(&mut table, diagnostics);
    entry.draft = table.take_boolean("draft", diagnostics).unwrap_or(false);
    entry.extra = take_extra(&mut table, diagnostics);
    table.finish(diagnostics);
    entry
}

fn unclosed(opening: &Place) -> Diagnostic {
    Diagnostic::error(Code::TomlSyntax, "the front matter is never closed")
        .at_place(opening.clone())
        .label("opened here")
        .hint("put a line `+++` between the last key and the body")
}

/// A byline is an array of tables, one table, or a name.
fn take_byline(table: &mut Table, diagnostics: &mut Diagnostics) -> Vec<Byline> {
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

fn take_speakers(
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
    Some(marks.collect())
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
        table::Kind::Text(name) => {
            let name = Spanned::new(name, value.span.clone());
            let named = is_name(source, key, &name, diagnostics);
            let rest = Table::from_value(source, key, value.span, Vec::new());
            named.then_some((rest, Some(name)))
        }
        table::Kind::Table(values) => {
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

fn take_id(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
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

fn take_corrections(table: &mut Table, diagnostics: &mut Diagnostics) -> Vec<Correction> {
    let values = table.take_array("corrections").unwrap_or_default();
    let mut corrections = Vec::new();
    for value in values {
        let table::Kind::Table(keys) = value.kind else {
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

fn take_provenance(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Provenance> {
    let mut source = table.take_table("source", diagnostics)?;
    let file = take_name(&mut source, "file", "`source`", diagnostics);
    let lines = take_lines(&mut source, diagnostics);
    source.finish(diagnostics);
    Some(Provenance {
        file: file?.value,
        lines,
    })
}

fn take_lines(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<(usize, usize)> {
    let (_, value) = table.take("lines")?;
    if let table::Kind::Array(numbers) = &value.kind
        && let [first, last] = numbers.as_slice()
        && let (table::Kind::Integer(first), table::Kind::Integer(last)) = (&first.kind, &last.kind)
        && 1 <= *first
        && first <= last
        && let (Ok(first), Ok(last)) = (usize::try_from(*first), usize::try_from(*last))
    {
        return Some((first, last));
    }
    diagnostics.push(
        Diagnostic::error(Code::WrongType, "`lines` is no stretch of lines")
            .at(table.source(), value.span)
            .label("expected first and last line, as `[41, 63]`"),
    );
    None
}
