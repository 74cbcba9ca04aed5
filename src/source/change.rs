//! What may have changed since a site was last read.

use std::collections::BTreeSet;

/// So many paths are compared one by one, which is what a single save asks a thousand times.
const FEW: usize = 8;

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
        if paths.len() <= FEW {
            let mut paths = paths.iter();
            return paths.any(|changed| is_in(path, changed) || is_in(changed, path));
        }
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
        if paths.len() <= FEW {
            let all = paths.iter().any(|changed| is_in(folder, changed));
            let below = paths.iter().filter(|changed| is_in(changed, folder));
            return (!all).then(|| below.map(String::as_str).collect());
        }
        let above = folder.match_indices('/').map(|(end, _)| &folder[..end]);
        if above.chain([folder]).any(|path| paths.contains(path)) {
            return None;
        }
        let start = format!("{folder}/");
        let below = paths.range(start.clone()..).map(String::as_str);
        Some(below.take_while(|path| path.starts_with(&start)).collect())
    }
}

/// Whether a path is a folder's own or below it.
fn is_in(path: &str, folder: &str) -> bool {
    let below = path.strip_prefix(folder);
    below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_touches_what_is_above_and_below_it() {
        let paths = ["content/a/x.md", "content/b", "content/c-d/y.md"];
        let few = BTreeSet::from(paths.map(String::from));
        let mut many = few.clone();
        many.extend((0..FEW).map(|number| format!("profiles/{number}.toml")));
        for changed in [few, many].map(Changed::Paths) {
            touches_above_and_below(&changed);
        }
        assert!(Changed::Anything.touches("themes"));
        assert_eq!(Changed::Anything.below("content/c"), None);
    }

    fn touches_above_and_below(changed: &Changed) {
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
        let below = |folder| changed.below(folder);
        assert_eq!(below("content/a"), Some(vec!["content/a/x.md"]));
        assert_eq!(below("content/b"), None);
        assert_eq!(below("content/b/media"), None);
        assert_eq!(below("content/c"), Some(vec![]));
    }
}
