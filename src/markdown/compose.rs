//! Writes the conventions from captured text: figures, pull quotes, embeds, block quotes, lists, links.
//!
//! What is written here reads back as the same values (`outline`); every text is escaped on its way in.

use super::plain::{begins_with_entity, escape, escape_line, normalize, paragraphs};

/// A figure. `src` is a path or address; `None` is a picture that the capture does not hold (for a film or
/// sound pass `Some("video:")` or `Some("audio:")`).
#[must_use]
pub fn figure(alt: &str, src: Option<&str>, caption: Option<&str>, credit: Option<&str>) -> String {
    let mut figure = format!(
        "![{}]({})",
        link_text(alt),
        destination(src.unwrap_or_default())
    );
    for (label, text) in [("Caption", caption), ("Credit", credit)] {
        let text = escape_line(text.unwrap_or_default());
        if !text.is_empty() {
            figure.push_str(&format!("\n{label}: {text}"));
        }
    }
    figure
}

/// A link with captured words. The address is written so that it comes back as it is, blanks percent-encoded.
#[must_use]
pub fn link(text: &str, address: &str) -> String {
    format!("[{}]({})", link_text(text), destination(address))
}

/// A pull quote, with the name under it where there is one.
#[must_use]
pub fn pull_quote(text: &str, attribution: Option<&str>) -> String {
    let attribution = attribution.map(escape_line).filter(|name| !name.is_empty());
    let text = quoted(text);
    match attribution {
        // A name alone is nobody's words.
        Some(name) if text.is_empty() => in_quote(&name),
        // In a paragraph of its own, so that nothing in the words reaches over into the name.
        Some(name) => in_quote(&format!("{text}\n\n— {name}")),
        None => in_quote(&format!("[!quote]\n{text}")),
    }
}

/// A block quote that is no more than that.
#[must_use]
pub fn block_quote(text: &str) -> String {
    in_quote(&quoted(text))
}

/// A list, one captured text per item.
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|item| format!("- {}", escape_line(item.as_ref())))
        .collect();
    items.join("\n")
}

/// An embed, of whatever is known.
#[must_use]
pub fn embed(
    provider: Option<&str>,
    author: Option<&str>,
    date: Option<&str>,
    text: &str,
    url: Option<&str>,
) -> String {
    let mut embed = format!("[!embed] {}", escape_line(provider.unwrap_or_default()));
    embed.truncate(embed.trim_end().len());
    for (label, value) in [("Author", author), ("Date", date)] {
        let value = escape_line(value.unwrap_or_default());
        if !value.is_empty() {
            embed.push_str(&format!("\n{label}: {value}"));
        }
    }
    let text = embed_text(text);
    if !text.is_empty() {
        embed.push_str(&format!("\n\n{text}"));
    }
    let url = escape_line(url.unwrap_or_default());
    if !url.is_empty() {
        // Bare where it reads as an address by itself.
        let bare = super::link::is_web_address(&normalize(&url.replace('\\', "")));
        let label = if bare { "" } else { "Address: " };
        embed.push_str(&format!("\n\n{label}{url}"));
    }
    in_quote(&embed)
}

/// The text of an embed; a line of it that looks like a field is kept from being one.
fn embed_text(text: &str) -> String {
    let mut lines = Vec::new();
    for line in escape(text).lines() {
        let field = ["author:", "date:", "address:"]
            .into_iter()
            .find(|field| line.to_ascii_lowercase().starts_with(field));
        lines.push(
            match field.and_then(|field| line.split_at_checked(field.len() - 1)) {
                Some((name, rest)) => format!("{name}\\{rest}"),
                None => line.to_string(),
            },
        );
    }
    quote_last_line(lines)
}

/// Text for a block quote that must not be taken for a name under it.
fn quoted(text: &str) -> String {
    quote_last_line(escape(text).lines().map(str::to_string).collect())
}

fn quote_last_line(mut lines: Vec<String>) -> String {
    if let Some(last) = lines.last_mut()
        && let Some(rest) = last.strip_prefix("— ")
    {
        *last = format!("&mdash; {rest}");
    }
    lines.join("\n")
}

fn in_quote(markdown: &str) -> String {
    let lines = markdown.lines().map(|line| {
        if line.is_empty() {
            ">".to_string()
        } else {
            format!("> {line}")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Text between brackets: brackets of its own would end it.
fn link_text(text: &str) -> String {
    let line = paragraphs(text).concat().join(" ");
    let mut escaped = String::new();
    let mut backslash = false;
    for character in escape_line(&line).chars() {
        if matches!(character, '[' | ']') && !backslash {
            escaped.push('\\');
        }
        backslash = character == '\\' && !backslash;
        escaped.push(character);
    }
    escaped
}

pub(super) fn destination(address: &str) -> String {
    let mut written = String::new();
    for (at, character) in address.trim().char_indices() {
        match character {
            '(' | ')' | '\\' | '<' | '>' => written.push('\\'),
            '&' if begins_with_entity(address.trim().get(at..).unwrap_or_default()) => {
                written.push('\\');
            }
            _ => {}
        }
        if character.is_whitespace() || character.is_control() {
            written.push_str(&percent(character));
        } else {
            written.push(character);
        }
    }
    written
}

fn percent(character: char) -> String {
    crate::base::address::percent_encode(character.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!(
            figure(
                "A [big] bridge",
                Some("media/a b(1).jpg"),
                Some("The *bridge*\nat dawn"),
                Some("N. Castell")
            ),
            "![A \\[big\\] bridge](media/a%20b\\(1\\).jpg)\nCaption: The \\*bridge\\* at dawn\nCredit: N. Castell"
        );
        assert_eq!(figure("", None, None, None), "![]()");
    }

    #[test]
    fn quotes_and_embeds_read_well() {
        assert_eq!(
            pull_quote("We wait.", Some("Ada Quill")),
            "> We wait.\n>\n> — Ada Quill"
        );
        assert_eq!(pull_quote("— Oui.", None), "> [!quote]\n> &mdash; Oui.");
        assert_eq!(
            embed(
                Some("Twitter"),
                Some("Ada Quill (@ada_quill)"),
                Some("2031-03-04"),
                "Bridge closed.\nDate: today",
                Some("https://x.example/1_2")
            ),
            "> [!embed] Twitter\n> Author: Ada Quill (@ada_quill)\n> Date: 2031-03-04\n>\n> Bridge closed.\n\
             > Date\\: today\n>\n> https://x.example/1_2"
        );
    }
}
