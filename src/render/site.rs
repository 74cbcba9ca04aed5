//! The plan rendered: every page of the site as bytes, in parallel.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

use super::cards::Cards;
use super::pictures::Pictures;
use super::search::Search;
use super::shown::{Entries, ShownEntries, with_safe};
use super::structured_data::structured_data;
use super::templates::Templates;
use super::theme::Theme;
use super::{dataset, entry_markdown, feed, machine, oembed, sitemap};
use crate::base::address::SitePath;
use crate::base::diagnostic::{Diagnostic, Diagnostics};
use crate::markdown::first_picture::with_first_picture_at_once;
use crate::markdown::numbered_links::with_numbered_links;
use crate::page::compose::{Composer, PageBody, PageView};
use crate::page::plan::{Page, Shows};
use crate::page::view::PageHead;

/// What an output file holds.
#[derive(Debug, PartialEq, Eq)]
pub enum Content {
    /// Bytes that were made.
    Bytes(Vec<u8>),
    /// Bytes that are kept for another time.
    Shared(Arc<Vec<u8>>),
    /// A file to be copied as it is.
    Copy(PathBuf),
}

/// A site that can be rendered: all of it, or the page that is asked for.
#[derive(Debug)]
pub struct Renderer<'a> {
    entries: Entries<'a>,
    theme: &'a Theme,
    templates: &'a Templates,
    search: &'a Search,
    pictures: &'a Pictures,
    cards: &'a Cards,
}

impl<'a> Renderer<'a> {
    /// Nothing is made before it is asked for.
    #[must_use]
    pub fn new(
        composer: Composer<'a>,
        shown: &'a ShownEntries,
        theme: &'a Theme,
        templates: &'a Templates,
        search: &'a Search,
        pictures: &'a Pictures,
        cards: &'a Cards,
    ) -> Self {
        Self {
            entries: Entries { composer, shown },
            theme,
            templates,
            search,
            pictures,
            cards,
        }
    }

    /// Makes the smaller copies of pictures that pages name and nobody made yet; `done` hears of each picture. What
    /// fails is said where the copy is asked for.
    pub fn make_pictures(&self, pages: &[Page], done: &(dyn Fn() + Sync)) {
        let composer = &self.entries.composer;
        let Some(settings) = &composer.config.pictures else {
            return;
        };
        // All copies of a picture are made at once, when it is read.
        let pictures = pages.iter().filter_map(|page| match page.shows {
            Shows::Picture { index, copy: 0 } => Some(index),
            _ => None,
        });
        let pictures: Vec<usize> = pictures.collect();
        // Each is much work: no thread takes several while another has none.
        pictures.into_par_iter().with_max_len(1).for_each(|index| {
            let file = &composer.archive.media[index];
            let copies = composer.addresses.copies(index);
            self.pictures.make(file, copies, settings.quality);
            done();
        });
    }

    /// Forgets the copies and cards that are kept and that the site does not name any more.
    pub fn forget_pictures(&self) {
        let composer = &self.entries.composer;
        if composer.config.cards {
            let coverages = 0..composer.archive.coverages.len();
            let coverages = coverages.filter(|id| composer.links.plan.has_card(*id));
            let faces = coverages.map(|id| composer.card_face(id));
            let (colours, fonts) = self.theme.card();
            self.cards.forget_all_but(faces, &colours, fonts);
        }
        let Some(settings) = &composer.config.pictures else {
            return;
        };
        let files = composer.archive.media.iter().enumerate();
        let named = files.flat_map(|(index, file)| {
            let copies = composer.addresses.copies(index).iter();
            copies.map(move |copy| (file, copy))
        });
        self.pictures.forget_all_but(named, settings.quality);
    }

    /// Renders everything, handing over each file as soon as it is made, in any order. A page whose template fails is
    /// left out and reported; each mistake is said once.
    pub fn render(
        &self,
        pages: &[Page],
        take: &(dyn Fn(&SitePath, &Content) + Sync),
        diagnostics: &mut Diagnostics,
    ) {
        let failed: Vec<_> = pages
            .par_iter()
            .filter_map(|page| match self.content(page) {
                Ok(content) => {
                    take(&page.path, &content);
                    None
                }
                Err(diagnostic) => Some(diagnostic),
            })
            .collect();
        for diagnostic in failed {
            // One broken template fails on every page of its kind: the first of them says it.
            let known = diagnostics.iter().any(|said| {
                said.code == diagnostic.code
                    && said.place == diagnostic.place
                    && said.message == diagnostic.message
            });
            if !known {
                diagnostics.push(*diagnostic);
            }
        }
    }

