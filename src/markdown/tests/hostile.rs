//! Bodies that mean harm.

use super::{assert_balanced, assert_safe, render, render_with_problems};

#[test]
fn nothing_that_runs_or_loads_comes_through() {
    for markdown in [
        "<script>alert(1)</script>",
        "a <script>alert(1)</script> b",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "a <b onclick=\"alert(1)\">b</b>",
        "<p onmouseover='alert(1)'>x</p>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><a xlink:href=\"javascript:alert(1)\">x</a></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<iframe src=\"https://evil.example\"></iframe>",
        "<form action=\"https://evil.example\"><input name=a><button formaction=x>b</button></form>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "a <a href=\"java&#10;script:alert(1)\">x</a>",
        "a <a href=\" &#1;javascript:alert(1)\">x</a>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT&colon;alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](<java script:alert(1)>)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x) [y](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml,<svg onload=alert(1)>)",
        "[x](https://a.example/\"onmouseover=\"alert(1))",
        "![\" onerror=\"alert(1)](a.jpg)",
        "[x](/y \"\\\" onclick=\\\"alert(1)\")",
        "<style>*{background:url(https://evil.example)}</style>",
        "<p style=\"background:url(//evil.example)\" id=\"main\" class=\"x\">x</p>",
        "<base href=\"https://evil.example\"><link rel=stylesheet href=x><meta http-equiv=refresh content=0>",
        "<video src=\"https://evil.example/x.mp4\" autoplay></video>",
        "<template><script>alert(1)</script></template>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php echo 1 ?><script>alert(1)</script>",
        "> [!embed] <script>alert(1)</script>\n> Author: <img src=x onerror=alert(1)>\n> Address: javascript:alert(1)",
        "> a\n> — <script>alert(1)</script>",
        "![a](b.jpg)\nCaption: <img src=x onerror=alert(1)>",
        "[^<script>]\n\n[^<script>]: x",
        "| <script>a</script> |\n|---|\n| <img src=x onerror=y> |",
        "```\"><script>alert(1)</script>\nx\n```",
        "# x {onclick=alert(1)}",
    ] {
        let html = render(markdown);
        assert_safe(&html);
        assert_balanced(&html);
    }
}

#[test]
fn what_is_left_open_ends_with_its_block() {
    for (markdown, wanted) in [
        ("a <b>b\n\nc", "<p>a <b>b</b></p>\n<p>c</p>\n"),
        ("a </b> *c <i>d* e</i>", "<p>a  <em>c <i>d</i></em> e</p>\n"),
        ("<div><div>a", "<div><div>a</div></div>"),
        ("</div></article>a", "a"),
        (
            "- <b>a\n  - b",
            "<ul>\n<li><b>a</b><ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n",
        ),
        ("<b>a <i>b</b> c</i>", "<p><b>a <i>b</i></b> c</p>\n"),
    ] {
        assert_eq!(render(markdown), wanted);
    }
    for markdown in [
        "<!-- a",
        "<textarea>",
        "<title>",
        "<plaintext>",
        "<table><tr>",
        "a <b",
        "<a href='",
    ] {
        assert_balanced(&render(&format!("{markdown}\n\nnext")));
    }
}

#[test]
fn what_was_taken_out_is_reported_where_it_stands() {
    let (_, problems) = render_with_problems("ok [x](javascript:alert(1))\n\n<script>a</script>");
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert_eq!(problems[0].span, 3..27);
    assert!(problems[0].message.contains("`javascript:`"));
    assert!(problems[1].message.contains("`<script>`"));
    assert_eq!(problems[1].span.start, 29);
    let (_, none) = render_with_problems("Fine: <b>bold</b>, [a](/b/), https://c.example");
    assert!(none.is_empty());
}

#[test]
fn deep_nesting_neither_overflows_nor_stalls() {
    let deep = |mark: &str, end: &str| format!("{}a{}", mark.repeat(5_000), end.repeat(5_000));
    for markdown in [
        deep("> ", ""),
        deep("> ", "\n— b"),
        deep("> [!quote]\n> ", ""),
        deep("- ", ""),
        deep("*", "*"),
        deep("[", "](b)"),
        deep("![", "](b)"),
        deep("<b>", "</b>"),
        deep("<div>", ""),
        deep("https://", ""),
        "[^a]".repeat(2_000) + "\n\n[^a]: b",
    ] {
        let html = render(&markdown);
        assert!(html.len() < 4_000_000);
        let _ = crate::markdown::outline(&markdown);
    }
}
