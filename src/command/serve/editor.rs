//! Links that open a place of a file in somebody's editor.
//!
//! Editors register a scheme for it; which one is used is said by `EDITOR_URL`, an address with `{file}`, `{line}` and
//! `{column}` in it. Without it that of Visual Studio Code is used, which its relatives understand too.

use std::path::{Path, PathBuf};

use crate::base::address::percent_encode;

/// The variable that names the editor's address.
pub const VARIABLE: &str = "EDITOR_URL";
/// Visual Studio Code's.
const USUAL: &str = "vscode://file{file}:{line}:{column}";
/// Schemes that a browser would run in the page, and those that lead nowhere from there.
const NEVER: [&str; 5] = ["javascript", "vbscript", "data", "blob", "file"];

/// How to open files of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    address: String,
    root: PathBuf,
}

impl Editor {
    /// The editor of an address (`EDITOR_URL`), for the site in `root`.
    ///
    /// # Errors
    /// What is wrong with the address, as a sentence.
    pub fn new(address: Option<&str>, root: &Path) -> Result<Self, String> {
        let address = address
            .filter(|address| !address.is_empty())
            .unwrap_or(USUAL);
        let scheme = address
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let is_scheme = scheme.as_ref().is_some_and(|scheme| {
            scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && scheme
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
                && !NEVER.contains(&scheme.as_str())
        });
        if !is_scheme || !address.contains("{file}") {
            return Err(format!(
                "{VARIABLE} is no address of an editor: write it as `{USUAL}`"
            ));
        }
        Ok(Self {
            address: address.into(),
            root: root.to_path_buf(),
        })
    }

    /// The address that opens a file of the site at a place.
    #[must_use]
    pub fn href(&self, file: &str, line: usize, column: usize) -> String {
        let path = self.root.join(file).to_string_lossy().replace('\\', "/");
        let path = if path.starts_with('/') {
            path
        } else {
            format!("/{path}")
        };
        self.address
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
            .replace("{file}", &percent_encode(&path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn href(address: Option<&str>) -> Option<String> {
        let editor = Editor::new(address, Path::new("/site of mine")).ok()?;
        Some(editor.href("content/a#b.md", 3, 7))
    }

    #[test]
    fn a_place_is_put_into_the_address() {
        let file = "/site%20of%20mine/content/a%23b.md";
        let expected = format!("vscode://file{file}:3:7");
        assert_eq!(href(None), Some(expected.clone()));
        assert_eq!(href(Some("")), Some(expected));
        assert_eq!(
            href(Some("idea://open?file={file}&line={line}")),
            Some(format!("idea://open?file={file}&line=3"))
        );
    }

    #[test]
    fn what_is_no_address_of_an_editor_is_refused() {
        for address in [
            "vim",
            "javascript:alert('{file}')",
            "x://open",
            "JavaScript:{file}",
            "{file}:1",
        ] {
            assert_eq!(href(Some(address)), None, "{address}");
        }
    }
}
