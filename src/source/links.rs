//! Links and other ways in which a folder does not open.

use std::path::Path;

use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::fs::{canonical, shown, unreadable};

/// Whether a path, its links followed, stays below the folder `home`.
pub fn is_inside(home: Option<&Path>, path: &Path) -> bool {
    match (home, canonical(path)) {
        (Some(home), Some(target)) => target.starts_with(home),
        _ => false,
    }
}

/// Reports a file or folder that could not be walked into.
pub fn report_failure(root: &Path, error: &walkdir::Error, diagnostics: &mut Diagnostics) {
    let path = error
        .path()
        .map_or_else(|| ".".into(), |path| shown(root, path));
    if let Some(ancestor) = error.loop_ancestor() {
        let message = format!(
            "{path} is a link back to {}, in which it stands",
            shown(root, ancestor)
        );
        diagnostics.push(
            Diagnostic::error(Code::UnreadableFile, message)
                .in_file(path)
                .hint("remove the link"),
        );
        return;
    }
    let diagnostic = match error.io_error() {
        Some(reason) => unreadable(&path, "read", reason),
        None => {
            Diagnostic::error(Code::UnreadableFile, format!("cannot read {path}")).in_file(path)
        }
    };
    diagnostics.push(diagnostic.hint("mend it or its permissions, or take it out of content/"));
}
