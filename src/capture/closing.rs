//! Layouts whose stamp stands below the text: each entry ends at its header.

use super::line::Line;
use super::post::Post;
use super::profile::{Profile, any};

/// Gives each post the lines above its header, up to the header before it. Also says where the last
/// one ends.
#[must_use]
pub fn texts_above(
    profile: &Profile,
    lines: &[Line<'_>],
    mut posts: Vec<Post>,
) -> (Vec<Post>, usize) {
    let mut from = posts
        .first()
        .map_or(0, |first| end_of_head(profile, lines, first.line));
    for post in &mut posts {
        let stamp = post.line;
        post.body = from..stamp + 1;
        post.line = (from..stamp)
            .find(|&index| lines.get(index).is_some_and(|line| !line.is_blank()))
            .unwrap_or(stamp);
        from = stamp + 1;
    }
    (posts, from)
}

/// Where the head ends above the first stamp: below the last line that is surely the head's, and
/// below the title.
fn end_of_head(profile: &Profile, lines: &[Line<'_>], stamp: usize) -> usize {
    let rules = &profile.head;
    let mut end = 0;
    let mut first = true;
    for index in 0..stamp {
        let Some(line) = lines.get(index).filter(|line| !line.is_blank()) else {
            continue;
        };
        let text = line.content();
        let known = any(&rules.titles, text)
            || any(&rules.summary, text)
            || any(&rules.date, text)
            || any(&rules.zone, text)
            || any(&rules.contributors, text)
            || any(&rules.drop_patterns, text)
            || rules.drop.iter().any(|known| known == text);
        if known || (first && rules.title) {
            end = index + 1;
        }
        first = false;
    }
    end
}
