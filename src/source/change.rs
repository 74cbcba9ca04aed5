//! What may have changed since a site was last read.

use std::collections::BTreeSet;

/// Which files and folders may differ from what was read before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Changed {
    /// Any of them.
    #[default]
    Anything,
    /// These, by their path below the site's folder, with `/`; of a folder everything in it.
    Paths(BTreeSet<String>),
}

impl Changed {
    /// Whether a file may differ, or anything in or above a folder.
    #[must_use]
    pub fn touches(&self, path: &str) -> bool {
        let Self::Paths(paths) = self else {
            return true;
        };
        let mut above = path;
        loop {
            if paths.contains(above) {
                return true;
            }
            match above.rsplit_once('/') {
                Some((folder, _)) => above = folder,
                None => break,
            }
        }
        let folder = format!("{path}/");
        let below = paths.range(folder.clone()..).next();
        below.is_some_and(|below| below.starts_with(&folder))
    }

    /// The paths below a folder that may differ, where they are all that may; `None` where the whole folder may.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<Vec<&str>> {
        let Self::Paths(paths) = self else {
            return None;
        };
        let above = folder.match_indices('/').map(|(end, _)| &folder[..end]);
        if above.chain([folder]).any(|path| paths.contains(path)) {
            return None;
        }
        let start = format!("{folder}/");
        let below = paths.range(start.clone()..).map(String::as_str);
        Some(below.take_while(|path| path.starts_with(&start)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_touches_what_is_above_and_below_it() {
        let paths = ["content/a/x.md", "content/b", "content/c-d/y.md"];
        let changed = Changed::Paths(paths.map(String::from).into());
        for (path, touched) in [
            ("content/a/x.md", true),
            ("content/a", true),
            ("content/a/y.md", false),
            ("content/b/z.md", true),
            ("content/c", false),
            ("themes", false),
        ] {
            assert_eq!(changed.touches(path), touched, "{path}");
        }
        assert!(Changed::Anything.touches("themes"));
        let below = |folder| changed.below(folder);
        assert_eq!(below("content/a"), Some(vec!["content/a/x.md"]));
        assert_eq!(below("content/b"), None);
        assert_eq!(below("content/b/media"), None);
        assert_eq!(below("content/c"), Some(vec![]));
        assert_eq!(Changed::Anything.below("content/c"), None);
    }
}
