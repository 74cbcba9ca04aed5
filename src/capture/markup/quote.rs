//! Pull quotes: words in a box of their own, with a name under them.

use scraper::ElementRef;

use super::tree::{all, class_words, first, name, single_blanks, text};
use crate::markdown::compose;

/// Words of classes of such boxes.
const PULLED: [&str; 4] = ["pullquote", "pull", "quotebox", "quotation"];

/// The pull quote that an element is, as Markdown.
#[must_use]
pub fn read(element: ElementRef<'_>) -> Option<String> {
    if !matches!(
        name(element),
        "aside" | "blockquote" | "div" | "figure" | "section"
    ) {
        return None;
    }
    let words = class_words(element);
    let has = |word: &str| words.iter().any(|own| own == word);
    let pulled = PULLED.iter().any(|word| has(word))
        && (has("quote") || has("pullquote") || has("quotebox") || has("quotation"));
    let signed = first(element, "cite, footer").filter(|_| name(element) == "blockquote");
    if !pulled && signed.is_none() {
        return None;
    }
    let name_box = first(element, "cite, footer, figcaption").or_else(|| {
        element
            .descendants()
            .skip(1)
            .filter_map(ElementRef::wrap)
            .find(|below| {
                class_words(*below).iter().any(|word| {
                    matches!(
                        word.as_str(),
                        "attribution" | "author" | "source" | "name" | "cite"
                    )
                })
            })
    });
    let attribution = name_box
        .map(text)
        .map(|words| words.trim_start_matches(['—', '–', '-', ' ']).to_string());
    let whole = text(element);
    let quoted = match &name_box {
        Some(found) => {
            let under = text(*found);
            let paragraphs: Vec<String> = all(element, "p")
                .into_iter()
                .filter(|paragraph| {
                    !paragraph.ancestors().any(|above| above.id() == found.id())
                        && paragraph.id() != found.id()
                })
                .map(text)
                .map(|words| single_blanks(words.strip_suffix(under.as_str()).unwrap_or(&words)))
                .filter(|words| !words.is_empty())
                .collect();
            if paragraphs.is_empty() {
                single_blanks(whole.strip_suffix(under.as_str()).unwrap_or(&whole))
            } else {
                paragraphs.join("\n\n")
            }
        }
        None => whole.clone(),
    };
    let quoted = quoted.trim_start_matches("Quote Message").trim();
    (!quoted.is_empty()).then(|| compose::pull_quote(quoted, attribution.as_deref()))
}
