//! Pictures of people: the files that `speakers.toml` names, found among those of the archive.

use std::collections::HashMap;

use super::model::Portrait;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::source_text::Place;
use crate::source::coverage::MediaFile;
use crate::source::registry::SpeakerRegistry;

/// Each registered person's picture, by the index of the person's table. A file that is not there is said.
pub fn portraits(
    people: &SpeakerRegistry,
    media: &[MediaFile],
    diagnostics: &mut Diagnostics,
) -> HashMap<usize, Portrait> {
    let named: Vec<_> = people
        .people
        .iter()
        .enumerate()
        .filter_map(|(index, person)| Some((index, person, person.portrait.as_ref()?)))
        .collect();
    if named.is_empty() {
        return HashMap::new();
    }
    let files: HashMap<&str, usize> = media
        .iter()
        .enumerate()
        .map(|(index, file)| (file.content_path.as_str(), index))
        .collect();
    let mut found = HashMap::new();
    for (index, person, portrait) in named {
        let file = portrait.file.value.trim_start_matches('/');
        if let Some(&media) = files.get(file) {
            let credit = portrait.credit.clone();
            found.insert(index, Portrait { media, credit });
            continue;
        }
        let mut paths: Vec<&str> = files.keys().copied().collect();
        paths.sort_unstable();
        let mut missing = Diagnostic::error(
            Code::MissingMedia,
            format!("there is no file content/{file}"),
        )
        .at_place(Place::new(&person.place.source, portrait.file.span.clone()))
        .label(format!("the portrait of {}", person.name.value));
        missing
            .hints
            .push(match nearest(file, paths.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "a portrait is a file of a folder media/, named from content/".into(),
            });
        diagnostics.push(missing);
    }
    found
}
