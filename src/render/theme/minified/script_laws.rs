//! What holds of a script that was made smaller.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::tokens::{Kind, Token, tokens};
use super::{minified, written};
use proptest::prelude::*;

/// Without its gaps alone.
fn closed(script: &str) -> Option<String> {
    Some(written(&[], &tokens(script)?, Vec::new()))
}

#[test]
fn comments_and_needless_blanks_go_and_line_breaks_that_may_mean_something_stay() {
    for (script, sent) in [
        ("// why\nconst a = 1;\n\n  f( a );\n", "const a=1;f(a);\n"),
        ("a = b /* c */ + d", "a=b+d\n"),
        ("a = b + +c - -d - +e + ++f", "a=b+ +c- -d-+e+ ++f\n"),
        ("a < !--b ? - 1 : .5", "a< !--b?-1:.5\n"),
        ("a <! --b", "a<! --b\n"),
        ("a = ! b && ~ c", "a=!b&&~c\n"),
        ("1 .a + 1. + b in c", "1 .a+1.+b in c\n"),
        ("a /*\n*/ b", "a\nb\n"),
        ("a\n  (b)\n++c", "a\n(b)\n++c\n"),
        (
            "a\n  .b\n  ?? c\n  && d ||\n  e\n  - f",
            "a.b??c&&d||e\n-f\n",
        ),
        ("a =\n  b ?\n  c\n  : d", "a=b?c:d\n"),
        ("if (a) {\n  b\n}\nc", "if(a){b}c\n"),
        ("a = {\n  b\n}\nc", "a={b}\nc\n"),
        ("return\n  [a,\n   b]", "return\n[a,b]\n"),
        ("/*! licence */\na", "/*! licence */\na\n"),
        ("a = 1 / 2 // half", "a=1/2\n"),
        ("a = b / /c/g.d", "a=b/ /c/g.d\n"),
        ("/a/g in b", "/a/g in b\n"),
    ] {
        assert_eq!(minified(script).unwrap(), sent);
    }
}

#[test]
fn what_stands_between_statements_goes_where_it_is_not_needed() {
    for (script, sent) in [
        ("{ a(); }", "{a()}\n"),
        ("{ if (a); }", "{if(a);}\n"),
        ("{ for (;;); }", "{for(;;);}\n"),
        ("{ if (a) b; else; }", "{if(a)b;else;}\n"),
        (
            "const a = 1; const b = 2; let c; let d",
            "const a=1,b=2;let c,d\n",
        ),
        (
            "const a = 1\nb(); const c = 2",
            "const a=1\nb();const c=2\n",
        ),
        ("const a = b\n+ c; const d = 2", "const a=b\n+c;const d=2\n"),
        (
            "for (const a of b); const c = 1",
            "for(let a of b);const c=1\n",
        ),
        ("a((b) => c, async (d) => e)", "a(b=>c,async d=>e)\n"),
        (
            "() => ({}); (a, b) => c; ({ d }) => e",
            "()=>({});(a,b)=>c;({d})=>e\n",
        ),
        (
            "function a() {\n}\nfunction b() {\n}\n(c)",
            "function a(){}function b(){}(c)\n",
        ),
        ("a = function () {\n}\n(c)", "a=function(){}\n(c)\n"),
        ("a = () => {\n}\nb", "a=()=>{}\nb\n"),
        (
            "try {\n} catch {\n}\nwhile (a) {\n}\nb",
            "try{}catch{}while(a){}b\n",
        ),
    ] {
        assert_eq!(minified(script).unwrap(), sent);
    }
}

