//! What the pipeline keeps from one site to the next, so that only what changed is made again.
//!
//! Nothing in here decides what a site is: each part holds answers beside what was asked, and gives one only where the
//! same is asked again. A site made with a memory equals one made without (`tests/suite/again.rs`).

use std::path::Path;
use std::sync::Arc;

use crate::archive;
use crate::base::diagnostic::{Diagnostics, has_errors};
use crate::base::fs;
use crate::base::source_text::SourceText;
use crate::capture::Profiles;
use crate::markdown;
use crate::page::addresses::Folders;
use crate::page::bodies::Bodies;
use crate::page::checked::Checked;
use crate::page::compose::Composer;
use crate::page::names::KnownNames;
use crate::page::view::SiteView;
use crate::page::words::Words;
use crate::render::search;
use crate::render::templates::Templates;
use crate::render::theme::Theme;
use crate::render::{KnownViews, MadeFrom, ShownEntries};
use crate::source::change::Changed;
use crate::source::config::SiteConfig;
use crate::source::memory::Memory as Content;

/// What is known from the last time a site was made.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) content: Content,
    pub(super) profiles: KnownProfiles,
    pub(super) archive: archive::Memory,
    pub(super) theme: KnownTheme,
    pub(super) checked: Checked,
    pub(super) search: Arc<search::Known>,
    bodies: Arc<Bodies>,
    pub(super) names: KnownNames,
    pub(super) folders: Arc<Folders>,
    views: KnownViews,
    made: usize,
    /// Whether the site will be made again, and only the pages that somebody reads are rendered.
    again: bool,
}

/// Bytes of parts of pages that are kept: some three thousand, the entries of a long page and of the lists beside it.
const PARTS: usize = 24 << 20;
/// How often bodies that nobody needs any more are looked for.
const FORGET_EVERY: usize = 64;

impl Memory {
    /// A memory for whoever makes a site again and again.
    #[must_use]
    pub fn for_serving() -> Self {
        Self {
            again: true,
            theme: KnownTheme {
                again: true,
                ..KnownTheme::default()
            },
            ..Self::default()
        }
    }

    /// The bodies rendered so far with these settings.
    pub(super) fn bodies(
        &mut self,
        smart_punctuation: bool,
        words: &markdown::Words,
    ) -> Arc<Bodies> {
        if !self.bodies.are_for(smart_punctuation, words) {
            self.bodies = Arc::new(Bodies::new(smart_punctuation, words, !self.again));
            self.checked = Checked::default();
        }
        self.made += 1;
        if self.made.is_multiple_of(FORGET_EVERY) {
            self.bodies.forget_unused();
        }
        Arc::clone(&self.bodies)
    }

    /// Places for the views of a site's entries: with those that the site before had, where it is made again.
    pub(super) fn views(
        &mut self,
        made_from: &MadeFrom,
        composer: &Composer<'_>,
    ) -> Arc<ShownEntries> {
        if self.again {
            self.views.carry_over(made_from, composer)
        } else {
            Arc::new(ShownEntries::for_every_page(&made_from.archive))
        }
    }
}

/// The profiles, with what was said when they were read.
#[derive(Debug, Default)]
pub struct KnownProfiles {
    known: Option<(Arc<Profiles>, Diagnostics)>,
}

impl KnownProfiles {
    pub(super) fn get(
        &mut self,
        root: &Path,
        changed: &Changed,
        diagnostics: &mut Diagnostics,
    ) -> Arc<Profiles> {
        let known = self.known.take().filter(|_| !changed.touches("profiles"));
        let (profiles, said) = known.unwrap_or_else(|| {
            let mut said = Vec::new();
            (Arc::new(read_profiles(root, &mut said)), said)
        });
        diagnostics.extend(said.iter().cloned());
        self.known = Some((Arc::clone(&profiles), said));
        profiles
    }
}

/// The built-in profiles, and the site's own in `profiles/*.toml`.
pub fn read_profiles(root: &Path, diagnostics: &mut Diagnostics) -> Profiles {
    let folder = root.join("profiles");
    let mut profiles = Profiles::built_in();
    for name in fs::names_in(&folder)
        .iter()
        .filter(|name| name.ends_with(".toml"))
    {
        match fs::read_text(&folder.join(name), &format!("profiles/{name}")) {
            Ok(text) => profiles = profiles.with(&text, diagnostics),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    profiles
}

/// The theme with its words and templates. One with mistakes is read again each time, so that they are said again.
#[derive(Debug, Default)]
pub struct KnownTheme {
    known: Option<Loaded>,
    /// As [`Memory`] has it.
    again: bool,
}

#[derive(Debug)]
struct Loaded {
    name: String,
    language: String,
    /// `site.toml`, which says the options.
    settings: Arc<SourceText>,
    theme: Arc<Theme>,
    words: Arc<Words>,
    said: Diagnostics,
    compiled: Option<(SiteView, Arc<Templates>, Diagnostics)>,
}

impl KnownTheme {
    pub(super) fn get(
        &mut self,
        root: &Path,
        config: &SiteConfig,
        changed: &Changed,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Arc<Theme>, Arc<Words>)> {
        let known = self.known.take().filter(|known| {
            known.name == config.theme
                && known.language == config.language
                && known.settings.text == config.text.text
                && !changed.touches("themes")
        });
        let loaded = match known {
            Some(known) => known,
            None => {
                let mut said = Vec::new();
                let Some(theme) = Theme::load(
                    root,
                    &config.theme,
                    config.theme_options.as_ref(),
                    &mut said,
                ) else {
                    diagnostics.append(&mut said);
                    return None;
                };
                Loaded {
                    name: config.theme.clone(),
                    language: config.language.clone(),
                    settings: Arc::clone(&config.text),
                    words: Arc::new(theme.words(&config.language, &mut said)),
                    theme: Arc::new(theme),
                    said,
                    compiled: None,
                }
            }
        };
        diagnostics.extend(loaded.said.iter().cloned());
        let loaded = self.known.insert(loaded);
        Some((Arc::clone(&loaded.theme), Arc::clone(&loaded.words)))
    }

    /// The compiled templates of the theme that was got last; `None` where one does not compile.
    pub(super) fn templates(
        &mut self,
        site: &SiteView,
        diagnostics: &mut Diagnostics,
    ) -> Option<Arc<Templates>> {
        let loaded = self.known.as_mut()?;
        if let Some((view, templates, said)) = &loaded.compiled
            && view == site
        {
            diagnostics.extend(said.iter().cloned());
            return Some(Arc::clone(templates));
        }
        let mut said = Vec::new();
        let compiled = Templates::compile(&loaded.theme, site, &loaded.words, &mut said);
        diagnostics.extend(said.iter().cloned());
        let templates = Arc::new(compiled?);
        if self.again {
            templates.remember_parts(PARTS);
        }
        if !has_errors(&said) {
            loaded.compiled = Some((site.clone(), Arc::clone(&templates), said));
        }
        Some(templates)
    }
}

/// The profiles with one more, from a file.
pub fn read_profile_file(
    profiles: Profiles,
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Profiles {
    let shown = path.to_string_lossy().replace('\\', "/");
    match fs::read_text(path, &shown) {
        Ok(text) => profiles.with(&text, diagnostics),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            profiles
        }
    }
}
