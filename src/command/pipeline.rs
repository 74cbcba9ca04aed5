//! The one way from a site's folder to its pages: read, parse, resolve, plan, render. Every command goes it.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::memory::Memory;
use super::terminal::Terminal;
use crate::archive::{self, Archive, Choice};
use crate::base::address::{BaseUrl, SitePath};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::markdown;
use crate::page::addresses::Addresses;
use crate::page::bodies::Bodies;
use crate::page::compose::Composer;
use crate::page::gone::gone;
use crate::page::links::LinkMap;
use crate::page::plan::{Page, Plan, Shows, ThemeFiles};
use crate::page::words::Words;
use crate::render::cards::Cards;
use crate::render::pictures::Pictures;
use crate::render::search::Search;
use crate::render::templates::Templates;
use crate::render::theme::Theme;
use crate::render::{Content, MadeFrom, Renderer, ShownEntries};
use crate::source::change::Changed;
use crate::source::config::SiteConfig;
use crate::source::content::read_site_again;

/// What to make.
#[derive(Debug, Clone)]
pub struct Request {
    /// The site's folder.
    pub root: PathBuf,
    /// In place of the settings' own.
    pub base_url: Option<BaseUrl>,
    /// In place of the settings' own.
    pub theme: Option<String>,
    /// Drafts too.
    pub drafts: bool,
    /// Files that earlier builds wrote: addresses of people and topics among them are kept from breaking.
    pub earlier: Vec<String>,
}

/// A site that can be rendered: everything that its pages are made from, immutable.
#[derive(Debug)]
pub struct Site {
    /// The settings it was made with.
    pub config: Arc<SiteConfig>,
    /// What it shows.
    pub archive: Arc<Archive>,
    /// Every file of it.
    pub plan: Arc<Plan>,
    addresses: Arc<Addresses>,
    links: LinkMap,
    bodies: Arc<Bodies>,
    words: Arc<Words>,
    theme: Arc<Theme>,
    /// None where a template does not compile.
    templates: Option<Arc<Templates>>,
    shown: Arc<ShownEntries>,
    search: Search,
    pictures: Pictures,
    cards: Cards,
    /// Files that earlier builds wrote. No part of the plan: what an earlier build had is nothing to link to.
    earlier: Vec<String>,
}

impl Site {
    /// Renders every file and hands it over as soon as it is made, in any order. Problems are pushed; what could be made
    /// is handed over.
    pub fn render(
        &self,
        terminal: &Terminal,
        take: &(dyn Fn(&SitePath, &Content) + Sync),
        diagnostics: &mut Diagnostics,
    ) {
        let Some(renderer) = self.renderer() else {
            return;
        };
        let mut pages = self.plan.all();
        pages.extend(gone(&self.archive, &pages, &self.earlier));
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        let clock = Stopwatch::new(terminal);
        if self.config.outputs.search {
            for (name, bytes) in self.search.files(&self.archive) {
                let path = Addresses::search().file(name);
                take(&path, &Content::Shared(Arc::clone(bytes)));
            }
        }
        clock.lap("indexed");
        let pictures = |page: &&Page| matches!(page.shows, Shows::Picture { copy: 0, .. });
        let pictures = pages.iter().filter(pictures).count();
        if pictures > 0 {
            terminal.begin("pictures", pictures);
            renderer.make_pictures(&pages, &|| terminal.step());
            clock.lap("pictures");
        }
        terminal.begin("pages", pages.len());
        let take = |path: &SitePath, content: &Content| {
            take(path, content);
            terminal.step();
        };
        renderer.render(&pages, &take, diagnostics);
        renderer.forget_pictures();
        clock.lap("rendered");
    }

    /// A file of the search index that only its root names, by its path below the output folder.
    #[must_use]
    pub fn search_file(&self, file: &str) -> Option<Arc<Vec<u8>>> {
        let name = file.strip_prefix("search/")?;
        if !self.config.outputs.search || !name.ends_with(".bin") {
            return None;
        }
        self.search.files(&self.archive).get(name).cloned()
    }

    /// What renders its pages; `None` where a template does not compile.
    #[must_use]
    pub fn renderer(&self) -> Option<Renderer<'_>> {
        let templates = self.templates.as_ref()?;
        Some(Renderer::new(
            self.composer(),
            &self.shown,
            &self.theme,
            templates,
            &self.search,
            &self.pictures,
            &self.cards,
        ))
    }

    /// What fails when one page of each kind is rendered.
    #[must_use]
    pub fn try_each_kind(&self) -> Diagnostics {
        let pages = self.plan.first_of_each_kind();
        let Some(renderer) = self.renderer() else {
            return Vec::new();
        };
        let failed = pages
            .par_iter()
            .filter_map(|page| renderer.content(page).err());
        failed.map(|diagnostic| *diagnostic).collect()
    }

    /// Its templates, where they all compile.
    #[must_use]
    pub fn templates(&self) -> Option<&Arc<Templates>> {
        self.templates.as_ref()
    }

    fn composer(&self) -> Composer<'_> {
        Composer {
            config: &self.config,
            options: self.theme.options(),
            archive: &self.archive,
            addresses: &self.addresses,
            links: &self.links,
            bodies: &self.bodies,
            words: &self.words,
        }
    }
}

