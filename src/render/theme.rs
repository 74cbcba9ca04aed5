//! A theme: the folders it is made of, laid over each other.
//!
//! `themes/<name>/` lies over the theme that it `extends`, and all lie over `default`. `default` and `plain` are
//! embedded in the binary; a folder of the site that has their name lies over them. A file is looked for from the top
//! down, as far as each layer keeps (`inherit`) what lies below.

mod assets;
mod card;
mod files;
mod minified;
mod options;
#[cfg(test)]
pub(crate) mod samples;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::Xxh3;

use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::fs;
use crate::base::source_text::SourceText;
use crate::base::table::Table;
use crate::page::words::Words;
use crate::render::cards::Fonts;

pub use assets::Asset;
use files::Layer;

/// The theme that every other one stands on.
pub const DEFAULT: &str = "default";

/// A theme, read whole.
#[derive(Debug)]
pub struct Theme {
    name: String,
    /// The folders, from the top down; the last is `default`.
    layers: Vec<Layer>,
    assets: Vec<Asset>,
    static_files: Vec<Asset>,
    /// Its options as the site has them.
    options: BTreeMap<String, serde_json::Value>,
    /// The fingerprinted path of each asset, by the path in the theme below `assets/`.
    asset_paths: BTreeMap<String, String>,
    /// The fonts of cards, read when one is drawn, and the names of those that could not be.
    card_fonts: OnceLock<(Fonts, Vec<String>)>,
}

/// A template of a theme.
#[derive(Debug, Clone)]
pub struct TemplateFile {
    /// Its name for Tera: `<theme>/<path below templates>`.
    pub name: String,
    /// Its text, under the path that diagnostics show.
    pub source: Arc<SourceText>,
    /// Whether it is livesite's own copy and no file of the site.
    pub built_in: bool,
}

impl Theme {
    /// Reads the theme `name` of the site in `root`, with what the site sets in it (`[theme_options]`). `None` (and a
    /// diagnostic) where it does not exist.
    pub fn load(
        root: &Path,
        name: &str,
        given: Option<&Table>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut layers: Vec<Layer> = Vec::new();
        let mut next = name.to_string();
        while next != DEFAULT {
            if layers.iter().any(|layer| layer.name == next) {
                diagnostics.push(extends_itself(&layers, &next));
                return None;
            }
            let Some(layer) = Layer::find(root, &next, diagnostics) else {
                diagnostics.push(missing(root, &next, layers.last()));
                return None;
            };
            next = layer.extends.clone().unwrap_or_else(|| DEFAULT.into());
            layers.push(layer);
        }
        layers.push(Layer::find(root, DEFAULT, diagnostics)?);

        let mut theme = Self {
            name: name.to_string(),
            layers,
            assets: Vec::new(),
            static_files: Vec::new(),
            options: BTreeMap::new(),
            asset_paths: BTreeMap::new(),
            card_fonts: OnceLock::new(),
        };
        let files = theme.folder("assets/");
        let known: BTreeSet<&str> = files.keys().copied().collect();
        let options = options::of_site(&theme.declared(), given, &known, diagnostics);
        let (assets, asset_paths) = assets::fingerprinted(&files, &options.style, diagnostics);
        theme.options = options.values;
        theme.assets = assets;
        theme.static_files = theme
            .folder("static/")
            .into_iter()
            .map(|(path, file)| Asset {
                path: path.to_string(),
                bytes: file.bytes.to_vec(),
            })
            .collect();
        theme.asset_paths = asset_paths;
        Some(theme)
    }

    /// The theme's name: its folder below `themes/`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Files that pages load: each under a name that changes with its bytes (`assets/style.3f2a9c1e.css`).
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Where an asset stands in the site, by its path below the theme's `assets/`.
    #[must_use]
    pub fn asset_path(&self, path: &str) -> Option<&str> {
        self.asset_paths.get(path).map(String::as_str)
    }

    /// Asset paths by their path below the theme's `assets/`.
    #[must_use]
    pub fn asset_paths(&self) -> &BTreeMap<String, String> {
        &self.asset_paths
    }

