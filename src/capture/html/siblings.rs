//! Posts on a page of no known family: what repeats, with a time in each.
//!
//! Every time on the page is followed upwards as long as it is the only one; the elements reached this way are posts
//! where enough of them look alike. Where the boxes around the times hold nothing but the times, the posts lie flat:
//! each begins at its time and ends before the next.

use std::collections::{BTreeMap, HashMap, HashSet};

use ego_tree::NodeId;
use scraper::ElementRef;

use crate::capture::clock;
use crate::capture::machine_time;
use crate::capture::markup::tree::{attribute, children, has_class_word, name, text};

/// Attributes in which machines write times.
const ATTRIBUTES: [&str; 10] = [
    "datetime",
    "data-timestamp",
    "data-time",
    "data-post-time",
    "data-utc",
    "data-date",
    "data-published",
    "data-created",
    "data-epoch",
    "data-js-timestamp",
];
/// How many posts alike make a live page.
const FEWEST: usize = 3;
/// So much of a post's text counts when posts are weighed.
const MOST_TEXT: usize = 1_500;
/// The longest text that may be a time shown to people.
const LONGEST_CLOCK: usize = 60;

/// A post.
#[derive(Debug, Clone)]
pub struct Post<'a> {
    /// Its elements: one where it has a box of its own.
    pub parts: Vec<ElementRef<'a>>,
    /// Its time, where that is how it was found.
    pub mark: Option<ElementRef<'a>>,
}

/// The posts of a page.
#[must_use]
pub fn posts(root: ElementRef<'_>) -> Vec<Post<'_>> {
    let marks = marks(root);
    if marks.len() < FEWEST {
        return Vec::new();
    }
    let counts = counts(&marks);
    let boxes = marks
        .iter()
        .map(|mark| (largest_alone(*mark, &counts), *mark));
    let mut alike: BTreeMap<String, Vec<Marked<'_>>> = BTreeMap::new();
    for (found, mark) in boxes {
        alike
            .entry(signature(found))
            .or_default()
            .push((found, mark));
    }
    let weight = |posts: &[Marked<'_>]| -> usize {
        posts
            .iter()
            .map(|(post, _)| text(*post).chars().count().min(MOST_TEXT))
            .sum()
    };
    let best = alike
        .into_values()
        .filter(|posts| posts.len() >= FEWEST)
        .max_by_key(|posts| weight(posts));
    let Some(best) = best else {
        return Vec::new();
    };
    let words = weight(&best) / best.len();
    let flat = flat(&best);
    let flat_words = flat
        .iter()
        .flat_map(|post| &post.parts)
        .map(|part| text(*part).chars().count().min(MOST_TEXT))
        .sum::<usize>()
        / best.len();
    if words < 90 && flat_words > words * 2 {
        return flat;
    }
    if words < 25 {
        return Vec::new();
    }
    best.into_iter()
        .map(|(post, mark)| Post {
            parts: vec![post],
            mark: Some(mark),
        })
        .collect()
}

/// A box and the time in it.
type Marked<'a> = (ElementRef<'a>, ElementRef<'a>);

/// The elements that are times.
fn marks(root: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let mut found: Vec<ElementRef<'_>> = Vec::new();
    let mut inside: HashSet<NodeId> = HashSet::new();
    for element in root.descendants().filter_map(ElementRef::wrap) {
        // A time inside of another is the same time.
        let within = element
            .parent()
            .is_some_and(|parent| inside.contains(&parent.id()));
        if within {
            inside.insert(element.id());
            continue;
        }
        if is_mark(element) {
            // When it was changed says nothing of where a post begins; nor does a second time beside the first.
            let beside = found.last().is_some_and(|last: &ElementRef<'_>| {
                last.parent().map(|parent| parent.id())
                    == element.parent().map(|parent| parent.id())
                    && name(*last) == name(element)
                    && !last
                        .next_siblings()
                        .take_while(|next| next.id() != element.id())
                        .any(|next| {
                            ElementRef::wrap(next)
                                .is_some_and(|between| text(between).len() > LONGEST_CLOCK)
                        })
            });
            if beside || has_class_word(element, &["updated", "modified", "update"]) {
                continue;
            }
            if name(element) == "time" || children(element).next().is_none() {
                inside.insert(element.id());
            }
            found.push(element);
        }
    }
    found
}

fn is_mark(element: ElementRef<'_>) -> bool {
    let stamped = ATTRIBUTES.iter().any(|name| {
        attribute(element, name).is_some_and(|value| machine_time::parse(value).is_some())
    });
    if stamped {
        return true;
    }
    let likely = name(element) == "time"
        || (children(element).next().is_none()
            && matches!(
                name(element),
                "span"
                    | "div"
                    | "p"
                    | "strong"
                    | "b"
                    | "h2"
                    | "h3"
                    | "h4"
                    | "dt"
                    | "td"
                    | "small"
                    | "em"
                    | "a"
            ));
    if !likely {
        return false;
    }
    let words: String = element.text().collect();
    let words = words.trim();
    words.len() <= LONGEST_CLOCK
        && words.chars().any(|c| c.is_ascii_digit())
        && (clock::is_clock(words)
            || super::clock_words::clock_in(words).is_some_and(|found| found.is_whole))
}

/// How many marks stand in each element.
fn counts(marks: &[ElementRef<'_>]) -> HashMap<NodeId, usize> {
    let mut counts = HashMap::new();
    for mark in marks {
        *counts.entry(mark.id()).or_default() += 1;
        for above in mark.ancestors() {
            *counts.entry(above.id()).or_default() += 1;
        }
    }
    counts
}

/// The largest element around a mark in which it is alone, or beside times of the same post.
fn largest_alone<'a>(mark: ElementRef<'a>, counts: &HashMap<NodeId, usize>) -> ElementRef<'a> {
    let mut reached = mark;
    for above in mark.ancestors().filter_map(ElementRef::wrap) {
        if counts.get(&above.id()).copied().unwrap_or(0) > 1
            || matches!(name(above), "body" | "html" | "main")
        {
            break;
        }
        reached = above;
    }
    reached
}

/// What elements have in common that look alike: depth, name, and what they stand in. Their own classes often differ.
fn signature(element: ElementRef<'_>) -> String {
    let depth = element.ancestors().count();
    let parent = element.parent().and_then(ElementRef::wrap);
    let class = parent.and_then(|parent| parent.value().classes().next().map(str::to_string));
    let class: String = class
        .unwrap_or_default()
        .chars()
        .filter(|character| !character.is_ascii_digit())
        .collect();
    let parent = parent.map_or("", name);
    format!("{depth} {parent}.{class} {}", name(element))
}

/// Posts that lie flat: each of these elements with all that follows it, up to the next.
fn flat<'a>(heads: &[Marked<'a>]) -> Vec<Post<'a>> {
    let starts: HashSet<NodeId> = heads.iter().map(|(head, _)| head.id()).collect();
    heads
        .iter()
        .map(|(head, mark)| {
            let mut parts = vec![*head];
            let following = head.next_siblings().filter_map(ElementRef::wrap);
            parts.extend(following.take_while(|sibling| {
                !starts.contains(&sibling.id())
                    && !matches!(name(*sibling), "footer" | "nav" | "aside")
            }));
            Post {
                parts,
                mark: Some(*mark),
            }
        })
        .collect()
}
