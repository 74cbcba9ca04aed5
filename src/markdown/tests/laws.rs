//! What holds for every text.

use proptest::prelude::*;

use super::{assert_balanced, assert_safe, render, seen};
use crate::markdown::plain::{escape, escape_line, normalize};
use crate::markdown::{compose, excerpt, first_words, outline};

/// Texts made of what Markdown, HTML and our conventions react to, between ordinary words.
fn captured() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ a-zäß0-9]{1,4}",
        8 => prop::sample::select(vec![
            "*", "**", "_", "__", "`", "```", "~", "~~", "~~~", "#", "## ", ">", "> ", "- ", "+ ", "* ", "-", "---", "===",
            "=", "1. ", "17. ", "2) ", "\\", "[", "]", "](", "]:", "(", ")", "!", "![", "[^1]", "[^1]: ", "<", ">", "</b>", "<b>",
            "<!--", "<a@b.c>", "<https://a.b>", "&", "&amp;", "&#35;", "&mdash;", ";", "|", "|--", ":--", ":", "\t", "    ",
            "\n", "\n\n", "\r\n", "\u{a0}", "\u{2028}", "\0", "— ", "Caption: ", "Credit: ", "[!embed] ", "[!quote]",
            "Author: ", "https://a.example/b_c_d*e*", "http://", ".", ",", "\"", "'", "é", "e\u{301}", "橋", "١. ", "😀",
            "\u{200d}", "\u{feff}", "{#a}", "$a$", "^", "+++", "::: ", "=>",
        ]).prop_map(str::to_string),
        1 => any::<char>().prop_map(|character| character.to_string()),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// What a browser shows of a normalised text.
fn shown(text: &str) -> String {
    let blank = |c: char| matches!(c, ' ' | '\n');
    text.split(blank)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn fields(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn captured_text_comes_back(text in captured()) {
        let markdown = escape(&text);
        prop_assert_eq!(&outline(&markdown).plain_text(), &normalize(&text), "{:?}", &markdown);
        prop_assert_eq!(seen(&render(&markdown)), shown(&normalize(&text)), "{:?}", &markdown);
        prop_assert_eq!(outline(&markdown).paragraphs, normalize(&text).split("\n\n").filter(|p| !p.is_empty()).count());
    }

    #[test]
    fn it_comes_back_wherever_it_stands(text in captured()) {
        let line = escape_line(&text);
        let wanted = shown(&normalize(&text));
        let after_figure = outline(&format!("![a](b.jpg)\nCaption: c\n\n{}", escape(&text)));
        prop_assert_eq!(&after_figure.plain_text(), &normalize(&text));
        prop_assert_eq!(after_figure.figures[0].caption.as_deref(), Some("c"));
        let item = outline(&format!("- {line}\n- x"));
        prop_assert_eq!(item.list_items, 2, "{:?}", &line);
        prop_assert_eq!(shown(&item.plain_text()), shown(&format!("{wanted} x")));
        let quote = outline(&compose::block_quote(&text));
        prop_assert_eq!(&quote.plain_text(), &normalize(&text));
        prop_assert!(quote.quotes.is_empty() && quote.embeds.is_empty());
        let heading = outline(&format!("## {line}"));
        prop_assert_eq!(shown(&heading.plain_text()), wanted);
    }

    #[test]
    fn conventions_come_back(a in captured(), b in captured(), text in captured()) {
        let known = |text: &str| Some(fields(&normalize(text))).filter(|text| !text.is_empty());
        let figure = outline(&compose::figure(&a, Some("media/x.jpg"), Some(&b), Some(&text)));
        prop_assert_eq!(figure.figures.len(), 1);
        prop_assert_eq!(fields(&figure.figures[0].alt), fields(&normalize(&a)));
        prop_assert_eq!(&figure.figures[0].caption, &known(&b));
        prop_assert_eq!(&figure.figures[0].credit, &known(&text));
        if !normalize(&text).is_empty() {
            let quote = compose::pull_quote(&text, Some(&a));
            let quote = outline(&quote);
            prop_assert_eq!(quote.quotes.len(), 1);
            prop_assert_eq!(&quote.quotes[0].text, &normalize(&text));
            prop_assert_eq!(quote.quotes[0].attribution.as_deref().map(fields), known(&a));
        }
        let url = "https://x.example/1_2?a=1&amp;b";
        let embed = compose::embed(Some("X"), Some(&a), Some(&b), &text, Some(url));
        let read = outline(&embed);
        prop_assert_eq!(read.embeds.len(), 1, "{}", &embed);
        let read = &read.embeds[0];
        prop_assert_eq!(read.author.as_deref().map(fields), known(&a), "{}", &embed);
        prop_assert_eq!(read.date.as_deref().map(fields), known(&b), "{}", &embed);
        prop_assert_eq!(&read.text, &normalize(&text), "{}", &embed);
        prop_assert_eq!(read.url.as_deref(), Some(url), "{}", &embed);
    }

    #[test]
    fn any_characters_come_back(text in any::<String>()) {
        prop_assert_eq!(outline(&escape(&text)).plain_text(), normalize(&text));
        assert_safe(&render(&text));
    }

    #[test]
    fn any_markdown_is_balanced_and_safe(text in captured()) {
        let html = render(&text);
        assert_balanced(&html);
        assert_safe(&html);
        let _ = outline(&text);
    }

    #[test]
    fn any_html_is_balanced_and_safe(pieces in prop::collection::vec(prop::sample::select(vec![
        "<b>", "</b>", "<i ", "<div>", "</div>", "<p>", "</p>", "<script>", "</script>", "<svg>", "<math>", "<a href=\"",
        "javascript:", "/x/", "\">", "'", "\"", ">", "<", "onclick=", "<img src=", " ", "\n", "\n\n", "*", "[", "](", ")",
        "<table>", "<tr>", "<td>", "</table>", "<style>", "<!--", "-->", "<textarea>", "<title>", "&lt;", "&#x3c;", "> ", "- ",
        "x", "<li>", "<br/>", "<h3>", "<a href=/x/>", "</a>", "<noscript>", "<template>", "|", "|-|\n",
    ]), 0..16)) {
        let html = render(&pieces.concat());
        assert_balanced(&html);
        assert_safe(&html);
        let _ = outline(&pieces.concat());
    }

    #[test]
    fn an_excerpt_is_a_beginning(text in any::<String>(), length in 0_usize..40) {
        let whole = fields(&text);
        let cut = excerpt(&text, length);
        prop_assert!(cut == whole || whole.starts_with(cut.strip_suffix('…').unwrap()));
        prop_assert!(cut.chars().count() <= length + 1);
        let _ = first_words(&text, length);
    }
}
