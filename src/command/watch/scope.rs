//! Which paths make a site, and what they are called in it.

use std::path::{Path, PathBuf};

use crate::base::fs;
use crate::source::walk::is_ignored;

/// The folders that make a site. The output folder is none of them.
pub const FOLDERS: [&str; 3] = ["content", "themes", "profiles"];
/// The file that makes a site.
pub const SETTINGS: &str = "site.toml";

/// A path below the site's folder as people read it, for a place in one of the folders (`""` for the folder itself).
#[must_use]
pub fn below(folder: &str, inside: &Path) -> Option<String> {
    let inside = fs::shown(Path::new(""), inside);
    match inside.as_str() {
        "" | "." => Some(folder.into()),
        inside => matters(folder, inside).then(|| format!("{folder}/{inside}")),
    }
}

/// Whether a path in one of the folders can matter: not the traces of editors, which they write at every key.
#[must_use]
pub fn matters(folder: &str, inside: &str) -> bool {
    !inside.split('/').any(|name| {
        if folder == "content" {
            is_ignored(name)
        } else {
            name.starts_with('.') || name.ends_with('~')
        }
    })
}

/// Whether a name is one that a file keeps. Editors write a file beside the one to be saved (`4913`, `sedk2xQ`,
/// `a.md.tmp`, `a.md.25173`) and put it in its place: what is called so is waited for.
#[must_use]
pub fn is_lasting(path: &str) -> bool {
    const PASSING: [&str; 10] = [
        "tmp", "temp", "bak", "swp", "swx", "part", "new", "old", "orig", "lock",
    ];
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, ending)| {
        ending.len() <= 5
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !ending.bytes().all(|byte| byte.is_ascii_digit())
            && !PASSING.contains(&ending)
    })
}

/// The places that the system may name a folder of the site by: as it was given, and without links.
#[derive(Debug, Default)]
pub struct Names(Vec<(PathBuf, &'static str)>);

impl Names {
    /// Learns the places of one of [`FOLDERS`] anew.
    pub fn learn(&mut self, root: &Path, folder: &'static str) {
        let path = root.join(folder);
        self.0.retain(|(_, known)| *known != folder);
        self.0
            .extend(fs::canonical(&path).map(|real| (real, folder)));
        self.0.push((path, folder));
    }

    /// The path below the site's folder, when it belongs to what makes the site.
    #[must_use]
    pub fn shown(&self, root: &Path, path: &Path) -> Option<String> {
        for (place, folder) in &self.0 {
            if let Ok(inside) = path.strip_prefix(place) {
                return below(folder, inside);
            }
        }
        (path == root.join(SETTINGS)).then(|| SETTINGS.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_of_editors_do_not_matter() {
        for (folder, inside, expected) in [
            ("content", "harbour/a.md", true),
            ("content", "harbour/.a.md.swp", false),
            ("content", "harbour/#a.md#", false),
            ("content", "_drafts/a.md", false),
            ("themes", "default/assets/_reset.css", true),
            ("themes", "default/base.html~", false),
        ] {
            assert_eq!(matters(folder, inside), expected, "{inside}");
        }
    }

    #[test]
    fn a_file_on_the_way_to_another_is_told_by_its_name() {
        for lasting in ["content/a/b.md", "site.toml", "themes/x/a.woff2", "a.mp4"] {
            assert!(is_lasting(lasting), "{lasting}");
        }
        for passing in [
            "content/a/4913",
            "content/a/sedk2xQ",
            "content/a/b.md.tmp",
            "content/a/b.md.25173",
            "content/a/b.md___jb_tmp___",
        ] {
            assert!(!is_lasting(passing), "{passing}");
        }
    }
}
