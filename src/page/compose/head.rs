//! `page`: what every page has, and the way up from it.

use super::Composer;
use crate::base::address::SitePath;
use crate::page::plan::Page;
use crate::page::view::{Crumb, PageHead, PageKind};

/// Languages written from right to left (by the primary subtag of BCP 47).
const RIGHT_TO_LEFT: [&str; 11] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi",
];

/// `ltr` or `rtl`: the direction in which a language is written.
#[must_use]
pub fn direction_of(language: &str) -> &'static str {
    let primary = language
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) {
        "rtl"
    } else {
        "ltr"
    }
}

impl Composer<'_> {
    /// The head of a page with what it has for certain; the rest is filled in by the page's own maker.
    pub(super) fn head(&self, page: &Page, title: impl Into<String>) -> PageHead {
        PageHead {
            kind: page.shows.kind().unwrap_or(PageKind::NotFound),
            title: title.into(),
            description: None,
            href: self.href(&page.path),
            canonical: self.config.base_url.absolute(&page.path),
            language: self.words.language().to_string(),
            direction: direction_of(self.words.language()).into(),
            crumbs: Vec::new(),
            feeds: Vec::new(),
            markdown_href: None,
            data_href: None,
            oembed_url: None,
            image: None,
            card: None,
            og_type: "website".into(),
            published: None,
            updated: None,
            json_ld_html: None,
            earlier_href: None,
            later_href: None,
        }
    }

    /// The address of `oembed.json` in a folder, where it is written.
    pub(super) fn oembed_url(&self, folder: &SitePath) -> Option<String> {
        let base_url = &self.config.base_url;
        let on = self.config.outputs.oembed;
        on.then(|| base_url.absolute(&folder.file("oembed.json")))
    }

    /// The way up: home, then the given pages.
    pub(super) fn crumbs(&self, up: &[(&str, &SitePath)]) -> Vec<Crumb> {
        let home = (self.config.title.as_str(), &SitePath::home());
        std::iter::once(&home)
            .chain(up)
            .map(|(name, path)| Crumb {
                name: (*name).to_string(),
                href: self.href(path),
            })
            .collect()
    }
}
