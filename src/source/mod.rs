//! What the user wrote: the settings, the folders of `content/`, entry files, coverages, registries.

pub mod config;
pub mod coverage;
pub mod coverage_file;
pub mod entry;
pub mod entry_file;
pub mod front_matter;
mod text_values;
mod time_values;
