//! What stands before the first entry: title, summary, the day, the zone, who wrote it.

use std::ops::Range;

use super::calendar::{WrittenDate, parse_date};
use super::line::Line;
use super::profile::{Profile, any};
use super::reading::LineClass;
use super::shape::{ends_like_a_sentence, is_bullet, is_person_name, names_in};
use crate::source::entry::Byline;

/// The fewest characters a line of prose has.
const PROSE: usize = 24;
/// The most points that a summary without bullets has.
const MOST_POINTS: usize = 12;
/// The most words of an item of a menu, its bullet among them.
const MENU_WORDS: usize = 5;
/// The longest a title may be, in characters.
const LONGEST_TITLE: usize = 160;

/// The head of a capture.
#[derive(Debug, Clone, Default)]
pub struct HeadText {
    /// The title.
    pub title: Option<String>,
    /// The summary's points.
    pub summary: Vec<String>,
    /// The day, as far as it is written.
    pub date: Option<WrittenDate>,
    /// The zone word of all times.
    pub zone: Option<String>,
    /// Who wrote or edited the page.
    pub contributors: Vec<Byline>,
    /// Everything else that is text.
    pub preamble: Vec<String>,
    /// The headlines that a list of key events names.
    pub key_events: Vec<String>,
}

/// The list that a line of the head belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    None,
    Summary,
    KeyEvents,
}

