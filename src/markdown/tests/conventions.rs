//! Figures, pull quotes and embeds by example.

use crate::markdown::{Media, outline};

#[test]
fn a_figure_is_a_paragraph_of_one_image_and_the_lines_under_it() {
    let outline = outline(
        "Before.\n\n![A *closed* bridge](media/b.jpg)\nCaption: The _bridge_\nat dawn\nCredit: Noor Castell\n\nCaption: prose",
    );
    let figure = &outline.figures[0];
    assert_eq!(figure.alt, "A closed bridge");
    assert_eq!(figure.caption.as_deref(), Some("The bridge at dawn"));
    assert_eq!(figure.credit.as_deref(), Some("Noor Castell"));
    assert_eq!(figure.src.as_deref(), Some("media/b.jpg"));
    assert_eq!(figure.media, Media::Image);
    assert_eq!(outline.plain_text(), "Before.\n\nCaption: prose");
    assert_eq!((outline.paragraphs, outline.images.len()), (2, 1));
}

#[test]
fn what_the_capture_does_not_hold_has_no_source() {
    let outline = outline(
        "![A]()\nCredit: B\n\n![C](video:)\n\n![D](audio:)\n\n![E](e.MP4?x)\n\n![F](f.mp3)\n\n![G](https://a.example/g.webm#t)",
    );
    let figures: Vec<_> = outline
        .figures
        .iter()
        .map(|figure| (figure.src.as_deref(), figure.media))
        .collect();
    assert_eq!(
        figures,
        [
            (None, Media::Image),
            (None, Media::Video),
            (None, Media::Audio),
            (Some("e.MP4?x"), Media::Video),
            (Some("f.mp3"), Media::Audio),
            (Some("https://a.example/g.webm#t"), Media::Video),
        ]
    );
    assert_eq!(outline.images.len(), 3);
}

#[test]
fn images_within_text_or_side_by_side_are_no_figures() {
    for markdown in [
        "See ![a](b.jpg)",
        "![a](b.jpg) ![c](d.jpg)",
        "![a](b.jpg)\n![c](d.jpg)",
        "[![a](b.jpg)](c)",
    ] {
        let outline = outline(markdown);
        assert!(outline.figures.is_empty(), "{markdown}");
        assert!(!outline.images.is_empty(), "{markdown}");
    }
}

#[test]
fn a_pull_quote_has_a_name_under_it_or_says_that_it_has_none() {
    let named = outline("> We *wait*,\n> she said.\n>\n> Still.\n> — Ada **Quill**, harbour");
    assert_eq!(named.quotes[0].text, "We wait, she said.\n\nStill.");
    assert_eq!(
        named.quotes[0].attribution.as_deref(),
        Some("Ada Quill, harbour")
    );
    assert_eq!(named.plain_text(), named.quotes[0].text);
    let nameless = outline("> [!quote]\n> We wait.");
    assert_eq!(nameless.quotes[0].text, "We wait.");
    assert_eq!(nameless.quotes[0].attribution, None);
    let apart = outline("> We wait.\n>\n> — Ada Quill");
    assert_eq!(apart.quotes, outline("> We wait.\n> — Ada Quill").quotes);
}

#[test]
fn other_block_quotes_are_just_that() {
    for markdown in [
        "> Words\n>\n> more",
        "> &mdash; Oui.",
        "> — Oui.",
        "> a\n> &mdash; b",
        "> \\[!quote]\n> a",
        "> \\[!embed] a",
        "> see [!embed]",
        "— a",
    ] {
        let outline = outline(markdown);
        assert!(
            outline.quotes.is_empty() && outline.embeds.is_empty(),
            "{markdown}"
        );
        assert!(!outline.plain_text().is_empty());
    }
    assert_eq!(outline("> Words\n>\n> more\n\nx").quoted_paragraphs, 2);
}

#[test]
fn an_embed_says_what_is_known() {
    let whole = outline(
        "> [!embed] Twitter\n> Author: Ada Quill (@ada_quill)\n> Date: 2031-03-04\n>\n> Bridge *closed*.\n> See https://a.example\n>\n> Author\\: me\n>\n> https://x.example/1_2",
    );
    let embed = &whole.embeds[0];
    assert_eq!(embed.provider.as_deref(), Some("Twitter"));
    assert_eq!(embed.author.as_deref(), Some("Ada Quill (@ada_quill)"));
    assert_eq!(embed.date.as_deref(), Some("2031-03-04"));
    assert_eq!(embed.url.as_deref(), Some("https://x.example/1_2"));
    assert_eq!(
        embed.text,
        "Bridge closed. See https://a.example\n\nAuthor: me"
    );
    assert_eq!(whole.plain_text(), "");
    let bare = outline("> [!EMBED]\n> <https://x.example/2>");
    assert_eq!(bare.embeds[0].provider, None);
    assert_eq!(bare.embeds[0].url.as_deref(), Some("https://x.example/2"));
    let labelled = outline("> [!embed] TikTok\n> https://a.example\n> address: x.example/3");
    assert_eq!(labelled.embeds[0].url.as_deref(), Some("x.example/3"));
    assert_eq!(labelled.embeds[0].text, "https://a.example");
}

#[test]
fn the_outline_reads_as_the_json_of_a_coverage() {
    let outline = outline("![A](a.mp3)\nCaption: B\n\n> C\n> — D\n\n> [!embed] E");
    assert_eq!(
        serde_json::to_string(&outline).unwrap(),
        r#"{"figures":[{"alt":"A","caption":"B","credit":null,"src":"a.mp3","media":"audio"}],"quotes":[{"text":"C","attribution":"D"}],"embeds":[{"provider":"E","author":null,"date":null,"text":"","url":null}]}"#
    );
}

#[test]
fn a_body_that_is_one_table_is_its_own_excerpt() {
    let outline = outline("| h | i |\n|---|---|\n| j | k |");
    assert_eq!(outline.excerpt(80), "h | i j | k");
}

#[test]
fn plain_text_is_all_prose_and_nothing_else() {
    let outline = outline(
        "# Head\n\nOne `two`\nthree\\\nfour[^1].\n\n- a\n- b\n  - c\n\n| h | i |\n|---|---|\n| j | k |\n\n<div>l <b>m</b> &amp; n<p>o</div>\n\n[^1]: Note.",
    );
    assert_eq!(
        outline.plain_text(),
        "Head\n\nOne two three\nfour.\n\na\n\nb\n\nc\n\nh | i\n\nj | k\n\nl m & n\n\no\n\nNote."
    );
    assert_eq!(
        outline.excerpt(80),
        "Head One two three four. a b c l m & n o Note."
    );
    assert_eq!((outline.paragraphs, outline.list_items), (1, 3));
}
