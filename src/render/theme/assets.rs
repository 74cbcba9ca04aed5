//! Assets under names that change with their bytes, so that a browser may keep them for ever.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

use super::files::ThemeFile;
use super::minified::minified;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};

/// A file that is written as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it stands below the output folder (`assets/style.3f2a9c1e.css`).
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Gives every asset its name. A style sheet comes after the files that its `url(…)`s name, because their new names
/// are part of its bytes; style sheets and scripts are sent minified. `style` is added to `style.css`. The second value is the new path of each, by the path below `assets/`.
pub(super) fn fingerprinted(
    files: &BTreeMap<&str, &ThemeFile>,
    style: &str,
    diagnostics: &mut Diagnostics,
) -> (Vec<Asset>, BTreeMap<String, String>) {
    let mut assets = Vec::new();
    let mut paths = BTreeMap::new();
    let mut name = |path: &str, bytes: Vec<u8>, paths: &mut BTreeMap<String, String>| {
        let asset = Asset {
            path: format!("assets/{}", fingerprinted_path(path, &bytes)),
            bytes,
        };
        paths.insert(path.to_string(), asset.path.clone());
        assets.push(asset);
    };

    let mut styles = BTreeMap::new();
    for (&path, file) in files {
        match file.text() {
            Ok(source) if path.ends_with(".css") => {
                styles.insert(path, source);
            }
            Ok(source) => {
                let sent = minified(path, &source.text).map(String::into_bytes);
                name(
                    path,
                    sent.unwrap_or_else(|| file.bytes.to_vec()),
                    &mut paths,
                );
            }
            Err(_) => name(path, file.bytes.to_vec(), &mut paths),
        }
    }
    let mut waiting: BTreeSet<&str> = styles.keys().copied().collect();
    while !waiting.is_empty() {
        let ready: Vec<&str> = waiting
            .iter()
            .copied()
            .filter(|path| {
                let Some(source) = styles.get(path) else {
                    return true;
                };
                links(&source.text)
                    .iter()
                    .all(|link| !waiting.contains(resolve(path, link.target).as_str()))
            })
            .collect();
        // Style sheets that load each other in a circle: they keep their own names for each other.
        let ready = if ready.is_empty() {
            waiting.iter().copied().collect()
        } else {
            ready
        };
        for path in ready {
            waiting.remove(path);
            let Some(source) = styles.get(path) else {
                continue;
            };
            let mut text = String::with_capacity(source.text.len());
            let mut copied = 0;
            for link in links(&source.text) {
                let target = resolve(path, link.target);
                let Some(new) = paths.get(&target) else {
                    let span = link.start..link.start + link.target.len();
                    let diagnostic = Diagnostic::warning(
                        Code::MissingTheme,
                        format!("the theme has no asset `{target}`"),
                    )
                    .at(source, span);
                    diagnostics.push(match nearest(&target, files.keys().copied()) {
                        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                        None => diagnostic.hint(
                            "an address in url(…) is relative to the style sheet's own folder",
                        ),
                    });
                    continue;
                };
                let folder = link.target.rfind('/').map_or(0, |slash| slash + 1);
                let file = new.rsplit('/').next().unwrap_or(new);
                text.push_str(&source.text[copied..link.start + folder]);
                text.push_str(file);
                copied = link.start + link.target.len();
            }
            text.push_str(&source.text[copied..]);
            if path == "style.css" {
                text.push_str(style);
            }
            let sent = minified(path, &text).unwrap_or(text);
            name(path, sent.into_bytes(), &mut paths);
        }
    }
    assets.sort_by(|a, b| a.path.cmp(&b.path));
    (assets, paths)
}

/// `fonts/serif.woff2` becomes `fonts/serif.3f2a9c1e.woff2`.
fn fingerprinted_path(path: &str, bytes: &[u8]) -> String {
    let hash = xxh3_64(bytes) >> 32;
    let name_start = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name_start..].rfind('.') {
        Some(dot) if dot > 0 => {
            let (stem, extension) = path.split_at(name_start + dot);
            format!("{stem}.{hash:08x}{extension}")
        }
        _ => format!("{path}.{hash:08x}"),
    }
}

/// The address in one `url(…)`, without quotes, query and fragment.
struct Link<'a> {
    start: usize,
    target: &'a str,
}

/// The relative addresses of a style sheet, comments left aside.
fn links(text: &str) -> Vec<Link<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find("url(").map(|offset| at + offset) {
        let comment = text[at..next].rfind("/*").map(|offset| at + offset);
        if let Some(comment) = comment
            && !text[comment..next].contains("*/")
        {
            at = text[next..]
                .find("*/")
                .map_or(text.len(), |offset| next + offset + 2);
            continue;
        }
        let open = next + "url(".len();
        let Some(close) = text[open..].find(')').map(|offset| open + offset) else {
            break;
        };
        at = close;
        let inside = &text[open..close];
        let trimmed = inside.trim_start_matches([' ', '\n', '\t', '"', '\'']);
        let start = open + inside.len() - trimmed.len();
        let target = trimmed.trim_end_matches([' ', '\n', '\t', '"', '\'']);
        let target = &target[..target.find(['?', '#']).unwrap_or(target.len())];
        let elsewhere = target.is_empty() || target.starts_with('/') || target.contains(':');
        if !elsewhere {
            found.push(Link { start, target });
        }
    }
    found
}

/// The path below `assets/` that a relative address in the style sheet `from` names.
fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use std::borrow::Cow;

    fn file(text: &'static str) -> ThemeFile {
        ThemeFile {
            shown: "themes/x/assets/style.css".into(),
            bytes: Cow::Borrowed(text.as_bytes()),
            built_in: false,
        }
    }

    #[test]
    fn a_style_sheet_names_its_fonts_by_their_new_names() {
        let style = file(
            "@import url(parts/print.css);\n/* url(old.png) */\n@font-face { src: url(\"fonts/a.woff2?v=1\") }\nb { background: url(data:x) url(/x.png) url(lost.png) }",
        );
        let (font, print) = (file("font"), file("a { src: url(../fonts/a.woff2) }"));
        let files = BTreeMap::from([
            ("fonts/a.woff2", &font),
            ("parts/print.css", &print),
            ("style.css", &style),
        ]);
        let mut diagnostics = Vec::new();
        let (assets, paths) = fingerprinted(&files, "", &mut diagnostics);
        let text = |path: &str| {
            let path = paths.get(path).unwrap();
            let asset = assets.iter().find(|asset| asset.path == *path).unwrap();
            String::from_utf8(asset.bytes.clone()).unwrap()
        };
        let font = paths.get("fonts/a.woff2").unwrap().replace("assets/", "");
        let print = paths.get("parts/print.css").unwrap().replace("assets/", "");
        assert!(text("style.css").contains(&format!("url(\"{font}?v=1\")")));
        assert!(text("style.css").contains(&format!("@import url({print})")));
        assert!(!text("style.css").contains("old.png"));
        assert!(text("parts/print.css").contains(&format!("url(../{font})")));
        assert_eq!(diagnostics.len(), 1);
        assert!(diagnostics.first().unwrap().message.contains("`lost.png`"));
    }

    #[test]
    fn a_circle_of_style_sheets_ends() {
        let (a, b) = (file("@import url(b.css);"), file("@import url(a.css);"));
        let files = BTreeMap::from([("a.css", &a), ("b.css", &b)]);
        let (assets, _) = fingerprinted(&files, "", &mut Vec::new());
        assert_eq!(assets.len(), 2);
    }
}
