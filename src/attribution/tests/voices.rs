//! Who takes whose turn, and what is said without a verb.

use super::rules::{one, speakers, speech};

/// Speaker and words of each statement of a body.
fn said(body: &str) -> Vec<(String, String)> {
    let statements = speech(body).statements.into_iter();
    statements.map(|one| (one.speaker, one.text)).collect()
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    let wanted = wanted.iter();
    wanted
        .map(|(who, words)| ((*who).to_string(), (*words).to_string()))
        .collect()
}

#[test]
fn what_leads_to_a_colon_speaks() {
    for body in [
        "Ada Quill, speaking to Harwick FM: \"It is shut.\"",
        "Ada Quill had a warning for sailors: \"It is shut.\"",
        "Ada Quill was blunt: \"It is shut.\"",
        "Ada Quill doubled down: \"It is shut.\"",
    ] {
        assert_eq!(said(body), pairs(&[("Ada Quill", "It is shut.")]), "{body}");
    }
    for body in [
        "Ada Quill was told: \"It is shut.\"",
        "Ada Quill found a note on the door: \"It is shut.\"",
        "A sign behind Ada Quill read: \"It is shut.\"",
    ] {
        assert_eq!(said(body), pairs(&[]), "{body}");
    }
}

#[test]
fn a_line_may_be_somebodys_words_without_marks() {
    for body in [
        "Kate Quill: I saw it sink. It was quick.",
        "Kate Quill in Harwick: I saw it sink. It was quick.",
        "I saw it sink. It was quick. - Kate Quill, Harwick",
    ] {
        let wanted = pairs(&[("Kate Quill", "I saw it sink. It was quick.")]);
        assert_eq!(said(body), wanted, "{body}");
    }
    // A list of names and marks, a club, a heading.
    for body in [
        "Kate Quill: Eight out of ten.",
        "Harwick Rovers: Quill; Vell, Marr.",
        "What we know: I will be brief.",
    ] {
        assert_eq!(said(body), pairs(&[]), "{body}");
    }
    let body = "This is from its president, Ada Quill.\n\nNobody asked the sea. We shall.\n\nOur boats stay in.";
    assert_eq!(one(body), ["Ada Quill"]);
    assert_eq!(speech(body).statements.len(), 2);
}

#[test]
fn whoever_asks_for_an_outlet_has_no_voice() {
    let body = "\"It is shut,\" Ada Quill told the Courier's Tomas Vell. Vell asked whether it was safe. \"No,\" she said.";
    assert_eq!(one(body), ["Ada Quill"]);
    assert_eq!(speech(body).statements.len(), 2);
    // Who asks in a chamber speaks.
    assert_eq!(
        one("Tomas Vell asked whether the bridge was safe."),
        ["Tomas Vell"]
    );
}

#[test]
fn two_take_turns_where_one_asks() {
    let body = "\"Was it shut?\" asked Ada Quill.\n\n\"It was,\" replied Tomas Vell.\n\n\"Who shut it?\"\n\n\"I did.\"";
    let found = speech(body);
    let wanted = pairs(&[
        ("Ada Quill", "Was it shut?"),
        ("Tomas Vell", "It was,"),
        ("Ada Quill", "Who shut it?"),
        ("Tomas Vell", "I did."),
    ]);
    assert_eq!(said(body), wanted);
    assert!(!found.statements[3].certain);
    // Where nobody asks, nothing says whose turn it is; and what somebody else says ends the talk.
    let body =
        "\"It was shut,\" said Ada Quill.\n\n\"It was,\" replied Tomas Vell.\n\n\"I shut it.\"";
    assert_eq!(speech(body).statements.len(), 2);
    let body = "\"Was it?\" asked Ada Quill.\n\n\"It was,\" replied Tomas Vell.\n\nPolice said it was open.\n\n\"Who shut it?\"";
    assert_eq!(speech(body).statements.len(), 2);
}

#[test]
fn titles_and_letters_say_who_is_meant() {
    let found = speakers(&[
        "Sir Tomas said it was shut.",
        "Tomas Vell, the mayor, met Mr Justice Marr.",
        "The judge said it was shut.",
    ]);
    assert_eq!(found, [vec!["Tomas Vell"], vec![], vec!["Mr Justice Marr"]]);
    let body = "Ada Quill KC met Tomas Vell, the baker. \"It is shut,\" the barrister said.";
    assert_eq!(one(body), ["Ada Quill"]);
    for body in [
        "Ada Quill (Lab, Harwick) said it was shut.",
        "On Friday night Ada Quill said it was shut.",
        "Ada Quill met nobody. The Brazilian said it was shut.",
        "Ada Quill made it clear that it was shut.",
    ] {
        assert_eq!(one(body), ["Ada Quill"], "{body}");
    }
    let found = speakers(&["Libor Němec was here.", "Nemec said it was shut."]);
    assert_eq!(found[1], ["Libor Němec"]);
    // The French are many, and a Brazilian beside another person is anybody.
    let body = "Ada Quill said it was shut. Tomas Vell listened. The Brazilian said it was open.";
    assert_eq!(speech(body).statements.len(), 1);
}

#[test]
fn speech_has_other_forms_than_x_says() {
    for body in [
        "Ada Quill left the hall, calling the bridge \"a joke\".",
        "Ada Quill began by saying it was shut.",
        "Ada Quill ended by thanking voters.",
        "The bridge was branded \"a joke\" by Ada Quill.",
        "State TV quoted Ada Quill as saying it was shut.",
        "Ada Quill was quoted by state TV as saying it was shut.",
        "Ada Quill recalled how the water rose.",
        "The mayor, Ada Quill, is adamant that it will stay shut.",
        "Ada Quill gave a blunt assessment: \"It is shut.\"",
        "Ada Quill, mayor of Harwick: \"It is shut.\"",
        "Ada Quill (Harwick): \"It is shut.\"",
    ] {
        assert_eq!(one(body), ["Ada Quill"], "{body}");
    }
    for body in [
        "A man who knew Ada Quill said it was shut.",
        "Ada Quill wrote \"The Last Bridge\" in 1998.",
        "Ada Quill sang \"The Bridge\".",
        "Neither Ada Quill nor Tomas Vell said it was shut.",
        "Ada Quill was adamant.",
    ] {
        assert_eq!(one(body), <[&str; 0]>::default(), "{body}");
    }
}

#[test]
fn what_stands_beside_a_name_does_not_hide_it() {
    for body in [
        "Ada Quill on how it sank: \"It was quick.\"",
        "Ada Quill speaking to Harwick FM: \"It was quick.\"",
        "Ada Quill's letter said: \"It was quick.\"",
        "Ada Quill, representing Tomas Vell, said it was quick.",
        "\"It was quick,\" one of them, Ada Quill, told us.",
        "Minister of State for Roads Ada Quill says it was quick.",
    ] {
        assert_eq!(one(body), ["Ada Quill"], "{body}");
    }
    assert_eq!(one("Kate Quill, Harwick: I saw it."), ["Kate Quill"]);
}
