//! What to say of a file or folder that stands where `content/` has no place for it.

use super::front_matter::FENCE;
use super::walk::stem_and_ending;
use crate::base::diagnostic::{Code, Diagnostic, nearest};
use crate::base::source_text::Place;

/// What a file's ending says about where it belongs.
enum Sort {
    Text,
    Settings,
    Capture,
    Other,
}

fn sort_of(name: &str) -> Sort {
    match stem_and_ending(name).map(|(_, ending)| ending).as_deref() {
        Some("md" | "markdown" | "txt") => Sort::Text,
        Some("toml") => Sort::Settings,
        Some(
            "html" | "htm" | "json" | "jsonl" | "csv" | "xml" | "rss" | "warc" | "gz" | "wacz"
            | "mhtml" | "pdf",
        ) => Sort::Capture,
        _ => Sort::Other,
    }
}

fn misplaced(shown: &str, message: String) -> Diagnostic {
    Diagnostic::error(Code::MisplacedFile, message).in_file(shown)
}

/// A file at the top of `content/`.
pub fn at_top(name: &str, shown: &str) -> Diagnostic {
    let diagnostic = misplaced(shown, format!("{shown} belongs to no coverage"));
    match sort_of(name) {
        Sort::Text | Sort::Settings => diagnostic.hint(format!(
            "move it into a coverage's folder: content/<coverage>/{name}"
        )),
        Sort::Capture => diagnostic.hint(format!(
            "move it out of content/ and import it: `livesite import {name}` makes a coverage of it and keeps it in captures/"
        )),
        Sort::Other => diagnostic.hint(format!(
            "files for all coverages stand in content/media/{name}, those for one in its own media/"
        )),
    }
}

/// Settings `<stem>.toml` at the top of `content/` without `<stem>.txt` beside them.
pub fn lonely_settings(stem: &str, shown: &str, has_folder: bool) -> Diagnostic {
    let diagnostic = misplaced(
        shown,
        format!("{shown} has no transcript {stem}.txt beside it"),
    );
    let registry = nearest(stem, ["speakers", "topics"]);
    diagnostic.hint(match registry {
        _ if has_folder => format!("move it to content/{stem}/coverage.toml"),
        _ if stem == "site" => "site.toml stands beside content/, not in it".into(),
        _ if stem == "coverage" => "move it into the folder of its coverage".into(),
        Some(near) => format!("did you mean `{near}.toml`?"),
        None => format!("add content/{stem}.txt, or move it to content/{stem}/coverage.toml"),
    })
}

/// A text at the top of `content/` that is one entry.
pub fn entry_at_top(place: Place, name: &str) -> Diagnostic {
    let shown = place.source.path.clone();
    Diagnostic::error(
        Code::MisplacedFile,
        format!("{shown} is one entry and belongs to no coverage"),
    )
    .at_place(place)
    .label(format!("a first line `{FENCE}` makes the file one entry"))
    .hint(format!(
        "move it into a coverage's folder: content/<coverage>/{name}"
    ))
}

/// A file in a coverage's folder that is neither text nor settings.
pub fn in_coverage(name: &str, coverage: &str, shown: &str) -> Diagnostic {
    let diagnostic = misplaced(
        shown,
        format!("{shown} is neither an entry nor a transcript"),
    );
    match sort_of(name) {
        Sort::Text => diagnostic.hint("entries and transcripts end in .md or .txt"),
        Sort::Settings => diagnostic.hint(format!(
            "the settings of a coverage stand in {coverage}/coverage.toml"
        )),
        Sort::Capture => diagnostic.hint(format!(
            "move it out of content/ and import it: `livesite import {name}` makes a coverage of it; one that was imported is kept in {coverage}/captures/"
        )),
        Sort::Other => diagnostic.hint(format!("move it to {coverage}/media/{name}")),
    }
}

/// A folder in a coverage's folder.
pub fn folder_in_coverage(name: &str, coverage: &str, shown: &str) -> Diagnostic {
    let diagnostic = misplaced(shown, format!("{shown} is a folder in a coverage"));
    match nearest(&name.to_lowercase(), ["media", "captures"]) {
        Some(near) => diagnostic.hint(format!("did you mean {coverage}/{near}/?")),
        None => diagnostic.hint(format!(
            "entries stand in {coverage} itself, pictures in {coverage}/media/; another coverage stands in content/{name}/"
        )),
    }
}

/// A pipe, a socket or a device.
pub fn neither_file_nor_folder(shown: &str) -> Diagnostic {
    misplaced(shown, format!("{shown} is neither a file nor a folder"))
        .hint("take it out of content/")
}
