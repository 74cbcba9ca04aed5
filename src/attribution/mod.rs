//! Who said what: speakers and their statements, found in reported prose.
//!
//! Two phases, so that what one entry says can be kept by its content. [`read_entry`] reads one entry by itself;
//! [`resolve()`] looks its names up: in the entry, in its coverage up and down, in the archive, in the registry.
//! [`explain()`] says of each sentence what was decided and by which rule. In reading order:
//!
//! - `lexeme`, `word_table`, `endings`, `language`: words as data (`languages/`); no rule names a person, and none names a word twice;
//! - `token`, `quotation`, `unit`: a text as words, quotations, sentences;
//! - `phrase`: noun phrases and whom they mean; `mention` (with `key`) and `tie`: names, and the roles beside them;
//! - `subject` (with `clause`, `apposition`): whose words a verb gives;
//! - `speech` (with `content`, `second_hand`, `verbless`, `own_words`, `spoken_line`): where somebody speaks; `utterance`: which words are whose;
//! - `read` (with `focus`): one entry, into `findings`;
//! - `spelling`, `variant`, `joining`, `people`: the people of a coverage; `registered`: the registry; `role`: when a role fits;
//! - `surnames`: the one thing that crosses coverages;
//! - `reading`, `lookup`, `named`, `going_back`, `next_named`, `called`: one entry's findings with everybody known;
//!   `resolve`: a whole archive, in steps that can be kept; `explain`.

mod apposition;
pub mod called;
mod clause;
mod content;
mod endings;
pub mod explain;
pub mod findings;
mod focus;
mod going_back;
mod inversion;
mod joining;
mod key;
pub mod language;
mod lexeme;
mod lookup;
mod mention;
mod named;
mod next_named;
mod own_words;
pub mod people;
mod phrase;
mod quotation;
pub mod read;
mod reading;
pub mod registered;
pub mod resolve;
mod role;
mod second_hand;
mod signed;
mod speech;
mod spelling;
mod spoken_line;
mod subject;
pub mod surnames;
#[cfg(test)]
mod tests;
mod tie;
mod token;
mod unit;
mod utterance;
pub mod variant;
mod verbless;
mod word_table;

pub use endings::Endings;
pub use explain::{Explained, explain};
pub use findings::Findings;
pub use language::Language;
pub use lexeme::Flags;
pub use read::{EntryText, read_entry};
pub use resolve::{CoverageFindings, EntryFindings, Resolved, resolve};
pub use token::{Case, Kind as Mark, Token};
pub use unit::Text;
pub use word_table::WordTable;
