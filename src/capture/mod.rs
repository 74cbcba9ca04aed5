//! What others published: live pages saved as text, read through profiles.
//!
//! In reading order: `profiles` (how pages look, as data) and `line` give `segment` the entries
//! (`page`, `lead` and `lost` help it);
//! `head` reads what stands before them, `timeline` and `instant` their times, `body` (with `top`,
//! `figure`, `quote`, `embed`) their texts, `block` writes those as Markdown; `read` puts it together.

pub mod block;
pub mod body;
pub mod calendar;
pub mod clock;
pub mod embed;
pub mod figure;
pub mod head;
pub mod instant;
pub mod lead;
pub mod line;
pub mod lost;
pub mod page;
pub mod pattern;
pub mod post;
pub mod profile;
pub mod profile_file;
pub mod profile_reader;
pub mod profiles;
pub mod quote;
pub mod read;
pub mod reading;
pub mod segment;
pub mod shape;
pub mod timeline;
pub mod top;
pub mod zone_word;

pub use profiles::Profiles;
pub use read::read;
pub use reading::{LineClass, Options, PlacedLine, Reading};
