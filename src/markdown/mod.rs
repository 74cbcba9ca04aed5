//! Bodies: captured text becomes Markdown, Markdown becomes HTML, and what a body holds is read off it.
//!
//! The dialect is CommonMark with tables, strikethrough and footnotes. Three conventions stand on top of it
//! (`convention`): figures, pull quotes and embeds, all written so that they read well as plain text.
//! In reading order:
//!
//! - `plain`: captured text → Markdown that gives the same characters back; `rich` the same with links and
//!   emphasis; `compose` writes the conventions;
//! - `blocks`: the events of one body, as everything else here reads them;
//! - `convention`: which paragraphs are figures, which block quotes are pull quotes or embeds;
//! - `outline`: what a body holds, as data (`passage`: its texts one by one); `excerpt`: its first words;
//! - `html`: the body as HTML, what goes in and what comes out; `writer` walks it; `anchor`, `media`, `card`,
//!   `note` and `raw_html` write its parts; `link` judges addresses, `raw` what somebody wrote as HTML;
//! - `first_picture`: the one that is not loaded late;
//! - `marks`: links and anchors put into finished HTML, where `html_text` finds its words.

mod anchor;
mod blocks;
mod card;
pub mod compose;
mod convention;
pub mod excerpt;
pub mod first_picture;
pub mod html;
pub mod html_text;
mod link;
pub mod marks;
mod media;
mod note;
pub mod numbered_links;
pub mod outline;
pub mod passage;
pub mod plain;
mod raw;
mod raw_html;
pub mod rich;
#[cfg(test)]
mod tests;
mod writer;

pub use convention::Media;
pub use excerpt::{excerpt, first_words};
pub use html::{Copies, HtmlOptions, Problem, Reference, ReferenceKind, Resolved, Words, to_html};
pub use outline::{Outline, outline};
pub use passage::{Passage, PassageKind};
