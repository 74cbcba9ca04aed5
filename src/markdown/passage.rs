//! The texts of a body one by one, each with what it is: for whoever asks who says what.

/// One text of a body: a paragraph, a list item, a caption, a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its characters.
    pub text: Box<str>,
    /// The name under a pull quote, or the author of a post.
    pub name: Option<Box<str>>,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// A paragraph of prose.
    Paragraph,
    /// A row of a table, its cells set apart by ` | `.
    TableRow,
    /// A list item, or a paragraph of one.
    ListItem,
    /// A heading inside the body.
    Heading,
    /// A paragraph in a block quote that is neither pull quote nor embed.
    BlockQuote,
    /// A pull quote; `name` is the name under it.
    PullQuote,
    /// What stands under a picture or film.
    Caption,
    /// What a picture shows.
    Alt,
    /// A post of another platform; `name` is its author.
    Post,
}

impl PassageKind {
    /// Whether the text is part of [`super::Outline::plain_text`].
    #[must_use]
    pub const fn is_prose(self) -> bool {
        !matches!(self, Self::Caption | Self::Alt | Self::Post)
    }
}

/// Passages gathered one by one.
#[derive(Default)]
pub(super) struct Gathered {
    passages: Vec<Passage>,
    current: String,
}

impl Gathered {
    /// Adds to the passage that is being gathered.
    pub fn push_str(&mut self, text: &str) {
        self.current.push_str(text);
    }

    /// Takes the mark between cells off the end of a table's row.
    pub fn end_row(&mut self) {
        let cells = self.current.trim_end_matches(" | ").len();
        self.current.truncate(cells);
    }

    /// Ends the passage that is being gathered, if it holds anything.
    pub fn end(&mut self, kind: PassageKind) {
        let text = std::mem::take(&mut self.current);
        self.add(kind, text.trim(), None);
    }

    /// Adds a whole passage, if it holds anything.
    pub fn add(&mut self, kind: PassageKind, text: &str, name: Option<String>) {
        if !text.is_empty() || name.is_some() {
            self.passages.push(Passage {
                kind,
                text: text.into(),
                name: name.map(Into::into),
            });
        }
    }

    /// What was gathered.
    pub fn finish(mut self) -> Vec<Passage> {
        // They are kept as long as the archive.
        self.passages.shrink_to_fit();
        self.passages
    }
}

/// The texts of the kinds that are wanted.
pub(super) fn texts(
    passages: &[Passage],
    is_wanted: fn(PassageKind) -> bool,
) -> impl Iterator<Item = &str> {
    passages
        .iter()
        .filter(move |passage| is_wanted(passage.kind) && !passage.text.is_empty())
        .map(|passage| &*passage.text)
}

/// The prose among passages, separated by empty lines.
pub(super) fn plain_text(passages: &[Passage]) -> String {
    texts(passages, PassageKind::is_prose)
        .collect::<Vec<_>>()
        .join("\n\n")
}
