//! Values as TOML writes them, each on one line: a value over several lines could hold a line `+++`.

use serde_json::Value;

/// A basic string with everything escaped that TOML wants escaped.
pub fn string(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            // Control characters must be escaped; line separators are, so that an editor shows one line.
            '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                written.push_str(&format!("\\u{:04X}", u32::from(character)));
            }
            _ => written.push(character),
        }
    }
    written.push('"');
    written
}

/// A key, in quotation marks where it needs them.
pub fn key(text: &str) -> String {
    let bare = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if bare && !text.is_empty() {
        text.into()
    } else {
        string(text)
    }
}

/// A JSON value as TOML; `None` for `null`, which TOML does not have.
pub fn value(json: &Value) -> Option<String> {
    Some(match json {
        Value::Null => return None,
        Value::Bool(boolean) => boolean.to_string(),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => integer.to_string(),
            // A float needs a point or an exponent, which `Debug` always writes.
            (None, Some(float)) => format!("{float:?}"),
            (None, None) => string(&number.to_string()),
        },
        Value::String(text) => string(text),
        Value::Array(values) => {
            let values: Vec<_> = values.iter().filter_map(value).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Object(values) => {
            let values: Vec<_> = values
                .iter()
                .filter_map(|(name, json)| Some(format!("{} = {}", key(name), value(json)?)))
                .collect();
            if values.is_empty() {
                "{}".into()
            } else {
                format!("{{ {} }}", values.join(", "))
            }
        }
    })
}
