//! What the user wrote: the settings, the folders of `content/`, entry files, coverages, registries.

pub mod config;
pub mod coverage;
pub mod entry;
