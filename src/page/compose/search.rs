//! The search page. What it finds is found in the reader's browser; this is what it begins with.

use super::terms::OTHERS;
use super::{Composer, PageBody, PageView};
use crate::page::addresses::Addresses;
use crate::page::plan::Page;
use crate::page::view::SearchPage;

impl Composer<'_> {
    pub(super) fn search_page(&self, page: &Page) -> PageView {
        let mut head = self.head(page, self.words.get("search"));
        head.crumbs = self.crumbs(&[]);
        let (speakers, topics) = (&self.archive.speakers, &self.archive.topics);
        let heard = speakers.ids().map(|id| (id, speakers[id].entries.len()));
        let present = topics.ids().map(|id| (id, topics[id].entries.len()));
        let body = SearchPage {
            index_href: self.href(&Addresses::search_root()),
            speakers: self.most_present(heard.collect(), OTHERS, |id| self.speaker_link(id)),
            topics: self.most_present(present.collect(), OTHERS, |id| Some(self.topic_link(id))),
        };
        PageView {
            head,
            body: PageBody::Search(body),
        }
    }
}
