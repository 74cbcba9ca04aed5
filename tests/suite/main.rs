//! The suite: sites made of text files go in at one end of the real binary, and what comes out is looked at.
//!
//! `tests/README.md` says how it is laid out. Helpers come first, then what is proved about a site, then what is
//! proved about this repository.

// A test that cannot go on says so by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "pictures")]
mod drawn;
mod driver;
mod page;
mod random_editor;
#[cfg(feature = "pictures")]
#[path = "../serve_driver/mod.rs"]
#[allow(dead_code, reason = "most of it is for `tests/serve.rs`")]
mod serve_driver;
mod snapshot;

mod errors;
mod errors_thirty;

mod again;
mod bad_captures;
mod capture_order;
#[cfg(all(feature = "cards", feature = "pictures"))]
mod cards;
mod citing;
mod completeness;
mod containers;
mod content;
mod coverage_page;
mod dataset;
mod directions;
mod entry_markdown;
mod explain;
mod feeds;
mod gone;
mod hostile;
mod import_call;
mod link_forms;
mod links;
mod machines;
mod merging;
mod mission_day;
mod outputs;
mod pagination;
mod people;
#[cfg(feature = "pictures")]
mod picture_copies;
mod pictures;
mod portable;
mod provenance;
mod registry;
mod same_bytes;
mod score;
mod sitemap;
mod speakers;
mod statements;
mod structured;
mod structured_data;
mod theme_new;
mod times;
mod topics;
mod weight;

mod documents;
mod house_rules;
