//! The commands: callers of the one pipeline, and the only ones that speak to people.

pub mod build;
pub mod explain;
pub mod import;
mod import_beside;
mod import_contained;
mod import_earlier;
mod import_files;
mod import_given;
mod import_group;
mod import_read;
pub mod init;
pub mod manual;
pub mod memory;
pub mod new;
pub mod pipeline;
pub mod profiles;
mod registry_file;
pub mod report;
pub mod serve;
pub mod speakers;
mod table;
pub mod terminal;
pub mod theme;
pub mod topics;
pub mod watch;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Exit code 0.
    Clean,
    /// The content is wrong: exit code 1.
    Mistakes,
    /// The call is wrong: exit code 2.
    BadCall,
}

impl From<Outcome> for std::process::ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Mistakes => 1,
            Outcome::BadCall => 2,
        })
    }
}
