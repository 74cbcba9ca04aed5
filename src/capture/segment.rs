//! Where entries begin: the form that occurs most in a capture, and the lines that have it.

use std::collections::BTreeMap;

use super::above::{headlines_above, labels_above};
use super::closing::texts_above;
use super::lead::words_on_headers;
use super::line::Line;
use super::lost::with_lost_numbers;
use super::opening::{Found, matches, open};
use super::page::{PageHead, end_of_page};
use super::post::Post;
use super::profile::{Form, Profile, any};
use super::reading::LineClass;
use super::standing::Standing;
use super::twice::without_doubles;

/// The posts of a capture in the order of its lines, and the line after which nothing is theirs.
/// The classes of the header lines are set.
pub fn segment(
    profile: &Profile,
    lines: &[Line<'_>],
    classes: &mut [Option<LineClass>],
) -> (Vec<Post>, usize) {
    let end = lines.len();
    let standing = Standing::of(profile, lines);
    let found = without_dateline(profile, matches(profile, lines, &standing), lines);
    let counts = counts(profile, &found);
    let mut best: Option<(&Form, usize)> = None;
    for form in &profile.forms {
        let count = counts.get(form.name.as_str()).copied().unwrap_or(0);
        if count >= form.least.max(1) && best.is_none_or(|(_, most)| count > most) {
            best = Some((form, count));
        }
    }
    let Some((chosen, _)) = best else {
        return (Vec::new(), end);
    };
    let mut posts: Vec<Post> = Vec::new();
    let mut number = 0;
    let mut page_head = PageHead::default();
    let may_open = |form: &Form| form.name == chosen.name || chosen.with.contains(&form.name);
    let (mut weak, mut headed) = (Vec::new(), Vec::new());
    for mut one in found {
        if !profile.forms.get(one.form).is_some_and(may_open) {
            // The line has another form that no entry of this page has: does it have one of theirs?
            let again = profile.forms.iter().enumerate().find_map(|(nth, form)| {
                may_open(form).then(|| open(profile, nth, lines, one.post.line, &standing))?
            });
            let Some(again) = again else { continue };
            one = again;
        }
        let primary = profile
            .forms
            .get(one.form)
            .is_some_and(|form| form.name == chosen.name);
        if let Some(here) = one.post.number {
            // A number that does not go on counting is an item of some list, not an entry,
            // unless a time says otherwise.
            let goes_on = here > number && (primary || here == number + 1) && here <= number + 20;
            let first = primary
                && posts.last().is_none_or(|last| {
                    page_head.stands_in(profile, lines, last.body.start..one.post.line)
                });
            if !goes_on && !first && one.post.stamp.written.is_none() {
                continue;
            }
            number = here;
        }
        for (index, class) in one.placed {
            if let Some(slot) = classes.get_mut(index) {
                *slot = Some(class);
            }
        }
        if !primary {
            weak.push(one.post.line);
        }
        let place = profile.forms.get(one.form).map(|form| &form.place);
        if place.is_some_and(|place| place.headline_above) {
            headed.push(one.post.line);
        }
        posts.push(one.post);
    }
    if chosen.place.closes {
        return texts_above(profile, lines, posts);
    }
    labels_above(profile, lines, &mut posts, classes);
    headlines_above(&headed, profile, lines, &mut posts, classes);
    let end = close_last(profile, lines, &posts, end);
    let starts: Vec<(usize, Option<usize>)> =
        posts.iter().map(|post| (post.line, post.number)).collect();
    for (index, post) in posts.iter_mut().enumerate() {
        let (next, number) = starts.get(index + 1).copied().unwrap_or((end, None));
        post.body.end = next.max(post.body.start);
        if number.is_some() && number <= post.number {
            post.body.end = end_of_page(profile, lines, post.body.clone());
        }
    }
    let empty = |post: &Post| {
        let words = [&post.headline, &post.lead, &post.text];
        words.iter().all(|words| words.is_none())
            && post
                .body
                .clone()
                .all(|at| lines.get(at).is_none_or(Line::is_blank))
    };
    if posts.iter().all(empty) {
        // Times with nothing at all below them are no live page.
        return (Vec::new(), end);
    }
    // A time of another form that has nothing below it is no entry; it belongs to the one above.
    let mut kept: Vec<Post> = Vec::with_capacity(posts.len());
    for post in posts {
        match kept.last_mut() {
            Some(above) if weak.binary_search(&post.line).is_ok() && empty(&post) => {
                above.body.end = post.body.end;
                if let Some(slot) = classes.get_mut(post.line) {
                    *slot = Some(LineClass::Time);
                }
            }
            _ => kept.push(post),
        }
    }
    let mut posts = without_doubles(profile, kept, lines, classes);
    words_on_headers(&mut posts, lines);
    (with_lost_numbers(posts, lines), end)
}

/// Leaves out the line that says the page's own date and time where it looks like the first entry: it alone has a date,
/// and the next line opens an entry already.
fn without_dateline(profile: &Profile, mut found: Vec<Found>, lines: &[Line<'_>]) -> Vec<Found> {
    let dated = |one: &Found| {
        let line = lines.get(one.post.line);
        line.is_some_and(|line| any(&profile.head.date, line.content()))
    };
    let next_text = |line: usize| {
        (line + 1..lines.len()).find(|&at| lines.get(at).is_some_and(|line| !line.is_blank()))
    };
    if let [first, second, rest @ ..] = found.as_slice()
        && !rest.is_empty()
        && first.post.number.is_none()
        && dated(first)
        && next_text(first.post.line) == Some(second.post.line)
        && !dated(second)
        && !rest.iter().any(dated)
    {
        found.remove(0);
    }
    found
}

/// How often each form occurs. A number without a time counts where it goes on counting: lists in
/// entries and menus begin again at 1.
fn counts<'a>(profile: &'a Profile, found: &[Found]) -> BTreeMap<&'a str, usize> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for one in found {
        let Some(form) = profile.forms.get(one.form) else {
            continue;
        };
        let (count, last) = counts.entry(form.name.as_str()).or_default();
        match one.post.number {
            Some(number) if one.post.stamp.written.is_none() && number <= *last => continue,
            Some(number) => *last = number,
            None => {}
        }
        *count += 1;
    }
    counts
        .into_iter()
        .map(|(name, (count, _))| (name, count))
        .collect()
}

/// The line that ends the last entry.
fn close_last(profile: &Profile, lines: &[Line<'_>], posts: &[Post], end: usize) -> usize {
    let Some(last) = posts.last() else {
        return end;
    };
    (last.body.start..end)
        .find(|&index| {
            lines
                .get(index)
                .is_some_and(|line| any(&profile.end, line.content()))
        })
        .unwrap_or(end)
}
