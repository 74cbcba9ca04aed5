//! schema.org in the pages: `LiveBlogPosting` with one `BlogPosting` per entry, and `BreadcrumbList`.
//!
//! Each update carries its own time, headline, author and address, never the page's. Its whole text stands on the
//! entry's own page; on a coverage page the first 300 characters do. What identifies a thing is an IRI: letters beyond
//! ASCII stand in it as they are, in a third of the bytes.

use serde_json::{Map, Value, json};

use crate::archive::{CoverageId, EntryId, Published};
use crate::base::address::readable;
use crate::markdown::excerpt;
use crate::page::compose::{Composer, PageBody, PageView};
use crate::page::view::EntryView;
use crate::render::shown::Entries;

/// Characters of an entry's text on a coverage page.
const ARTICLE_BODY: usize = 300;

/// The JSON of a page, ready for `<script type="application/ld+json">`; `None` where a page has none.
#[must_use]
pub fn structured_data(views: Entries<'_>, page: &PageView) -> Option<String> {
    let composer = &views.composer;
    let mut graph = Vec::new();
    match &page.body {
        PageBody::Coverage(body) => {
            let entries: Vec<EntryId> = body.entries.iter().map(|item| item.entry).collect();
            let coverage = entries.first().map(|entry| entry.coverage())?;
            graph.push(live_blog(composer, page, coverage, &entries, views));
        }
        PageBody::Entry(body) => {
            graph.push(posting(
                composer,
                body.entry,
                &views.shown(body.entry).view,
                None,
            ));
        }
        _ => {}
    }
    if !page.head.crumbs.is_empty() {
        graph.push(breadcrumbs(composer, page));
    }
    if graph.is_empty() {
        return None;
    }
    let text = serde_json::to_string(&json!({"@context": "https://schema.org", "@graph": graph}))
        .unwrap_or_default();
    // Inside a script element `</` would end it, and `<!--` change how it is read.
    Some(text.replace("</", "<\\/").replace("<!--", "<\\u0021--"))
}

fn live_blog(
    composer: &Composer<'_>,
    page: &PageView,
    id: CoverageId,
    entries: &[EntryId],
    views: Entries<'_>,
) -> Value {
    let coverage = &composer.archive.coverages[id];
    let updates: Vec<Value> = entries
        .iter()
        .filter(|&&entry| has_text(composer, entry))
        .map(|&entry| {
            posting(
                composer,
                entry,
                &views.shown(entry).view,
                Some(ARTICLE_BODY),
            )
        })
        .collect();
    let mut blog = Map::new();
    blog.insert("@type".into(), json!("LiveBlogPosting"));
    blog.insert("@id".into(), json!(readable(&page.head.canonical)));
    blog.insert("url".into(), json!(page.head.canonical));
    blog.insert("mainEntityOfPage".into(), json!(page.head.canonical));
    blog.insert("headline".into(), json!(coverage.shown_title()));
    blog.insert("inLanguage".into(), json!(coverage.language));
    if let Some(description) = coverage.summary.first() {
        blog.insert("description".into(), json!(description));
    }
    // It is an archive: the coverage has an end as well as a beginning.
    if let (Some(first), Some(last)) = (coverage.first, coverage.last) {
        blog.insert("coverageStartTime".into(), json!(first.to_rfc3339()));
        blog.insert("coverageEndTime".into(), json!(last.to_rfc3339()));
        blog.insert("datePublished".into(), json!(first.to_rfc3339()));
        let changed =
            composer
                .archive
                .entries_of(id)
                .iter()
                .filter_map(|entry| match entry.updated {
                    Some(Published::At(instant)) => Some(instant),
                    _ => None,
                });
        let modified = changed.max().map_or(last, |changed| changed.max(last));
        blog.insert("dateModified".into(), json!(modified.to_rfc3339()));
    }
    insert_common(composer, id, &mut blog);
    blog.insert("isAccessibleForFree".into(), json!(true));
    if let Some(image) = &page.head.image {
        blog.insert("image".into(), json!(image));
    }
    blog.insert("author".into(), publisher(composer, id));
    blog.insert("liveBlogUpdate".into(), Value::Array(updates));
    Value::Object(blog)
}

