//! Where the links and pictures of bodies lead.
//!
//! A link `/x/` is a site address; a relative one names a file under `content/` and becomes its page or copy. What
//! leads nowhere is an error with the nearest name. Links to other sites are the `markdown` room's to judge.

use std::sync::Arc;

use super::addresses::{Target, content_key};
use super::bodies::LedTo;
use super::compose::Composer;
use super::names::NameIndex;
use super::plan::Plan;
use crate::archive::{Archive, EntryId};
use crate::base::address::{SitePath, percent_decode, percent_encode};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::markdown::{Problem, Reference, ReferenceKind, Resolved, Words as BodyWords};

/// What links in bodies are looked up in.
#[derive(Debug)]
pub struct LinkMap {
    /// Every address that the site has.
    pub plan: Arc<Plan>,
    /// Names that lead to people.
    pub names: Arc<NameIndex>,
    /// Words that stand in bodies.
    pub words: BodyWords,
}

/// The links of one entry's body.
#[derive(Debug)]
pub struct LinkContext<'a> {
    composer: &'a Composer<'a>,
    entry: EntryId,
    /// What was wrong, kept until the body is rendered.
    said: std::cell::RefCell<Diagnostics>,
}

/// Why a destination leads nowhere.
struct Nowhere {
    message: String,
    hint: Option<String>,
}

impl<'a> LinkContext<'a> {
    /// The links of an entry's body.
    #[must_use]
    pub fn new(composer: &'a Composer<'a>, entry: EntryId) -> Self {
        Self {
            composer,
            entry,
            said: std::cell::RefCell::default(),
        }
    }

    /// Where a link or picture leads.
    pub fn resolve(&self, reference: &Reference<'_>) -> LedTo {
        let (path, fragment) = reference
            .destination
            .split_once('#')
            .unwrap_or((reference.destination, ""));
        let path = path.split('?').next().unwrap_or_default();
        let path = content_key(&percent_decode(path));
        let found = if path.is_empty() && fragment.is_empty() {
            Ok(Place::Target(Target::Entry(self.entry)))
        } else if path.is_empty() {
            self.anchor(fragment)
        } else {
            self.target(&path)
        };
        let coverages = &self.composer.archive.coverages;
        let into = match &found {
            Ok(Place::Target(Target::Entry(id))) => coverages[id.coverage()].key,
            Ok(Place::Target(Target::Coverage(id))) => coverages[*id].key,
            _ => 0,
        };
        (self.resolved(reference, &path, fragment, found), into)
    }

    fn resolved(
        &self,
        reference: &Reference<'_>,
        path: &str,
        fragment: &str,
        found: Result<Place, Nowhere>,
    ) -> Resolved {
        let composer = self.composer;
        let is_link = reference.kind == ReferenceKind::Link;
        match found {
            Ok(Place::Target(Target::Media(index))) => {
                let file = &composer.archive.media[index];
                let href = composer
                    .config
                    .base_url
                    .href(&composer.addresses.media(index));
                if is_link {
                    Resolved::Href(href)
                } else {
                    Resolved::Media {
                        href,
                        width: file.width,
                        height: file.height,
                        copies: composer.links.plan.copies(index),
                    }
                }
            }
            Ok(place) if is_link => {
                let base = match &place {
                    Place::Target(target) => composer.addresses.target(*target),
                    Place::Path(path) => path.clone(),
                };
                if fragment.is_empty() || path.is_empty() {
                    return Resolved::Href(composer.config.base_url.href(&base));
                }
                let fragment = percent_decode(fragment);
                Resolved::Href(self.within(&base, &fragment).unwrap_or_else(|| {
                    format!(
                        "{}#{}",
                        composer.config.base_url.href(&base),
                        percent_encode(&fragment)
                    )
                }))
            }
            Ok(_) => {
                self.say(
                    reference,
                    Code::MissingMedia,
                    format!(
                        "`{}` is a page, not a picture, film or sound",
                        reference.destination
                    ),
                    None,
                );
                Resolved::Lost
            }
            Err(nowhere) => {
                let code = if is_link {
                    Code::UnknownLink
                } else {
                    Code::MissingMedia
                };
                self.say(reference, code, nowhere.message, nowhere.hint);
                if is_link {
                    Resolved::Broken
                } else {
                    Resolved::Lost
                }
            }
        }
    }

    /// The copied file that a figure's source names.
    #[must_use]
    pub fn media(&self, source: &str) -> Option<usize> {
        let path = content_key(&percent_decode(
            source.split(['#', '?']).next().unwrap_or_default(),
        ));
        match self.target(&path) {
            Ok(Place::Target(Target::Media(index))) => Some(index),
            _ => None,
        }
    }

    /// Hands over what was wrong: links that lead nowhere, and what the `markdown` room took out.
    pub fn report(self, problems: Vec<Problem>, diagnostics: &mut Diagnostics) {
        let entry = self.composer.archive.entry(self.entry);
        diagnostics.append(&mut self.said.into_inner());
        diagnostics.extend(problems.into_iter().map(|problem| {
            Diagnostic::warning(problem.code, problem.message)
                .at_place(entry.body_place(problem.span))
                .hint(problem.hint)
        }));
    }

    fn say(&self, reference: &Reference<'_>, code: Code, message: String, hint: Option<String>) {
        let entry = self.composer.archive.entry(self.entry);
        let mut diagnostic =
            Diagnostic::error(code, message).at_place(entry.body_place(reference.span.clone()));
        diagnostic.hints.extend(hint);
        self.said.borrow_mut().push(diagnostic);
    }

