//! Every page of the site to be, as a value: its address, and the view that its template may see.

pub mod addresses;
pub mod bodies;
pub mod cards;
pub mod checked;
pub mod cite;
mod collisions;
pub mod compose;
pub mod gone;
pub mod links;
pub mod names;
pub mod pagination;
pub mod parts;
pub mod pictures;
pub mod plan;
pub mod same;
mod shows;
pub mod view;
pub mod words;