#[test]
fn what_a_script_declares_for_itself_gets_short_names() {
    for (script, sent) in [
        (
            "{ const long = 1; f(long, a.long, { long: 2 }); }",
            "{let b=1;f(b,a.long,{long:2})}\n",
        ),
        (
            "{ let { one, two = 2, ...rest } = it; one(one, two, two, rest); }",
            "{let{one:a,two:b=2,...c}=it;a(a,b,b,c)}\n",
        ),
        (
            "((first, { kind: second = [third] }, [fourth]) => first + second + third + fourth)",
            "((a,{kind:b=[third]},[c])=>a+b+third+c)\n",
        ),
        (
            "{ const it = `${it} it ${`${it}`}`; }",
            "{let a=`${a} it ${`${a}`}`}\n",
        ),
        (
            "{ function name(text) { return text; } name(name) }",
            "{function name(a){return a}name(name)}\n",
        ),
        (
            "'use strict'; { function name(text) { return text; } name(name) }",
            "'use strict';{function a(b){return b}a(a)}\n",
        ),
        (
            "{ class Html { constructor(text) { this.text = text; } get text() { return text } } new Html }",
            "{class a{constructor(text){this.text=text}get text(){return text}}new a}\n",
        ),
        (
            "{ for (const item of list) if (item) f(item); g(item) }",
            "{for(let item of list)if(item)f(item);g(item)}\n",
        ),
        (
            "{ for (const item of list) if (item) f(item); g() }",
            "{for(let a of list)if(a)f(a);g()}\n",
        ),
        (
            "{ for (let at = 0; at < 9; at += 1) { f(at) } }",
            "{for(let a=0;a<9;a+=1){f(a)}}\n",
        ),
        (
            "{ try { f() } catch (error) { g(error) } }",
            "{try{f()}catch(a){g(a)}}\n",
        ),
        (
            "{ const wait = async (ms) => { await ms; }; wait({ get: 1, get ms() { return wait } }) }",
            "{let a=async b=>{await b};a({get:1,get ms(){return a}})}\n",
        ),
        (
            "{ const yes = no ? { yes } : (yes) => yes ? yes : yes; }",
            "{let a=no?{yes:a}:a=>a?a:a}\n",
        ),
    ] {
        assert_eq!(minified(script).unwrap(), sent);
    }
}

#[test]
fn a_constant_that_something_assigns_to_stays_one() {
    for kept in [
        "{const a=1;a=2}",
        "{const a=1;a+=2}",
        "{const a=1;a++}",
        "{const a=1;--a}",
        "{const a=1;[a,b]=c}",
        "{const a=1;({b:[a]}=c)}",
        "{const a=1;for(a of b);}",
        "{const a=b\n(c),d=e;d=f}",
        "{const a=1;(a)=2}",
        "{const a=1;++(a)}",
        "{const a=1;if(b)[a]=c}",
        "const a=1;",
    ] {
        assert_eq!(minified(kept).unwrap(), format!("{kept}\n"));
    }
    let sent = minified("{const a=1,{b}=a;const[c]=b;d[c]=a;if(a===b){for(const d of c)a.b=d}}");
    assert_eq!(
        sent.unwrap(),
        "{let a=1,{b}=a,[c]=b;d[c]=a;if(a===b){for(let d of c)a.b=d}}\n"
    );
}

/// Names that are not known to be the script's own everywhere, and scripts of which too little is known.
#[test]
fn a_name_that_may_be_the_pages_stays() {
    for script in [
        "const long=1,more=long;",
        "{const long=1}long;",
        "long;{const long=1}",
        "{var long=1;long}",
        "f(long=>long,long);",
        "f(long=>a?long:long,long);",
        "f(a?long=>1:long);",
        "{const it=long=>1\nlong}",
        "{const it=long=>1\n{long}}",
        "{const it=1\nf(it),long;long}",
        "{const{[long]:a}=b;long}",
        "if(a){function long(){}}long();",
        "{const long=function long(){};}{long}",
        "{const __proto__=1,a={__proto__}}",
        "{const arguments=1}",
        "{const long=1;eval(long)}",
        "{const long=1;with(a)long}",
        "{long:for(const long of a)break long}",
        "import{long}from'a';{long}",
        "{class A{long=1;a(){}}const long=A}",
        "{class A extends f(){long(){}}const long=A}",
        "{const long=1;a\n{long}}",
    ] {
        let sent = minified(script).unwrap();
        assert!(!sent.contains("__proto__:"), "{sent}");
        assert_eq!(
            sent.matches("long").count(),
            script.matches("long").count(),
            "{script} became {sent}"
        );
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
        let sent = minified(&format!("x =  {text} ;")).unwrap();
        assert_eq!(sent, format!("x={};\n", text.replace("d + `", "d+`")));
    }
}

