//! Pieces of HTML become Markdown: text and addresses stay, page furniture goes and is counted.
//!
//! In reading order: `tree` asks elements, `address` makes addresses whole, `inline` reads text with its links and
//! emphasis, `body` the blocks of an entry (`figure`, `embed`, `quote` and `table` their kinds), `furniture` knows what
//! belongs to the page and not to the entry, `block` writes Markdown.

pub mod address;
pub mod block;
pub mod body;
pub mod embed;
pub mod figure;
pub mod furniture;
pub mod inline;
pub mod quote;
pub mod table;
pub mod tree;

pub use body::{Context, markdown_of, markdown_of_text};
pub use tree::parse;
