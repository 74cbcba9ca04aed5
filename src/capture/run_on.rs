//! Entries that run on in one paragraph: the line is cut before each mark that keeps the order of time.

use super::clock::parse_clock;
use super::line::Line;
use super::profile::Profile;
use super::timeline::{Written, newest_first, out_of_order, running_minutes};

/// A mark inside a line: the line, the byte at which the entry begins, its time.
struct Mark {
    line: usize,
    at: usize,
    written: Written,
    /// It begins the line, or follows the end of a sentence.
    after_sentence: bool,
}

/// The lines, cut before the marks of the profile. All pieces of a line bear its number.
#[must_use]
pub fn cut_lines<'a>(profile: &Profile, lines: Vec<Line<'a>>) -> Vec<Line<'a>> {
    if profile.split.is_empty() {
        return lines;
    }
    let mut marks = marks(profile, &lines);
    // Where entries end as sentences do, a number inside a sentence is no time: "In 2010 The Harwick Post asked".
    if marks.iter().filter(|mark| mark.after_sentence).count() * 4 > marks.len() * 3 {
        marks.retain(|mark| mark.after_sentence);
    }
    let written: Vec<Written> = marks.iter().map(|mark| mark.written).collect();
    let newest = newest_first(&written).unwrap_or(profile.newest_first);
    let times: Vec<(usize, i64)> = running_minutes(&written, newest)
        .into_iter()
        .enumerate()
        .collect();
    // A year or a figure in the text does not go on counting.
    let stray = out_of_order(&times, newest);
    let mut kept = marks
        .iter()
        .enumerate()
        .filter(|(index, _)| stray.binary_search(index).is_err())
        .map(|(_, mark)| mark)
        .peekable();
    let mut pieces = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let mut from = 0;
        while let Some(mark) = kept.next_if(|mark| mark.line == index) {
            pieces.extend(piece(&line, from, mark.at));
            from = mark.at;
        }
        match from {
            0 => pieces.push(line),
            _ => pieces.extend(piece(&line, from, line.text.len())),
        }
    }
    pieces
}

fn piece<'a>(line: &Line<'a>, from: usize, to: usize) -> Option<Line<'a>> {
    let text = line.text.get(from..to)?.trim_end();
    (!text.trim().is_empty()).then(|| Line {
        number: line.number,
        text,
        span: line.span.start + from..line.span.start + from + text.len(),
    })
}

fn marks(profile: &Profile, lines: &[Line<'_>]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let before = marks.len();
        for pattern in &profile.split {
            marks.extend(pattern.captures_iter(line.text).filter_map(|groups| {
                let clock = groups.name("clock")?;
                Some(Mark {
                    line: index,
                    at: clock.start(),
                    written: Written {
                        clock: Some(parse_clock(clock.as_str())?),
                        date: None,
                    },
                    after_sentence: ends_a_sentence(line.text.get(..clock.start())?),
                })
            }));
        }
        if let Some(new) = marks.get_mut(before..) {
            new.sort_by_key(|mark| mark.at);
        }
        marks.dedup_by_key(|mark| (mark.line, mark.at));
    }
    marks
}

fn ends_a_sentence(before: &str) -> bool {
    before.trim_end().chars().next_back().is_none_or(|last| {
        !last.is_alphanumeric() && !matches!(last, ',' | ';' | '(' | '[' | '-' | '–' | '—')
    })
}
