//! What the tests of this room share.

use crate::base::diagnostic::{Diagnostic, sort};
use crate::base::source_text::Place;

/// Codes with line and column, in the order of the file.
pub type Said = Vec<(&'static str, (usize, usize))>;

/// Codes with line and column, in the order of the file; 0:0 is a diagnostic without a text.
pub fn places(diagnostics: &[Diagnostic]) -> Said {
    let mut sorted = diagnostics.to_vec();
    sort(&mut sorted);
    let place = |one: &Diagnostic| one.place.as_ref().map(Place::line_and_column);
    sorted
        .iter()
        .map(|one| (one.code.as_str(), place(one).unwrap_or_default()))
        .collect()
}

/// `path:line:column code` of each, in the order of the files.
pub fn paths(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut sorted = diagnostics.to_vec();
    sort(&mut sorted);
    sorted
        .iter()
        .map(|one| match (&one.place, &one.path) {
            (Some(place), _) => {
                let (line, column) = place.line_and_column();
                format!(
                    "{}:{line}:{column} {}",
                    place.source.path,
                    one.code.as_str()
                )
            }
            (None, path) => {
                format!("{} {}", path.as_deref().unwrap_or("?"), one.code.as_str())
            }
        })
        .collect()
}
