//! Snapshots: texts under `tests/suite/snapshots/` that a test must give again. `LIVESITE_BLESS=1` rewrites them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use snapbox::assert::Action;
use snapbox::{Assert, Data};

use crate::driver::suite;

/// Whether this run rewrites the snapshots.
pub fn blessing() -> bool {
    std::env::var_os("LIVESITE_BLESS").is_some_and(|value| value == "1")
}

/// Compares with `tests/suite/snapshots/<name>`, or writes it when blessing.
pub fn check(name: &str, text: &str) {
    if let Err(problem) = compare(name, text) {
        panic!("{problem}\nto accept it: LIVESITE_BLESS=1 cargo test --test suite");
    }
}

/// As `check`, and says what differs instead of panicking.
pub fn compare(name: &str, text: &str) -> Result<(), String> {
    let temporary = std::env::temp_dir();
    assert!(
        !text.contains(&*temporary.to_string_lossy()),
        "{name} would name a temporary folder:\n{text}"
    );
    let path = suite().join("snapshots").join(name);
    if blessing() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return Ok(());
    }
    // Compared as they are: no wildcards, no changed separators.
    Assert::new()
        .palette(snapbox::report::Palette::plain())
        .action(Action::Verify)
        .try_eq(
            Some(&name),
            Data::text(text).raw(),
            Data::read_from(&path, None).raw(),
        )
        .map_err(|error| error.to_string())
}

/// The names of the snapshots in a folder of `tests/suite/snapshots/`, without their endings.
pub fn names_in(folder: &str) -> BTreeSet<String> {
    fs::read_dir(suite().join("snapshots").join(folder))
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            Some(Path::new(path.file_stem()?).to_str()?.to_string())
        })
        .collect()
}
