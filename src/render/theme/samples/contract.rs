//! The README for people who write themes names everything that a template may see.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{pages, parts, site, words};
use crate::page::view::PageKind;
use crate::render::theme::{DEFAULT, Theme};

const README: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/README.md"));

/// Every key of a value, at any depth; `extra` and `theme_options` are the site's own.
fn keys(value: &Json, found: &mut BTreeSet<String>) {
    match value {
        Json::Object(fields) => {
            for (key, value) in fields {
                found.insert(key.clone());
                if key != "extra" && key != "theme_options" {
                    keys(value, found);
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[test]
fn the_readme_names_every_value_that_a_template_sees() {
    let words = words("en");
    let mut all = BTreeSet::new();
    keys(&serde_json::to_value(site("en")).unwrap(), &mut all);
    let head = parts::head(PageKind::Entry, "An entry", None, None);
    keys(&serde_json::to_value(head).unwrap(), &mut all);
    for (_, _, _, values) in pages::values(&words) {
        for (key, value) in values {
            all.insert(key.to_string());
            keys(&serde_json::to_value(&value).unwrap(), &mut all);
        }
    }
    assert!(all.len() > 80, "the samples hold few values: {all:?}");
    let missing: Vec<_> = all
        .iter()
        .filter(|key| !README.contains(&format!("`{key}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "themes/README.md does not name {missing:?}"
    );
}

#[test]
fn the_readme_names_every_template_and_function() {
    let theme = Theme::load(
        std::path::Path::new("no-such-site"),
        DEFAULT,
        None,
        &mut Vec::new(),
    )
    .unwrap();
    for template in theme.templates(&mut Vec::new()) {
        let path = template.name.trim_start_matches("default/");
        assert!(
            README.contains(&format!("`{path}`")),
            "{path} is not in themes/README.md"
        );
    }
    for function in ["asset(", "count(", "say(", "| json"] {
        assert!(
            README.contains(function),
            "{function} is not in themes/README.md"
        );
    }
}
