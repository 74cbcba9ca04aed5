//! Pictures and films: alt text, credit and caption, on one line, on two, or after announcing words.

use super::block::Block;
use super::body::Body;
use super::credit;
use super::pattern::Pattern;
use super::profile::{Profile, any};
use super::reading::LineClass;
use super::shape::is_bullet;

/// Whether a line is one of the lines that pictures and films are made of.
#[must_use]
pub fn is_marker(profile: &Profile, text: &str) -> bool {
    let rules = &profile.figure;
    [
        &rules.credit,
        &rules.caption,
        &rules.video_caption,
        &rules.video,
    ]
    .into_iter()
    .any(|patterns| any(patterns, text))
}

/// Whether a picture or film begins at the next line.
#[must_use]
pub fn begins(body: &Body<'_>) -> bool {
    body.text(0).is_some_and(|text| {
        is_marker(body.profile, text) || alt_above_marker(body) || credit::begins(body)
    })
}

/// Whether the next line is the alt text of the marker that follows it at once.
fn alt_above_marker(body: &Body<'_>) -> bool {
    let rules = &body.profile.figure;
    body.adjoins(1)
        && body.text(1).is_some_and(|below| {
            let lacks =
                |name| group(&rules.credit, below, name).is_some_and(|words| words.is_empty());
            let bare_credit = lacks("alt") && lacks("caption");
            bare_credit || any(&rules.caption, below) || any(&rules.video_caption, below)
        })
}

/// The text of a group, trimmed, of the first pattern that matches.
fn group(patterns: &[Pattern], text: &str, name: &str) -> Option<String> {
    patterns.iter().find_map(|pattern| {
        let groups = pattern.captures(text)?;
        Some(
            groups
                .name(name)
                .map_or_else(String::new, |group| group.as_str().trim().to_string()),
        )
    })
}

/// Reads a picture or film at the next line; `false` when there is none.
pub fn read(body: &mut Body<'_>) -> bool {
    if !begins(body) {
        return false;
    }
    if credit::read(body) {
        return true;
    }
    let profile = body.profile;
    let rules = &profile.figure;
    let (mut alt, mut credit, mut caption, mut video) = (String::new(), None, None, false);
    let mut above = None;
    let marker = |body: &Body<'_>| body.text(0).is_some_and(|text| is_marker(profile, text));
    if !marker(body) {
        let words = body
            .text(0)
            .map(|text| body.cleaned(text))
            .unwrap_or_default();
        let credit_below = body.text(1).is_some_and(|text| any(&rules.credit, text));
        if rules.caption_above && credit_below {
            above = Some(words);
            body.take(LineClass::Caption);
        } else {
            alt = words;
            body.take(LineClass::Alt);
        }
    }
    // A picture has one credit and one caption; the same word again begins the next picture.
    while let Some(text) = body.text(0) {
        if let Some(words) = group(&rules.credit, text, "credit") {
            let before = group(&rules.credit, text, "alt").unwrap_or_default();
            if credit.is_some() || caption.is_some() || (!before.is_empty() && !alt.is_empty()) {
                break;
            }
            body.take(if before.is_empty() {
                LineClass::Credit
            } else {
                LineClass::Alt
            });
            if !before.is_empty() {
                alt = before;
            }
            caption = group(&rules.credit, text, "caption")
                .filter(|words| !words.is_empty())
                .map(|words| body.cleaned(&words))
                .or(above.take());
            credit = Some(announced(body, &words, LineClass::Credit, true));
        } else if any(&rules.video_caption, text) || any(&rules.caption, text) {
            if caption.is_some() {
                break;
            }
            let film = any(&rules.video_caption, text);
            if film && credit.is_some() && !body.adjoins(0) {
                break;
            }
            video |= film;
            let words = group(
                if film {
                    &rules.video_caption
                } else {
                    &rules.caption
                },
                text,
                "caption",
            );
            body.take(LineClass::Caption);
            caption = Some(announced(
                body,
                &words.unwrap_or_default(),
                LineClass::Caption,
                false,
            ));
        } else if any(&rules.video, text) && !video && credit.is_none() && caption.is_none() {
            video = true;
            body.take(LineClass::Alt);
        } else {
            break;
        }
        // Advice on how to play a film is no part of it.
        while video && caption.is_none() && body.text(0).is_some_and(|text| body.is_furniture(text))
        {
            body.take(LineClass::Dropped("page furniture".into()));
        }
        // After a blank line only the caption of a film that was announced belongs here still, or that of a picture
        // whose credit alone was given.
        let below = |patterns: &[Pattern]| body.text(0).is_some_and(|text| any(patterns, text));
        let caption_of_film = video && caption.is_none() && below(&rules.video_caption);
        let of_credit = alt.is_empty() && credit.is_some() && caption.is_none();
        let caption_of_picture = of_credit && below(&rules.caption);
        if !body.adjoins(0) && !caption_of_film && !caption_of_picture {
            break;
        }
    }
    let kept = |text: Option<String>| text.filter(|text| !text.is_empty());
    body.blocks.push(Block::Figure {
        alt,
        caption: kept(caption.or(above)),
        credit: kept(credit),
        video,
    });
    true
}

/// Words that stand on the marker's own line, else on the next one.
fn announced(body: &mut Body<'_>, words: &str, class: LineClass, at_once: bool) -> String {
    if !words.is_empty() {
        return body.cleaned(words);
    }
    match body.text(0) {
        Some(text)
            if !body.is_special(text) && !is_bullet(text) && (!at_once || body.adjoins(0)) =>
        {
            let words = body.cleaned(text);
            body.take(class);
            words
        }
        _ => String::new(),
    }
}
