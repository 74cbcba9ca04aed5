//! The archive: what was written and what was captured, joined, resolved and put in order.

mod arrange;
mod books;
mod entry_id;
mod evidence;
mod gather;
mod kinds;
mod lines;
mod model;
mod names;
mod order;
mod resolve;
mod speech;
mod times;
mod topics;

pub use evidence::{Evidence, ExplainedEntry, ExplainedSentence, FRONT_MATTER, Spellings, Survey};
pub use gather::capture_options;
pub use kinds::{implied_key, implied_kind};
pub use model::{
    Archive, Capture, Coverage, CoverageId, Entry, EntryId, Listed, Manner, Published, Speaker,
    SpeakerId, Speaking, Statement, Topic, TopicId, Unused,
};
pub use resolve::{Choice, explain, resolve, survey};
