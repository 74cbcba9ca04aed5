//! Names in running text that lead to their person's page, at the first mention in an entry.
//!
//! Never the wrong person: a name leads somewhere where attribution is certain whom it means in that entry, or where
//! it is the whole name of exactly one person of the archive. The longest name wins, so that `Quill` in `Tom Quill`
//! leads nowhere when Tom Quill is somebody else or nobody.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::archive::{Archive, Entry, SpeakerId};
use crate::base::name_key::name_key;
use crate::markdown::html_text::{HtmlText, words_of};

/// A mention: the bytes of the HTML, and who is meant.
pub type Mention = (std::ops::Range<usize>, SpeakerId);

/// The names of everybody who has a page.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// To find them where a text gives them in whole.
    whole: Names,
    /// To look up whom attribution means: names as they are, then by their keys.
    by_name: HashMap<String, SpeakerId>,
    by_key: HashMap<String, SpeakerId>,
}

/// Names, found word by word.
#[derive(Debug, Default)]
struct Names {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    next: HashMap<String, usize>,
    /// Each spelling that ends here, and whom it means.
    ends: Vec<(String, Option<SpeakerId>)>,
}

impl Names {
    fn enter(&mut self, name: &str, speaker: Option<SpeakerId>) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut at = 0;
        for word in words_of(name) {
            let new = self.nodes.len();
            at = *self.nodes[at].next.entry(word.to_string()).or_insert(new);
            if at == new {
                self.nodes.push(Node::default());
            }
        }
        let spelling = spelled(name);
        let ends = &mut self.nodes[at].ends;
        if at == 0 || spelling.is_empty() {
            return;
        }
        match ends.iter_mut().find(|(known, _)| *known == spelling) {
            // Two people of one name: neither is meant for certain.
            Some((_, known)) if *known != speaker => *known = None,
            Some(_) => {}
            None => ends.push((spelling, speaker)),
        }
    }

    /// The longest name that begins with a word: how many words, and whom it means.
    fn longest(&self, text: &HtmlText<'_>, first: usize) -> Option<(usize, Option<SpeakerId>)> {
        let mut node = self.nodes.first()?;
        let mut found = None;
        let run = text.words.get(first)?.run;
        for at in first..text.words.len() {
            let word = &text.words[at];
            let next = node.next.get(text.word(at)).filter(|_| word.run == run);
            let Some(next) = next else {
                break;
            };
            node = &self.nodes[*next];
            if node.ends.is_empty() {
                continue;
            }
            let span = text.words[first].span.start..word.span.end;
            let written = spelled(text.html.get(span).unwrap_or_default());
            if let Some((_, speaker)) = node.ends.iter().find(|(known, _)| *known == written) {
                found = Some((at + 1 - first, *speaker));
            }
        }
        found
    }
}

/// A name as it is compared: white space is one blank, apostrophes are one, and no mark stands at its ends.
fn spelled(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ").replace(['’', 'ʼ'], "'");
    name.trim_matches(|character: char| !character.is_alphanumeric())
        .to_string()
}

/// The names of the archive before, for as long as the same people have them.
#[derive(Debug, Default)]
pub struct KnownNames(Option<(Arc<Archive>, Arc<NameIndex>)>);

impl KnownNames {
    /// The names of an archive's people.
    pub fn of(&mut self, archive: &Arc<Archive>) -> Arc<NameIndex> {
        let known = self.0.take();
        let known = known.filter(|(before, _)| same_names(before, archive));
        let index = known.map_or_else(|| Arc::new(NameIndex::new(archive)), |(_, index)| index);
        self.0 = Some((Arc::clone(archive), Arc::clone(&index)));
        index
    }
}

fn same_names(one: &Archive, other: &Archive) -> bool {
    let people = |archive: &'_ Archive| -> Vec<SpeakerId> {
        let ids = archive.speakers.ids();
        ids.filter(|&id| archive.speakers[id].has_page).collect()
    };
    let (ids, others) = (people(one), people(other));
    ids == others
        && ids.into_iter().all(|id| {
            let (one, other) = (&one.speakers[id], &other.speakers[id]);
            one.name == other.name && one.aliases == other.aliases
        })
}

impl NameIndex {
    /// The names and aliases of two words or more. A surname alone is for attribution to tell.
    #[must_use]
    pub fn new(archive: &Archive) -> Self {
        let mut index = Self::default();
        for id in archive.speakers.ids() {
            let speaker = &archive.speakers[id];
            if !speaker.has_page {
                continue;
            }
            for name in std::iter::once(&speaker.name).chain(&speaker.aliases) {
                index.by_name.insert(name.clone(), id);
                index.by_key.insert(name_key(name), id);
                if words_of(name).len() > 1 {
                    index.whole.enter(name, Some(id));
                }
            }
        }
        index
    }

    fn person(&self, name: &str) -> Option<SpeakerId> {
        let known = self.by_name.get(name);
        known.or_else(|| self.by_key.get(&name_key(name))).copied()
    }

    /// Where an entry's body, as HTML, first mentions each person who has a page.
    #[must_use]
    pub fn mentions(&self, entry: &Entry, html: &str) -> Vec<Mention> {
        let mut own = Names::default();
        for name in &entry.names {
            let speaker = name.person.as_deref().and_then(|name| self.person(name));
            own.enter(&name.written, speaker);
        }
        if own.nodes.is_empty() && self.whole.nodes.is_empty() {
            return Vec::new();
        }
        let text = HtmlText::of(html);
        let mut met = HashSet::new();
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < text.words.len() {
            let (here, anywhere) = (own.longest(&text, at), self.whole.longest(&text, at));
            let found = match (here, anywhere) {
                (Some((long, None)), Some((length, speaker))) if length >= long => {
                    Some((length, speaker))
                }
                (Some((long, _)), Some((length, speaker))) if length > long => {
                    Some((length, speaker))
                }
                (here, anywhere) => here.or(anywhere),
            };
            let Some((length, speaker)) = found else {
                at += 1;
                continue;
            };
            let span = text.words[at].span.start..text.words[at + length - 1].span.end;
            if let Some(speaker) = speaker
                && text.words[at].running
                && stands_alone(html, &span)
                && met.insert(speaker)
            {
                mentions.push((span, speaker));
            }
            at += length;
        }
        mentions
    }
}

/// Whether a name is a whole one: no part of a compound (`Quill-Marsh`, `O'Quill`), of an address or a handle, and
/// not followed by another capital (`Quill Street`).
fn stands_alone(html: &str, span: &std::ops::Range<usize>) -> bool {
    let before = html.get(..span.start).unwrap_or_default();
    let after = html.get(span.end..).unwrap_or_default();
    let mut back = before.chars().rev();
    let joined_before = match back.next() {
        Some('-' | '‐' | '‑' | '\'' | '’' | '.' | '/') => {
            back.next().is_some_and(char::is_alphanumeric)
        }
        Some('@' | '#' | '_') => true,
        _ => false,
    };
    let mut on = after.chars();
    let joined_after = match on.next() {
        Some('-' | '‐' | '‑' | '.' | '/' | '@' | '_') => {
            on.next().is_some_and(char::is_alphanumeric)
        }
        // A genitive is no other name.
        Some('\'' | '’') => {
            let rest = on.as_str();
            let own = rest.strip_prefix('s').unwrap_or(rest);
            own.starts_with(char::is_alphanumeric)
        }
        Some(' ' | '\u{a0}' | '\n') => on.next().is_some_and(char::is_uppercase),
        _ => false,
    };
    !joined_before && !joined_after
}
