//! The card of a coverage: what stands on it, and how pages name it.

use super::{Composer, direction_of};
use crate::archive::CoverageId;
use crate::page::addresses::Addresses;
use crate::page::cards::{CardFace, HEIGHT, WIDTH};
use crate::page::view::CardView;

impl Composer<'_> {
    /// What stands on a coverage's card.
    #[must_use]
    pub fn card_face(&self, id: CoverageId) -> CardFace {
        let coverage = &self.archive.coverages[id];
        let is_rtl = |language: &str| direction_of(language) == "rtl";
        CardFace {
            site: self.config.title.clone(),
            title: coverage.shown_title().into(),
            days: self.card_days(id),
            is_rtl: is_rtl(&coverage.language),
            is_site_rtl: is_rtl(self.words.language()),
        }
    }

    /// A coverage's card as pages name it; `None` where it has none.
    pub(super) fn card_view(&self, id: CoverageId) -> Option<CardView> {
        if !self.links.plan.has_card(id) {
            return None;
        }
        let face = self.card_face(id);
        let words = [face.title, face.days, face.site];
        let path = Addresses::card(&self.addresses.coverage(id));
        Some(CardView {
            url: self.config.base_url.absolute(&path),
            width: WIDTH,
            height: HEIGHT,
            alt: words
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
        })
    }

    /// The first and last day of a coverage; in numbers where the fonts lack letters of the words.
    fn card_days(&self, id: CoverageId) -> String {
        let coverage = &self.archive.coverages[id];
        let mut days: Vec<_> = [coverage.first, coverage.last]
            .into_iter()
            .flatten()
            .map(|instant| instant.date_naive())
            .collect();
        days.dedup();
        let joined = |days: Vec<String>| days.join(" – ");
        let words = joined(days.iter().map(|day| self.words.day(*day)).collect());
        let letters = self.links.plan.letters.as_ref();
        match letters.and_then(|letters| letters.lacking(&words)) {
            None => words,
            Some(_) => joined(days.iter().map(ToString::to_string).collect()),
        }
    }
}
