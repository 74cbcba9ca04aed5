//! The JSON-LD of a page: every script of it, mended where outlets commonly break it.

use std::borrow::Cow;

use serde_json::Value;

/// What stands in one `<script type="application/ld+json">`.
#[derive(Debug)]
pub enum Script {
    /// Data.
    Data(Value),
    /// Data after a mend: what was mended.
    Mended(Value, &'static str),
    /// No JSON, whatever one does: the parser's words, and the line and column in the script.
    Broken {
        /// What is wrong.
        message: String,
        /// The line in the script, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
}

/// Reads one script.
#[must_use]
pub fn read(text: &str) -> Script {
    let text = unwrapped(text);
    let error = match serde_json::from_str(text) {
        Ok(value) => return Script::Data(value),
        Err(error) => error,
    };
    let mended = without_control_characters(text);
    if let Ok(value) = serde_json::from_str(&mended) {
        return Script::Mended(value, "line breaks inside of its texts");
    }
    let mended = without_trailing_commas(&mended);
    if let Ok(value) = serde_json::from_str(&mended) {
        return Script::Mended(value, "commas before a closing bracket");
    }
    // Several values one after the other, or something behind the value.
    let first = serde_json::Deserializer::from_str(&mended)
        .into_iter::<Value>()
        .map_while(Result::ok)
        .collect::<Vec<_>>();
    if !first.is_empty() {
        return Script::Mended(Value::Array(first), "something behind its end");
    }
    Script::Broken {
        message: error.to_string(),
        line: error.line(),
        column: error.column(),
    }
}

/// The JSON without what HTML and JavaScript put around it.
fn unwrapped(text: &str) -> &str {
    let mut text =
        text.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    for (start, end) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<![CDATA[", "]]>"),
    ] {
        if let Some(inner) = text.strip_prefix(start) {
            text = inner.strip_suffix(end).unwrap_or(inner).trim();
        }
    }
    text.trim_end_matches(';')
}

/// Raw control characters are not allowed in JSON's strings; outside of them white space is.
fn without_control_characters(text: &str) -> Cow<'_, str> {
    let mut inside = false;
    let mut escaped = false;
    let mut mended = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' if !escaped => inside = !inside,
            '\n' | '\r' if inside => {
                mended.push_str("\\n");
                escaped = false;
                continue;
            }
            control if control.is_control() && inside => {
                mended.push(' ');
                escaped = false;
                continue;
            }
            _ => {}
        }
        escaped = character == '\\' && !escaped;
        mended.push(character);
    }
    Cow::Owned(mended)
}

fn without_trailing_commas(text: &str) -> String {
    let mut inside = false;
    let mut escaped = false;
    let mut mended = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if character == '"' && !escaped {
            inside = !inside;
        }
        escaped = character == '\\' && !escaped;
        let rest = text.get(at + 1..).unwrap_or_default();
        if character == ',' && !inside {
            // Only white space can stand between, so this looks no further than the next sign.
            let next = rest.bytes().find(|byte| !byte.is_ascii_whitespace());
            if matches!(next, Some(b']' | b'}') | None) {
                continue;
            }
        }
        mended.push(character);
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_outlets_break_is_mended_and_the_rest_is_said() {
        let data = |text: &str| match read(text) {
            Script::Data(value) | Script::Mended(value, _) => Some(value.to_string()),
            Script::Broken { .. } => None,
        };
        for (text, wanted) in [
            ("{\"a\":1}", Some("{\"a\":1}")),
            ("<!-- {\"a\":1} -->", Some("{\"a\":1}")),
            ("//<![CDATA[\n{\"a\":1}\n//]]>", Some("{\"a\":1}")),
            ("{\"a\":\"x\ny\"};", Some("{\"a\":\"x\\ny\"}")),
            ("{\"a\":[1,2,],}", Some("{\"a\":[1,2]}")),
            ("{\"a\":1}{\"b\":2}", Some("[{\"a\":1},{\"b\":2}]")),
            ("{\"a\":\"x", None),
            ("", None),
        ] {
            assert_eq!(data(text).as_deref(), wanted, "{text}");
        }
    }
}
