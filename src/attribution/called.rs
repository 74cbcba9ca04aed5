//! What an entry calls people: each name as it stands in the text, and whom it surely means.

use super::reading::Reading;

/// A name as it stands in an entry, titles and roles aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// As written: `Ada Quill`, `Quill`.
    pub written: String,
    /// The full name of the person meant; `None` where that is nobody, or not certain.
    pub person: Option<String>,
}

impl Reading<'_> {
    /// Every name of the entry, each spelling once, in the order of the text.
    pub fn called(&self) -> Vec<Called> {
        let names = self.findings.names.iter().enumerate();
        names
            .map(|(index, name)| Called {
                written: name.written.clone(),
                person: self
                    .known_name(index, false)
                    .and_then(Result::ok)
                    .filter(|found| found.certain)
                    .map(|found| found.name.into_owned()),
            })
            .collect()
    }
}
