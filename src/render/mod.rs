//! The plan rendered: templates, feeds, data, site maps, structured data, the search index, portable sites.

#[cfg(any(feature = "cards", feature = "pictures"))]
mod cache;
pub mod cards;
pub mod dataset;
pub mod entry_markdown;
mod feed;
mod kept;
mod known_views;
mod machine;
mod oembed;
pub mod pictures;
pub mod portable;
pub mod search;
mod shown;
mod site;
mod sitemap;
mod structured_data;
pub mod templates;
pub mod theme;

pub use known_views::{KnownViews, MadeFrom};
pub use shown::ShownEntries;
pub use site::{Content, Renderer};
