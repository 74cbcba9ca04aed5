//! Who said what: speakers and their statements, found in reported prose.
//!
//! Two phases, so that what one entry says can be kept by its content. [`read_entry`] reads one entry by itself:
//! `token` and `quotation` cut its texts, `unit` its sentences; `phrase` and `subject` find who is meant, `speech`
//! where somebody speaks, `mention` which names stand there. [`resolve()`] looks the names up: in the entry, in its
//! coverage up and down, in the archive, in the registry (`people`, `variant`, `role`). [`explain`] says of each
//! sentence what was decided and by which rule.
//!
//! The words of a language are data (`languages/`). No rule names a person.

pub mod explain;
pub mod findings;
pub mod language;
mod mention;
pub mod people;
pub mod phrase;
pub mod quotation;
pub mod read;
pub mod resolve;
mod role;
pub mod speech;
pub mod subject;
pub mod token;
pub mod unit;
pub mod variant;

pub use explain::{Explained, explain};
pub use findings::Findings;
pub use language::Language;
pub use read::{EntryText, read_entry};
pub use resolve::{CoverageFindings, EntryFindings, Resolved, resolve};
