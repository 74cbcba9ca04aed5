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

/// What to do about what cannot be read.
pub const MEND: &str = "mend it or its permissions, or take it out of content/";

/// Reports a file or folder that could not be walked into.
pub fn report_failure(root: &Path, error: &walkdir::Error, diagnostics: &mut Diagnostics) {
    let path = error
        .path()
        .map_or_else(|| ".".into(), |path| shown(root, path));
    if let (Some(ancestor), Some(link)) = (error.loop_ancestor(), error.path()) {
        diagnostics.push(link_back(root, link, ancestor));
        return;
    }
    let diagnostic = match error.io_error() {
        Some(reason) => unreadable(&path, "read", reason),
        None => {
            Diagnostic::error(Code::UnreadableFile, format!("cannot read {path}")).in_file(path)
        }
    };
    diagnostics.push(diagnostic.hint(MEND));
}

/// A link to a folder that it stands in.
pub fn link_back(root: &Path, link: &Path, ancestor: &Path) -> Diagnostic {
    let path = shown(root, link);
    let message = format!(
        "{path} is a link back to {}, in which it stands",
        shown(root, ancestor)
    );
    Diagnostic::error(Code::UnreadableFile, message)
        .in_file(path)
        .hint("remove the link")
}
