//! Bodies as HTML, by example.

use super::{assert_balanced, render, render_with_problems};

#[test]
fn headings_move_down_skip_no_level_and_empty_ones_go() {
    assert_eq!(
        render("### A\n\n##### B\n\n#\n\n### C\n\n## D\n\n### E"),
        "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>\n<h3>D</h3>\n<h4>E</h4>\n"
    );
}

#[test]
fn a_figure_has_its_size_and_its_words() {
    assert_eq!(
        render("![A \"b\"](a.jpg)\nCaption: The *bridge*\nCredit: N. Castell"),
        "<figure class=\"figure\"><img src=\"/base/media/x.jpg\" alt=\"A &quot;b&quot;\" width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\"><figcaption><span class=\"caption\">The <em>bridge</em></span> <span class=\"credit\">N. Castell</span></figcaption></figure>\n"
    );
    assert!(render("![A](a.mp4)").contains("<video src=\"/base/media/x.jpg\" controls preload=\"none\" width=\"640\" height=\"480\" aria-label=\"A\"></video></figure>"));
}

#[test]
fn what_is_lost_is_said_and_nothing_is_loaded_from_elsewhere() {
    assert_eq!(
        render("![A bridge]()\nCredit: N"),
        "<figure class=\"figure lost\"><p class=\"lost-note\"><bdi lang=\"en\">This picture is not in the archive.</bdi></p><p class=\"lost-alt\">A bridge</p><figcaption><span class=\"credit\">N</span></figcaption></figure>\n"
    );
    let elsewhere = render("![x](https://other.example/a.jpg)");
    assert!(!elsewhere.contains("<img"));
    assert!(
        elsewhere.contains("<a href=\"https://other.example/a.jpg\" rel=\"external noopener\">")
    );
    assert!(render("![x](video:)").contains("This film is not in the archive."));
    assert_eq!(
        render("a ![b](lost.jpg) c"),
        "<p>a <span class=\"lost\">b</span> c</p>\n"
    );
    assert_eq!(render("a [b](broken) c"), "<p>a b c</p>\n");
}

#[test]
fn a_pull_quote_is_a_figure_with_a_name() {
    assert_eq!(
        render("> We *wait*.\n> — Ada Quill"),
        "<figure class=\"pull-quote\"><blockquote>\n<p>We <em>wait</em>.</p>\n</blockquote><figcaption>Ada Quill</figcaption></figure>\n"
    );
    assert!(render("> a\n> > b\n> > — c").starts_with("<blockquote>"));
}

#[test]
fn an_embed_is_a_card_without_a_third_party() {
    assert_eq!(
        render(
            "> [!embed] Twitter\n> Author: Ada\n> Date: 2031-03-04\n>\n> Words.\n>\n> https://x.example/1"
        ),
        "<aside class=\"embed\" role=\"note\" aria-label=\"Embedded post: Twitter\">\n<p class=\"embed-provider\">Twitter</p>\n<p class=\"embed-author\">Ada</p>\n<p class=\"embed-date\"><time datetime=\"2031-03-04\">2031-03-04</time></p>\n<p>Words.</p>\n<p class=\"embed-address\"><a href=\"https://x.example/1\" rel=\"noopener external nofollow\">https://x.example/1</a></p>\n<p class=\"embed-note\"><bdi lang=\"en\">A post from another site, kept as text.</bdi></p>\n</aside>\n"
    );
}

#[test]
fn tables_can_be_scrolled_and_have_a_name() {
    let html = render("| Ward | Votes | Poll |\n|---|--:|:-:|\n| A | 1 | x |");
    assert!(html.starts_with(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table: Ward, Votes, Poll\">"
    ));
    let row = "<tr><td>A</td><td class=\"right\">1</td><td class=\"center\">x</td></tr>";
    assert!(html.contains(row), "{html}");
    assert_balanced(&html);
    // What all columns but the first have is said once.
    let html = render("| Ward | For | Against |\n|---|--:|--:|\n| A | 1 | 2 |");
    assert!(html.contains("<table class=\"right\">"), "{html}");
    assert!(
        html.contains("<tr><td>A</td><td>1</td><td>2</td></tr>"),
        "{html}"
    );
}

#[test]
fn addresses_become_links_but_not_in_links_or_code() {
    assert_eq!(
        render("See https://a.example/b_c, and `https://d.example`."),
        "<p>See <a href=\"https://a.example/b_c\" rel=\"external noopener\">https://a.example/b_c</a>, and <code>https://d.example</code>.</p>\n"
    );
    assert_eq!(
        render("[https://a.example](/x/)"),
        "<p><a href=\"/base/page/\">https://a.example</a></p>\n"
    );
}

#[test]
fn footnotes_lead_there_and_back_and_none_is_lost() {
    let html = render(
        "A[^b] c[^a] d[^B].\n\n[^a]: First.\n\n[^b]: Second[^c].\n\n[^c]: Third.\n\n[^d]: Fourth.",
    );
    assert_balanced(&html);
    for part in [
        "<a href=\"#fn-e1-1\" id=\"fnref-e1-1\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a>",
        "id=\"fnref-e1-1-2\"",
        "<li id=\"fn-e1-1\"><p>Second",
        "<li id=\"fn-e1-2\"><p>First. <a href=\"#fnref-e1-2\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"Back to reference 2\">↩</a></p>",
        "<li id=\"fn-e1-3\"><p>Third.",
        "<li id=\"fn-e1-4\"><p>Fourth.</p>\n</li>",
    ] {
        assert!(html.contains(part), "{part}\nis not in\n{html}");
    }
    assert_eq!(render("No[^x]"), "<p>No[^x]</p>\n");
}

#[test]
fn harmless_html_stays_and_its_links_go_the_same_way() {
    let (html, problems) = render_with_problems(
        "H<sub>2</sub>O <a href=\"/x/\">x</a><br>y\n\n<details><summary>s</summary>t <img src=\"a.jpg\" alt=\"z\"></details>",
    );
    assert_eq!(
        html,
        "<p>H<sub>2</sub>O <a href=\"/base/page/\">x</a><br>y</p>\n<details><summary>s</summary>t <img src=\"/base/media/x.jpg\" alt=\"z\" width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\"></details>"
    );
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn punctuation_is_kept_unless_asked() {
    assert_eq!(render("\"a\" -- 'b'..."), "<p>\"a\" -- 'b'...</p>\n");
}

#[test]
fn an_email_address_in_angle_brackets_is_a_link_to_write_to() {
    assert_eq!(
        render("Ask <desk@courier.example>."),
        "<p>Ask <a href=\"mailto:desk@courier.example\" rel=\"external noopener\">desk@courier.example</a>.</p>\n"
    );
}
