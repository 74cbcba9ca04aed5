//! Pull quotes: the words that announce one, its text, and whose words they are.

use super::block::Block;
use super::body::{Body, LONGEST_NAME};
use super::reading::LineClass;
use super::shape::ends_like_a_sentence;

/// A pull quote: the words that announce it, its text, and a name below where there is one.
pub fn read(body: &mut Body<'_>) {
    body.take(LineClass::Quote);
    let mut paragraphs = Vec::new();
    while let Some(text) = body.text(0) {
        if body.is_special(text) {
            break;
        }
        paragraphs.push(
            body.cleaned(text)
                .trim_end_matches(['"', '\u{201d}'])
                .to_string(),
        );
        body.take(LineClass::Quote);
        if !opens_only(text) || text.ends_with(['"', '\u{201d}']) {
            break;
        }
    }
    let mut attribution = None;
    if let Some(text) = body.text(0)
        && !paragraphs.is_empty()
        && !body.is_special(text)
        && !ends_like_a_sentence(text)
        && text.chars().count() <= LONGEST_NAME
        && text.starts_with(char::is_uppercase)
    {
        let mut name = body.cleaned(text);
        body.take(LineClass::Attribution);
        // The role stands on the next line, no blank line between.
        if let Some(role) = body.text(0)
            && body.adjoins(0)
            && !body.is_special(role)
            && !ends_like_a_sentence(role)
            && role.chars().count() <= LONGEST_NAME
        {
            name = format!("{name}, {}", body.cleaned(role));
            body.take(LineClass::Attribution);
        }
        attribution = Some(name);
    }
    body.at_top = false;
    if !paragraphs.is_empty() {
        body.blocks.push(Block::Quote {
            paragraphs,
            attribution,
        });
    }
}

/// Whether a paragraph opens a quotation that a later paragraph closes.
fn opens_only(text: &str) -> bool {
    let opening = text.starts_with(['"', '\u{201c}']);
    opening && !text.ends_with(['"', '\u{201d}'])
}
