//! The archive: what was written and what was captured, joined, resolved and put in order.

mod arrange;
mod books;
mod entry_id;
mod gather;
mod kinds;
mod model;
mod names;
mod order;
mod resolve;
mod speech;
mod times;
mod topics;

pub use gather::capture_options;
pub use kinds::{implied_key, implied_kind};
pub use model::{
    Archive, Capture, Coverage, CoverageId, Entry, EntryId, Listed, Manner, Published, Speaker,
    SpeakerId, Speaking, Statement, Topic, TopicId,
};
pub use resolve::{Choice, explain, resolve};
