//! What others published: live pages saved as text, read through profiles.
//!
//! In reading order: `profiles` (how pages look, as data) and `line` give `segment` the entries
//! (`opening` the lines that open them, `standing` what the page says of such a line; `above`, `closing`,
//! `page`, `lead`, `lost` and `twice` help it, and `run_on` before it);
//! `head` reads what stands before them, `timeline` and `instant` their times, `body` (with `first_lines`,
//! `top`, `writer`, `figure`, `credit`, `quote`, `embed`) their texts, `block` writes those as Markdown;
//! `choose` takes the profile and `read` puts it together; `survey` compares the profiles.

pub mod above;
pub mod block;
pub mod body;
pub mod calendar;
pub mod choose;
pub mod clock;
pub mod closing;
pub mod credit;
pub mod embed;
pub mod figure;
pub mod first_lines;
pub mod head;
pub mod instant;
pub mod lead;
pub mod line;
pub mod lost;
pub mod opening;
pub mod page;
pub mod pattern;
pub mod post;
pub mod profile;
pub mod profile_base;
pub mod profile_file;
pub mod profile_reader;
pub mod profiles;
pub mod quote;
pub mod read;
pub mod reading;
pub mod run_on;
pub mod segment;
pub mod shape;
pub mod standing;
pub mod survey;
pub mod timeline;
pub mod top;
pub mod twice;
pub mod writer;
pub mod zone_word;

pub use profiles::Profiles;
pub use read::read;
pub use reading::{LineClass, Options, PlacedLine, Reading};
