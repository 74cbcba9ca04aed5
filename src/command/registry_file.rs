//! Tables added to a registry that somebody edits: at its end, every byte before them kept.

use std::path::Path;

use crate::base::diagnostic::Diagnostic;
use crate::base::fs;

/// What stands above the first table that a command adds to a file that was not there.
const HEAD: &str =
    "# Edit this file as you like: livesite reads it and only ever adds tables at its end.\n";

/// Adds tables to `content/<name>`, which is made where it is absent. Without tables nothing is touched.
///
/// # Errors
/// The file cannot be read or written.
pub fn add_tables(root: &Path, name: &str, tables: &[String]) -> Result<(), Box<Diagnostic>> {
    if tables.is_empty() {
        return Ok(());
    }
    let path = root.join("content").join(name);
    let shown = format!("content/{name}");
    let before = if fs::exists(&path) {
        fs::read_text(&path, &shown)?.text.clone()
    } else {
        HEAD.into()
    };
    fs::write(&path, &shown, with_tables(before, tables).as_bytes())
}

/// The text of a file with tables behind it, its line ends as they were.
#[must_use]
pub fn with_tables(before: String, tables: &[String]) -> String {
    let line_end = if before.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let mut text = before;
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(line_end);
    }
    for table in tables {
        text.push_str(line_end);
        for line in table.lines() {
            text.push_str(line);
            text.push_str(line_end);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_there_is_kept_and_a_line_is_ended_first() {
        let table = || vec!["[b]\nname = \"B\"\n".to_string()];
        assert_eq!(
            with_tables("[a]\nname = \"A\"".into(), &table()),
            "[a]\nname = \"A\"\n\n[b]\nname = \"B\"\n"
        );
        assert_eq!(
            with_tables("# x\r\n".into(), &table()),
            "# x\r\n\r\n[b]\r\nname = \"B\"\r\n"
        );
    }
}