    /// Where the entry that a fragment names stands in the coverage whose page `base` is. A long coverage is cut into
    /// pages, and the entry may stand on another one.
    fn within(&self, base: &SitePath, fragment: &str) -> Option<String> {
        let Composer {
            archive, addresses, ..
        } = self.composer;
        let coverage = addresses.coverage_named(base.as_str().trim_matches('/'))?;
        let entry = archive
            .ids_of(coverage)
            .find(|&id| archive.entry(id).id == fragment)?;
        Some(self.composer.context_href(entry))
    }

    /// `#id`: another entry of the same coverage.
    fn anchor(&self, fragment: &str) -> Result<Place, Nowhere> {
        let archive = self.composer.archive;
        let wanted = percent_decode(fragment);
        let mut entries = archive.ids_of(self.entry.coverage());
        let found = entries.find(|&id| archive.entry(id).id == wanted);
        found
            .map(|id| Place::Target(Target::Entry(id)))
            .ok_or_else(|| {
                let entries = archive.entries_of(self.entry.coverage());
                let ids = entries.iter().map(|entry| entry.id.as_str());
                Nowhere {
                    message: format!("no entry of this coverage has the id `{wanted}`"),
                    hint: nearest(&wanted, ids).map(|near| format!("did you mean `#{near}`?")),
                }
            })
    }

    fn target(&self, path: &str) -> Result<Place, Nowhere> {
        if path.starts_with('/') {
            self.site_address(path)
        } else {
            self.relative(path)
        }
    }

    fn site_address(&self, path: &str) -> Result<Place, Nowhere> {
        let addresses = self.composer.addresses;
        if let Some(target) = addresses.by_content_path(path.trim_matches('/')) {
            return Ok(Place::Target(target));
        }
        let plan = &self.composer.links.plan;
        let folder = format!("{}/", path.trim_end_matches('/'));
        for candidate in [path, folder.as_str()] {
            if let Some(page) = plan.find(candidate) {
                return Ok(Place::Path(page.path));
            }
        }
        Err(Nowhere {
            message: format!("the site has no page {path}"),
            hint: nearest(path, plan.known().iter().map(String::as_str))
                .map(|near| format!("did you mean `{near}`?")),
        })
    }

    fn relative(&self, path: &str) -> Result<Place, Nowhere> {
        let archive = self.composer.archive;
        let addresses = self.composer.addresses;
        let folder = content_folder(archive, self.entry);
        let Some(full) = normalised(&folder, path) else {
            return Err(Nowhere {
                message: format!("`{path}` leads out of content/"),
                hint: Some(
                    "name a file of content/, or write a whole address with https://".into(),
                ),
            });
        };
        if let Some(target) = addresses.by_content_path(&full) {
            return Ok(Place::Target(target));
        }
        // `../other` written without its ending.
        for ending in [".md", ".txt"] {
            if let Some(target) = addresses.by_content_path(&format!("{full}{ending}")) {
                return Ok(Place::Target(target));
            }
        }
        let is_draft = |draft: &String| content_key(draft) == full;
        if archive.drafts.iter().any(is_draft) {
            return Err(Nowhere {
                message: format!("content/{full} is a draft, which is not published"),
                hint: Some("take `draft = true` out of it, or build with --drafts".into()),
            });
        }
        let near = near_file(addresses.content_paths(), &full, &folder);
        Err(Nowhere {
            message: format!("there is no file content/{full}"),
            hint: near
                .filter(|near| !near.is_empty())
                .map(|near| format!("did you mean `{near}`?")),
        })
    }
}

enum Place {
    Target(Target),
    Path(SitePath),
}

/// The folder below `content/` that relative links of an entry start from.
fn content_folder(archive: &Archive, entry: EntryId) -> String {
    let entry = archive.entry(entry);
    let path = entry
        .source()
        .path
        .strip_prefix("content/")
        .unwrap_or(&entry.source().path);
    path.rsplit_once('/')
        .map_or_else(String::new, |(folder, _)| folder.to_string())
}

/// `folder` and `path` joined, without `.` and `..`; `None` when it leads out.
fn normalised(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The nearest file, as a link of an entry in `folder` names it.
fn near_file<'a>(
    files: impl Iterator<Item = &'a str>,
    wanted: &str,
    folder: &str,
) -> Option<String> {
    let near = nearest(wanted, files)?;
    let mut from = folder.split('/').filter(|part| !part.is_empty()).peekable();
    let mut to = near.split('/').peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let up = from.map(|_| "..");
    Some(up.chain(to).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_stay_in_content() {
        assert_eq!(normalised("a/media", "../b.md").as_deref(), Some("a/b.md"));
        assert_eq!(normalised("a", "./x/./y").as_deref(), Some("a/x/y"));
        assert_eq!(normalised("a", "../../b.md"), None);
    }

    #[test]
    fn a_hint_is_a_link_that_works() {
        let files = ["a/one.md", "ab/two.md", "three.txt", "a"];
        let near = |wanted, folder| near_file(files.into_iter(), wanted, folder);
        assert_eq!(near("a/onw.md", "a").as_deref(), Some("one.md"));
        assert_eq!(near("ab/tow.md", "a").as_deref(), Some("../ab/two.md"));
        assert_eq!(near("thre.txt", "ab").as_deref(), Some("../three.txt"));
        assert_eq!(near("thre.txt", "").as_deref(), Some("three.txt"));
    }
}
