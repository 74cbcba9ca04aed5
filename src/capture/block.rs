//! The blocks of a body, and the Markdown they become.

use crate::markdown::{compose, plain};

/// A block of an entry's body, its texts as captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// A list: depth (0 is the outermost) and text of each item.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<(usize, String)>,
    },
    /// A picture or film that the capture does not hold.
    Figure {
        /// The alt text.
        alt: String,
        /// The caption.
        caption: Option<String>,
        /// The credit.
        credit: Option<String>,
        /// Whether it is a film.
        video: bool,
    },
    /// A pull quote.
    Quote {
        /// Its paragraphs.
        paragraphs: Vec<String>,
        /// Whose words they are.
        attribution: Option<String>,
    },
    /// An embedded post.
    Embed {
        /// The provider.
        provider: String,
        /// Who wrote it.
        author: Option<String>,
        /// Its date, in the words of the capture.
        date: Option<String>,
        /// What the capture has of it.
        lines: Vec<String>,
    },
}

/// The Markdown of a body.
#[must_use]
pub fn markdown_of(blocks: &[Block]) -> String {
    let mut markdown = String::new();
    for block in blocks {
        if !markdown.is_empty() {
            markdown.push_str("\n\n");
        }
        write(block, &mut markdown);
    }
    markdown
}

fn write(block: &Block, markdown: &mut String) {
    let text = match block {
        Block::Paragraph(text) => plain::escape_line(text),
        Block::List { ordered, items } => list(*ordered, items),
        Block::Figure {
            alt,
            caption,
            credit,
            video,
        } => {
            let address = video.then_some("video:");
            compose::figure(alt, address, caption.as_deref(), credit.as_deref())
        }
        Block::Quote {
            paragraphs,
            attribution,
        } => compose::pull_quote(&paragraphs.join("\n\n"), attribution.as_deref()),
        Block::Embed {
            provider,
            author,
            date,
            lines,
        } => compose::embed(
            Some(provider),
            author.as_deref(),
            date.as_deref(),
            &lines.join("\n\n"),
            None,
        ),
    };
    markdown.push_str(&text);
}

fn list(ordered: bool, items: &[(usize, String)]) -> String {
    let mut lines = Vec::new();
    let mut number = 0;
    for (depth, text) in items {
        let marker = if ordered && *depth == 0 {
            number += 1;
            format!("{number}. ")
        } else {
            "- ".to_string()
        };
        // Four blanks stand under the text of `- ` as well as of `10. `.
        let indent = "    ".repeat(*depth);
        lines.push(format!("{indent}{marker}{}", plain::escape_line(text)));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_follow_the_conventions_of_bodies() {
        let blocks = [
            Block::Paragraph("17. Februar: *kein* [Link]".into()),
            Block::Figure {
                alt: "A bridge".into(),
                caption: Some("The bridge".into()),
                credit: Some("Harwick Council".into()),
                video: false,
            },
            Block::Quote {
                paragraphs: vec!["Words.".into()],
                attribution: None,
            },
            Block::Embed {
                provider: "Twitter".into(),
                author: None,
                date: None,
                lines: Vec::new(),
            },
            Block::List {
                ordered: false,
                items: vec![(0, "one".into()), (1, "two".into())],
            },
        ];
        let want = "17\\. Februar: \\*kein\\* [Link]\n\n![A bridge]()\nCaption: The bridge\nCredit: Harwick Council\n\n> [!quote]\n> Words.\n\n> [!embed] Twitter\n\n- one\n    - two";
        assert_eq!(markdown_of(&blocks), want);
    }
}
