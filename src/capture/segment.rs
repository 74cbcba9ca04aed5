//! Where entries begin: the form that occurs most in a capture, and the lines that have it.

use std::collections::BTreeMap;

use regex::Captures;

use super::head::numbered_summaries;
use super::lead::words_on_headers;
use super::line::Line;
use super::lost::with_lost_numbers;
use super::page::{end_of_page, new_page};
use super::post::{Post, Stamp};
use super::profile::{FirstLine, Form, Profile, any};
use super::reading::LineClass;

/// How many lines with text may stand between a list number and the header that belongs to it.
const LABEL_LINES: usize = 3;
/// The longest a label above a header may be, in characters.
const LONGEST_LABEL: usize = 60;

/// Where a form matches: the post it would open, and the lines that its header takes.
struct Found {
    form: usize,
    post: Post,
    placed: Vec<(usize, LineClass)>,
}

/// The posts of a capture in the order of its lines, and the line after which nothing is theirs.
/// The classes of the header lines are set.
pub fn segment(
    profile: &Profile,
    lines: &[Line<'_>],
    classes: &mut [Option<LineClass>],
) -> (Vec<Post>, usize) {
    let end = lines.len();
    let found = matches(profile, lines);
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
    let may_open = |form: &Form| form.name == chosen.name || chosen.with.contains(&form.name);
    let mut weak = Vec::new();
    for mut one in found {
        if !profile.forms.get(one.form).is_some_and(may_open) {
            // The line has another form that no entry of this page has: does it have one of theirs?
            let again = profile.forms.iter().enumerate().find_map(|(nth, form)| {
                may_open(form).then(|| open(profile, nth, lines, one.post.line))?
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
                && posts
                    .last()
                    .is_none_or(|last| new_page(profile, lines, last.body.start..one.post.line));
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
        posts.push(one.post);
    }
    labels_above(profile, lines, &mut posts, classes);
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
    let mut posts = kept;
    words_on_headers(&mut posts, lines);
    (with_lost_numbers(posts, lines), end)
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

/// A known label alone on the line above a header without a number belongs to that header.
fn labels_above(
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

/// Every line that opens an entry in some form, each in the first form that matches it.
fn matches(profile: &Profile, lines: &[Line<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut next = 0;
    let points = numbered_summaries(profile, lines);
    while let Some(line) = lines.get(next) {
        let one = if line.is_blank() || points.binary_search(&next).is_ok() {
            None
        } else {
            (0..profile.forms.len()).find_map(|form| open(profile, form, lines, next))
        };
        next = one
            .as_ref()
            .map_or(next, |one| one.post.body.start.max(next + 1) - 1)
            + 1;
        found.extend(one);
    }
    found
}

fn open(profile: &Profile, form_index: usize, lines: &[Line<'_>], index: usize) -> Option<Found> {
    let form = profile.forms.get(form_index)?;
    let line = lines.get(index)?;
    let groups = form.start.captures(line.text)?;
    let mut post = post_of(&groups, line, index, form.first);
    let mut placed = vec![(index, LineClass::Header)];
    if let Some(header) = &form.header {
        let rest = groups.name("rest")?;
        if let Some(inner) = header.captures(rest.as_str()) {
            take_header(
                &mut post,
                &inner,
                rest.as_str(),
                line.span.start + rest.start(),
            );
        } else {
            let (at, above) = header_below(profile, form, lines, index, rest.as_str())?;
            let below = lines.get(at)?;
            let inner = header.captures(below.content())?;
            let indent = below.text.len() - below.text.trim_start().len();
            take_header(
                &mut post,
                &inner,
                below.content(),
                below.span.start + indent,
            );
            post.body.start = at + 1;
            post.span.end = below.span.end;
            placed.push((at, LineClass::Header));
            let mut labels = above;
            if post.headline.is_none() {
                // The headline has a line of its own above the time.
                let above = labels.pop();
                placed.extend(
                    above
                        .iter()
                        .filter(|(line, _)| *line != index)
                        .map(|(line, _)| (*line, LineClass::Headline)),
                );
                post.headline = above.map(|(_, text)| text);
            }
            for (label_line, text) in labels {
                post.labels.push(text);
                if label_line != index {
                    placed.push((label_line, LineClass::Label));
                }
            }
        }
    }
    if let Some(headline) = post.headline.take_if(|headline| {
        form.header.is_none() && post.stamp.written.is_none() && profile.label(headline).is_some()
    }) {
        // A label stands where the headline should; the headline comes below it.
        post.first = FirstLine::Headline;
        post.labels.push(headline);
    }
    if let Some(headline) = post.headline.take() {
        post.headline = headline_of(profile, &headline, &mut post.labels);
    }
    Some(Found {
        form: form_index,
        post,
        placed,
    })
}

/// The header below a list number, and the lines above it (the one with the number first).
fn header_below(
    profile: &Profile,
    form: &Form,
    lines: &[Line<'_>],
    index: usize,
    rest: &str,
) -> Option<(usize, Vec<(usize, String)>)> {
    let header = form.header.as_ref()?;
    let mut above = vec![(index, rest.trim().to_string())];
    for (at, line) in lines.iter().enumerate().skip(index + 1) {
        if line.is_blank() {
            continue;
        }
        if form.start.is_match(line.text) {
            return None;
        }
        if header.is_match(line.content()) {
            let short = above.iter().all(|(_, text)| {
                profile.label(text).is_some() || text.chars().count() <= LONGEST_LABEL
            });
            let bare = above.len() == 1;
            return (short || bare).then_some((at, above));
        }
        above.push((at, line.content().to_string()));
        if above.len() > LABEL_LINES {
            return None;
        }
    }
    None
}

fn post_of(groups: &Captures<'_>, line: &Line<'_>, index: usize, first: FirstLine) -> Post {
    let text = |name: &str| {
        groups
            .name(name)
            .map(|group| group.as_str().trim().to_string())
            .filter(|text| !text.is_empty())
    };
    Post {
        number: groups
            .name("number")
            .and_then(|number| number.as_str().parse().ok()),
        line: index,
        span: line.span.clone(),
        stamp: Stamp::of(groups, line.text, line.span.start),
        headline: text("headline"),
        lead: text("lead"),
        text: text("text"),
        labels: text("label").into_iter().collect(),
        first,
        body: index + 1..index + 1,
    }
}

fn take_header(post: &mut Post, groups: &Captures<'_>, text: &str, offset: usize) {
    post.stamp = Stamp::of(groups, text, offset);
    let group = |name: &str| {
        groups
            .name(name)
            .map(|group| group.as_str().trim().to_string())
            .filter(|text| !text.is_empty())
    };
    post.headline = group("headline").or(post.headline.take());
    post.labels.extend(group("label"));
}

/// A headline without the label glued to it; `None` for the outlet's filler.
fn headline_of(profile: &Profile, headline: &str, labels: &mut Vec<String>) -> Option<String> {
    let mut headline = headline.trim().to_string();
    for label in &profile.headlines.glued_labels {
        let glued = headline.strip_prefix(label.as_str()).filter(|rest| {
            rest.starts_with(|first: char| {
                first.is_uppercase()
                    || matches!(first, '\'' | '"' | '\u{2018}' | '\u{201c}' | '\u{a3}' | '$')
            })
        });
        if let Some(rest) = glued {
            labels.push(label.clone());
            headline = rest.to_string();
        }
    }
    (!headline.is_empty() && !profile.headlines.none.contains(&headline)).then_some(headline)
}
