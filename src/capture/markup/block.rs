//! The blocks of an entry and the Markdown they become.

use crate::markdown::compose;
use crate::markdown::rich::{self, Run};

/// A block of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(Vec<Run>),
    /// A heading inside the entry.
    Heading(Vec<Run>),
    /// A list; each item is a body of its own.
    List {
        /// The first number, where the items are numbered.
        first: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A block quote.
    Quote(Vec<Block>),
    /// A line across the page.
    Rule,
    /// A figure, a pull quote, an embed, a table: written as Markdown already.
    Written(String),
}

/// The Markdown of blocks.
#[must_use]
pub fn write(blocks: &[Block]) -> String {
    let written: Vec<String> = blocks
        .iter()
        .map(write_one)
        .filter(|text| !text.is_empty())
        .collect();
    written.join("\n\n")
}

fn write_one(block: &Block) -> String {
    match block {
        Block::Text(runs) => rich::paragraph(runs),
        Block::Heading(runs) => {
            let text = rich::paragraph(runs)
                .replace("\\\n", " ")
                .replace('\n', " ");
            match text.trim_end_matches('#') {
                "" => String::new(),
                _ => format!("### {text}"),
            }
        }
        Block::List { first, items } => list(*first, items),
        Block::Quote(blocks) => quote(blocks),
        Block::Rule => "---".into(),
        Block::Written(markdown) => markdown.clone(),
    }
}

fn list(first: Option<u64>, items: &[Vec<Block>]) -> String {
    let tight = items.iter().all(|item| {
        item.len() <= 1 || (item.len() == 2 && matches!(item.last(), Some(Block::List { .. })))
    });
    let mut written = Vec::new();
    let mut number = first.unwrap_or(1).min(999_999_999 - items.len() as u64);
    for item in items {
        let text: Vec<String> = item
            .iter()
            .map(write_one)
            .filter(|text| !text.is_empty())
            .collect();
        let text = text.join(if tight { "\n" } else { "\n\n" });
        if text.is_empty() {
            continue;
        }
        let marker = match first {
            Some(_) => format!("{number}. "),
            None => "- ".to_string(),
        };
        number += 1;
        let indent = " ".repeat(marker.len());
        let mut lines = text.lines();
        let mut entry = format!("{marker}{}", lines.next().unwrap_or_default());
        for line in lines {
            entry.push('\n');
            if !line.is_empty() {
                entry.push_str(&indent);
                entry.push_str(line);
            }
        }
        written.push(entry);
    }
    written.join(if tight { "\n" } else { "\n\n" })
}

/// A block quote whose words are nobody's convention: neither a name under it nor a card is made of them.
fn quote(blocks: &[Block]) -> String {
    let inner = write(blocks);
    let plain = blocks
        .iter()
        .all(|block| matches!(block, Block::Text(runs) if runs.iter().all(|run| *run == Run::plain(run.text.clone()))));
    if plain {
        let text: Vec<String> = blocks
            .iter()
            .map(|block| match block {
                Block::Text(runs) => rich::plain_text(runs),
                _ => String::new(),
            })
            .collect();
        return compose::block_quote(&text.join("\n\n"));
    }
    let lines: Vec<&str> = inner.lines().collect();
    let last = lines.len().saturating_sub(1);
    let quoted = lines.iter().enumerate().map(|(at, line)| match line {
        &"" => ">".to_string(),
        line if at == last && line.starts_with("— ") => {
            format!("> &mdash;{}", line.trim_start_matches('—'))
        }
        line => format!("> {line}"),
    });
    quoted.collect::<Vec<_>>().join("\n")
}
