//! What the last builds said: to be shown in the page, in the terminal and on the status page.

use std::sync::Arc;
use std::time::Duration;

use crate::base::diagnostic::{Diagnostics, Severity};

/// Builds that are remembered.
const TURNS: usize = 20;

/// One build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// What was changed, in few words.
    pub what: String,
    /// What came of it, in few words.
    pub outcome: String,
    /// From the first event to the new edition.
    pub took: Duration,
    /// Whether the last good site stayed.
    pub failed: bool,
}

/// What there is to say after a build.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Everything that the last build found wrong.
    pub diagnostics: Arc<Diagnostics>,
    /// Whether the last build made no site, so that an older one is served.
    pub failed: bool,
    /// The file below the site's folder that was saved, where it was one.
    pub saved: Option<String>,
    /// How much there is, in few words.
    pub counted: String,
    /// The last builds, newest first.
    pub turns: Vec<Turn>,
}

impl Report {
    /// The report after another build.
    #[must_use]
    pub fn next(&self, turn: Turn, diagnostics: Diagnostics) -> Self {
        let older = self.turns.iter().take(TURNS - 1).cloned();
        Self {
            diagnostics: Arc::new(diagnostics),
            failed: turn.failed,
            saved: None,
            counted: self.counted.clone(),
            turns: std::iter::once(turn).chain(older).collect(),
        }
    }

    /// How many diagnostics are as bad as this.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let diagnostics = self.diagnostics.iter();
        diagnostics
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}
