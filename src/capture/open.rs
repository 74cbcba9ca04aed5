//! A file that somebody saved becomes a text for the profiles, or the live pages it holds: by its bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::charset::{self, Decoded, Reason};
use super::kind::{self, Kind};
use super::profiles::Profiles;
use super::reading::Options;
use super::structured::{Captured, finish};
use super::{html, platform};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;

/// The largest file that is read as one text. No live page is longer, and its tree takes ten times the room.
pub const LARGEST_TEXT: usize = 100 << 20;

/// What a file turned out to be.
#[derive(Debug)]
pub enum Opened {
    /// A text for the profiles.
    Transcript(Arc<SourceText>),
    /// A live page.
    Page(Box<Captured>),
}

/// What is known when a file is opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// The file, as people know it.
    pub shown: &'a str,
    /// Where its page stood, where a container says so.
    pub address: Option<&'a str>,
    /// The charset that a server or container names.
    pub charset: Option<&'a str>,
    /// Pictures that came with it: address, and file in `media/`.
    pub held: &'a BTreeMap<String, String>,
    /// What somebody knows besides.
    pub options: &'a Options,
    /// The profiles.
    pub profiles: &'a Profiles,
}

/// Opens a file that is no container. `None` when nothing in it can be read; that is said.
pub fn open(bytes: &[u8], opening: Opening<'_>, diagnostics: &mut Diagnostics) -> Option<Opened> {
    let shown = opening.shown;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        diagnostics
            .push(Diagnostic::error(Code::EmptyFile, format!("{shown} is empty")).in_file(shown));
        return None;
    }
    let kind = kind::of(bytes);
    if let Kind::Other(what) = kind {
        diagnostics.push(unknown(shown, what));
        return None;
    }
    if bytes.len() > LARGEST_TEXT {
        diagnostics.push(
            Diagnostic::error(
                Code::UnknownFormat,
                format!(
                    "{shown} is one text of {} MB; no live page is so long",
                    bytes.len() >> 20
                ),
            )
            .in_file(shown)
            .hint("if many pages were put into one file, take them apart, or save them as a WARC"),
        );
        return None;
    }
    let decoded = charset::decode(bytes, opening.charset);
    say_assumed(&decoded, shown, diagnostics);
    let source = SourceText::new(shown, decoded.text);
    let before = diagnostics.len();
    let page = match kind {
        Kind::Text => return Some(Opened::Transcript(source)),
        Kind::Html => html::read::read(&source, opening.address, opening.held, diagnostics)
            .map(|found| (found.page, found.pictures)),
        other => platform::read(other, &source, opening.held, diagnostics)
            .map(|page| (page, std::collections::BTreeSet::new())),
    };
    let Some((page, pictures)) = page else {
        debug_assert!(
            diagnostics.len() > before,
            "nothing was read and nothing was said"
        );
        return None;
    };
    let mut captured = finish(
        page,
        pictures,
        &source,
        opening.options,
        opening.profiles,
        diagnostics,
    );
    captured.reader = reader(kind, &captured);
    Some(Opened::Page(Box::new(captured)))
}

/// How a page was read, for the record.
fn reader(kind: Kind, captured: &Captured) -> String {
    let kind = match kind {
        Kind::Json => "JSON",
        Kind::JsonLines => "JSON Lines",
        Kind::Feed => "feed",
        Kind::Csv => "CSV",
        _ => "HTML",
    };
    captured
        .accounting
        .keys()
        .find(|what| what.starts_with("layout "))
        .map_or_else(|| kind.to_string(), |layout| format!("{kind}, {layout}"))
}

/// The error for a file that is no capture.
#[must_use]
pub fn unknown(shown: &str, what: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnknownFormat,
        format!("{shown} is {what}; livesite cannot read a live page from it"),
    )
    .in_file(shown)
    .hint("it reads text, HTML, MHTML, WARC, WACZ, JSON, RSS, Atom and CSV: save the page in one of these")
}

/// Says what the characters were taken for, where the capture does not say it or says it wrongly.
fn say_assumed(decoded: &Decoded, shown: &str, diagnostics: &mut Diagnostics) {
    let encoding = decoded.encoding;
    let message = match decoded.reason {
        Reason::LastResort => format!(
            "{shown} does not say what its characters are, and is not UTF-8; {encoding} was assumed"
        ),
        Reason::SaidWrongly => {
            format!("{shown} says that it is UTF-8 and is not; {encoding} was assumed")
        }
        Reason::ValidAgainst(said) => format!(
            "{shown} says that it is {said}, but its bytes are UTF-8; they were read as that"
        ),
        _ if decoded.broken => {
            format!("{shown} holds bytes that are no characters of {encoding}; they became U+FFFD")
        }
        _ => return,
    };
    let diagnostic = match decoded.reason {
        Reason::ValidAgainst(_) => Diagnostic::note(Code::AssumedCharset, message),
        _ => Diagnostic::warning(Code::AssumedCharset, message),
    };
    diagnostics.push(
        diagnostic
            .in_file(shown)
            .hint("if names with accents look wrong, convert the file to UTF-8 first: `iconv -f ENCODING -t UTF-8`"),
    );
}
