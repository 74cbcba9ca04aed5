//! Pages become files: the theme, its templates, and what is written without templates.

pub mod templates;
pub mod theme;
