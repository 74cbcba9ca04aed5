//! Examples as documentation (`conventions`, `html`), hostile input (`hostile`), laws (`laws`).
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod conventions;
mod hostile;
mod html;
mod laws;

use super::{HtmlOptions, Problem, Reference, ReferenceKind, Resolved, Words, to_html};

#[allow(
    clippy::needless_pass_by_value,
    reason = "the signature is the interface's"
)]
/// A site that holds everything but what is called lost or broken.
fn resolve(reference: Reference<'_>) -> Resolved {
    let destination = reference.destination;
    match reference.kind {
        _ if destination.contains("broken") => Resolved::Broken,
        _ if destination.contains("lost") => Resolved::Lost,
        ReferenceKind::Link => Resolved::Href("/base/page/".into()),
        _ => Resolved::Media {
            href: "/base/media/x.jpg".into(),
            copies: None,
            width: Some(640),
            height: Some(480),
        },
    }
}

fn render_with_problems(markdown: &str) -> (String, Vec<Problem>) {
    let mut problems = Vec::new();
    let options = HtmlOptions {
        footnote_prefix: "e1",
        heading_shift: 2,
        smart_punctuation: false,
        resolve: &resolve,
        words: &Words::default(),
    };
    let html = to_html(markdown, &options, &mut problems);
    (html, problems)
}

fn render(markdown: &str) -> String {
    render_with_problems(markdown).0
}

/// Fails unless every tag that begins also ends, in order.
fn assert_balanced(html: &str) {
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        // Values stand in double quotes and may hold `>`.
        let mut quoted = false;
        let end = tag
            .find(|c| {
                quoted ^= c == '"';
                c == '>' && !quoted
            })
            .unwrap_or_else(|| panic!("a tag does not end: {html}"));
        let inside = &tag[..end];
        rest = &tag[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "in {html}");
        } else {
            let name = inside.split([' ', '\n']).next().unwrap();
            if !["img", "br", "hr", "wbr"].contains(&name) {
                open.push(name.to_string());
            }
        }
    }
    assert!(open.is_empty(), "{open:?} left open in {html}");
}

/// Fails when a browser would find something here that runs, loads from elsewhere, or is not ours to set.
fn assert_safe(html: &str) {
    for node in scraper::Html::parse_fragment(html).tree.nodes() {
        let Some(element) = node.value().as_element() else {
            continue;
        };
        let name = element.name();
        let forbidden = [
            "script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "base",
            "link", "meta", "template", "button", "frame",
        ];
        assert!(!forbidden.contains(&name), "<{name}> in {html}");
        for (key, value) in element.attrs() {
            assert!(!key.starts_with("on") && key != "style", "{key} in {html}");
            let value: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect();
            let value = value.to_lowercase();
            match key {
                "src" => assert!(value.starts_with("/base/"), "{value} in {html}"),
                "href" => assert!(
                    ["/base/", "#fn", "http://", "https://", "mailto:", "tel:"]
                        .iter()
                        .any(|start| value.starts_with(start)),
                    "{value} in {html}"
                ),
                "id" => assert!(
                    value.starts_with("fn-e1") || value.starts_with("fnref-e1"),
                    "{html}"
                ),
                _ => {}
            }
        }
    }
}

/// The text that a reader sees, white space as a browser shows it.
fn seen(html: &str) -> String {
    let text: String = scraper::Html::parse_fragment(html)
        .root_element()
        .text()
        .collect();
    // HTML's own white space, so that a no-break space stays.
    let blank = |c: char| matches!(c, ' ' | '\n' | '\t');
    text.split(blank)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
