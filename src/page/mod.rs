//! Every page of the site to be, as a value: its address, and the view that its template may see.

pub mod view;
pub mod words;
