//! livesite: a static site generator for archived live coverage.

pub mod base;
pub mod page;
pub mod render;
pub mod source;
