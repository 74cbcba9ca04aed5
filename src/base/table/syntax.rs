//! TOML that does not parse: what is wrong with the line, and how it should look.

use std::ops::Range;
use std::sync::Arc;

use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::source_text::SourceText;

/// The diagnostic of a parser's message.
pub(super) fn syntax_error(
    source: &Arc<SourceText>,
    span: Range<usize>,
    message: &str,
) -> Diagnostic {
    let line_start = source.text[..span.start.min(source.text.len())]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let line_end = source.text[line_start..]
        .find('\n')
        .map_or(source.text.len(), |length| line_start + length);
    let line = &source.text[line_start..line_end];
    let date_key = ["published", "updated", "date", "at"].iter().find(|key| {
        line.trim_start()
            .strip_prefix(**key)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    });
    if let Some(key) = date_key {
        let written = line.split_once('=').map_or("", |(_, value)| {
            value.split('#').next().unwrap_or_default().trim()
        });
        let start = line_start + line.find(written).unwrap_or(0);
        return Diagnostic::error(Code::BadDate, format!("`{written}` is not a date"))
            .at(source, start..start + written.len())
            .label("expected a date of the calendar, year first")
            .hint(format!("write it as `{key} = 2031-03-04T13:42:00Z`, or `{key} = 2031-03-04` where the time is not known"));
    }
    Diagnostic::error(
        Code::TomlSyntax,
        message
            .lines()
            .next()
            .unwrap_or("this is not TOML")
            .to_string(),
    )
    .at(source, span)
}

/// The document with the lines blanked that hold a key and no `=` (`title: "x"`, or a bare `title`): the parser
/// takes the line after such a one for its value, and would lose it. `None` when there is no such line.
pub(super) fn without_lost_keys(text: &str, errors: &[toml::de::Error]) -> Option<String> {
    let mut mended = text.to_string();
    let mut found = false;
    for at in errors
        .iter()
        .filter_map(toml::de::Error::span)
        .map(|span| span.start)
    {
        let Some(before) = text.get(..at) else {
            continue;
        };
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[start..]
            .find('\n')
            .map_or(text.len(), |length| start + length);
        if is_lost_key(&text[start..end]) {
            found = true;
            mended.replace_range(start..end, &" ".repeat(end - start));
        }
    }
    found.then_some(mended)
}

fn is_lost_key(line: &str) -> bool {
    let line = line.trim();
    let key = line.trim_start_matches(|character: char| {
        character.is_ascii_alphanumeric() || "_-".contains(character)
    });
    key.len() < line.len() && !key.trim_start().starts_with(['=', '.', ',', ']', '}'])
}