/// Makes a site for the first time, or for the only one.
pub fn make(request: &Request, terminal: &Terminal, diagnostics: &mut Diagnostics) -> Option<Site> {
    let (mut memory, changed) = (Memory::default(), Changed::Anything);
    make_again(request, &changed, &mut memory, terminal, diagnostics)
}

/// Makes a site of which only some files changed since the memory was filled. It equals one that is made without.
/// Problems are pushed; what could be made is made, so that one run finds them all. `None` where there is no site, or
/// no theme to render it with.
pub fn make_again(
    request: &Request,
    changed: &Changed,
    memory: &mut Memory,
    terminal: &Terminal,
    diagnostics: &mut Diagnostics,
) -> Option<Site> {
    let clock = Stopwatch::new(terminal);
    let root = &request.root;
    let (mut config, content) = read_site_again(root, changed, &mut memory.content, diagnostics)?;
    if let Some(base_url) = &request.base_url {
        config.base_url = base_url.clone();
    }
    if let Some(theme) = &request.theme {
        config.theme.clone_from(theme);
    }
    clock.lap("read");
    let profiles = memory.profiles.get(root, changed, diagnostics);
    let choice = Choice {
        drafts: request.drafts,
    };
    let archive = archive::resolve(
        &config,
        content,
        &profiles,
        choice,
        &mut memory.archive,
        diagnostics,
    );
    clock.lap("resolved");
    let (theme, words) = memory.theme.get(root, &config, changed, diagnostics)?;
    let (config, archive) = (Arc::new(config), Arc::new(archive));
    let addresses = Arc::new(Addresses::new(&config, &archive, &mut memory.folders));
    let mut files = theme_files(&theme);
    if config.cards {
        theme.check_card(diagnostics);
        files.letters = Some(theme.card().1.letters());
    }
    let plan = Arc::new(Plan::new(
        &config,
        &archive,
        &addresses,
        &files,
        diagnostics,
    ));
    clock.lap("planned");
    let links = LinkMap {
        plan: Arc::clone(&plan),
        names: memory.names.of(&archive),
        words: body_words(&words),
    };
    let bodies = memory.bodies(config.smart_punctuation, &links.words);
    let made_from = MadeFrom {
        config: Arc::clone(&config),
        archive: Arc::clone(&archive),
        words: Arc::clone(&words),
        addresses: Arc::clone(&addresses),
        keys: Arc::clone(plan.keys()),
    };
    let mut site = Site {
        shown: Arc::new(ShownEntries::of(&archive)),
        search: Search::new(&memory.search),
        pictures: Pictures::of_site(root),
        cards: Cards::of_site(root),
        templates: None,
        earlier: request.earlier.clone(),
        config,
        archive,
        plan,
        addresses,
        links,
        bodies,
        words,
        theme,
    };
    site.shown = memory.views(&made_from, &site.composer());
    let view = site.composer().site();
    site.templates = memory.theme.templates(&view, diagnostics);
    memory.checked.check(&site.composer(), diagnostics);
    clock.lap("checked");
    Some(site)
}

fn theme_files(theme: &Theme) -> ThemeFiles {
    ThemeFiles {
        assets: theme
            .assets()
            .iter()
            .map(|asset| asset.path.clone())
            .collect(),
        static_files: theme
            .static_files()
            .iter()
            .map(|file| file.path.clone())
            .collect(),
        letters: None,
        picture_sizes: theme.picture_sizes().to_string(),
    }
}

/// The interface's words that stand inside bodies.
fn body_words(words: &Words) -> markdown::Words {
    let get = |key: &str| words.get(key).to_string();
    markdown::Words {
        language: words.language().to_string(),
        picture_lost: get("picture_lost"),
        film_lost: get("film_lost"),
        sound_lost: get("sound_lost"),
        embed_note: get("embed_note"),
        embed_label: get("embed_label"),
        table_label: get("table_label"),
        footnotes: get("footnotes"),
        footnote: get("footnote"),
        footnote_back: get("footnote_back"),
    }
}

/// Reads a `--base-url`.
///
/// # Errors
/// The sentence that says what is wrong with it, as a diagnostic.
pub fn base_url_option(url: Option<&str>) -> Result<Option<BaseUrl>, Box<Diagnostic>> {
    url.map(BaseUrl::parse).transpose().map_err(|message| {
        Box::new(
            Diagnostic::error(Code::BadUrl, format!("--base-url: {message}"))
                .hint("write it whole: --base-url https://example.org/archive/"),
        )
    })
}

/// Says with `--verbose` how long each step took.
struct Stopwatch<'a> {
    terminal: &'a Terminal,
    last: std::cell::Cell<std::time::Instant>,
}

impl<'a> Stopwatch<'a> {
    fn new(terminal: &'a Terminal) -> Self {
        Self {
            terminal,
            last: std::cell::Cell::new(std::time::Instant::now()),
        }
    }

    fn lap(&self, what: &str) {
        let now = std::time::Instant::now();
        let time = super::terminal::human_time(now - self.last.replace(now));
        self.terminal.say_more(&format!("{what:>10}  {time}"));
    }
}
