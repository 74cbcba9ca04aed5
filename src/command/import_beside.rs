//! What stands beside a capture: settings that were written for it, and the pictures that a browser saved with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::diagnostic::Diagnostics;
use crate::base::fs;
use crate::source::coverage::Settings;
use crate::source::coverage_file;

/// The settings that stand beside a transcript in `content/`: they were written for it.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Whether the capture stands at the top of `content/`, as a coverage of its own.
    pub in_content: bool,
    /// `<coverage>.toml`, where there is one.
    pub path: Option<PathBuf>,
    /// What it says.
    pub settings: Settings,
}

impl Beside {
    /// The pictures that a browser saved with a page, in `<name>_files` or `<name>.files` beside it: each under the
    /// address by which the page may name it, with a name for `media/` and its place.
    #[must_use]
    pub fn pictures(capture: &Path) -> BTreeMap<String, (String, PathBuf)> {
        let mut pictures = BTreeMap::new();
        let (Some(folder), Some(stem)) = (capture.parent(), capture.file_stem()) else {
            return pictures;
        };
        let stem = stem.to_string_lossy();
        for ending in [
            "_files",
            ".files",
            "-Dateien",
            "_fichiers",
            "_archivos",
            "_file",
        ] {
            let name = format!("{stem}{ending}");
            for file in fs::names_in(&folder.join(&name)) {
                if !is_picture(&file) {
                    continue;
                }
                let place = folder.join(&name).join(&file);
                let encoded = |text: &str| crate::base::address::percent_encode(text);
                for address in [
                    format!("{name}/{file}"),
                    format!("{}/{}", encoded(&name), encoded(&file)),
                ] {
                    for start in ["", "./"] {
                        pictures.insert(format!("{start}{address}"), (file.clone(), place.clone()));
                    }
                }
            }
        }
        pictures
    }

    /// The settings beside a capture, and whether it stands in `content/`.
    #[must_use]
    pub fn of(root: &Path, capture: &Path, diagnostics: &mut Diagnostics) -> Self {
        let content = fs::canonical(&root.join("content"));
        let folder = fs::canonical(capture).and_then(|path| path.parent().map(Path::to_path_buf));
        if content.is_none() || content != folder {
            return Self::default();
        }
        let path = capture.with_extension("toml");
        if !fs::exists(&path) {
            return Self {
                in_content: true,
                ..Self::default()
            };
        }
        let shown = path.to_string_lossy().replace('\\', "/");
        match fs::read_text(&path, &shown) {
            Ok(text) => {
                let settings = coverage_file::read(&text, diagnostics);
                Self {
                    in_content: true,
                    path: Some(path),
                    settings,
                }
            }
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                Self {
                    in_content: true,
                    ..Self::default()
                }
            }
        }
    }
}

/// Whether a file is a picture by its name, as the page's own scripts and styles are not.
fn is_picture(name: &str) -> bool {
    let ending = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(
        ending.as_str(),
        "jpg"
            | "jpeg"
            | "png"
            | "gif"
            | "webp"
            | "avif"
            | "svg"
            | "mp4"
            | "webm"
            | "mp3"
            | "m4a"
            | "ogg"
    )
}