    /// What a page of the plan holds.
    ///
    /// # Errors
    /// `template-error`, where its template fails.
    pub fn content(&self, page: &Page) -> Result<Content, Box<Diagnostic>> {
        let composer = &self.entries.composer;
        let archive = composer.archive;
        Ok(Content::Bytes(match &page.shows {
            Shows::Markdown { entry } => entry_markdown::text(composer, *entry).into_bytes(),
            Shows::Feed { scope, format } => feed::feed(self.entries, page, *scope, *format),
            Shows::Data { coverage } => {
                serde_json::to_vec_pretty(&dataset::coverage_data(archive, *coverage))
                    .unwrap_or_default()
            }
            Shows::Card { coverage } => {
                let (colours, fonts) = self.theme.card();
                let face = composer.card_face(*coverage);
                self.cards.card(&face, &colours, fonts)
            }
            Shows::CoverageEmbed { coverage } => oembed::coverage(self.entries, *coverage),
            Shows::EntryEmbed { entry } => oembed::entry(self.entries, *entry),
            Shows::Llms => machine::llms(composer),
            Shows::Manifest => machine::manifest(composer, self.theme),
            Shows::SitemapIndex => sitemap::index(composer),
            Shows::Sitemap { number } => sitemap::sitemap(composer, *number),
            Shows::Robots => sitemap::robots(composer),
            Shows::NoJekyll => Vec::new(),
            Shows::Media { index } => {
                return Ok(Content::Copy(archive.media[*index].disk_path.clone()));
            }
            Shows::Picture { index, copy } => {
                let Some(settings) = &composer.config.pictures else {
                    return Ok(Content::Bytes(Vec::new()));
                };
                let copy = &composer.addresses.copies(*index)[*copy];
                return self
                    .pictures
                    .content(&archive.media[*index], copy, settings.quality);
            }
            Shows::Asset { index } => self.theme.assets()[*index].bytes.clone(),
            Shows::SearchRoot => return Ok(Content::Shared(self.search.root(archive))),
            Shows::Static { index } => self.theme.static_files()[*index].bytes.clone(),
            _ => return self.html(page).map(Content::Bytes),
        }))
    }

    fn html(&self, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let composer = &self.entries.composer;
        let Some(mut view) = composer.page(page) else {
            return Ok(Vec::new());
        };
        if composer.config.outputs.structured_data {
            view.head.json_ld_html = structured_data(self.entries, &view);
        }
        self.templates.render(
            view.head.kind.template(),
            &self.context(&view),
            page.path.as_str(),
        )
    }

    fn context(&self, page: &PageView) -> Context {
        let mut context = match &page.body {
            PageBody::Home(body) => context_of(body),
            PageBody::Coverage(body) => {
                let mut context = context_of(body.as_ref());
                let mut first = true;
                let items = body
                    .entries
                    .iter()
                    .map(|item| {
                        let shown = self.entries.shown(item.entry);
                        let value = shown.value.clone();
                        let at_once = first.then(|| with_first_picture_at_once(&shown.view.html));
                        let value = match at_once.flatten() {
                            Some(html) => {
                                first = false;
                                with_safe(value, "html", &html)
                            }
                            None => value,
                        };
                        item_with(item, value)
                    })
                    .collect::<Vec<_>>();
                context.insert_value("entries", Value::from(items));
                context
            }
            PageBody::Print(body) => {
                let mut context = context_of(body.as_ref());
                let mut notes = Vec::new();
                let items = body
                    .entries
                    .iter()
                    .map(|item| {
                        let shown = self.entries.shown(item.entry);
                        let html = with_numbered_links(&shown.view.html, &mut notes);
                        let entry = with_safe(shown.value.clone(), "html", &html);
                        item_with(item, entry)
                    })
                    .collect::<Vec<_>>();
                context.insert_value("entries", Value::from(items));
                context.insert("notes", &notes);
                context
            }
            PageBody::Entry(body) => {
                let mut context = context_of(body.as_ref());
                let shown = self.entries.shown(body.entry);
                let html = shown.view.anchored_html();
                let html = with_first_picture_at_once(&html).unwrap_or(html);
                let entry = with_safe(shown.value.clone(), "html", &html);
                context.insert_value("entry", entry);
                context
            }
            PageBody::Days(body) => context_of(body),
            PageBody::Day(body) => {
                let mut context = context_of(body);
                context.insert_value("entries", self.listed(&body.entries));
                context
            }
            PageBody::Terms(body) => context_of(body),
            PageBody::Speaker(body) => {
                let mut context = context_of(body.as_ref());
                context.insert_value("entries", self.listed(&body.entries));
                context
            }
            PageBody::Topic(body) => {
                let mut context = context_of(body.as_ref());
                context.insert_value("entries", self.listed(&body.entries));
                context
            }
            PageBody::Search(body) => context_of(body),
            PageBody::NotFound(body) => context_of(body),
            PageBody::Gone(body) => context_of(body),
        };
        context.insert_value("page", head_value(&page.head));
        context
    }

    fn listed(&self, items: &[crate::page::view::ListItem]) -> Value {
        Value::from(
            items
                .iter()
                .map(|item| item_with(item, self.entries.card(item.entry)))
                .collect::<Vec<_>>(),
        )
    }
}

/// An item of a list with its entry.
fn item_with(item: &impl Serialize, entry: Value) -> Value {
    let mut map = Value::from_serializable(item)
        .into_map()
        .unwrap_or_default();
    map.insert("entry".into(), entry);
    Value::from(map)
}

fn context_of(body: &impl Serialize) -> Context {
    // Serialising structs of texts and numbers into memory has no way to fail.
    Context::from_serialize(body).unwrap_or_default()
}

fn head_value(head: &PageHead) -> Value {
    match &head.json_ld_html {
        Some(json) => with_safe(Value::from_serializable(head), "json_ld_html", json),
        None => Value::from_serializable(head),
    }
}