    /// What is copied to the site's root as it is: path below `static/`, and bytes.
    #[must_use]
    pub fn static_files(&self) -> &[Asset] {
        &self.static_files
    }

    /// How wide pictures in entries are shown, as the attribute `sizes` has it: the topmost theme that says it.
    #[must_use]
    pub fn picture_sizes(&self) -> &str {
        let said = self
            .layers
            .iter()
            .find_map(|layer| layer.picture_sizes.as_deref());
        said.unwrap_or("100vw")
    }

    /// Its options by name: the site's value, else the theme's default, else null.
    #[must_use]
    pub fn options(&self) -> &BTreeMap<String, serde_json::Value> {
        &self.options
    }

    /// The words of the interface in a language, with English behind them.
    pub fn words(&self, language: &str, diagnostics: &mut Diagnostics) -> Words {
        let words = words::read(&self.kept("i18n"), language, diagnostics);
        match self.options.get("dates").and_then(|dates| dates.as_str()) {
            Some("numbers") => words.with_dates_in_numbers(),
            _ => words,
        }
    }

    /// The templates of every layer; a layer's name is the first part of the template's.
    pub fn templates(&self, diagnostics: &mut Diagnostics) -> Vec<TemplateFile> {
        let mut templates = Vec::new();
        for layer in &self.layers {
            for (path, file) in layer.folder("templates/") {
                match file.text() {
                    Ok(source) => templates.push(TemplateFile {
                        name: format!("{}/{path}", layer.name),
                        source,
                        built_in: file.built_in,
                    }),
                    Err(diagnostic) => diagnostics.push(*diagnostic),
                }
            }
        }
        templates
    }

    /// The names of the layers from the top down.
    #[must_use]
    pub fn layer_names(&self) -> Vec<&str> {
        self.layers
            .iter()
            .map(|layer| layer.name.as_str())
            .collect()
    }

    /// A number that changes when any file of the theme does.
    #[must_use]
    pub fn key(&self) -> u64 {
        let mut hash = Xxh3::new();
        for layer in &self.layers {
            hash.update(layer.name.as_bytes());
            for (path, file) in &layer.files {
                hash.update(&[0]);
                hash.update(path.as_bytes());
                hash.update(&(file.bytes.len() as u64).to_le_bytes());
                hash.update(&file.bytes);
            }
        }
        hash.digest()
    }

    /// The files below a folder, each from the topmost layer that has it.
    fn folder(&self, folder: &'static str) -> BTreeMap<&str, &files::ThemeFile> {
        let mut found = BTreeMap::new();
        for layer in self.kept(folder.trim_end_matches('/')).into_iter().rev() {
            found.extend(layer.folder(folder));
        }
        found
    }

    /// The layers that a part of the theme is taken from, from the top down: to the first that keeps nothing below.
    fn kept(&self, part: &str) -> Vec<&Layer> {
        let last = self.layers.iter().position(|layer| !layer.inherits(part));
        let kept = last.map_or(self.layers.len(), |last| last + 1);
        self.layers.iter().take(kept).collect()
    }

    /// What a site may set: each option as the topmost layer declares it.
    fn declared(&self) -> BTreeMap<String, options::Declared> {
        let mut declared = BTreeMap::new();
        for layer in self.kept("options").into_iter().rev() {
            declared.extend(layer.options.clone());
        }
        declared
    }
}

/// The files of one theme itself, without those below it and without its `theme.toml`: path in the theme and bytes.
/// `None` where there is no such theme.
#[must_use]
pub fn own_files(root: &Path, name: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let layer = Layer::find(root, name, &mut Vec::new())?;
    let files = layer.files.into_iter();
    Some(
        files
            .map(|(path, file)| (path, file.bytes.into_owned()))
            .collect(),
    )
}

fn missing(root: &Path, name: &str, asked_by: Option<&Layer>) -> Diagnostic {
    let mut known: Vec<String> = fs::names_in(&root.join("themes"))
        .into_iter()
        .filter(|folder| fs::is_folder(&root.join("themes").join(folder)))
        .collect();
    known.extend(Layer::built_in_names().into_iter().map(String::from));
    known.sort();
    known.dedup();
    let diagnostic = Diagnostic::error(Code::MissingTheme, format!("there is no theme `{name}`"))
        .in_file(asked_by.map_or_else(
            || "site.toml".into(),
            |layer| format!("themes/{}/theme.toml", layer.name),
        ));
    let diagnostic = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic,
    };
    let listed: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    diagnostic.hint(format!(
        "a theme is a folder below themes/; there are {}",
        listed.join(", ")
    ))
}

