//! An HTML page as a reader's browser sees it.

use scraper::{ElementRef, Html, Selector};

/// One page of `public/`.
pub struct Page {
    /// Its file below `public/`.
    pub file: String,
    /// Its bytes.
    pub text: String,
    html: Html,
}

impl Page {
    /// Reads a page.
    pub fn read(file: &str, text: &str) -> Self {
        Self {
            file: file.into(),
            text: text.into(),
            html: Html::parse_document(text),
        }
    }

    /// The elements that a selector finds.
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).unwrap();
        self.html.select(&selector).collect()
    }

    /// Whether a selector finds something.
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// The texts of the elements that a selector finds, white space collapsed.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(plain).collect()
    }

    /// The text of the only element that a selector finds.
    pub fn only(&self, selector: &str) -> String {
        let mut texts = self.texts(selector);
        assert_eq!(texts.len(), 1, "{selector} in {}", self.file);
        texts.remove(0)
    }

    /// An attribute of each element that has it.
    pub fn attributes(&self, selector: &str, attribute: &str) -> Vec<String> {
        self.all(selector)
            .into_iter()
            .filter_map(|element| element.value().attr(attribute).map(String::from))
            .collect()
    }

    /// The whole text of the page, white space collapsed.
    pub fn words(&self) -> String {
        plain(self.html.root_element())
    }

    /// Its blocks of structured data.
    pub fn json_ld(&self) -> Vec<serde_json::Value> {
        self.all("script[type='application/ld+json']")
            .into_iter()
            .map(|script| {
                let text: String = script.text().collect();
                serde_json::from_str(&text)
                    .unwrap_or_else(|error| panic!("{}: {error}\n{text}", self.file))
            })
            .collect()
    }
}

/// The text of an element, white space collapsed.
pub fn plain(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Percent-decodes.
pub fn decoded(text: &str) -> Result<String, std::string::FromUtf8Error> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = rest
            .get(1..3)
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &rest[3..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes)
}
