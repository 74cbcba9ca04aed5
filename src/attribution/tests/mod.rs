//! Laws and single rules of attribution.

mod laws;
mod registry;
mod rules;
mod voices;
