//! One post of a saved page: its parts by the spots of a layout, the rest as its body.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::clock_words::clock_in;
use super::layout::{Layout, Spot};
use super::siblings::Post;
use crate::capture::live_page::Update;
use crate::capture::machine_time;
use crate::capture::markup::body::Body;
use crate::capture::markup::tree::{attribute, name, single_blanks, text};
use crate::capture::markup::{Context, block};
use crate::capture::reading_text::names;
use crate::capture::shape::is_person_name;
use crate::markdown::rich::Run;
use crate::source::entry::{Byline, Kind, Moment};

/// The longest headline; what is longer is text in a heading.
const LONGEST_HEADLINE: usize = 300;

/// Reads the posts of a page. `offset_of` says where in the capture a word stands.
pub fn read(
    posts: &[Post<'_>],
    layout: &Layout,
    context: &mut Context<'_>,
    offset_of: &dyn Fn(&str) -> usize,
) -> Vec<Update> {
    posts
        .iter()
        .filter_map(|post| read_one(post, layout, context, offset_of))
        .collect()
}

fn read_one(
    post: &Post<'_>,
    layout: &Layout,
    context: &mut Context<'_>,
    offset_of: &dyn Fn(&str) -> usize,
) -> Option<Update> {
    let (head, rest) = post.parts.split_first()?;
    let mut parts = Parts {
        post: *head,
        layout,
        taken: HashSet::new(),
    };
    let id = parts.value(&layout.id);
    let published = parts.time(&layout.time);
    let updated = parts.time(&layout.updated).and_then(|moment| match moment {
        Moment::Instant(at) => Some(at),
        _ => None,
    });
    let clock = parts.clock().or_else(|| parts.marked(post.mark?));
    let mut label = parts.label();
    let byline = parts.byline(&mut label);
    let headline = parts.headline().or_else(|| parts.own_heading());
    let key = layout
        .key
        .iter()
        .any(|selector| selector.matches(head) || head.select(selector).next().is_some())
        || label.as_deref().is_some_and(is_key_label);
    let recap = layout.recap.iter().any(|selector| selector.matches(head));
    for selector in &layout.drop {
        for dropped in head.select(selector) {
            if parts.taken.insert(dropped.id()) {
                context.dropped("layout's furniture");
            }
        }
    }
    let taken = parts.taken;
    let bodies: Vec<ElementRef<'_>> = match &layout.body {
        Some(selector) => outermost(head.select(selector).collect()),
        None => Vec::new(),
    };
    let bodies = if bodies.is_empty() {
        vec![*head]
    } else {
        bodies
    };
    let bodies = bodies
        .into_iter()
        .filter(|body| !taken.contains(&body.id()));
    let bodies: Vec<ElementRef<'_>> = bodies.chain(rest.iter().copied()).collect();
    context.skip = taken;
    let mut body = Body::new(context);
    for element in bodies {
        if is_text_block(element) {
            body.node(*element, &Run::default(), 0);
        } else {
            body.children(element, &Run::default(), 0);
        }
    }
    let blocks = body.finish();
    context.skip = HashSet::new();
    let body = block::write(&blocks);
    let update = Update {
        offset: id.as_deref().or(headline.as_deref()).map_or(0, offset_of),
        id,
        headline,
        published,
        clock,
        updated,
        byline,
        label,
        key,
        kind: recap.then_some(Kind::Recap),
        body,
        ..Update::default()
    };
    (!update.is_empty()).then_some(update)
}

/// Whether an element is a block of text itself, not a box around some.
fn is_text_block(element: ElementRef<'_>) -> bool {
    matches!(
        name(element),
        "p" | "ul" | "ol" | "blockquote" | "figure" | "table" | "h2" | "h3" | "h4" | "pre" | "img"
    )
}

/// Elements that stand in no other of them.
fn outermost<'a>(elements: Vec<ElementRef<'a>>) -> Vec<ElementRef<'a>> {
    let all: HashSet<NodeId> = elements.iter().map(|element| element.id()).collect();
    elements
        .into_iter()
        .filter(|element| !element.ancestors().any(|above| all.contains(&above.id())))
        .collect()
}

fn is_key_label(label: &str) -> bool {
    matches!(
        label.to_lowercase().as_str(),
        "key event" | "key moment" | "breaking" | "key post"
    )
}

/// The parts of a post as they are found; what was taken is no body.
struct Parts<'a, 'l> {
    post: ElementRef<'a>,
    layout: &'l Layout,
    taken: HashSet<NodeId>,
}

