//! A person's picture: the one that the registry names, else one of the person's own entries that says so itself.

use super::Composer;
use crate::archive::{EntryId, SpeakerId};
use crate::base::name_key::name_key;
use crate::markdown::Media;
use crate::page::links::LinkContext;
use crate::page::view::PortraitView;

impl Composer<'_> {
    pub(super) fn portrait(&self, id: SpeakerId) -> Option<PortraitView> {
        let speaker = &self.archive.speakers[id];
        if let Some(portrait) = &speaker.portrait {
            return Some(self.picture(portrait.media, portrait.credit.clone(), None));
        }
        let names: Vec<String> = std::iter::once(&speaker.name)
            .chain(&speaker.aliases)
            .map(|name| name_key(name))
            .collect();
        speaker.entries.iter().find_map(|&entry| {
            let figures = &self.archive.entry(entry).outline.figures;
            figures.iter().find_map(|figure| {
                let caption = figure.caption.as_deref().unwrap_or_default();
                // Nothing but the name: `Ada Quill opens the bridge` may show the bridge.
                let is_named = [figure.alt.as_str(), caption]
                    .iter()
                    .any(|words| names.contains(&name_key(words.trim_end_matches('.'))));
                if figure.media != Media::Image || !is_named {
                    return None;
                }
                let media = LinkContext::new(self, entry).media(figure.src.as_deref()?)?;
                Some(self.picture(media, figure.credit.clone(), Some(entry)))
            })
        })
    }

    fn picture(
        &self,
        media: usize,
        credit: Option<String>,
        entry: Option<EntryId>,
    ) -> PortraitView {
        let file = &self.archive.media[media];
        PortraitView {
            src: self.href(&self.addresses.media(media)),
            width: file.width,
            height: file.height,
            srcset: self.links.plan.copies(media).map(|copies| copies.srcset),
            credit,
            entry: entry.map(|entry| self.entry_link(entry)),
        }
    }
}
