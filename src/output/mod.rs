//! From rendered files to the output folder: only what changed is written, only what is ours is removed.

mod manifest;
mod write;

pub use manifest::earlier_files;
pub use write::{Writing, Written};
