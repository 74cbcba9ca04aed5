//! One folder of a theme, read into memory; and the themes that are embedded in the binary.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::card::{self, CardStyle};
use super::options::{self, Declared};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::source_text::{SourceText, Spanned};
use crate::base::table::Table;
use crate::base::{encoding, fs};

/// `themes/`, made by `build.rs`: `<theme>/<path>` and bytes, sorted.
static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/themes.rs"));

/// The folders of a theme.
const FOLDERS: [&str; 4] = ["assets", "i18n", "static", "templates"];

/// What `inherit` may name.
const INHERITED: [&str; 5] = ["assets", "i18n", "options", "static", "templates"];

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
    /// Which folders of the theme below it keeps, where it says so: all where it does not.
    pub inherit: Option<Vec<String>>,
    /// How wide pictures are shown, as the attribute `sizes` has it.
    pub picture_sizes: Option<String>,
    /// How cards look, as far as it says.
    pub card: CardStyle,
    /// What a site may set in it.
    pub options: BTreeMap<String, Declared>,
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
                match fs::read_text(&path, &fs::shown(root, &path)) {
                    Ok(source) => layer.read_settings(&source, diagnostics),
                    Err(diagnostic) => diagnostics.push(*diagnostic),
                }
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

    /// A theme by its name: of the site, embedded, or the site's files over the embedded ones.
    pub fn find(root: &Path, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let over = Self::read(root, name, diagnostics);
        match Self::built_in(name, diagnostics) {
            Some(embedded) => Some(embedded.under(over)),
            None => over,
        }
    }

    /// The names of the embedded themes.
    pub fn built_in_names() -> BTreeSet<&'static str> {
        BUILT_IN
            .iter()
            .filter_map(|(path, _)| Some(path.split_once('/')?.0))
            .collect()
    }

    /// A theme that is embedded.
    pub fn built_in(name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut layer = Self {
            name: name.into(),
            ..Self::default()
        };
        for &(path, bytes) in BUILT_IN {
            let Some(path) = path
                .strip_prefix(name)
                .and_then(|path| path.strip_prefix('/'))
            else {
                continue;
            };
            let file = ThemeFile {
                shown: format!("themes/{name}/{path}"),
                bytes: Cow::Borrowed(bytes),
                built_in: true,
            };
            if path != "theme.toml" {
                layer.files.insert(path.to_string(), file);
            } else if let Ok(source) = file.text() {
                layer.read_settings(&source, diagnostics);
            }
        }
        (!layer.files.is_empty()).then_some(layer)
    }

    /// The same layer with another one over it.
    fn under(mut self, over: Option<Self>) -> Self {
        if let Some(over) = over {
            self.extends = over.extends.or(self.extends);
            self.inherit = over.inherit.or(self.inherit);
            self.picture_sizes = over.picture_sizes.or(self.picture_sizes);
            self.card = over.card.over(self.card);
            self.options.extend(over.options);
            self.files.extend(over.files);
        }
        self
    }

    /// Whether it keeps a folder of the theme below where it has no file of its own.
    pub fn inherits(&self, folder: &str) -> bool {
        self.inherit
            .as_ref()
            .is_none_or(|kept| kept.iter().any(|kept| kept == folder))
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

    fn read_settings(&mut self, source: &Arc<SourceText>, diagnostics: &mut Diagnostics) {
        let mut table = Table::parse(source, 0..source.text.len(), "theme.toml", diagnostics);
        for told in ["name", "description", "author", "licence", "homepage"] {
            table.take_text(told, diagnostics);
        }
        let extends = table.take_text("extends", diagnostics);
        let picture_sizes = table.take_text("picture_sizes", diagnostics);
        self.picture_sizes = picture_sizes.map(|sizes| sizes.value);
        if let Some(inherit) = table.take_texts("inherit", diagnostics) {
            for folder in &inherit {
                if !INHERITED.contains(&folder.value.as_str()) {
                    diagnostics.push(unknown_folder(source, folder));
                }
            }
            self.inherit = Some(inherit.into_iter().map(|folder| folder.value).collect());
        }
        self.options = options::read(table.take_table("options", diagnostics), diagnostics);
        self.card = card::read(table.take_table("card", diagnostics), diagnostics);
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

fn unknown_folder(source: &Arc<SourceText>, folder: &Spanned<String>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code::WrongType,
        format!(
            "`inherit` names `{}`, which is no part of a theme",
            folder.value
        ),
    )
    .at(source, folder.span.clone());
    match nearest(&folder.value, INHERITED) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => {
            diagnostic.hint("the parts are `assets`, `i18n`, `options`, `static` and `templates`")
        }
    }
}
