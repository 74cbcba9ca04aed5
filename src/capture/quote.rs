//! Pull quotes: the words that announce one, its text, and whose words they are.

use super::block::Block;
use super::body::{Body, LONGEST_NAME};
use super::reading::LineClass;
use super::shape::ends_like_a_sentence;

/// The most paragraphs that a pull quote has.
const MOST_PARAGRAPHS: usize = 6;
const OPENING: [char; 2] = ['"', '\u{201c}'];
const CLOSING: [char; 2] = ['"', '\u{201d}'];

/// A pull quote: the words that announce it, its text, and a name below where there is one.
pub fn read(body: &mut Body<'_>) {
    body.take(LineClass::Quote);
    let mut paragraphs = Vec::new();
    for _ in 0..length(body) {
        let text = body.text(0).unwrap_or_default();
        let text = body.cleaned(text);
        let text = text.trim_start_matches(OPENING).trim_end_matches(CLOSING);
        paragraphs.push(text.to_string());
        body.take(LineClass::Quote);
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

/// A quotation that stands on one line with the word that announces it.
pub fn on_its_line(body: &mut Body<'_>, words: &str) {
    let text = body.cleaned(words);
    let text = text.trim_start_matches(OPENING).trim_end_matches(CLOSING);
    body.take(LineClass::Quote);
    body.at_top = false;
    body.blocks.push(Block::Quote {
        paragraphs: vec![text.to_string()],
        attribution: None,
    });
}

/// How many paragraphs the quotation at the next line has: up to the one that closes it, when all of
/// them are the quotation's own; else one.
fn length(body: &Body<'_>) -> usize {
    if body.text(0).is_none_or(|text| body.is_special(text)) {
        return 0;
    }
    for ahead in 0..MOST_PARAGRAPHS {
        let Some(text) = body.text(ahead).filter(|text| !body.is_special(text)) else {
            break;
        };
        let inner = text.trim_start_matches(OPENING).trim_end_matches(CLOSING);
        if ahead > 0
            && (!ends_like_a_sentence(text) || inner.contains(['"', '\u{201c}', '\u{201d}']))
        {
            break;
        }
        if text.ends_with(CLOSING) {
            return ahead + 1;
        }
    }
    1
}
