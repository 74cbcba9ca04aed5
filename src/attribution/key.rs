//! Words to compare names by: in small letters, in one Unicode form, without the sign of the possessor.

use super::role::{push_stem, stem};
use crate::base::name_key::name_key;

/// The words of a name to compare it by.
#[must_use]
pub fn keys(name: &str) -> String {
    let mut keys = String::with_capacity(name.len());
    for (at, word) in name.split(' ').enumerate() {
        if at > 0 {
            keys.push(' ');
        }
        push_key(&mut keys, word);
    }
    keys
}

/// A word to compare names by.
#[must_use]
pub fn key(word: &str) -> String {
    let mut key = String::new();
    push_key(&mut key, word);
    key
}

fn push_key(keys: &mut String, word: &str) {
    // Most words are plain letters: for them small letters are all that the full rule comes to (a law in `tests`).
    if word.bytes().all(|byte| byte.is_ascii_graphic()) {
        push_stem(keys, word);
    } else {
        keys.push_str(&name_key(&stem(word)));
    }
}
