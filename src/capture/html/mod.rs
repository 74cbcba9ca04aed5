//! Saved pages: what a browser's "save as" or a crawler left of a live page.
//!
//! In reading order: `layout` knows how the families of live pages look (data in `layouts/`), `siblings` finds posts
//! where no layout does, `entries` reads each post, `head` what stands around them; `read` joins all with the page's
//! structured data.

pub mod clock_words;
pub mod entries;
pub mod head;
pub mod layout;
pub mod read;
pub mod siblings;
