//! A transcript becomes a reading: profile, entries, head, times, bodies, and the class of every line.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::block::markdown_of;
use super::body::Body;
use super::calendar::parse_date;
use super::choose::{Chosen, Classes, Cut, choose, cut};
use super::head::{HeadText, add_head, read_head};
use super::instant::{FromHead, Times, read_times};
use super::line::{Line, lines_of};
use super::post::Post;
use super::profile::{Profile, ZoneReading};
use super::profiles::Profiles;
use super::reading::{LineClass, Options, PlacedLine, Reading};
use super::timeline::DayLine;
use super::zone_word::{WordReading, read_word};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::{Place, SourceText};
use crate::source::entry::{self, Entry, Provenance};

/// Reads a transcript. `None` when it holds no entry that any profile, or the one asked for, finds.
pub fn read(
    source: &Arc<SourceText>,
    options: &Options,
    profiles: &Profiles,
    diagnostics: &mut Diagnostics,
) -> Option<Reading> {
    let lines = lines_of(&source.text);
    let asked = options.profile.as_deref().filter(|name| *name != "auto");
    let chosen = match asked {
        Some(name) => {
            let profile = profiles.named(name, options.profile_place.as_ref(), diagnostics)?;
            let cut = cut(profile, lines);
            if cut.posts.is_empty() {
                return no_entries(source, Some(name), diagnostics);
            }
            Chosen {
                profile,
                cut,
                runner_up: None,
            }
        }
        None => match choose(profiles, &lines) {
            Some(chosen) => chosen,
            None => return no_entries(source, None, diagnostics),
        },
    };
    Some(assemble(source, options, chosen, diagnostics))
}

