//! Tera's errors as diagnostics with places.
//!
//! Tera keeps the place of a syntax or render error to itself in several shapes, and that of an unknown filter only
//! inside a text. That text always is `error: what`, ` --> template:line:column`, the line, and carets, with
//! `note: where it was called from` below; so the text is what is read here.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::{Place, SourceText};
use crate::render::theme::TemplateFile;

/// What Tera found wrong while templates were added: one diagnostic for each mistake.
pub(super) fn load_errors(
    error: &tera::Error,
    files: &BTreeMap<String, TemplateFile>,
) -> Diagnostics {
    read(&error.to_string(), files)
}

/// What went wrong while a page was rendered.
pub(super) fn render_error(
    error: &tera::Error,
    files: &BTreeMap<String, TemplateFile>,
    page_path: &str,
) -> Diagnostic {
    let diagnostic = read(&error.to_string(), files)
        .into_iter()
        .next()
        .unwrap_or_else(|| Diagnostic::error(Code::TemplateError, error.to_string()));
    let mut diagnostic = diagnostic.hint(format!("while rendering {page_path}"));
    if diagnostic.message.contains("not defined") || diagnostic.message.contains("undefined") {
        diagnostic = diagnostic
            .hint("themes/README.md lists every value that a template sees; `{% if x %}` asks whether one is there");
    }
    diagnostic
}

/// Whether a mistake may only be there because another template does not parse.
pub(super) fn may_follow_from_another(diagnostic: &Diagnostic) -> bool {
    !["unknown filter", "unknown test", "unknown function"]
        .iter()
        .any(|own| diagnostic.message.starts_with(own))
}

/// Reads a whole report; a text without a place becomes the message as it is.
fn read(report: &str, files: &BTreeMap<String, TemplateFile>) -> Diagnostics {
    let mut diagnostics: Diagnostics = Vec::new();
    for block in blocks(report) {
        let place = block.place(files);
        if block.is_note {
            if let (Some(place), Some(last)) = (place, diagnostics.pop()) {
                diagnostics.push(last.related(place, block.message));
            }
            continue;
        }
        let mut diagnostic = Diagnostic::error(Code::TemplateError, lower_first(&block.message));
        if let Some(place) = place {
            diagnostic = diagnostic.at_place(place);
        } else if let Some(template) = block.template {
            diagnostic = diagnostic.in_file(template);
        }
        if let Some(file) = block.template.and_then(|name| files.get(name))
            && file.built_in
        {
            let path = file.name.trim_start_matches("default/");
            diagnostic = diagnostic.hint(format!(
                "this is livesite's own template; to change it, copy it to templates/{path} of a theme of yours"
            ));
        }
        diagnostics.push(diagnostic);
    }
    diagnostics
}

/// One mistake in a report, or a note below it.
struct Block<'a> {
    is_note: bool,
    message: String,
    template: Option<&'a str>,
    /// Line and column from 1, and how many characters the carets take.
    at: Option<(usize, usize, usize)>,
}

impl Block<'_> {
    fn place(&self, files: &BTreeMap<String, TemplateFile>) -> Option<Place> {
        let source = &files.get(self.template?)?.source;
        let (line, column, width) = self.at?;
        Some(Place::new(source, bytes_of(source, line, column, width)))
    }
}

