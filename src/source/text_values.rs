//! Words of a set, language tags, web addresses, names and free keys as values of TOML keys.

use std::sync::Arc;

use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::source_text::{SourceText, Spanned};
use crate::base::table::{Kind, Table, Value};

/// Takes a string that says something; one of white space only is as good as absent.
pub fn take_words(table: &mut Table, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let text = table.take_text(key, diagnostics)?.value;
    (!text.trim().is_empty()).then_some(text)
}

/// Takes one word of a set, upper or lower case as written in the set.
pub fn take_word_of<T: Copy>(
    table: &mut Table,
    key: &str,
    words: &[(&'static str, T)],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let written = table.take_text(key, diagnostics)?;
    let known = words.iter().find(|(word, _)| *word == written.value);
    if known.is_none() {
        let list: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let list = list.join(", ");
        let mut diagnostic = Diagnostic::error(
            Code::WrongType,
            format!("`{key}` cannot be `{}`", written.value),
        )
        .at(table.source(), written.span)
        .label(format!("expected one of {list}"));
        if let Some(near) = nearest(&written.value, words.iter().map(|(word, _)| *word)) {
            diagnostic = diagnostic.hint(format!("did you mean `{near}`?"));
        }
        diagnostics.push(diagnostic);
    }
    known.map(|(_, value)| *value)
}

/// Takes a language tag of the form that BCP 47 gives: `en`, `en-GB`, `zh-Hant-TW`.
pub fn take_language(
    table: &mut Table,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let tag = table.take_text(key, diagnostics)?;
    if is_language_tag(&tag.value) {
        return Some(tag.value);
    }
    let mended = tag.value.trim().replace('_', "-");
    diagnostics.push(
        Diagnostic::error(
            Code::WrongType,
            format!("`{}` is no language tag", tag.value),
        )
        .at(table.source(), tag.span)
        .label("expected a tag of BCP 47")
        .hint(if is_language_tag(&mended) {
            format!("did you mean `{mended}`?")
        } else {
            format!(
                "write the language's code, with a region where it matters: `{key} = \"en-GB\"`"
            )
        }),
    );
    None
}

fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let code =
        matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_alphabetic());
    // `x-…` and `i-…` are private or from before BCP 47; both are allowed tags.
    let prefix = matches!(language, "x" | "i") && tag.len() > 2;
    (code || prefix)
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Takes an address of the web.
pub fn take_web_address(
    table: &mut Table,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let url = table.take_text(key, diagnostics)?;
    if is_web_address(&url.value) {
        return Some(url.value);
    }
    diagnostics.push(
        Diagnostic::error(
            Code::BadUrl,
            format!("`{}` is no address of the web", url.value),
        )
        .at(table.source(), url.span)
        .label("expected an address with `https://` or `http://`")
        .hint(if is_web_address(&format!("https://{}", url.value)) {
            format!("write it whole: `{key} = \"https://{}\"`", url.value)
        } else {
            format!("write it as `{key} = \"https://example.org/live\"`")
        }),
    );
    None
}

fn is_web_address(url: &str) -> bool {
    let scheme_length = ["https://", "http://"]
        .iter()
        .find(|scheme| {
            url.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
        .map(|scheme| scheme.len());
    let Some(rest) = scheme_length.and_then(|length| url.get(length..)) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let whole = !url.contains(|character: char| {
        character.is_whitespace() || character.is_control() || "\"<>\\".contains(character)
    });
    // A second scheme in the host is a slip, as in `https://https://…` or `https://ftp://…`.
    whole && !host.is_empty() && !host.starts_with([':', '.']) && !host.ends_with(':')
}

/// Takes the free keys, which must be a table; `null` when there are none.
pub fn take_extra(table: &mut Table, diagnostics: &mut Diagnostics) -> serde_json::Value {
    let Some((_, value)) = table.take("extra") else {
        return serde_json::Value::Null;
    };
    if matches!(value.kind, Kind::Table(_)) {
        return value.to_json();
    }
    table.wrong_type("extra", "a table", &value, diagnostics);
    serde_json::Value::Null
}

/// Takes names (aliases, topics): an array of strings or one string, none of them empty.
pub fn take_names(
    table: &mut Table,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Spanned<String>>> {
    let mut names = table.take_texts(key, diagnostics)?;
    names.retain(|name| is_name(table.source(), key, name, diagnostics));
    Some(names)
}

/// Takes a name that must be there: absent or empty is said.
pub fn take_name(
    table: &mut Table,
    key: &str,
    of: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<String>> {
    match table.take(key) {
        None => {
            diagnostics.push(
                Diagnostic::error(Code::MissingKey, format!("{of} has no `{key}`"))
                    .at(table.source(), table.span.clone())
                    .label(format!("`{key}` is missing"))
                    .hint(format!("add `{key} = \"…\"`")),
            );
            None
        }
        Some((
            _,
            Value {
                span,
                kind: Kind::Text(text),
            },
        )) => {
            let name = Spanned::new(text, span);
            is_name(table.source(), key, &name, diagnostics).then_some(name)
        }
        Some((_, value)) => {
            table.wrong_type(key, "a string", &value, diagnostics);
            None
        }
    }
}

/// Whether a name says something; an empty one is reported.
pub fn is_name(
    source: &Arc<SourceText>,
    key: &str,
    name: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let says_something = !name.value.trim().is_empty();
    if !says_something {
        diagnostics.push(
            Diagnostic::error(Code::WrongType, format!("a name in `{key}` is empty"))
                .at(source, name.span.clone())
                .label("expected a name"),
        );
    }
    says_something
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags() {
        for tag in [
            "en",
            "en-GB",
            "zh-Hant-TW",
            "de-CH-1996",
            "gsw",
            "x-klingon",
        ] {
            assert!(is_language_tag(tag), "{tag}");
        }
        for tag in ["", "english", "en_GB", "en-", "e", "en GB", "ены"] {
            assert!(!is_language_tag(tag), "{tag}");
        }
    }

    #[test]
    fn web_addresses() {
        for url in [
            "https://example.org",
            "HTTP://example.org/a?b#c",
            "https://мост.example/х",
        ] {
            assert!(is_web_address(url), "{url}");
        }
        for url in [
            "",
            "example.org",
            "https://",
            "https:///x",
            "https://https://x",
            "https://a b",
            "javascript:x",
        ] {
            assert!(!is_web_address(url), "{url}");
        }
    }
}
