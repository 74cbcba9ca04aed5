//! A body as HTML that is safe and valid, whatever the body holds: what goes in and what comes out.

use std::ops::Range;

use super::blocks::Blocks;
use super::plain;
use super::writer::Writer;
use crate::base::diagnostic::Code;

/// The words that the interface puts into a body; a theme gives them in its own language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The language that these words are in (BCP 47): what is shown of them stands among words of another.
    pub language: String,
    /// Shown for a picture that the capture does not hold.
    pub picture_lost: String,
    /// Shown for a film that the capture does not hold.
    pub film_lost: String,
    /// Shown for a sound that the capture does not hold.
    pub sound_lost: String,
    /// Says under an embed what it is.
    pub embed_note: String,
    /// The accessible name of an embed; its provider follows.
    pub embed_label: String,
    /// The accessible name of a table; its column heads follow.
    pub table_label: String,
    /// The accessible name of the footnotes.
    pub footnotes: String,
    /// The accessible name of a footnote's mark; its number follows.
    pub footnote: String,
    /// The accessible name of the way back; the number follows.
    pub footnote_back: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            language: "en".into(),
            picture_lost: "This picture is not in the archive.".into(),
            film_lost: "This film is not in the archive.".into(),
            sound_lost: "This recording is not in the archive.".into(),
            embed_note: "A post from another site, kept as text.".into(),
            embed_label: "Embedded post".into(),
            table_label: "Table".into(),
            footnotes: "Footnotes".into(),
            footnote: "Footnote".into(),
            footnote_back: "Back to reference".into(),
        }
    }
}

/// What an address in a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    /// A link.
    Link,
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A sound.
    Audio,
}

/// An address in a body that names something of this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'a> {
    /// What it is for.
    pub kind: ReferenceKind,
    /// The address as written (entities and backslashes undone); never empty, never with a scheme.
    pub destination: &'a str,
    /// Where in the Markdown it stands.
    pub span: Range<usize>,
}

/// Smaller copies of a picture, as an `<img>` names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// Their addresses and widths.
    pub srcset: String,
    /// How wide the picture is shown.
    pub sizes: String,
}

/// What the caller makes of a [`Reference`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// The address to link to, percent-encoded.
    Href(String),
    /// A file of this site that can be shown, with its size where known.
    Media {
        /// The address of the file, percent-encoded.
        href: String,
        /// Its width in pixels.
        width: Option<u32>,
        /// Its height in pixels.
        height: Option<u32>,
        /// Smaller copies of it, where there are any.
        copies: Option<Copies>,
    },
    /// The archive does not hold it, and says so.
    Lost,
    /// There is no such thing; the caller has reported it. The text stays.
    Broken,
}

/// Something in a body that was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem it is.
    pub code: Code,
    /// The bytes of the Markdown that it concerns.
    pub span: Range<usize>,
    /// One sentence, as diagnostics have it.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
}

/// How a body is to be shown.
pub struct HtmlOptions<'a> {
    /// What the ids of this body's footnotes begin with: different for each entry, so that entries can share a page.
    pub footnote_prefix: &'a str,
    /// How many levels of headings stand above the body: with 2, its highest heading is an `h3`. No level is
    /// skipped below it.
    pub heading_shift: u8,
    /// Whether straight quotes and `--` become typographic ones.
    pub smart_punctuation: bool,
    /// Builds the addresses of this site; nothing here does.
    pub resolve: &'a dyn Fn(Reference<'_>) -> Resolved,
    /// The interface's words.
    pub words: &'a Words,
}

/// A body as HTML. What was taken out because it could run code is added to `problems`.
#[must_use]
pub fn to_html(markdown: &str, options: &HtmlOptions<'_>, problems: &mut Vec<Problem>) -> String {
    let blocks = Blocks::parse(markdown, options.smart_punctuation);
    Writer::new(options, problems, &blocks).write(&blocks, markdown.len())
}

/// Text for the page: markup characters as entities, forbidden characters left out.
pub(super) fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ if plain::is_forbidden(character) => {}
            _ => out.push(character),
        }
    }
}

/// A text as the value of an attribute in double quotes.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out.replace('"', "&quot;")
}