fn no_entries(
    source: &Arc<SourceText>,
    asked: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Reading> {
    let message = match asked {
        Some(name) => format!("the profile `{name}` finds no entry in this capture"),
        None => "no entry was found in this capture".to_string(),
    };
    diagnostics.push(
        Diagnostic::error(Code::NoEntries, message)
            .at(source, 0..0)
            .hint("an entry opens with a time (`13:42 Bridge shut`) or with a number and a headline, at the beginning of a line: is this the text of the whole live page?")
            .hint("`livesite help profiles` shows how to describe the layout of a page; `--profile NAME`, or `profile = \"NAME\"` in coverage.toml, chooses one")
            .hint("a file that is one entry begins with the line `+++`"),
    );
    None
}

fn assemble(
    source: &Arc<SourceText>,
    options: &Options,
    chosen: Chosen<'_, '_>,
    diagnostics: &mut Diagnostics,
) -> Reading {
    let Chosen {
        profile,
        cut,
        runner_up,
    } = chosen;
    let Cut {
        lines,
        posts,
        end,
        mut classes,
    } = cut;
    let lines = lines.as_slice();
    let first = posts.first().map_or(0, |post| post.line);
    let mut head = read_head(profile, lines, 0..first, &mut classes);
    for pair in posts.windows(2) {
        if let [above, below] = pair
            && above.body.end < below.line
        {
            let further = read_head(profile, lines, above.body.end..below.line, &mut classes);
            add_head(&mut head, further);
        }
    }
    for slot in classes.iter_mut().skip(end).filter(|slot| slot.is_none()) {
        *slot = Some(LineClass::Dropped("after the last entry".into()));
    }
    let mut day_lines = day_lines(profile, lines, &posts, &mut classes);
    if options.date.is_some() {
        // The operator's word about the topmost entry stands above the head's.
        day_lines.retain(|line| line.posts_above > 0);
    }
    let from_head = FromHead {
        date: head.date,
        zone: head.zone.as_deref(),
    };
    let times = read_times(
        source,
        profile,
        options,
        &posts,
        &day_lines,
        from_head,
        diagnostics,
    );
    let time_zone = options
        .zone
        .or_else(|| zone_of_head(&head, profile, options))
        .or(match times.places.as_slice() {
            [one] => Some(*one),
            _ => None,
        })
        .or(profile.time_zone);
    let mut entries = entries(source, profile, lines, &posts, times, &mut classes);
    mark_key_events(&mut entries, &head.key_events);
    say_unplaced(source, lines, &classes, diagnostics);
    Reading {
        title: head.title,
        publisher: profile.publisher.clone(),
        language: profile.language.clone(),
        time_zone,
        summary: head.summary,
        contributors: head.contributors,
        key_events: head.key_events,
        preamble: head.preamble,
        entries,
        lines: placed(lines, classes),
        profile: profile.name.clone(),
        profile_version: profile.version.clone(),
        runner_up,
    }
}

/// Marks the entries whose headlines the page lists as its key events.
fn mark_key_events(entries: &mut [Entry], headlines: &[String]) {
    let listed: BTreeSet<&str> = headlines.iter().map(String::as_str).collect();
    for entry in entries {
        if entry
            .headline
            .as_deref()
            .is_some_and(|headline| listed.contains(headline))
        {
            entry.key = Some(true);
        }
    }
}

/// One class for each line: of a line that was cut, a header's where it holds one.
fn placed(lines: &[Line<'_>], classes: Classes) -> Vec<PlacedLine> {
    let mut placed: Vec<PlacedLine> = Vec::with_capacity(lines.len());
    for (line, class) in lines.iter().zip(classes) {
        let class = class.unwrap_or(LineClass::Unplaced);
        match placed.last_mut() {
            Some(last) if last.number == line.number => {
                if class == LineClass::Header {
                    last.class = class;
                }
            }
            _ => placed.push(PlacedLine {
                number: line.number,
                class,
            }),
        }
    }
    placed
}

fn zone_of_head(head: &HeadText, profile: &Profile, options: &Options) -> Option<chrono_tz::Tz> {
    match read_word(head.zone.as_deref()?, profile, options, None) {
        WordReading::One(ZoneReading::Place(zone)) => Some(zone),
        _ => None,
    }
}

/// The lines that say the day, in the head and between entries.
fn day_lines(
    profile: &Profile,
    lines: &[Line<'_>],
    posts: &[Post],
    classes: &mut Classes,
) -> Vec<DayLine> {
    let mut found = Vec::new();
    let mut posts_above = 0;
    let first = posts.first().map(|post| post.line);
    for (index, line) in lines.iter().enumerate() {
        while posts
            .get(posts_above)
            .is_some_and(|post| post.line <= index)
        {
            posts_above += 1;
        }
        let free = match classes.get(index) {
            Some(None) => true,
            // In the head only the line right above the first entry is about the entries.
            Some(Some(LineClass::Time)) => posts_above == 0 && next_text(lines, index) == first,
            _ => false,
        };
        let date = free
            .then(|| {
                profile.day.iter().find_map(|pattern| {
                    let groups = pattern.captures(line.content())?;
                    parse_date(groups.name("date")?.as_str(), profile.numbers)
                })
            })
            .flatten();
        if let (Some(date), Some(slot)) = (date, classes.get_mut(index)) {
            *slot = Some(LineClass::Time);
            found.push(DayLine { posts_above, date });
        }
    }
    found
}

fn entries(
    source: &Arc<SourceText>,
    profile: &Profile,
    lines: &[Line<'_>],
    posts: &[Post],
    times: Times,
    classes: &mut Classes,
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = posts
        .iter()
        .zip(times.published)
        .map(|(post, published)| {
            let mut entry = Entry::empty(Place::new(source, post.span.clone()));
            let body = Body::read(profile, post, lines, classes);
            let known: Vec<_> = body
                .labels
                .iter()
                .map(|label| (label, profile.label(label)))
                .collect();
            entry.kind = known
                .iter()
                .find_map(|(_, label)| label.as_ref()?.kind)
                .or_else(|| {
                    profile
                        .headlines
                        .kinds
                        .iter()
                        .find(|(pattern, _)| {
                            body.headline
                                .as_deref()
                                .is_some_and(|headline| pattern.is_match(headline))
                        })
                        .map(|(_, kind)| *kind)
                });
            entry.key = known
                .iter()
                .any(|(_, label)| label.is_some_and(|label| label.key))
                .then_some(true);
            entry.label = known
                .iter()
                .find(|(_, label)| label.is_some_and(|label| label.kind.is_some()))
                .or(known.first())
                .map(|(label, _)| (*label).clone());
            entry.published = published;
            entry.clock = post.stamp.written.as_ref().map(|words| words.text.clone());
            entry.headline.clone_from(&body.headline);
            entry.byline.clone_from(&body.byline);
            entry.body = Arc::new(entry::Body::Made(markdown_of(&body.blocks)));
            entry.provenance = Some(Arc::new(Provenance {
                // The name alone: where it lay on somebody's disk is nobody's business.
                file: source
                    .path
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_string(),
                lines: line_range(lines, post),
                ..Provenance::default()
            }));
            entry
        })
        .collect();
    if times.newest_first {
        entries.reverse();
    }
    for (entry, position) in entries.iter_mut().zip(1..) {
        entry.position = Some(position);
    }
    entries
}

/// The next line with text.
fn next_text(lines: &[Line<'_>], index: usize) -> Option<usize> {
    (index + 1..lines.len()).find(|&next| lines.get(next).is_some_and(|line| !line.is_blank()))
}

/// The first and last line with text of a post.
fn line_range(lines: &[Line<'_>], post: &Post) -> Option<(usize, usize)> {
    let first = lines.get(post.line)?.number;
    let last = (post.line..post.body.end)
        .rev()
        .filter_map(|index| lines.get(index))
        .find(|line| !line.is_blank())
        .map_or(first, |line| line.number);
    Some((first, last.max(first)))
}

fn say_unplaced(
    source: &Arc<SourceText>,
    lines: &[Line<'_>],
    classes: &Classes,
    diagnostics: &mut Diagnostics,
) {
    let unplaced: Vec<_> = lines
        .iter()
        .zip(classes)
        .filter(|(_, class)| matches!(class, None | Some(LineClass::Unplaced)))
        .map(|(line, _)| line)
        .collect();
    let Some(first) = unplaced.first() else {
        return;
    };
    let numbers: Vec<_> = unplaced
        .iter()
        .take(12)
        .map(|line| line.number.to_string())
        .collect();
    let more = if unplaced.len() > 12 { ", …" } else { "" };
    let (count, word) = match unplaced.len() {
        1 => ("one line".to_string(), "it is"),
        many => (format!("{many} lines"), "they are"),
    };
    diagnostics.push(
        Diagnostic::warning(
            Code::UnplacedLines,
            format!(
                "{count} of this capture fit no rule of the profile: {}{more}",
                numbers.join(", ")
            ),
        )
        .at(source, first.span.clone())
        .hint(format!(
            "{word} kept as text; `livesite import {} --dry-run --explain` shows what each line was taken for",
            source.path
        )),
    );
}