#[test]
fn words_that_mean_something_else_elsewhere_are_told_apart() {
    for (script, sent) in [
        (
            "async () => {\n  const first = await (get)\n  show(first);\n  const more = 1;\n  show(more);\n}",
            "async()=>{const a=await(get)\nshow(a);let b=1;show(b)}\n",
        ),
        (
            "{ const own = 1; f({ *own() { yield own } }) }",
            "{const own=1;f({*own(){yield own}})}\n",
        ),
        ("var let; let = 5; let b = 2", "var let;let=5;let b=2\n"),
        (
            "try {} catch (own) { var own = 5 }",
            "try{}catch(own){var own=5}\n",
        ),
    ] {
        assert_eq!(minified(script).unwrap(), sent);
    }
}

#[test]
fn a_script_that_may_mean_two_things_stays_as_it_is() {
    for script in [
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
        "const \\u0061b = 1",
        "let a = cafe\u{301}\na(b)",
    ] {
        assert_eq!(minified(script), None, "{script}");
    }
    for script in [
        "a=(b)/c/d",
        "if(a)/b/.test(c)",
        "a.if(b)/c/d",
        "for await(a of b)/c/.d",
        "await(a)/b/c",
    ] {
        assert_eq!(minified(script).unwrap(), format!("{script}\n"));
    }
}

/// Every script of both themes is understood, and what it says is told by its tokens: they are the same, but for the names of
/// its own, each of which has one other name, that none has already.
#[test]
fn the_scripts_of_the_themes_say_the_same() {
    let mut seen = 0;
    for theme in ["default", "plain"] {
        let files = super::super::super::own_files(std::path::Path::new("."), theme).unwrap();
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".js")) {
            let script = std::str::from_utf8(bytes).unwrap();
            let sent = minified(script).unwrap_or_else(|| panic!("{path} is left alone"));
            assert!(sent.len() * 10 < script.len() * 7, "{path}: {}", sent.len());
            assert_eq!(minified(&sent).as_ref(), Some(&sent), "{path}");
            let (all, words) = (tokens(script).unwrap(), tokens(&sent).unwrap());
            let is_copied = |token: &&Token<'_>| {
                matches!(
                    token.kind,
                    Kind::Text | Kind::Pattern | Kind::Number | Kind::Template
                )
            };
            let copied = |tokens: &[Token<'_>]| -> Vec<String> {
                let copied = tokens.iter().filter(is_copied);
                copied.map(|token| token.text.to_owned()).collect()
            };
            assert_eq!(copied(&all), copied(&words), "{path}");
            seen += 1;
        }
    }
    assert!(seen > 5);
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
/// Pieces of scripts, which make sense together now and then.
const PIECES: [&str; 40] = [
    "const ",
    "let ",
    "for (",
    "of ",
    "in ",
    "if (",
    "function ",
    "class ",
    "async ",
    "return ",
    "long",
    "other",
    "{ long }",
    "{ long: other }",
    "[long, other]",
    "=> ",
    "= ",
    ", ",
    "; ",
    "{ ",
    "} ",
    "( ",
    ") ",
    "? ",
    ": ",
    ".",
    "?.",
    "...",
    "\n",
    "`a${",
    "}`",
    "'use strict';",
    "1",
    "+ ",
    "case ",
    "switch (",
    "catch (",
    "extends ",
    "get ",
    "/long/",
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
        prop_assert_eq!(minified(&noisy).unwrap(), minified(&plain).unwrap());
        let sent = closed(&noisy).unwrap();
        prop_assert_eq!(sent.split_whitespace().collect::<String>(), plain.split_whitespace().collect::<String>());
        let kinds = |script: &str| super::tokens::tokens(script).map(|tokens| {
            tokens.iter().map(|token| (token.kind, token.text.to_owned())).collect::<Vec<_>>()
        });
        prop_assert_eq!(kinds(&sent), kinds(&plain));
    }

    /// Whatever the bytes: it ends, it grows by no more than its last line break, and what is minified stays as it is.
    #[test]
    fn twice_is_once(script in "[a-c(){};/*\"'`$\\\\\n =+!.-]{0,40}") {
        if let Some(once) = minified(&script) {
            prop_assert!(once.len() <= script.len() + 1);
            prop_assert_eq!(minified(&once), Some(once));
        }
    }

    /// The same of pieces of scripts; and a name has one other name at the most.
    #[test]
    fn whatever_is_put_together_names_stay_apart(pieces in proptest::collection::vec(0..PIECES.len(), 0..30)) {
        let script: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        if let Some(once) = minified(&script) {
            prop_assert!(once.len() <= script.len() + 1, "{} became {}", script, once);
            prop_assert_eq!(minified(&once), Some(once));
        }
    }
}
