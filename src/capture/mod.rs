//! What others published: live pages as somebody saved them.
//!
//! `open` tells by the bytes (`kind`, `charset`) what a file is. A text is read through a profile; everything else is a
//! `live_page` of updates, whose times are judged and which then takes the form of entries (`structured`).
//!
//! - **Text.** `profiles` (how pages look, as data) and `line` give `segment` the entries (`opening` the lines that open
//!   them, `standing` what the page says of such a line; `above`, `closing`, `page`, `lead`, `lost` and `twice` help it,
//!   and `run_on` before it); `head` reads what stands before them, `timeline` and `instant` their times, `body` (with
//!   `first_lines`, `top`, `writer`, `figure`, `credit`, `quote`, `embed`) their texts, `block` writes those as Markdown;
//!   `choose` takes the profile and `read` puts it together; `survey` compares the profiles.
//! - **Pages.** [`html`] finds the posts that a page shows, `json_ld` and `microdata` (both by `schema_org`) those in its
//!   data, `join` makes one list of both, `trust` says what cannot be. [`markup`] turns their HTML into Markdown.
//! - **Exports.** [`platform`]: JSON of platforms and of our own, feeds, tables.
//! - **Containers.** [`container`]: WARC, WACZ, MHTML, read as streams.
//! - **Several captures of one page** become one in `merge`.
//!
//! [`completeness`] says what a capture tells of what it does not hold.

pub mod above;
pub mod block;
pub mod body;
pub mod calendar;
pub mod charset;
pub mod choose;
pub mod clock;
pub mod closing;
pub mod completeness;
pub mod container;
pub mod credit;
pub mod embed;
pub mod figure;
pub mod first_lines;
pub mod head;
pub mod html;
pub mod instant;
pub mod join;
pub mod json_ld;
pub mod kind;
pub mod lead;
pub mod line;
pub mod live_page;
pub mod lost;
pub mod machine_time;
pub mod markup;
pub mod merge;
pub mod microdata;
pub mod open;
pub mod opening;
pub mod page;
pub mod pattern;
pub mod platform;
pub mod post;
pub mod profile;
pub mod profile_base;
pub mod profile_file;
pub mod profile_reader;
pub mod profiles;
pub mod quote;
pub mod read;
pub mod reading;
pub mod reading_text;
pub mod run_on;
pub mod schema_org;
pub mod segment;
pub mod shape;
pub mod shown_clock;
pub mod standing;
pub mod structured;
pub mod survey;
pub mod timeline;
pub mod top;
pub mod trust;
pub mod twice;
pub mod writer;
pub mod zone_word;

pub use profiles::Profiles;
pub use read::read;
pub use reading::{LineClass, Options, PlacedLine, Reading};
