//! How speech is given: in quotation marks, or in the reporter's words.

/// How speech is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// In quotation marks.
    Direct,
    /// "says that …"
    Reported,
}

impl Manner {
    /// The word in data and templates.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Reported => "reported",
        }
    }
}
