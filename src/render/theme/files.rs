//! One folder of a theme, read into memory; and the default theme that is embedded in the binary.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::DEFAULT;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::source_text::SourceText;
use crate::base::table::Table;
use crate::base::{encoding, fs};

/// `themes/default`, made by `build.rs`: path in the theme and bytes, sorted.
static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));

/// The folders of a theme.
const FOLDERS: [&str; 4] = ["assets", "i18n", "static", "templates"];

/// How deep folders may nest: a link that points upwards would never end.
const DEEPEST: usize = 12;

/// One file of a theme.
#[derive(Debug, Clone)]
pub(super) struct ThemeFile {
    /// The path that diagnostics show.
    pub shown: String,
    pub bytes: Cow<'static, [u8]>,
    /// Whether it is livesite's own copy.
    pub built_in: bool,
}

impl ThemeFile {
    /// The file as text.
    pub fn text(&self) -> Result<Arc<SourceText>, Box<Diagnostic>> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Ok(SourceText::new(self.shown.as_str(), text)),
            Err(error) => Err(Box::new(encoding::invalid_utf8(
                &self.shown,
                &self.bytes,
                error.valid_up_to(),
            ))),
        }
    }
}

/// One folder of a theme.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// The folder's name below `themes/`.
    pub name: String,
    /// The theme that this one lies over, where `theme.toml` names one.
    pub extends: Option<String>,
    /// Files by their path in the folder (`templates/base.html`).
    pub files: BTreeMap<String, ThemeFile>,
}

impl Layer {
    /// Reads `themes/<name>/`; `None` where there is no such folder.
    pub fn read(root: &Path, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']);
        let folder = root.join("themes").join(name);
        if !plain || !fs::is_folder(&folder) {
            return None;
        }
        let mut layer = Self {
            name: name.into(),
            ..Self::default()
        };
        for entry in fs::names_in(&folder) {
            let path = folder.join(&entry);
            if FOLDERS.contains(&entry.as_str()) {
                layer.read_folder((root, &folder), &path, &entry, 0, diagnostics);
            } else if entry == "theme.toml" {
                layer.read_settings(root, &path, diagnostics);
            } else if fs::is_folder(&path)
                && let Some(near) = nearest(&entry, FOLDERS)
            {
                diagnostics.push(
                    Diagnostic::warning(
                        Code::MisplacedFile,
                        format!("a theme has no folder `{entry}`; it is not read"),
                    )
                    .in_file(fs::shown(root, &path))
                    .hint(format!("did you mean `{near}`?")),
                );
            }
        }
        Some(layer)
    }

    /// The default theme as it is embedded.
    pub fn built_in() -> Self {
        let files = BUILT_IN
            .iter()
            .map(|&(path, bytes)| {
                let file = ThemeFile {
                    shown: format!("themes/{DEFAULT}/{path}"),
                    bytes: Cow::Borrowed(bytes),
                    built_in: true,
                };
                (path.to_string(), file)
            })
            .collect();
        Self {
            name: DEFAULT.into(),
            extends: None,
            files,
        }
    }

    /// The same layer with the files of another one over its own.
    pub fn under(mut self, over: Option<Self>) -> Self {
        self.files
            .extend(over.map(|layer| layer.files).unwrap_or_default());
        self
    }

    /// The files below a folder (`assets/`), by their path in it.
    pub fn folder<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a ThemeFile)> + 'a {
        self.files
            .iter()
            .filter_map(move |(path, file)| Some((path.strip_prefix(folder)?, file)))
    }

    fn read_folder(
        &mut self,
        (root, home): (&Path, &Path),
        folder: &Path,
        inside: &str,
        depth: usize,
        diagnostics: &mut Diagnostics,
    ) {
        for name in fs::names_in(folder) {
            // A host may want `static/.well-known/`; elsewhere a dot marks what editors leave behind.
            let hidden = name.starts_with('.') && !inside.starts_with("static");
            if hidden || name.ends_with('~') || name == ".DS_Store" {
                continue;
            }
            let path = folder.join(&name);
            let inside = format!("{inside}/{name}");
            if !leads_inside(home, &path) {
                let shown = fs::shown(root, &path);
                diagnostics.push(
                    Diagnostic::error(Code::LinkOutside, format!("{shown} leads out of the theme"))
                        .in_file(shown)
                        .hint("copy the file into the theme: what a theme publishes stands in it"),
                );
                continue;
            }
            if fs::is_folder(&path) {
                if depth < DEEPEST {
                    self.read_folder((root, home), &path, &inside, depth + 1, diagnostics);
                }
                continue;
            }
            let shown = fs::shown(root, &path);
            match fs::read_bytes(&path, &shown) {
                Ok(bytes) => {
                    let file = ThemeFile {
                        shown,
                        bytes: Cow::Owned(bytes),
                        built_in: false,
                    };
                    self.files.insert(inside, file);
                }
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }

    fn read_settings(&mut self, root: &Path, path: &Path, diagnostics: &mut Diagnostics) {
        let source = match fs::read_text(path, &fs::shown(root, path)) {
            Ok(source) => source,
            Err(diagnostic) => return diagnostics.push(*diagnostic),
        };
        let mut table = Table::parse(&source, 0..source.text.len(), "theme.toml", diagnostics);
        for told in ["name", "description", "author", "licence", "homepage"] {
            table.take_text(told, diagnostics);
        }
        let extends = table.take_text("extends", diagnostics);
        table.take("extra");
        table.finish(diagnostics);
        self.extends = extends.map(|extends| extends.value);
    }
}

/// Whether a path stays in the folder of its theme when links are followed.
fn leads_inside(home: &Path, path: &Path) -> bool {
    match (fs::canonical(home), fs::canonical(path)) {
        (Some(home), Some(path)) => path.starts_with(home),
        // What leads nowhere is reported when it is read.
        _ => true,
    }
}