/// Reads the lines of the head and sets their classes.
pub fn read_head(
    profile: &Profile,
    lines: &[Line<'_>],
    range: Range<usize>,
    classes: &mut [Option<LineClass>],
) -> HeadText {
    let mut head = HeadText::default();
    let rules = &profile.head;
    let mut list = List::None;
    let mut seen_text = false;
    let mut last = None;
    let mut unplaced = Vec::new();
    for index in range.clone() {
        let Some(line) = lines.get(index) else {
            break;
        };
        let text = line.content();
        // What stands again below, and was left out, is no head.
        if line.is_blank() || classes.get(index).is_some_and(Option::is_some) {
            continue;
        }
        let at = At {
            first_line: last.is_none(),
            first_text: !seen_text,
            list_follows: next_is_list(lines, index, range.end),
        };
        let class = if any(&rules.summary, text) {
            list = List::Summary;
            LineClass::Summary
        } else if any(&rules.key_events, text) {
            list = List::KeyEvents;
            LineClass::Dropped("list of key events".into())
        } else if let (List::KeyEvents, Some(headline)) = (list, key_event(profile, text)) {
            head.key_events.push(headline);
            LineClass::Dropped("list of key events".into())
        } else if rules.drop.iter().any(|known| known == text) || any(&rules.drop_patterns, text) {
            list = List::None;
            LineClass::Dropped("page furniture".into())
        } else if list == List::Summary
            && !profile.day.iter().any(|pattern| pattern.is_match(text))
            && (is_bullet(text)
                || numbered(text).is_some()
                || joined(lines, index, classes)
                || (points_are_lines(&head, text) && range.start == 0))
        {
            let point = if is_bullet(text) {
                without_bullet(text)
            } else {
                numbered(text).unwrap_or(text)
            };
            if !head.summary.iter().any(|known| known == point) {
                head.summary.push(point.to_string());
            }
            LineClass::Summary
        } else {
            list = List::None;
            let below_title = last == Some(LineClass::Title);
            let class = place(profile, &mut head, text, at);
            match class {
                // One more line of words right below the title is its standfirst.
                LineClass::Unplaced if below_title && text.split_whitespace().count() > 3 => {
                    LineClass::Paragraph
                }
                class => class,
            }
        };
        seen_text |= !is_before_the_title(&class, text);
        last = Some(class.clone());
        if class == LineClass::Unplaced {
            unplaced.push(index);
        }
        if let Some(slot) = classes.get_mut(index) {
            *slot = Some(class);
        }
    }
    // The one line above the entries that is nothing else is the title, be it one word.
    if let ([title], [only], None, true) = (
        head.preamble.as_slice(),
        unplaced.as_slice(),
        &head.title,
        rules.title && range.start == 0,
    ) && next_text(lines, range.start) == Some(*only)
        && let Some(slot) = classes.get_mut(*only)
    {
        *slot = Some(LineClass::Title);
        head.title = Some(title.clone());
        head.preamble.clear();
    }
    head
}

/// Adds the head of a further page that was pasted below: what is new in it.
pub fn add_head(head: &mut HeadText, further: HeadText) {
    for point in further.summary {
        if !head.summary.contains(&point) {
            head.summary.push(point);
        }
    }
    for text in further.preamble.into_iter().chain(further.title) {
        if !head.preamble.contains(&text) && head.title.as_ref() != Some(&text) {
            head.preamble.push(text);
        }
    }
    for writer in further.contributors {
        if !head
            .contributors
            .iter()
            .any(|known| known.name == writer.name)
        {
            head.contributors.push(writer);
        }
    }
}

/// The headline that an item of a list of key events names.
fn key_event(profile: &Profile, text: &str) -> Option<String> {
    let text = if is_bullet(text) {
        without_bullet(text)
    } else {
        text
    };
    let mut patterns = profile.head.key_event.iter();
    patterns.find_map(|pattern| pattern.group("headline", text))
}

/// Whether the points of a summary are lines without bullets: so far all were, and this is one.
fn points_are_lines(head: &HeadText, text: &str) -> bool {
    head.summary.len() < MOST_POINTS
        && !ends_like_a_sentence(text)
        && text.chars().count() <= LONGEST_TITLE
        && text.split_whitespace().count() > 2
}

/// Where a line of the head stands.
#[derive(Debug, Clone, Copy)]
struct At {
    /// No line with text stands above it.
    first_line: bool,
    /// Nothing stands above it that says something of the page.
    first_text: bool,
    /// A list stands below it.
    list_follows: bool,
}

fn place(profile: &Profile, head: &mut HeadText, text: &str, at: At) -> LineClass {
    let rules = &profile.head;
    let date = rules.date.iter().find_map(|pattern| {
        let groups = pattern.captures(text)?;
        let zone = groups.name("zone").map(|zone| zone.as_str().to_string());
        Some((
            parse_date(groups.name("date")?.as_str(), profile.numbers)?,
            zone,
        ))
    });
    if let Some((date, zone)) = date {
        // The date nearest to the entries is theirs; one further up may be the day of printing.
        head.date = Some(date);
        head.zone = zone.or(head.zone.take());
        return LineClass::Time;
    }
    let zone = rules
        .zone
        .iter()
        .find_map(|pattern| Some(pattern.captures(text)?.name("zone")?.as_str().to_string()));
    if zone.is_some() {
        head.zone = head.zone.take().or(zone);
        return LineClass::Time;
    }
    let names = rules
        .contributors
        .iter()
        .filter(|_| !at.first_line)
        .find_map(|pattern| Some(pattern.captures(text)?.name("names")?.as_str().to_string()));
    if let Some(names) = names {
        head.contributors.extend(signed(&names));
        return LineClass::Byline;
    }
    let opens = profile.forms.iter().any(|form| form.start.is_match(text));
    let short = !opens && text.chars().count() <= LONGEST_TITLE && !text.ends_with('.');
    let name = is_person_name(text) && text.split_whitespace().count() < 3;
    let sure = any(&rules.titles, text);
    if rules.title
        && at.first_text
        && short
        && !is_bullet(text)
        && (sure || !at.list_follows)
        && !name
        && text.contains(char::is_whitespace)
    {
        head.title = Some(text.to_string());
        return LineClass::Title;
    }
    head.preamble.push(text.to_string());
    if ends_like_a_sentence(text) && text.chars().count() >= PROSE {
        LineClass::Paragraph
    } else if is_bullet(text) {
        LineClass::ListItem
    } else {
        LineClass::Unplaced
    }
}

/// Whether a line says nothing of the page: furniture, its day, an item of a menu.
fn is_before_the_title(class: &LineClass, text: &str) -> bool {
    match class {
        LineClass::Dropped(_) | LineClass::Time => true,
        LineClass::ListItem => text.split_whitespace().count() <= MENU_WORDS,
        _ => false,
    }
}

/// The people in a line of names; the line itself where it is none.
#[must_use]
pub fn signed(text: &str) -> Vec<Byline> {
    // `Ana Roe (now); Bix Tor and Lena Fisk (until 2pm)`
    let mut bare = String::new();
    for part in text.split(" (") {
        match part.split_once(')') {
            Some((_, after)) if !bare.is_empty() => bare.push_str(after),
            _ => bare.push_str(part),
        }
    }
    let bare = bare.replace(';', ",");
    let names = names_in(&bare).unwrap_or_else(|| vec![text.to_string()]);
    names
        .into_iter()
        .map(|name| Byline { name, role: None })
        .collect()
}

/// Whether the line above belongs to the summary, with no blank line between.
fn joined(lines: &[Line<'_>], index: usize, classes: &[Option<LineClass>]) -> bool {
    index.checked_sub(1).is_some_and(|above| {
        lines.get(above).is_some_and(|line| !line.is_blank())
            && classes.get(above) == Some(&Some(LineClass::Summary))
    })
}

fn next_is_list(lines: &[Line<'_>], index: usize, end: usize) -> bool {
    (index + 1..end)
        .filter_map(|next| lines.get(next))
        .find(|line| !line.is_blank())
        .is_some_and(|line| is_bullet(line.content()))
}

/// The text after the number of a list's item.
#[must_use]
pub fn numbered(text: &str) -> Option<&str> {
    let (number, rest) = text.trim_start().split_once(". ")?;
    let digits =
        (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !rest.trim().is_empty()).then(|| rest.trim())
}

/// The lines of summaries whose points are numbered: right below the summary's heading, no blank
/// line between them, and no text of their own. They are no entries.
#[must_use]
pub fn numbered_summaries(profile: &Profile, lines: &[Line<'_>]) -> Vec<usize> {
    let mut points = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.is_blank() || !any(&profile.head.summary, line.content()) {
            continue;
        }
        let Some(start) = next_text(lines, index + 1) else {
            break;
        };
        let end = (start..lines.len())
            .find(|&at| {
                lines
                    .get(at)
                    .is_none_or(|line| numbered(line.content()).is_none())
            })
            .unwrap_or(lines.len());
        let indent = |at: usize| lines.get(at).map_or(0, Line::indent);
        let has_text = next_text(lines, end).is_some_and(|below| indent(below) > indent(start));
        if end > start + 1 || (end > start && !has_text) {
            points.extend(start..end);
        }
    }
    points
}

fn next_text(lines: &[Line<'_>], from: usize) -> Option<usize> {
    (from..lines.len()).find(|&at| lines.get(at).is_some_and(|line| !line.is_blank()))
}

/// The text after a bullet.
pub fn without_bullet(text: &str) -> &str {
    let mut characters = text.trim_start().chars();
    characters.next();
    characters.as_str().trim()
}
