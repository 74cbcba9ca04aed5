//! What entries are about: topics proposed from the text of a coverage, few and good, for sites without `topics.toml`.
//!
//! Two phases, so that what one entry gives can be kept by its content. [`read_candidates`] reads one entry by itself;
//! [`select()`] chooses among the candidates of one coverage, when it is known who of the names are people.
//!
//! - `key`: what the forms of a word have in common;
//! - `vocabulary`: words as data (`languages/`); what attribution knows of a language is not said again;
//! - `chunk`: noun phrases without a grammar: stretches between words of function and verbs of speech;
//! - `candidates`: the phrases and names of one entry, and what speaks for and against each;
//! - `group`: all forms of one topic over a coverage; `select`: which of them a reader would have chosen.

mod candidates;
mod chunk;
mod group;
mod key;
mod select;
mod vocabulary;

pub use candidates::{Candidates, read_candidates};
pub use select::{Coverage, Proposal, select};
pub use vocabulary::Vocabulary;
