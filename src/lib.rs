//! livesite: a static site generator for archived live coverage.

pub mod archive;
pub mod base;
pub mod capture;
pub mod cli;
pub mod command;
pub mod markdown;
pub mod output;
pub mod page;
pub mod render;
pub mod source;
