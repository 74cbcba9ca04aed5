//! What the user wrote: the settings, the folders of `content/`, entry files, coverages, registries.

pub mod change;
pub mod config;
pub mod config_file;
pub mod content;
#[cfg(test)]
mod content_tests;
pub mod coverage;
pub mod coverage_file;
pub mod coverage_writer;
mod document;
pub mod entry;
pub mod entry_file;
pub mod entry_values;
pub mod entry_writer;
pub mod front_matter;
pub mod ledger;
mod links;
pub mod media;
pub mod memory;
mod misplaced;
pub mod picture_head;
pub mod pictures;
pub mod portrait;
pub mod registry;
#[cfg(test)]
mod testing;
mod text_values;
mod time_values;
pub mod toml_text;
pub mod walk;
