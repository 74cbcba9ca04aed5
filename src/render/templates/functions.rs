//! What templates may call: `asset`, `count`, `say`, and the filters `json` and `readable`. `part` has a file of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::plural::Plural;
use crate::base::address::percent_encode;
use crate::base::diagnostic::nearest;
use crate::page::view::SiteView;
use crate::page::words::Words;
use crate::render::theme::Theme;

/// Registers the functions and filters. They must be there before the templates are added.
pub(super) fn register(tera: &mut Tera, theme: &Theme, site: &SiteView, words: &Words) {
    let assets: BTreeMap<String, String> = theme
        .asset_paths()
        .iter()
        .map(|(name, path)| {
            (
                name.clone(),
                format!("{}{}", site.base, percent_encode(path)),
            )
        })
        .collect();
    tera.register_function("asset", move |arguments: Kwargs, _: &State<'_>| {
        asset(&assets, arguments.must_get("path")?)
    });

    let spoken = Arc::new(words.clone());
    let words = Arc::clone(&spoken);
    tera.register_function("count", move |arguments: Kwargs, _: &State<'_>| {
        count(
            &words,
            arguments.must_get("n")?,
            arguments.must_get("word")?,
        )
    });
    let words = spoken;
    tera.register_function("say", move |arguments: Kwargs, _: &State<'_>| {
        say(&words, &arguments)
    });
    tera.register_filter("readable", |address: &str, _: Kwargs, _: &State<'_>| {
        crate::base::address::readable(address)
    });
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State<'_>| {
        json(&value)
    });
}

/// The link of an asset.
fn asset(assets: &BTreeMap<String, String>, path: &str) -> TeraResult<Value> {
    if let Some(href) = assets.get(path) {
        return Ok(Value::safe_string(href));
    }
    let near = nearest(path, assets.keys().map(String::as_str))
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Err(Error::message(format!(
        "the theme has no asset `{path}`{near}"
    )))
}

/// So many things, in words: `12 entries`.
fn count(words: &Words, n: u64, word: &str) -> TeraResult<String> {
    let form = format!("{word}.{}", Plural::of(n, words.language()).key());
    let other = format!("{word}.other");
    let phrase = words.all().get(&form).or_else(|| words.all().get(&other));
    match phrase {
        Some(phrase) => Ok(phrase.replace("{n}", &grouped(n, words.get("thousands")))),
        None => Err(no_words(words, &other)),
    }
}

/// The words of a key, with `{name}` replaced by the argument of that name.
fn say(words: &Words, arguments: &Kwargs) -> TeraResult<String> {
    let key: &str = arguments.must_get("key")?;
    let Some(phrase) = words.all().get(key) else {
        return Err(no_words(words, key));
    };
    let mut said = String::with_capacity(phrase.len());
    let mut rest = phrase.as_str();
    // One pass, so that braces in an argument are no places of their own.
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let Some((name, after_name)) = after.split_once('}') else {
            said.push('{');
            rest = after;
            continue;
        };
        match arguments.get::<&Value>(name)? {
            Some(value) if !value.is_none() => said.push_str(&value.to_string()),
            Some(_) => {}
            None => {
                return Err(Error::message(format!(
                    "the words `{key}` need an argument `{name}`"
                )));
            }
        }
        rest = after_name;
    }
    said.push_str(rest);
    Ok(said)
}

fn no_words(words: &Words, key: &str) -> Error {
    let near = nearest(key, words.all().keys().map(String::as_str))
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Error::message(format!("there are no words `{key}`{near}"))
}

/// A number with a separator between its thousands.
fn grouped(n: u64, separator: &str) -> String {
    let digits = n.to_string();
    let mut written = String::with_capacity(digits.len() + 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push_str(separator);
        }
        written.push(digit);
    }
    written
}

/// A value as JSON that may stand inside `<script>`.
fn json(value: &Value) -> TeraResult<Value> {
    match serde_json::to_string(value) {
        Ok(text) => Ok(Value::safe_string(&text.replace('<', "\\u003c"))),
        Err(error) => Err(Error::message(format!(
            "the value cannot be written as JSON: {error}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn words(language: &str, pairs: &[(&str, &str)]) -> Words {
        let pairs = pairs
            .iter()
            .map(|(key, word)| ((*key).into(), (*word).into()));
        Words::new(language, pairs.collect())
    }

    #[test]
    fn things_are_counted_in_the_language() {
        let english = words(
            "en",
            &[
                ("entries.one", "{n} entry"),
                ("entries.other", "{n} entries"),
                ("thousands", ","),
            ],
        );
        assert_eq!(count(&english, 1, "entries").unwrap(), "1 entry");
        assert_eq!(
            count(&english, 1_234_567, "entries").unwrap(),
            "1,234,567 entries"
        );
        let arabic = words(
            "ar",
            &[("entries.two", "مدخلان"), ("entries.other", "{n} مدخل")],
        );
        assert_eq!(count(&arabic, 2, "entries").unwrap(), "مدخلان");
        assert_eq!(count(&arabic, 11, "entries").unwrap(), "11 مدخل");
        assert!(count(&arabic, 11, "people").is_err());
    }

    #[test]
    fn words_take_arguments_and_never_look_into_them() {
        let words = words("en", &[("span", "from {first} to {last}")]);
        let arguments = |last: Value| {
            Kwargs::from([
                ("key", "span".into()),
                ("first", "{last}".into()),
                ("last", last),
            ])
        };
        assert_eq!(
            say(&words, &arguments("noon".into())).unwrap(),
            "from {last} to noon"
        );
        assert_eq!(
            say(&words, &arguments(Value::none())).unwrap(),
            "from {last} to "
        );
        let lacking = Kwargs::from([("key", "span".into()), ("first", "x".into())]);
        assert!(say(&words, &lacking).is_err());
    }

    #[test]
    fn json_cannot_close_a_script() {
        let written = json(&"</script>".into()).unwrap();
        assert_eq!(written.as_str(), Some("\"\\u003c/script>\""));
    }
}
