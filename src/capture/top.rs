//! What stands above an entry's text: bylines, portraits, places and subjects.

use super::block::Block;
use super::body::Body;
use super::profile::any;
use super::reading::LineClass;
use super::shape::{ends_like_a_sentence, holds_a_name, is_official, is_person_name, names_in};
use crate::source::entry::Byline;

/// The longest line of a byline or above the text, in characters.
const LONGEST: usize = 110;
/// The most words an alt text without credit and caption has.
const MOST_WORDS: usize = 14;
/// The fewest words a description of a picture has that names nobody.
const SCENE_WORDS: usize = 5;

/// Whether a line is short, has no full stop and begins nothing else.
fn is_bare(body: &Body<'_>, ahead: usize) -> bool {
    body.text(ahead).is_some_and(|text| {
        !ends_like_a_sentence(text) && text.chars().count() <= LONGEST && !body.is_special(text)
    })
}

/// Whether a blank line (or the entry's end) follows a line.
fn stands_free(body: &Body<'_>, ahead: usize) -> bool {
    body.text(ahead + 1).is_none() || !body.adjoins(ahead + 1)
}

/// Reads a byline at the next line; `false` when there is none. A place in the form of a byline
/// becomes text.
pub fn byline(body: &mut Body<'_>) -> bool {
    if !body.has_bylines() || !is_bare(body, 0) {
        return false;
    }
    if one_line(body) {
        return true;
    }
    if !is_bare(body, 1) {
        return false;
    }
    let (Some(name), Some(role)) = (body.text(0), body.text(1)) else {
        return false;
    };
    let rules = &body.profile.byline;
    let is_role = any(&rules.roles, role);
    if body.adjoins(1) {
        let third = body.adjoins(2) && is_bare(body, 2);
        let last = if third { 2 } else { 1 };
        if !stands_free(body, last) {
            return false;
        }
        let writers = names_in(name).filter(|_| !any(&rules.places, name));
        let place = any(&rules.places, role) && !is_role;
        let one_name = is_role && !any(&rules.places, name) && name.split_whitespace().count() <= 5;
        let writers = match writers {
            Some(writers) if !place => writers,
            _ if one_name => vec![name.to_string()],
            _ => {
                if third {
                    return false;
                }
                // A place or body: it is said where the entry happens, and stays in the text.
                body.blocks
                    .push(Block::Paragraph(body.cleaned(&format!("{name}, {role}"))));
                body.take(LineClass::Topic);
                body.take(LineClass::Topic);
                return true;
            }
        };
        body.take(LineClass::Byline);
        body.take(LineClass::Byline);
        let mut role = body.cleaned(role);
        if third && let Some(more) = body.text(0) {
            role = format!("{role}, {}", body.cleaned(more));
            body.take(LineClass::Byline);
        }
        sign(body, writers, &role);
        return true;
    }
    let apart = is_role && stands_free(body, 1) && !any(&rules.places, name);
    match names_in(name) {
        Some(writers) if apart => {
            body.take(LineClass::Byline);
            let role = body.cleaned(role);
            body.take(LineClass::Byline);
            sign(body, writers, &role);
            true
        }
        _ => false,
    }
}

/// A byline on one line: `By Name, role`, or a name with the role glued to it (`Vera OstroweBBC News`).
fn one_line(body: &mut Body<'_>) -> bool {
    let Some(text) = body.text(0).filter(|_| stands_free(body, 0)) else {
        return false;
    };
    let signed = match text.strip_prefix("By ") {
        Some(rest) => {
            let (name, role) = rest.split_once(", ").unwrap_or((rest, ""));
            names_in(name).map(|names| (names, role.to_string()))
        }
        None => glued(body, text),
    };
    let Some((writers, role)) = signed else {
        return false;
    };
    let role = body.cleaned(&role);
    body.take(LineClass::Byline);
    sign(body, writers, &role);
    true
}

/// The name and the role in a line where nothing stands between them.
fn glued(body: &Body<'_>, text: &str) -> Option<(Vec<String>, String)> {
    let rules = &body.profile.byline;
    let mut before = ' ';
    let mut found = None;
    for (at, character) in text.char_indices() {
        if before.is_lowercase() && character.is_uppercase() {
            let (name, role) = text.split_at(at);
            if is_person_name(name) && any(&rules.roles, role) && !any(&rules.places, name) {
                found = Some((vec![name.to_string()], role.to_string()));
            }
        }
        before = character;
    }
    found
}

fn sign(body: &mut Body<'_>, writers: Vec<String>, role: &str) {
    body.byline.extend(writers.into_iter().map(|name| Byline {
        name,
        role: Some(role.to_string()).filter(|role| !role.is_empty()),
    }));
}

/// Reads a line that stands alone and is no sentence: an alt text, or a place or subject above the
/// text. `false` leaves it to be text.
pub fn alone(body: &mut Body<'_>) -> bool {
    let Some(text) = body.text(0) else {
        return false;
    };
    let rules = &body.profile.figure;
    let joined = body.adjoins(0) && !body.follows_the_header();
    if !is_bare(body, 0) || !stands_free(body, 0) || joined || body.is_signature(text) {
        return at_top(body, text);
    }
    let words = text.split_whitespace().count();
    // An official name is a place or body; in a description of a picture it is only a part.
    let place = any(&body.profile.byline.places, text) && is_official(text);
    let only_line = body.text(1).is_none() && body.blocks.is_empty();
    let named = if body.at_top && !only_line {
        (holds_a_name(text) || (words >= SCENE_WORDS && any(&rules.scene, text))) && !place
    } else {
        // Between paragraphs a name is a picture's, be it a person's or a place's.
        is_person_name(text) && !only_line
    };
    let alt = any(&rules.alone, text) || (rules.portrait && named);
    let alt = alt && !any(&rules.never, text);
    if alt && words <= MOST_WORDS * 2 {
        body.blocks.push(Block::Figure {
            alt: body.cleaned(text),
            caption: None,
            credit: None,
            video: false,
        });
        body.take(LineClass::Alt);
        return true;
    }
    at_top(body, text)
}

/// A short line above the text that is no sentence: a place or subject. It stays in the body.
fn at_top(body: &mut Body<'_>, text: &str) -> bool {
    let above_text = body.at_top && body.text(1).is_some();
    if !above_text || !body.profile.figure.portrait || !is_bare(body, 0) || !stands_free(body, 0) {
        return false;
    }
    body.blocks.push(Block::Paragraph(body.cleaned(text)));
    body.take(LineClass::Topic);
    true
}
