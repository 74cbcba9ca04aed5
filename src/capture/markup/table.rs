//! Tables as Markdown writes them: one line a row, a head, cells of text.

use scraper::ElementRef;

use super::body::Context;
use super::inline::runs_of;
use super::tree::{all, attribute, first, name};
use crate::markdown::rich;

/// The most cells that a spanning cell is made of.
const WIDEST: usize = 40;

/// A table; `None` where it has fewer than two rows or columns, or holds blocks: then it is there for its looks.
#[must_use]
pub fn read(table: ElementRef<'_>, context: &mut Context<'_>) -> Option<String> {
    if first(table, "table, blockquote, figure, ul, ol, iframe").is_some() {
        return None;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut head = false;
    for row in all(table, "tr") {
        let cells = all(row, "td, th");
        if rows.is_empty() {
            head = !cells.is_empty() && cells.iter().all(|cell| name(*cell) == "th")
                || row
                    .parent()
                    .and_then(ElementRef::wrap)
                    .is_some_and(|above| name(above) == "thead");
        }
        let mut written = Vec::new();
        for cell in cells {
            let text = rich::paragraph(&runs_of(cell, context))
                .replace("\\\n", " ")
                .replace('\n', " ")
                .replace('|', "\\|");
            let span = attribute(cell, "colspan")
                .and_then(|span| span.parse().ok())
                .unwrap_or(1_usize)
                .clamp(1, WIDEST);
            written.push(text);
            written.extend(std::iter::repeat_n(String::new(), span - 1));
        }
        if written.iter().any(|cell| !cell.is_empty()) {
            rows.push(written);
        }
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if width < 2 || rows.len() < 2 {
        return None;
    }
    if !head {
        rows.insert(0, Vec::new());
    }
    let line = |row: &Vec<String>| {
        let cells: Vec<&str> = (0..width)
            .map(|at| row.get(at).map_or("", String::as_str))
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(1, format!("|{}", " --- |".repeat(width)));
    if let Some(caption) = first(table, "caption") {
        let text = rich::paragraph(&runs_of(caption, context));
        if !text.is_empty() {
            lines.insert(0, format!("{text}\n"));
        }
    }
    Some(lines.join("\n"))
}
