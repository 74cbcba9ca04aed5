//! The invented pages as files, to be looked at: `LIVESITE_PREVIEW=folder cargo test --lib preview -- --ignored`.

use std::path::{Path, PathBuf};

use super::{pages, site};
use crate::base::diagnostic::Diagnostics;
use crate::base::fs;
use crate::render::templates::Templates;
use crate::render::theme::{DEFAULT, Theme};

#[test]
#[ignore = "writes files to look at, into the folder that LIVESITE_PREVIEW names"]
fn preview() {
    let folder = PathBuf::from(std::env::var_os("LIVESITE_PREVIEW").unwrap());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for language in ["en", "de", "ar"] {
        let mut diagnostics: Diagnostics = Vec::new();
        let theme = Theme::load(root, DEFAULT, &mut diagnostics).unwrap();
        let words = theme.words(language, &mut diagnostics);
        let templates = Templates::compile(&theme, &site(language), &words, &mut diagnostics);
        let drawn: String = diagnostics.iter().map(|each| each.render(false)).collect();
        assert!(drawn.is_empty(), "{drawn}");
        let templates = templates.unwrap();
        let write = |path: String, bytes: &[u8]| {
            fs::write(&folder.join(&path), &path, bytes).unwrap();
        };
        for asset in theme.assets() {
            write(format!("repo/{}", asset.path), &asset.bytes);
        }
        for sample in pages(&words) {
            match templates.render(sample.template, &sample.context, sample.name) {
                Ok(html) => write(format!("repo/{language}/{}.html", sample.name), &html),
                Err(error) => panic!("{}", error.render(false)),
            }
        }
    }
}
