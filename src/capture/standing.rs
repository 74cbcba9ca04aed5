//! Where a form's lines must stand: what one line does not tell, but the page does.

use std::collections::{BTreeMap, BTreeSet};

use super::head::signed;
use super::line::Line;
use super::profile::{Form, Profile, any};
use super::shape::is_bullet;

/// How far down a page its head can name the writers.
const HEAD: usize = 60;
/// The longest line that is a headline or names writers, in characters.
const LONGEST: usize = 200;

/// For each form with a rule about its place, the lines that keep it.
pub struct Standing {
    allowed: Vec<Option<Vec<usize>>>,
}

impl Standing {
    /// Looks at a page with every form that has such a rule.
    #[must_use]
    pub fn of(profile: &Profile, lines: &[Line<'_>]) -> Self {
        Self {
            allowed: profile
                .forms
                .iter()
                .map(|form| allowed(profile, form, lines))
                .collect(),
        }
    }

    /// Whether a line may open an entry in a form, as far as its place goes.
    #[must_use]
    pub fn allows(&self, form: usize, line: usize) -> bool {
        match self.allowed.get(form) {
            Some(Some(lines)) => lines.binary_search(&line).is_ok(),
            _ => true,
        }
    }
}

fn allowed(profile: &Profile, form: &Form, lines: &[Line<'_>]) -> Option<Vec<usize>> {
    let place = &form.place;
    if !place.outermost && place.repeats == 0 && place.share == 0 {
        return None;
    }
    let mut found: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_blank() && form.start.is_match(line.text))
        .map(|(index, _)| index)
        .collect();
    if place.outermost {
        found = outermost(lines, found);
    }
    if place.repeats > 0 {
        found = repeated(profile, form, lines, found);
    }
    let texts = lines.iter().filter(|line| !line.is_blank()).count();
    if found.len() * 100 < texts * place.share {
        found.clear();
    }
    Some(found)
}

/// The lines with the least indent, when text that is indented deeper stands below most of them.
fn outermost(lines: &[Line<'_>], found: Vec<usize>) -> Vec<usize> {
    let indent = |index: usize| lines.get(index).map_or(0, Line::indent);
    let followed: Vec<bool> = found
        .iter()
        .map(|&index| {
            lines
                .iter()
                .skip(index + 1)
                .find(|line| !line.is_blank())
                .is_some_and(|below| below.indent() > indent(index) && !is_bullet(below.content()))
        })
        .collect();
    // A menu has bullets too, and nothing below them.
    let Some(least) = found
        .iter()
        .zip(&followed)
        .filter(|(_, followed)| **followed)
        .map(|(&index, _)| indent(index))
        .min()
    else {
        return Vec::new();
    };
    let first = found
        .iter()
        .zip(&followed)
        .position(|(&index, followed)| *followed && indent(index) == least)
        .unwrap_or(0);
    found
        .into_iter()
        .skip(first)
        .filter(|&index| indent(index) == least)
        .collect()
}

/// The lines that stand free above a headline and whose words come back, or are a writer whom the
/// head names, or a label.
fn repeated(profile: &Profile, form: &Form, lines: &[Line<'_>], found: Vec<usize>) -> Vec<usize> {
    let content = |index: usize| lines.get(index).map_or("", |line| line.content());
    let free: Vec<usize> = found
        .into_iter()
        .filter(|&index| stands_free_above_a_headline(profile, form, lines, index))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &index in &free {
        *counts.entry(content(index)).or_default() += 1;
    }
    let writers: BTreeSet<String> = lines
        .iter()
        .take(HEAD)
        .filter(|line| line.text.len() <= LONGEST && !form.start.is_match(line.text))
        .flat_map(|line| {
            let groups = profile
                .head
                .contributors
                .iter()
                .find_map(|pattern| pattern.group("names", line.content()));
            signed(&groups.unwrap_or_default())
        })
        .map(|writer| writer.name)
        .collect();
    free.into_iter()
        .filter(|&index| {
            let text = content(index);
            counts
                .get(text)
                .is_some_and(|&count| count >= form.place.repeats)
                || writers.contains(text)
                || profile.label(text).is_some()
        })
        .collect()
}

fn stands_free_above_a_headline(
    profile: &Profile,
    form: &Form,
    lines: &[Line<'_>],
    index: usize,
) -> bool {
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(Line::is_blank);
    let below = lines
        .iter()
        .skip(index + 1)
        .find(|line| !line.is_blank())
        .map_or("", |line| line.content());
    let of_the_head = any(&profile.head.date, below)
        || any(&profile.head.drop_patterns, below)
        || any(&profile.head.contributors, below);
    blank(index.checked_sub(1))
        && blank(Some(index + 1))
        && !below.is_empty()
        && below.len() <= LONGEST
        && !is_bullet(below)
        && (!of_the_head || form.start.is_match(below))
}
