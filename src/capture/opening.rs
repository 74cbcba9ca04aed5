//! The lines that open an entry: a form of the profile and the post it gives.

use regex::Captures;

use super::head::numbered_summaries;
use super::line::Line;
use super::post::{Post, Stamp};
use super::profile::{FirstLine, Form, Profile};
use super::reading::LineClass;
use super::standing::Standing;

/// How many lines with text may stand between a list number and the header that belongs to it.
const LABEL_LINES: usize = 3;
/// The longest a label above a header may be, in characters.
const LONGEST_LABEL: usize = 60;

/// Where a form matches: the post it would open, and the lines that its header takes.
pub struct Found {
    /// The form, by its place in the profile.
    pub form: usize,
    /// The post.
    pub post: Post,
    /// The header's lines.
    pub placed: Vec<(usize, LineClass)>,
}

/// Every line that opens an entry in some form, each in the first form that matches it.
pub fn matches(profile: &Profile, lines: &[Line<'_>], standing: &Standing) -> Vec<Found> {
    let mut found = Vec::new();
    let mut next = 0;
    let points = numbered_summaries(profile, lines);
    while let Some(line) = lines.get(next) {
        let one = if line.is_blank() || points.binary_search(&next).is_ok() {
            None
        } else {
            (0..profile.forms.len()).find_map(|form| open(profile, form, lines, next, standing))
        };
        next = one
            .as_ref()
            .map_or(next, |one| one.post.body.start.max(next + 1) - 1)
            + 1;
        found.extend(one);
    }
    found
}

/// The post that a line opens in a form.
pub fn open(
    profile: &Profile,
    form_index: usize,
    lines: &[Line<'_>],
    index: usize,
    standing: &Standing,
) -> Option<Found> {
    let form = profile.forms.get(form_index)?;
    if !standing.allows(form_index, index) {
        return None;
    }
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
        names: text("names"),
        first,
        body: index + 1..index + 1,
    }
}

fn take_header(post: &mut Post, groups: &Captures<'_>, text: &str, offset: usize) {
    // The line above may have said the day already.
    let day_above = post.stamp.date.take();
    post.stamp = Stamp::of(groups, text, offset);
    post.stamp.date = post.stamp.date.take().or(day_above);
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
