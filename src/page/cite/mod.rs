//! How to cite an entry: as text by three style manuals, and as records that reference managers read.
//!
//! Everything comes from what the archive knows; nothing depends on the day of the build, so "accessed on" is left to
//! whoever cites. The styles are written in English, as their manuals are, whatever the language of the interface.

mod author;
mod records;
mod styles;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

pub use author::Author;

/// What a citation of an entry needs to know.
#[derive(Debug, Clone)]
pub struct Cited<'a> {
    /// Who wrote the entry; the publisher where nobody is named.
    pub authors: Vec<Author<'a>>,
    /// What the entry is called.
    pub title: &'a str,
    /// The live page that it belongs to.
    pub coverage: &'a str,
    /// Who published it first, else the archive.
    pub publisher: &'a str,
    /// The archive that keeps it.
    pub archive: &'a str,
    /// The day, where it is known.
    pub date: Option<NaiveDate>,
    /// The instant, where it is known.
    pub instant: Option<DateTime<FixedOffset>>,
    /// The entry's permanent address.
    pub url: &'a str,
    /// BCP 47 tag of its text.
    pub language: &'a str,
    /// A short name for records: the entry's id.
    pub key: &'a str,
}

/// One way to cite an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitationView {
    /// `apa`, `chicago`, `mla`, `wikipedia`, `bibtex`, `ris` or `csl-json`.
    pub format: &'static str,
    /// The name to show: `APA`, `BibTeX` …
    pub name: &'static str,
    /// Whether it is a record with lines of its own, and not a sentence.
    pub record: bool,
    /// The citation.
    pub text: String,
}

/// Every way to cite an entry, sentences first.
#[must_use]
pub fn citations(cited: &Cited<'_>) -> Vec<CitationView> {
    let view = |format, name, record, text| CitationView {
        format,
        name,
        record,
        text,
    };
    vec![
        view("apa", "APA", false, styles::apa(cited)),
        view("chicago", "Chicago", false, styles::chicago(cited)),
        view("mla", "MLA", false, styles::mla(cited)),
        view("wikipedia", "Wikipedia", true, records::wikipedia(cited)),
        view("bibtex", "BibTeX", true, records::bibtex(cited)),
        view("ris", "RIS", true, records::ris(cited)),
        view("csl-json", "CSL-JSON", true, records::csl_json(cited)),
    ]
}

#[cfg(test)]
mod tests;
