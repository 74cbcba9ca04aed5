//! `sitemap.xml`, an index of files of 50,000 addresses (sitemaps.org), and `robots.txt`.

use super::feed::Xml;
use crate::archive::{Archive, Published};
use crate::page::compose::Composer;
use crate::page::plan::{SITEMAP_LIMIT, Shows, is_indexed};

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// The index: one line per file.
#[must_use]
pub fn index(composer: &Composer<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[NAMESPACE]);
    let common = composer.links.plan.common().iter();
    for page in common.filter(|page| matches!(page.shows, Shows::Sitemap { .. })) {
        xml.element(
            "sitemap",
            &[("loc", &composer.config.base_url.absolute(&page.path))],
        );
    }
    xml.close("sitemapindex");
    xml.finish()
}

/// One file of the index, from 1.
#[must_use]
pub fn sitemap(composer: &Composer<'_>, number: usize) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("urlset", &[NAMESPACE]);
    let pages = composer.links.plan.all();
    let indexed = pages.iter().filter(|page| is_indexed(&page.shows));
    for page in indexed
        .skip((number - 1) * SITEMAP_LIMIT)
        .take(SITEMAP_LIMIT)
    {
        let address = composer.config.base_url.absolute(&page.path);
        match changed(composer.archive, &page.shows) {
            Some(changed) => xml.element("url", &[("loc", &address), ("lastmod", &changed)]),
            None => xml.element("url", &[("loc", &address)]),
        }
    }
    xml.close("urlset");
    xml.finish()
}

/// When what the page shows was last changed: from the content, never from the clock of the build.
fn changed(archive: &Archive, shows: &Shows) -> Option<String> {
    match shows {
        Shows::Entry { entry } => {
            let entry = archive.entry(*entry);
            match entry.updated.or(entry.published)? {
                Published::At(instant) => Some(instant.to_rfc3339()),
                Published::On(date) => Some(date.to_string()),
            }
        }
        Shows::Coverage { coverage, .. } => {
            Some(archive.coverages.get(*coverage)?.last?.to_rfc3339())
        }
        Shows::Day { date, .. } => Some(date.to_string()),
        _ => None,
    }
}

/// Everything may be read; the site map is named.
#[must_use]
pub fn robots(composer: &Composer<'_>) -> Vec<u8> {
    let sitemap = composer
        .config
        .base_url
        .absolute(&crate::base::address::SitePath::home().file("sitemap.xml"));
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").into_bytes()
}