fn extends_itself(layers: &[Layer], name: &str) -> Diagnostic {
    let chain: Vec<&str> = layers
        .iter()
        .map(|layer| layer.name.as_str())
        .chain([name])
        .collect();
    Diagnostic::error(
        Code::MissingTheme,
        format!("the theme `{name}` extends itself: {}", chain.join(" → ")),
    )
    .in_file(format!("themes/{name}/theme.toml"))
    .hint("let one of them extend `default`, or leave `extends` out")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use std::fs as disk;

    fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            disk::create_dir_all(path.parent().unwrap()).unwrap();
            disk::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn a_theme_that_is_not_there_is_named_with_the_nearest_one() {
        let site = site(&[("themes/paper/theme.toml", "")]);
        let mut diagnostics = Vec::new();
        assert!(Theme::load(site.path(), "papr", None, &mut diagnostics).is_none());
        let drawn = diagnostics.first().unwrap().render(false);
        for part in ["error[missing-theme]", "`papr`", "did you mean `paper`?"] {
            assert!(drawn.contains(part), "{part} is not in\n{drawn}");
        }
        let mut diagnostics = Vec::new();
        assert!(Theme::load(site.path(), "../paper", None, &mut diagnostics).is_none());
        assert_eq!(diagnostics.len(), 1);
    }

    #[test]
    fn a_site_lays_its_files_over_the_default_one_by_one() {
        let site = site(&[
            ("themes/paper/assets/style.css", "body { color: red }"),
            ("themes/paper/i18n/en.toml", "days = \"Calendar\"\n"),
            ("themes/paper/static/favicon.svg", "<svg/>"),
        ]);
        let mut diagnostics = Vec::new();
        let paper = Theme::load(site.path(), "paper", None, &mut diagnostics).unwrap();
        let plain = Theme::load(site.path(), DEFAULT, None, &mut diagnostics).unwrap();
        assert_eq!(diagnostics, []);
        let style = paper.asset_path("style.css").unwrap();
        let bytes = &paper
            .assets()
            .iter()
            .find(|asset| asset.path == style)
            .unwrap()
            .bytes;
        assert_eq!(bytes, b"body{color:red}");
        assert_ne!(style, plain.asset_path("style.css").unwrap());
        assert_ne!(paper.key(), plain.key());
        let words = paper.words("en", &mut diagnostics);
        assert_eq!(words.get("days"), "Calendar");
        assert_eq!(words.get("topics"), "Topics");
        assert_eq!(paper.static_files().first().unwrap().path, "favicon.svg");
    }

    #[test]
    fn a_default_folder_of_the_site_wins_over_the_embedded_one() {
        let site = site(&[("themes/default/templates/not_found.html", "gone")]);
        let theme = Theme::load(site.path(), DEFAULT, None, &mut Vec::new()).unwrap();
        let templates = theme.templates(&mut Vec::new());
        let found = |name: &str| {
            templates
                .iter()
                .find(|template| template.name == name)
                .unwrap()
        };
        assert_eq!(found("default/not_found.html").source.text, "gone");
        assert!(found("default/base.html").built_in);
    }

    #[test]
    fn a_theme_may_extend_another_but_not_itself() {
        let site = site(&[
            ("themes/a/theme.toml", "extends = \"b\"\n"),
            ("themes/b/theme.toml", "name = \"B\"\n"),
            ("themes/c/theme.toml", "extends = \"c\"\n"),
        ]);
        let theme = Theme::load(site.path(), "a", None, &mut Vec::new()).unwrap();
        assert_eq!(theme.layer_names(), ["a", "b", "default"]);
        let mut diagnostics = Vec::new();
        assert!(Theme::load(site.path(), "c", None, &mut diagnostics).is_none());
        assert!(diagnostics.first().unwrap().message.contains("c → c"));
    }
}
