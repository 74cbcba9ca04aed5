//! livesite: a static site generator for archived live coverage.

pub mod base;
pub mod capture;
pub mod source;
