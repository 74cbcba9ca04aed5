//! The archive: what was written and what was captured, joined, resolved and put in order.

mod arrange;
mod books;
pub mod completeness;
mod entry_id;
mod evidence;
mod filed;
mod gather;
mod ids;
mod kinds;
mod lines;
mod manner;
mod memory;
mod model;
mod names;
mod numbers;
mod order;
mod portraits;
mod proposals;
mod resolve;
mod same;
mod speech;
mod spoken;
mod times;
mod topic;
mod topics;

pub use evidence::{Evidence, ExplainedEntry, ExplainedSentence, FRONT_MATTER, Spellings, Survey};
pub use gather::capture_options;
pub use ids::{CoverageId, EntryId, SpeakerId, TermId, Terms, TopicId};
pub use kinds::{implied_key, implied_kind};
pub use memory::Memory;
pub use model::{
    Archive, Capture, Coverage, Entry, Listed, Manner, Portrait, Published, Speaker, Speaking,
    Statement, Topic, Unused,
};
pub use resolve::{Choice, explain, resolve, survey};
pub use topics::{UnmatchedWord, topic_place, unmatched_words};
