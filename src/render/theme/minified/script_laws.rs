//! What holds of a script that was made smaller.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::minified;
use proptest::prelude::*;

#[test]
fn comments_and_indentation_go_and_line_breaks_that_may_mean_something_stay() {
    for (written, sent) in [
        ("// why\nconst a = 1;\n\n  f( a );\n", "const a = 1;f(a);\n"),
        ("a = b /* c */ + d", "a = b + d\n"),
        ("a /*\n*/ b", "a\nb\n"),
        ("a\n  (b)\n++c", "a\n(b)\n++c\n"),
        ("if (a) {\n  b\n}\nc", "if(a){b}\nc\n"),
        ("return\n  [a,\n   b]", "return\n[a,b]\n"),
        ("/*! licence */\na", "/*! licence */\na\n"),
        ("a = 1 / 2 // half", "a = 1 / 2\n"),
    ] {
        assert_eq!(minified(written).unwrap(), sent);
    }
}

#[test]
fn strings_templates_and_patterns_are_copied() {
    for text in [
        "\"//  a\\\"  \"",
        "'/*  b */'",
        "`  // c  ${d + `  ${e}  `}  {  `",
        "`a${{}}  b`",
        "/[/\"]\\/  '/g",
    ] {
        assert_eq!(
            minified(&format!("x =  {text} ;")).unwrap(),
            format!("x = {text};\n")
        );
    }
}

#[test]
fn a_script_that_may_mean_two_things_stays_as_it_is() {
    for script in [
        "if (a) /b/.test(c)",
        "{}\n/a/g",
        "a++ /b/ c",
        "a <!-- b",
        "--> a",
        "#!/bin/node",
        "a //# sourceMappingURL=b",
        "\"a\nb",
        "`a",
        "/* a",
        "a }",
        "{ a",
    ] {
        assert_eq!(minified(script), None, "{script}");
    }
    assert!(minified("a = (b) / c").is_some());
}

#[test]
fn the_scripts_of_the_default_theme_are_understood() {
    let files = super::super::super::own_files(std::path::Path::new("."), "default").unwrap();
    let scripts: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".js"))
        .collect();
    assert!(scripts.len() > 5);
    for (path, bytes) in scripts {
        let script = std::str::from_utf8(bytes).unwrap();
        let sent = minified(script).unwrap_or_else(|| panic!("{path} is left alone"));
        assert!(sent.len() * 10 < script.len() * 9, "{path}: {}", sent.len());
    }
}

/// Tokens of every sort that a gap may stand between.
const TOKENS: [&str; 22] = [
    "a", "b1", "return", "1", "+", "++", "-", "=", "=>", "(", ")", "[", "]", ",", ";", "?.",
    "'  /*'", "\"//\"", "`  // `", "`a  ${", "x", "*",
];
const GAPS: [(&str, &str); 6] = [
    (" ", " "),
    ("  ", " "),
    (" /* c */", " "),
    ("\n\n  ", "\n"),
    ("// c '\n", "\n"),
    (" /* \n */ ", "\n"),
];

proptest! {
    /// Whatever stands in the gaps, the tokens are the same, in as many lines as they need.
    #[test]
    fn what_a_gap_holds_does_not_matter(tokens in proptest::collection::vec((0..TOKENS.len(), 0..GAPS.len()), 0..12)) {
        let (mut noisy, mut plain, mut close) = (String::new(), String::new(), String::new());
        for (token, gap) in tokens {
            let (token, (written, meant)) = (TOKENS[token], GAPS[gap]);
            noisy += token;
            plain += token;
            noisy += written;
            plain += meant;
            if token.ends_with("${") {
                close.insert_str(0, "}  b`");
            }
        }
        noisy += &close;
        plain += &close;
        let sent = minified(&noisy).unwrap();
        prop_assert_eq!(&sent, &minified(&plain).unwrap());
        prop_assert_eq!(sent.split_whitespace().collect::<String>(), plain.split_whitespace().collect::<String>());
    }

    /// Whatever the bytes: it ends, it grows by no more than its last line break, and what is minified stays as it is.
    #[test]
    fn twice_is_once(script in "[a-c(){};/*\"'`$\\\\\n =+!.-]{0,40}") {
        if let Some(once) = minified(&script) {
            prop_assert!(once.len() <= script.len() + 1);
            prop_assert_eq!(minified(&once), Some(once));
        }
    }
}
