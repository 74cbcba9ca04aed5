//! What stands at an address whose own page is gone.

use super::{Composer, PageBody, PageView};
use crate::page::gone::{Gone, Index};
use crate::page::plan::Page;
use crate::page::view::GonePage;

impl Composer<'_> {
    pub(super) fn gone_page(&self, page: &Page, gone: &Gone) -> PageView {
        let (name, to, to_name) = match gone {
            Gone::Renamed { name, to } => (None, to.clone(), name.as_str()),
            Gone::Confirmed { name, to } => (Some(name), to.path(), self.index_name(*to)),
            Gone::Lost { to } => (None, to.path(), self.index_name(*to)),
        };
        let title = name.map_or_else(|| self.words.get("gone"), String::as_str);
        let mut head = self.head(page, title);
        if name.is_none() {
            head.canonical = self.config.base_url.absolute(&to);
        }
        PageView {
            head,
            body: PageBody::Gone(GonePage {
                name: name.cloned(),
                to_name: to_name.to_string(),
                to_href: self.href(&to),
            }),
        }
    }

    fn index_name(&self, index: Index) -> &str {
        self.words.get(match index {
            Index::Speakers => "all_people",
            Index::Topics => "all_topics",
            Index::Home => "home",
        })
    }
}
