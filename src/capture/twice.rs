//! Entries that stand on a page twice: an index of times and headlines above the stream, and an entry
//! that is pinned at the top and stands in its place as well.

use std::collections::{BTreeMap, BTreeSet};

use super::line::Line;
use super::post::Post;
use super::profile::{Profile, any};
use super::reading::LineClass;

/// Leaves out the posts at the top whose every word stands again in a post further down.
#[must_use]
pub fn without_doubles(
    profile: &Profile,
    posts: Vec<Post>,
    lines: &[Line<'_>],
    classes: &mut [Option<LineClass>],
) -> Vec<Post> {
    let mut last: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (index, post) in posts.iter().enumerate() {
        if let Some(key) = key(post, lines) {
            last.insert(key, index);
        }
    }
    let doubles = posts
        .iter()
        .enumerate()
        .take_while(|(index, post)| {
            key(post, lines)
                .and_then(|key| last.get(&key))
                .filter(|again| *again > index)
                .and_then(|again| posts.get(*again))
                .is_some_and(|again| {
                    let there: BTreeSet<&str> = words(again, lines).collect();
                    words(post, lines)
                        .all(|text| there.contains(text) || is_of_the_head(profile, text))
                })
        })
        .count();
    for post in posts.iter().take(doubles) {
        for index in post.line..post.body.end {
            if let Some(slot) = classes.get_mut(index)
                && *slot != Some(LineClass::Blank)
            {
                *slot = Some(LineClass::Dropped("stands again below".into()));
            }
        }
    }
    posts.into_iter().skip(doubles).collect()
}

/// Whether a line below the last entry of an index may be the heading of what comes next.
fn is_of_the_head(profile: &Profile, text: &str) -> bool {
    let head = &profile.head;
    any(&head.summary, text)
        || any(&head.drop_patterns, text)
        || head.drop.iter().any(|known| known == text)
}

/// The time and the first words of a post.
fn key<'a>(post: &'a Post, lines: &'a [Line<'a>]) -> Option<(&'a str, &'a str)> {
    let clock = post.stamp.clock.as_deref()?;
    Some((clock, words(post, lines).next()?))
}

/// Every line of a post's text, the words on its header's line among them.
fn words<'a>(post: &'a Post, lines: &'a [Line<'a>]) -> impl Iterator<Item = &'a str> {
    [&post.headline, &post.lead, &post.text]
        .into_iter()
        .filter_map(|words| words.as_deref())
        .chain(
            post.body
                .clone()
                .filter_map(|index| lines.get(index))
                .filter(|line| !line.is_blank())
                .map(Line::content),
        )
}
