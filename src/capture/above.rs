//! What stands on the line above a header and belongs to it: a label, a headline.

use super::line::Line;
use super::post::Post;
use super::profile::{Profile, any};
use super::reading::LineClass;
use super::shape::looks_like_a_headline;

/// A known label alone on the line above a header without a number belongs to that header.
pub fn labels_above(
    profile: &Profile,
    lines: &[Line<'_>],
    posts: &mut [Post],
    classes: &mut [Option<LineClass>],
) {
    let mut after = 0;
    for post in posts {
        let above = (after..post.line).rev().find_map(|index| {
            let line = lines.get(index)?;
            (!line.is_blank()).then_some((index, line))
        });
        after = post.body.start;
        if let (None, Some((index, line))) = (post.number, above)
            && profile.label(line.content()).is_some()
            && let Some(slot) = classes.get_mut(index)
        {
            *slot = Some(LineClass::Label);
            post.labels.insert(0, line.content().to_string());
            post.line = index;
        }
    }
}

/// A short line that is no sentence, right above a header of a form whose headlines stand there.
/// `headed` holds the lines of those headers.
pub fn headlines_above(
    headed: &[usize],
    profile: &Profile,
    lines: &[Line<'_>],
    posts: &mut [Post],
    classes: &mut [Option<LineClass>],
) {
    // The first line of the page is its title.
    let mut after = lines
        .iter()
        .position(|line| !line.is_blank())
        .map_or(0, |first| first + 1);
    for post in posts {
        let from = after;
        after = post.body.start;
        if post.headline.is_some() || headed.binary_search(&post.line).is_err() {
            continue;
        }
        let above = (from..post.line).rev().find_map(|index| {
            let line = lines.get(index)?;
            (!line.is_blank()).then_some((index, line))
        });
        let Some((index, line)) = above else { continue };
        let text = line.content();
        let free = index
            .checked_sub(1)
            .and_then(|before| lines.get(before))
            .is_none_or(Line::is_blank);
        let known = any(&profile.day, text)
            || any(&profile.head.summary, text)
            || any(&profile.head.date, text)
            || any(&profile.head.drop_patterns, text)
            || any(&profile.drop.patterns, text)
            || super::figure::is_marker(profile, text);
        if free
            && !known
            && looks_like_a_headline(text, true)
            && let Some(slot) = classes.get_mut(index).filter(|slot| slot.is_none())
        {
            *slot = Some(LineClass::Headline);
            post.headline = Some(text.to_string());
            post.line = index;
        }
    }
}