impl<'a> Parts<'a, '_> {
    fn value(&self, spots: &[Spot]) -> Option<String> {
        spots
            .iter()
            .find_map(|spot| spot.find(self.post))
            .map(|(_, value)| value)
    }

    fn time(&mut self, spots: &[Spot]) -> Option<Moment> {
        spots.iter().find_map(|spot| {
            let found = spot.find_all(self.post);
            let (element, moment) = found
                .into_iter()
                .find_map(|(element, value)| Some((element, machine_time::parse(&value)?)))?;
            if element.id() != self.post.id() && !holds_text(element) {
                self.taken.insert(element.id());
            }
            Some(moment)
        })
    }

    /// The time as it is shown: short words with a time of day in them.
    fn clock(&mut self) -> Option<String> {
        let (element, words) = self.layout.clock.iter().find_map(|spot| {
            spot.find_all(self.post)
                .into_iter()
                .find(|(_, words)| words.chars().count() <= 80 && clock_in(words).is_some())
        })?;
        self.taken.insert(element.id());
        Some(words)
    }

    /// The words of the time by which the post was found.
    fn marked(&mut self, mark: ElementRef<'_>) -> Option<String> {
        let words = text(mark);
        let short =
            words.chars().count() <= 80 && clock_in(&words).is_some_and(|found| found.is_whole);
        (short && self.taken.insert(mark.id())).then_some(words)
    }

    /// A headline stands before the text, and is not the whole of a quotation's or list's.
    fn headline(&mut self) -> Option<String> {
        for spot in &self.layout.headline {
            for (element, words) in spot.find_all(self.post) {
                let boxed = element
                    .ancestors()
                    .take_while(|above| above.id() != self.post.id())
                    .filter_map(ElementRef::wrap)
                    .any(|above| {
                        matches!(
                            name(above),
                            "blockquote" | "figure" | "ul" | "ol" | "table" | "aside"
                        )
                    });
                let holds = element
                    .descendants()
                    .any(|below| self.taken.contains(&below.id()));
                if boxed
                    || words.chars().count() > LONGEST_HEADLINE
                    || self.taken.contains(&element.id())
                {
                    continue;
                }
                if self.text_before(element) > 60 {
                    continue;
                }
                let words = if holds {
                    self.without_taken(element)
                } else {
                    words
                };
                if words.is_empty() {
                    continue;
                }
                self.taken.insert(element.id());
                return Some(words);
            }
        }
        None
    }

    /// The words of a post that begins with a heading and has no box around it.
    fn own_heading(&mut self) -> Option<String> {
        if !matches!(
            name(self.post),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt"
        ) {
            return None;
        }
        let words = self.without_taken(self.post);
        let words = words
            .trim_matches([' ', '-', '–', '—', '|', ':', '·'])
            .to_string();
        self.taken.insert(self.post.id());
        (!words.is_empty()).then_some(words)
    }

    fn without_taken(&self, element: ElementRef<'_>) -> String {
        let mut words = String::new();
        for node in element.descendants() {
            let Some(text) = node.value().as_text() else {
                continue;
            };
            let taken = node
                .ancestors()
                .take_while(|above| above.id() != element.id())
                .any(|above| self.taken.contains(&above.id()));
            if !taken {
                words.push_str(text);
            }
        }
        single_blanks(&words)
    }

    /// How much text of the post stands before an element, what was taken left out.
    fn text_before(&self, element: ElementRef<'_>) -> usize {
        let mut count = 0;
        for node in self.post.descendants() {
            if node.id() == element.id() {
                break;
            }
            if let Some(text) = node.value().as_text()
                && !node
                    .ancestors()
                    .any(|above| self.taken.contains(&above.id()))
            {
                count += text.trim().chars().count();
            }
        }
        count
    }

    fn label(&mut self) -> Option<String> {
        let (element, words) = self.layout.label.iter().find_map(|spot| {
            spot.find_all(self.post).into_iter().find(|(_, words)| {
                words.chars().count() <= 30
                    && (self.layout.labels.is_empty() || self.known_label(words).is_some())
            })
        })?;
        self.taken.insert(element.id());
        Some(words)
    }

    fn known_label(&self, words: &str) -> Option<&String> {
        self.layout
            .labels
            .iter()
            .find(|label| label.eq_ignore_ascii_case(words))
    }

    fn byline(&mut self, label: &mut Option<String>) -> Vec<Byline> {
        let mut people: Vec<Byline> = Vec::new();
        for spot in &self.layout.byline {
            for (element, words) in spot.find_all(self.post) {
                if words.chars().count() > 160 || self.taken.contains(&element.id()) {
                    continue;
                }
                if let Some(known) = self.known_label(&words) {
                    *label = label.take().or_else(|| Some(known.clone()));
                    self.taken.insert(element.id());
                    continue;
                }
                let quoted = element
                    .ancestors()
                    .take_while(|above| above.id() != self.post.id())
                    .filter_map(ElementRef::wrap)
                    .any(|above| matches!(name(above), "blockquote" | "figure" | "figcaption"));
                if quoted {
                    continue;
                }
                let parts = person_and_role(&words);
                for byline in parts {
                    if people.iter().all(|known| known.name != byline.name) {
                        people.push(byline);
                    }
                }
                self.taken.insert(element.id());
            }
            if !people.is_empty() {
                break;
            }
        }
        if let Some((element, role)) = self
            .layout
            .role
            .iter()
            .find_map(|spot| spot.find(self.post))
            && let Some(last) = people.last_mut()
            && last.role.is_none()
        {
            last.role = Some(role);
            self.taken.insert(element.id());
        }
        people
    }
}

/// The people in a byline's words, a job behind a comma with them.
fn person_and_role(words: &str) -> Vec<Byline> {
    let mut people: Vec<Byline> = Vec::new();
    for part in names(words) {
        match people.last_mut() {
            // `Noor Castell, Local democracy correspondent`: what is no name is what the person before does.
            Some(person) if !is_person_name(&part) && person.role.is_none() => {
                person.role = Some(part);
            }
            _ => people.push(Byline {
                name: part,
                role: None,
            }),
        }
    }
    people
}

/// Whether a time's element also holds text that is no time.
fn holds_text(element: ElementRef<'_>) -> bool {
    let words = text(element);
    words.chars().count() > 80
        || attribute(element, "itemprop").is_none()
            && name(element) != "time"
            && clock_in(&words).is_none()
            && !words.is_empty()
}
