//! Two pages that want one address.

use std::collections::HashMap;

use super::plan::{Page, Plan, Shows};
use crate::archive::Archive;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::Place;

impl Plan {
    /// Two pages that want one file. The parts have folders and names of their own, and copied files have names with
    /// a fingerprint, so what stands in a part's folder and is not the part's is always a file of the theme's `static/`.
    pub(super) fn report_collisions(&self, diagnostics: &mut Diagnostics) {
        let mut by_file: HashMap<String, &Page> = HashMap::new();
        for page in &self.common {
            let file = page.path.output_file();
            let part = self.part_at(&file);
            let part = part.filter(|_| matches!(page.shows, Shows::Static { .. }));
            let own = part.and_then(|part| {
                let pages = self.pages_of(part).into_iter();
                pages
                    .filter(|other| other.path.output_file() == file)
                    .find(|other| other.path <= page.path)
            });
            if let Some(own) = own {
                diagnostics.push(self.collision(&own, page));
            }
            if let Some(other) = by_file.insert(file, page) {
                diagnostics.push(self.collision(other, page));
            }
        }
    }

    fn collision(&self, one: &Page, other: &Page) -> Diagnostic {
        let archive = &self.archive;
        let mut diagnostic = Diagnostic::error(
            Code::AddressCollision,
            format!(
                "two pages want the address {}: {} and {}",
                other.path.as_str(),
                named(archive, one),
                named(archive, other)
            ),
        )
        .hint("rename one of the two");
        diagnostic.place = place_of(archive, other).or_else(|| place_of(archive, one));
        diagnostic
    }
}

fn named(archive: &Archive, page: &Page) -> String {
    match &page.shows {
        Shows::Entry { entry } => format!("the entry {}", archive.entry(*entry).source().path),
        Shows::Coverage { coverage, .. } => archive
            .coverages
            .get(*coverage)
            .map_or_else(String::new, |coverage| {
                format!("the coverage {}", coverage.shown)
            }),
        Shows::Media { index } | Shows::Picture { index, .. } => {
            archive.media.get(*index).map_or_else(String::new, |file| {
                format!("the file content/{}", file.content_path)
            })
        }
        Shows::Static { .. } | Shows::Asset { .. } => "a file of the theme".into(),
        _ => "a page of livesite's own".into(),
    }
}

fn place_of(archive: &Archive, page: &Page) -> Option<Place> {
    match &page.shows {
        Shows::Entry { entry } => Some(archive.entry(*entry).place.clone()),
        _ => None,
    }
}
