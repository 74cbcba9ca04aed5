//! What one entry says of who speaks in it, before any name is looked up elsewhere. Kept by content.

use std::ops::Range;

/// What reading one entry gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// The names that stand in it, each spelling once.
    pub names: Vec<NameUse>,
    /// Which name was given which role.
    pub ties: Vec<Tie>,
    /// Names of those who asked for an outlet: `he told the Courier's Ada Quill`. Index in `names`.
    pub interviewers: Vec<usize>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// What happens in it, in order.
    pub steps: Vec<Step>,
}

/// A sentence and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Which text of the entry: `None` is the headline, else the index of the passage.
    pub passage: Option<usize>,
    /// Its bytes in that text.
    pub span: Range<usize>,
}

/// A name as it stands in an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct NameUse {
    /// Its words, titles and roles aside: `Ada Quill`.
    pub written: String,
    /// The same, to compare by: `ada quill`.
    pub key: String,
    /// The title that belongs to it where it stands alone: `Lord`.
    pub title: Option<String>,
    /// A title stood before it that goes with first names: `Sir Tomas`.
    pub first: bool,
    /// What its title says of the person.
    pub gender: Gender,
    /// A title or role stood before it, an age after it: a person, whatever its words look like.
    pub person: bool,
    /// It stood where places stand, or after an article.
    pub thing: bool,
    /// It stood inside a sentence, where nothing but a name has a capital.
    pub inside: bool,
    /// One of its words is a name that parents give.
    pub given: bool,
    /// It stood in the body, where capitals mean something.
    pub body: bool,
    /// How often it stands in the entry.
    pub count: usize,
    /// Where it stands first: the passage (`None`: the headline) and its bytes.
    pub place: (Option<usize>, Range<usize>),
}

impl NameUse {
    /// Whether it is one word.
    #[must_use]
    pub fn is_single(&self) -> bool {
        !self.written.contains(' ')
    }

    /// Whether it is more than a surname: `von der Leyen` is not.
    #[must_use]
    pub fn is_full(&self) -> bool {
        !self.is_single() && !self.written.starts_with(char::is_lowercase)
    }

    /// Its last word, to compare by.
    #[must_use]
    pub fn last(&self) -> &str {
        self.key.rsplit(' ').next().unwrap_or_default()
    }
}

/// A person's role, as written beside the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Index in `names`.
    pub name: usize,
    /// The role as written, without its article.
    pub role: String,
    /// The same, to compare.
    pub phrase: RolePhrase,
}

/// A role to compare: `the UK's foreign secretary` has the head `secretary`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RolePhrase {
    /// The word that says what the person is.
    pub head: String,
    /// The groups of words for one office that the head is in.
    pub offices: Vec<u16>,
    /// The words beside it, places by their own name, sorted.
    pub beside: Vec<String>,
    /// The words without which it is another role (`deputy`), sorted.
    pub distinct: Vec<String>,
    /// Whether it only takes up somebody (`the official`, `the retired general`).
    pub generic: bool,
    /// Whether it speaks for another.
    pub spokesperson: bool,
    /// Whether only its ending says that it is a role.
    pub guessed: bool,
}

/// What is known of a person's gender: from titles only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// `Mr`, `he`
    He,
    /// `Ms`, `she`
    She,
}

/// Somebody, as the text puts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A name: its index in `names`, and the role beside it.
    Name(usize, Option<String>),
    /// A role alone; `known` where the text takes for granted who that is (`the mayor`, not `a mayor`).
    Role {
        /// The role. Apart, because most steps have none.
        phrase: Box<RolePhrase>,
        /// As written.
        written: String,
        /// Whether it has no indefinite article.
        known: bool,
    },
    /// `he` or `she`.
    Pronoun(Gender),
    /// Whoever spoke last.
    Last,
    /// Nobody whom a name could be given: a body, several people, something unknown.
    Nobody,
}

/// One thing that happens in an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The text turns to somebody.
    Focus {
        /// To whom.
        who: Who,
        /// As the subject of a sentence, or only in passing.
        subject: bool,
        /// The sentence.
        sentence: usize,
    },
    /// Somebody speaks.
    Claim(Claim),
}

/// A piece of speech before its speaker is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Whose.
    pub who: Who,
    /// Whose it is where `who` is nobody: the one whom the next paragraph names.
    pub or: Option<Who>,
    /// In quotation marks or not.
    pub kind: Kind,
    /// Index in `sentences`.
    pub sentence: usize,
    /// The words said, or the sentence that reports them: bytes of the sentence's text.
    pub span: Range<usize>,
    /// The same as text.
    pub text: String,
    /// The rule that found it.
    pub rule: &'static str,
    /// Whether the rule leaves no doubt.
    pub sure: bool,
    /// Whether it asks something.
    pub asks: bool,
}

/// How words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// In quotation marks.
    Direct,
    /// In the reporter's own sentence.
    Reported,
}
