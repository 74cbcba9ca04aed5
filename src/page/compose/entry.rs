//! One entry: the view that all its pages share, and its own page.

use std::cell::RefCell;
use std::sync::Arc;

use super::head::direction_of;
use super::{Composer, PageBody, PageView};
use crate::archive::{Entry, EntryId, Speaking};
use crate::base::address::readable;
use crate::markdown::marks::{Mark, MarkTag, with_marks};
use crate::markdown::{self, HtmlOptions, Reference};
use crate::page::addresses::Addresses;
use crate::page::bodies::{Link, Links, RenderedBody};
use crate::page::cite::{Author, CitationView, Cited, citations};
use crate::page::links::LinkContext;
use crate::page::plan::{Page, Scope};
use crate::page::same::Same;
use crate::page::view::{
    BylineView, CorrectionView, EntryCard, EntryPage, EntryView, SpeakerRef, TopicRef,
};
use crate::source::entry::Byline;

/// Characters of an excerpt in lists.
const EXCERPT: usize = 240;
/// Characters of a description for search engines and link cards.
const DESCRIPTION: usize = 160;

impl Composer<'_> {
    /// An entry in full.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> EntryView {
        let html = self.linked_body(id);
        EntryView {
            card: self.entry_card(id),
            statements: self.statements(id, &html),
            html,
        }
    }

    /// An entry as lists show it: its body, the larger part of the work, is not made.
    #[must_use]
    pub fn entry_card(&self, id: EntryId) -> EntryCard {
        let entry = self.archive.entry(id);
        let coverage = self.archive.coverage_of(id);
        let path = self.addresses.entry(id);
        EntryCard {
            id: entry.id.clone(),
            href: self.href(&path),
            url: self.config.base_url.absolute(&path),
            context_href: self.context_href(id),
            headline: entry.headline.clone(),
            title: entry.title(),
            published: entry
                .published
                .map(|published| self.time_in(published, id.coverage())),
            clock: entry.clock.clone(),
            updated: entry
                .updated
                .map(|updated| self.time_in(updated, id.coverage())),
            label: entry.label.clone(),
            kind: entry.kind.as_str().into(),
            key: entry.key,
            byline: byline_views(&entry.byline),
            speakers: self.speaker_refs(entry),
            topics: entry
                .topics
                .iter()
                .map(|&topic| TopicRef {
                    name: self.archive.topics[topic].name.clone(),
                    href: self.href(&Addresses::topic(self.archive, topic)),
                })
                .collect(),
            excerpt: entry.outline.excerpt(EXCERPT),
            corrections: entry
                .corrections
                .iter()
                .map(|(at, note)| CorrectionView {
                    at: self.time_in(*at, id.coverage()),
                    note: note.clone(),
                })
                .collect(),
            source: entry
                .provenance
                .as_ref()
                .map(|provenance| self.source(provenance)),
            language: coverage.language.clone(),
            direction: direction_of(&coverage.language).into(),
            coverage_title: coverage.shown_title().into(),
            coverage_href: self.href(&self.addresses.coverage(id.coverage())),
            extra: entry.extra.clone(),
        }
    }

    /// The body of an entry as HTML. What it depends on is listed in [`Bodies`](crate::page::bodies).
    pub fn body(&self, id: EntryId) -> Arc<RenderedBody> {
        let entry = self.archive.entry(id);
        let resolve = |reference: &Reference<'_>| LinkContext::new(self, id).resolve(reference);
        self.bodies.get(&entry.body, &entry.id, resolve, || {
            let context = LinkContext::new(self, id);
            let links = RefCell::new(Vec::new());
            let options = HtmlOptions {
                footnote_prefix: &note_prefix(&entry.id),
                heading_shift: 2,
                smart_punctuation: self.config.smart_punctuation,
                resolve: &|reference| {
                    let led_to = context.resolve(&reference);
                    links.borrow_mut().push(Link::new(&reference, &led_to));
                    led_to.0
                },
                words: &self.links.words,
            };
            let (mut problems, mut said) = (Vec::new(), Vec::new());
            let html = markdown::to_html(entry.body.markdown(), &options, &mut problems);
            context.report(problems, &mut said);
            RenderedBody::new(&entry.body, &entry.id, html, links.into_inner(), said)
        })
    }

    /// Whether links of an entry's body lead where they led.
    #[must_use]
    pub fn links_hold(&self, id: EntryId, links: &Links, same: &Same) -> bool {
        links.hold(same, |reference| {
            LinkContext::new(self, id).resolve(reference)
        })
    }

    /// The body of an entry with its names: each leads to its person at the first mention.
    fn linked_body(&self, id: EntryId) -> String {
        let body = self.body(id);
        let mentions = self
            .links
            .names
            .mentions(self.archive.entry(id), &body.html);
        let marks = mentions
            .into_iter()
            .map(|(span, speaker)| Mark {
                span,
                tag: MarkTag::Link {
                    // A third of the bytes where a name has letters beyond ASCII.
                    href: readable(&self.href(&Addresses::speaker(self.archive, speaker))),
                    class: "name",
                },
            })
            .collect();
        with_marks(&body.html, marks)
    }

    fn speaker_refs(&self, entry: &Entry) -> Vec<SpeakerRef> {
        entry
            .speakers
            .iter()
            .map(|speaking| {
                let speaker = &self.archive.speakers[speaking.speaker];
                SpeakerRef {
                    name: speaker.name.clone(),
                    href: speaker
                        .has_page
                        .then(|| self.href(&Addresses::speaker(self.archive, speaking.speaker))),
                    role: self.shown_role(entry, speaking),
                    certain: speaking.certain,
                }
            })
            .collect()
    }

    /// The role that the entry gives a speaker, else the one that the registry gives for the entry's day.
    pub(super) fn shown_role(&self, entry: &Entry, speaking: &Speaking) -> Option<String> {
        let known = || self.archive.speakers[speaking.speaker].role_on(entry.date());
        speaking
            .role
            .clone()
            .or_else(|| known().map(str::to_string))
    }

    /// Where the entry stands in its coverage. Only the bare address never changes, so an entry that stands on a
    /// numbered page is led to its own page instead: nothing but a pager links to a page number.
    pub(in crate::page) fn context_href(&self, id: EntryId) -> String {
        let entry = self.archive.entry(id);
        let coverage = self.archive.coverage_of(id);
        let bare = self
            .addresses
            .coverage_pages(coverage.entries.len())
            .range(None);
        if bare.contains(&id.number()) {
            let anchor = crate::base::address::percent_encode(&entry.id);
            format!(
                "{}#{anchor}",
                self.href(&self.addresses.coverage(id.coverage()))
            )
        } else {
            self.href(&self.addresses.entry(id))
        }
    }

    pub(super) fn entry_page(&self, page: &Page, id: EntryId) -> PageView {
        let entry = self.archive.entry(id);
        let coverage = self.archive.coverage_of(id);
        let earlier = self.archive.earlier(id);
        let later = self.archive.later(id);
        let mut head = self.head(page, entry.title());
        head.description =
            Some(entry.outline.excerpt(DESCRIPTION)).filter(|description| !description.is_empty());
        head.language.clone_from(&coverage.language);
        head.direction = direction_of(&coverage.language).into();
        head.crumbs = self.crumbs(&[(
            coverage.shown_title(),
            &self.addresses.coverage(id.coverage()),
        )]);
        head.feeds = self.feeds(Scope::Coverage(id.coverage()));
        head.markdown_href = self
            .config
            .outputs
            .markdown
            .then(|| self.href(&page.path.file("index.md")));
        head.oembed_url = self.oembed_url(&page.path);
        head.image = self.image_of(id);
        if head.image.is_none() {
            head.card = self.card_view(id.coverage());
        }
        head.og_type = "article".into();
        head.published = entry.instant().map(|instant| instant.to_rfc3339());
        head.updated = entry
            .updated
            .map(|updated| self.time_in(updated, id.coverage()).iso);
        head.earlier_href = earlier.map(|earlier| self.href(&self.addresses.entry(earlier)));
        head.later_href = later.map(|later| self.href(&self.addresses.entry(later)));
        let body = EntryPage {
            entry: id,
            coverage: self.coverage_card(id.coverage()),
            origin: self.origin(
                id.coverage(),
                entry.provenance.as_ref().map(|from| from.file.as_str()),
            ),
            earlier: earlier.map(|earlier| self.entry_link(earlier)),
            later: later.map(|later| self.entry_link(later)),
            citations: self.citations_of(id),
        };
        PageView {
            head,
            body: PageBody::Entry(Box::new(body)),
        }
    }

    /// Every way to cite an entry. Where nobody signed it, the publisher is the author, as all three manuals have it.
    fn citations_of(&self, id: EntryId) -> Vec<CitationView> {
        let entry = self.archive.entry(id);
        let coverage = self.archive.coverage_of(id);
        let archive = self.config.title.as_str();
        let publisher = coverage.origin.publisher.as_deref().unwrap_or(archive);
        let mut authors: Vec<Author<'_>> = entry
            .byline
            .iter()
            .map(|byline| Author::Person(&byline.name))
            .collect();
        if authors.is_empty() {
            authors.push(Author::House(publisher));
        }
        citations(&Cited {
            authors,
            title: &entry.title(),
            coverage: coverage.shown_title(),
            publisher,
            archive,
            date: entry.date(),
            instant: entry.instant(),
            url: &self.config.base_url.absolute(&self.addresses.entry(id)),
            language: &coverage.language,
            key: &entry.id,
        })
    }

    /// The whole address of the first picture of an entry that the archive holds.
    pub(super) fn image_of(&self, id: EntryId) -> Option<String> {
        let entry = self.archive.entry(id);
        entry.outline.figures.iter().find_map(|figure| {
            let target = LinkContext::new(self, id).media(figure.src.as_deref()?)?;
            Some(self.config.base_url.absolute(&self.addresses.media(target)))
        })
    }
}

pub(super) fn byline_views(byline: &[Byline]) -> Vec<BylineView> {
    byline
        .iter()
        .map(|byline| BylineView {
            name: byline.name.clone(),
            role: byline.role.clone(),
        })
        .collect()
}

/// What the ids of an entry's footnotes begin with: entries share a page, and the id of one may be as long as its headline.
fn note_prefix(id: &str) -> String {
    format!("{:08x}", xxhash_rust::xxh3::xxh3_64(id.as_bytes()) >> 32)
}
