//! Values in an export's JSON, whatever the platform calls them.

use serde_json::{Map, Value};

use super::super::machine_time;
use super::super::reading_text::{names, plain};
use crate::source::entry::{Byline, Moment};

/// A value below an object, by a path of keys (`author.name`).
#[must_use]
pub fn at<'a>(object: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let mut keys = path.split('.');
    let mut value = object.get(keys.next()?)?;
    for key in keys {
        value = value.get(key)?;
    }
    Some(value)
}

/// The first of the paths that holds text, as it is.
#[must_use]
pub fn raw<'a>(object: &'a Map<String, Value>, paths: &[&str]) -> Option<&'a str> {
    paths
        .iter()
        .filter_map(|path| at(object, path)?.as_str())
        .find(|text| !text.trim().is_empty())
}

/// The first of the paths that holds text, without markup.
#[must_use]
pub fn text(object: &Map<String, Value>, paths: &[&str]) -> Option<String> {
    raw(object, paths)
        .map(plain)
        .filter(|text| !text.is_empty())
}

/// An id, which may be a number.
#[must_use]
pub fn id(object: &Map<String, Value>, paths: &[&str]) -> Option<String> {
    paths.iter().find_map(|path| match at(object, path)? {
        Value::String(id) if !id.trim().is_empty() => Some(id.trim().to_string()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    })
}

/// A time, which may be a number.
#[must_use]
pub fn time(object: &Map<String, Value>, paths: &[&str]) -> Option<Moment> {
    paths.iter().find_map(|path| match at(object, path)? {
        Value::Number(number) => machine_time::epoch(number.as_i64()?).map(Moment::Instant),
        Value::String(text) => machine_time::parse(text),
        _ => None,
    })
}

/// A flag, which may be a number or a word.
#[must_use]
pub fn flag(object: &Map<String, Value>, paths: &[&str]) -> bool {
    paths
        .iter()
        .filter_map(|path| at(object, path))
        .any(|value| match value {
            Value::Bool(flag) => *flag,
            Value::Number(number) => number.as_i64() == Some(1),
            Value::String(word) => matches!(word.as_str(), "true" | "1" | "yes"),
            _ => false,
        })
}

/// People: a name, an object with a name, or a list of either.
#[must_use]
pub fn people(value: Option<&Value>) -> Vec<Byline> {
    let list = match value {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let mut people: Vec<Byline> = Vec::new();
    for one in list {
        let (name, role) = match one {
            Value::String(name) => (Some(plain(name)), None),
            Value::Object(person) => (
                text(
                    person,
                    &["display_name", "name", "byline", "webTitle", "title"],
                ),
                text(person, &["role", "jobtitle", "job_title", "biography"])
                    .filter(|role| role.len() < 80),
            ),
            _ => (None, None),
        };
        for name in name.map(|name| names(&name)).unwrap_or_default() {
            if people.iter().all(|known| known.name != name) {
                people.push(Byline {
                    name,
                    role: role.clone(),
                });
            }
        }
    }
    people
}

/// The objects of the first path that holds a list.
#[must_use]
pub fn list<'a>(value: &'a Value, paths: &[&str]) -> Option<Vec<&'a Map<String, Value>>> {
    paths.iter().find_map(|path| {
        let found = match *path {
            "" => value.as_array(),
            path => at(value.as_object()?, path)?.as_array(),
        };
        let list: Vec<&Map<String, Value>> = found?.iter().filter_map(Value::as_object).collect();
        (!list.is_empty()).then_some(list)
    })
}