/// One entry; `cut` is the number of characters its text is cut at.
fn posting(composer: &Composer<'_>, id: EntryId, view: &EntryView, cut: Option<usize>) -> Value {
    let entry = composer.archive.entry(id);
    let text = entry.outline.plain_text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let mut posting = Map::new();
    posting.insert("@type".into(), json!("BlogPosting"));
    posting.insert("@id".into(), json!(readable(&view.card.url)));
    // An entry's own page says in its head where it is; a coverage's says once in which language.
    match cut {
        Some(_) => posting.insert("url".into(), json!(view.card.url)),
        None => posting.insert("inLanguage".into(), json!(view.card.language)),
    };
    posting.insert("headline".into(), json!(view.card.title));
    if let Some(time) = entry.published.map(machine_time) {
        posting.insert("datePublished".into(), json!(time));
    }
    if let Some(time) = entry.updated.map(machine_time) {
        posting.insert("dateModified".into(), json!(time));
    }
    posting.insert("author".into(), author(composer, id));
    let text = cut.map_or_else(
        || text.trim().to_string(),
        |characters| excerpt(&text, characters),
    );
    if !text.is_empty() {
        posting.insert("articleBody".into(), json!(text));
    }
    if !view.card.topics.is_empty() {
        posting.insert(
            "keywords".into(),
            json!(
                view.card
                    .topics
                    .iter()
                    .map(|topic| &topic.name)
                    .collect::<Vec<_>>()
            ),
        );
    }
    let corrections: Vec<Value> = entry
        .corrections
        .iter()
        .map(|(at, note)| json!({"@type": "CorrectionComment", "text": note, "datePublished": machine_time(*at)}))
        .collect();
    if !corrections.is_empty() {
        posting.insert("correction".into(), Value::Array(corrections));
    }
    if cut.is_none() {
        let coverage = composer
            .config
            .base_url
            .absolute(&composer.addresses.coverage(id.coverage()));
        posting.insert(
            "isPartOf".into(),
            // Its title stands in the breadcrumbs.
            json!({"@type": "LiveBlogPosting", "@id": readable(&coverage)}),
        );
        insert_common(composer, id.coverage(), &mut posting);
    }
    Value::Object(posting)
}

fn has_text(composer: &Composer<'_>, id: EntryId) -> bool {
    let entry = composer.archive.entry(id);
    entry.headline.is_some() || !entry.outline.plain_text().trim().is_empty()
}

/// The entry's own writers: one object, or an array of several; the publisher where nobody signed.
fn author(composer: &Composer<'_>, id: EntryId) -> Value {
    let entry = composer.archive.entry(id);
    let mut writers: Vec<Value> = entry
        .byline
        .iter()
        .map(|byline| match &byline.role {
            Some(role) => json!({"@type": "Person", "name": byline.name, "jobTitle": role}),
            None => json!({"@type": "Person", "name": byline.name}),
        })
        .collect();
    match writers.len() {
        0 => publisher(composer, id.coverage()),
        1 => writers.remove(0),
        _ => Value::Array(writers),
    }
}

fn publisher(composer: &Composer<'_>, coverage: CoverageId) -> Value {
    let name = composer.archive.coverages[coverage]
        .origin
        .publisher
        .as_ref()
        .unwrap_or(&composer.config.title);
    json!({"@type": "Organization", "name": name})
}

/// Publisher, licence and where it comes from.
fn insert_common(composer: &Composer<'_>, id: CoverageId, object: &mut Map<String, Value>) {
    let coverage = &composer.archive.coverages[id];
    object.insert("publisher".into(), publisher(composer, id));
    if let Some(url) = &coverage.origin.url {
        object.insert("isBasedOn".into(), json!(url));
    }
    if let Some(captured) = coverage.origin.captured {
        object.insert("sdDatePublished".into(), json!(captured.to_rfc3339()));
    }
    // schema.org wants an address here; words stand on the page.
    if let Some(licence) = coverage
        .licence
        .as_ref()
        .filter(|licence| licence.starts_with("http"))
    {
        object.insert("license".into(), json!(licence));
    }
}

fn breadcrumbs(composer: &Composer<'_>, page: &PageView) -> Value {
    let origin = composer.config.base_url.origin();
    let mut steps: Vec<Value> = page
        .head
        .crumbs
        .iter()
        .enumerate()
        .map(|(index, crumb)| {
            json!({"@type": "ListItem", "position": index + 1, "name": crumb.name, "item": readable(&format!("{origin}{}", crumb.href))})
        })
        .collect();
    // Two steps are the least, and neither is the page itself where two lead to it (Google Search Central, "Breadcrumb").
    if steps.len() < 2 {
        steps.push(
            json!({"@type": "ListItem", "position": steps.len() + 1, "name": page.head.title}),
        );
    }
    json!({"@type": "BreadcrumbList", "itemListElement": steps})
}

fn machine_time(published: Published) -> String {
    match published {
        Published::At(instant) => instant.to_rfc3339(),
        Published::On(date) => date.to_string(),
    }
}