fn blocks(report: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut in_snippet = false;
    for line in report.lines() {
        if let Some(message) = line.strip_prefix("error: ") {
            let message = message.strip_prefix("error: ").unwrap_or(message);
            in_snippet = false;
            found.push(Block {
                is_note: false,
                message: message.into(),
                template: None,
                at: None,
            });
        } else if let Some(note) = line.strip_prefix("note: ") {
            in_snippet = false;
            let (message, place) = note.rsplit_once(' ').unwrap_or((note, ""));
            let (template, at) = locus(place);
            found.push(Block {
                is_note: true,
                message: message.into(),
                template,
                at,
            });
        } else if let (Some(block), Some(place)) =
            (found.last_mut(), line.trim_start().strip_prefix("--> "))
        {
            let (template, at) = locus(place);
            if block.at.is_some() {
                // A part was being written: below its own place stands the place that asked for it.
                found.push(Block {
                    is_note: true,
                    message: "asked for here".into(),
                    template,
                    at,
                });
            } else {
                (block.template, block.at) = (template, at);
            }
            in_snippet = true;
        } else if let Some(block) = found.last_mut() {
            let carets = line.trim_start().strip_prefix("| ").unwrap_or_default();
            let carets = carets.trim();
            if let Some(at) = &mut block.at
                && !carets.is_empty()
                && carets.bytes().all(|byte| byte == b'^')
            {
                at.2 = carets.len();
            } else if !in_snippet && !block.is_note && !line.trim().is_empty() {
                // A message of several lines.
                block.message = format!("{}; {}", block.message, line.trim());
            }
        } else if !line.trim().is_empty() {
            found.push(Block {
                is_note: false,
                message: line.into(),
                template: None,
                at: None,
            });
        }
    }
    found
}

/// `paper/home.html:2:9`
fn locus(text: &str) -> (Option<&str>, Option<(usize, usize, usize)>) {
    let mut parts = text.rsplitn(3, ':');
    let column = parts.next().and_then(|column| column.parse().ok());
    let line = parts.next().and_then(|line| line.parse().ok());
    match (parts.next(), line, column) {
        (Some(template), Some(line), Some(column)) => (Some(template), Some((line, column, 1))),
        _ => (None, None),
    }
}

/// The bytes of `width` characters from a line and column, both counted from 1.
fn bytes_of(source: &Arc<SourceText>, line: usize, column: usize, width: usize) -> Range<usize> {
    let text = source.text.as_str();
    let line_start = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let rest = text.get(line_start..).unwrap_or_default();
    let offset_of = |characters: usize| {
        rest.char_indices()
            .nth(characters)
            .map_or(text.len(), |(offset, _)| line_start + offset)
    };
    let start = offset_of(column.saturating_sub(1));
    start..offset_of(column.saturating_sub(1) + width).max(start)
}

/// Diagnostics begin in lower case and end without a full stop.
fn lower_first(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn files(sources: &[(&str, &str)]) -> BTreeMap<String, TemplateFile> {
        sources
            .iter()
            .map(|(name, text)| {
                let file = TemplateFile {
                    name: (*name).into(),
                    source: SourceText::new(format!("themes/{name}"), *text),
                    built_in: false,
                };
                ((*name).into(), file)
            })
            .collect()
    }

    #[test]
    fn a_report_of_several_mistakes_is_taken_apart() {
        let report = "error: Unknown filter `a`\n --> x/a.html:2:4\n  |\n2 | ä {{ x | a }}\n  |    ^^^^\n\nerror: Unknown test `b`\n --> x/b.html:1:1\n  |\n1 | b\n  | ^\n\nnote: called from x/a.html:1:1\n  |\n1 | c\n  | ^";
        let files = files(&[("x/a.html", "one\nä {{ x | a }}\n"), ("x/b.html", "b")]);
        let found = read(report, &files);
        assert_eq!(found.len(), 2);
        let place = found[0].place.as_ref().unwrap();
        assert_eq!(&place.source.text[place.span.clone()], "{ x ");
        assert_eq!(place.line_and_column(), (2, 4));
        assert_eq!(found[0].message, "unknown filter `a`");
        assert_eq!(found[1].related.len(), 1);
        assert_eq!(found[1].related[0].1, "called from");
    }

    #[test]
    fn a_report_without_a_place_is_kept_whole() {
        let found = read(
            "Template 'x' is inheriting from 'y', which isn't loaded.",
            &files(&[]),
        );
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("inheriting from 'y'"));
    }
}
