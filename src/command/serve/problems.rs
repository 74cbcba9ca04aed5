//! Diagnostics as data for the page: the same words and places as in the terminal.

use serde::Serialize;

use super::editor::Editor;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source_text::Place;

/// Problems that are told at once; more are counted.
const SHOWN: usize = 100;
/// A longer line of a source is cut: captures hold whole articles in one.
const LONGEST: usize = 240;

/// What the last build found wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problems {
    /// Whether an older site is served, because the last build made none.
    pub failed: bool,
    /// The problems, errors first.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more: usize,
}

/// One diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// Its code.
    pub code: &'static str,
    /// The sentence.
    pub message: String,
    /// The place, where it has one.
    pub spot: Option<Spot>,
    /// What was expected there.
    pub label: Option<String>,
    /// Other places that belong to it, each with what it is.
    pub related: Vec<(Spot, String)>,
    /// What to do.
    pub hints: Vec<String>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The file below the site's folder.
    pub file: String,
    /// From 1; none for a file as a whole.
    pub line: Option<usize>,
    /// In characters, from 1.
    pub column: Option<usize>,
    /// The line in three parts; the middle one is what is pointed at.
    pub source: Option<[String; 3]>,
    /// Opens it in an editor.
    pub editor: Option<String>,
}

impl Problems {
    /// Diagnostics that are at least this bad, with links for an editor where there is one on this machine.
    #[must_use]
    pub fn of(
        diagnostics: &[Diagnostic],
        worst: Severity,
        failed: bool,
        editor: Option<&Editor>,
    ) -> Self {
        let mut shown: Vec<&Diagnostic> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity <= worst)
            .collect();
        shown.sort_by_key(|diagnostic| diagnostic.severity);
        Self {
            failed,
            more: shown.len().saturating_sub(SHOWN),
            problems: shown
                .into_iter()
                .take(SHOWN)
                .map(|diagnostic| problem(diagnostic, editor))
                .collect(),
        }
    }
}

fn problem(diagnostic: &Diagnostic, editor: Option<&Editor>) -> Problem {
    let file = |file: &String| Spot {
        editor: editor.map(|editor| editor.href(file, 1, 1)),
        file: file.clone(),
        line: None,
        column: None,
        source: None,
    };
    let place = diagnostic.place.as_ref();
    Problem {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        code: diagnostic.code.as_str(),
        message: diagnostic.message.clone(),
        spot: place
            .map(|place| spot(place, editor))
            .or_else(|| diagnostic.path.as_ref().map(file)),
        label: diagnostic.label.clone(),
        related: diagnostic
            .related
            .iter()
            .map(|(place, what)| (spot(place, editor), what.clone()))
            .collect(),
        hints: diagnostic.hints.clone(),
    }
}

/// A place as data.
#[must_use]
pub fn spot(place: &Place, editor: Option<&Editor>) -> Spot {
    let (line, column) = place.line_and_column();
    let file = &place.source.path;
    Spot {
        editor: editor.map(|editor| editor.href(file, line, column)),
        file: file.clone(),
        line: Some(line),
        column: Some(column),
        source: Some(source_line(place)),
    }
}

/// The line of a place in three parts: before, what is pointed at, and after. What is far away on a long line is cut.
fn source_line(place: &Place) -> [String; 3] {
    let text = place.source.text.as_str();
    let boundary = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = boundary(place.span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |end| start + end);
    let end = boundary(place.span.end.clamp(start, line_end));
    let mut parts = [
        text[line_start..start]
            .trim_start_matches('\u{feff}')
            .to_string(),
        text[start..end].to_string(),
        text[end..line_end].trim_end_matches('\r').to_string(),
    ];
    let before = parts[0].chars().count();
    if before > LONGEST {
        let kept: String = parts[0].chars().skip(before - LONGEST / 2).collect();
        parts[0] = format!("…{kept}");
    }
    for part in &mut parts[1..] {
        if let Some((cut, _)) = part.char_indices().nth(LONGEST) {
            part.truncate(cut);
            part.push('…');
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Code;
    use crate::base::source_text::SourceText;

    #[test]
    fn errors_come_first_with_place_and_line() {
        let source = SourceText::new("content/a.md", "\u{feff}+++\nhéadlin = \"x\"\r\n+++\n");
        let said = [
            Diagnostic::warning(Code::BadId, "a warning").in_file("content/b.png"),
            Diagnostic::error(Code::UnknownKey, "unknown key").at(&source, 7..15),
        ];
        let of = |worst| Problems::of(&said, worst, true, None).problems;
        assert_eq!(of(Severity::Error).len(), 1);
        let all = of(Severity::Warning);
        let spot = all.first().and_then(|problem| problem.spot.clone());
        let expected = Spot {
            file: "content/a.md".into(),
            line: Some(2),
            column: Some(1),
            source: Some(["".into(), "héadlin".into(), " = \"x\"".into()]),
            editor: None,
        };
        assert_eq!(spot, Some(expected));
        let file = all.last().and_then(|problem| problem.spot.as_ref());
        assert_eq!(file.map(|spot| spot.file.as_str()), Some("content/b.png"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = "ä".repeat(2000);
        let source = SourceText::new("content/a.txt", text);
        for span in [0..2, 2000..2002, 1999..4000, 4000..9000] {
            let parts = source_line(&Place::new(&source, span));
            let length: usize = parts.iter().map(|part| part.chars().count()).sum();
            assert!(length < 3 * LONGEST, "{length}");
        }
    }
}
