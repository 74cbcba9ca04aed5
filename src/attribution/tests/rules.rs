//! One sentence, one rule.

use crate::attribution::{
    CoverageFindings, EntryFindings, EntryText, Findings, Language, read_entry, resolve,
};
use crate::markdown::outline;
use crate::source::registry::SpeakerRegistry;

/// The speakers of bodies that make up one coverage.
pub(super) fn speakers(bodies: &[&str]) -> Vec<Vec<String>> {
    let findings: Vec<Findings> = bodies
        .iter()
        .map(|body| {
            let passages = outline(body).passages;
            read_entry(
                &EntryText {
                    headline: None,
                    passages: &passages,
                },
                Language::english(),
            )
        })
        .collect();
    let entries = findings
        .iter()
        .map(|findings| EntryFindings {
            findings,
            byline: &[],
            speakers: None,
            day: None,
        })
        .collect();
    resolve(
        &[CoverageFindings {
            entries,
            language: Some(Language::english()),
            about: None,
        }],
        &SpeakerRegistry::default(),
    )
    .coverages
    .remove(0)
    .into_iter()
    .map(|entry| {
        entry
            .speakers
            .into_iter()
            .map(|speaker| speaker.name)
            .collect()
    })
    .collect()
}

/// All that is found in one body.
pub(super) fn speech(body: &str) -> crate::attribution::resolve::EntrySpeech {
    let passages = outline(body).passages;
    let text = EntryText {
        headline: None,
        passages: &passages,
    };
    let findings = read_entry(&text, Language::english());
    let entry = EntryFindings {
        findings: &findings,
        byline: &[],
        speakers: None,
        day: None,
    };
    let coverage = CoverageFindings {
        entries: vec![entry],
        language: Some(Language::english()),
        about: None,
    };
    resolve(&[coverage], &SpeakerRegistry::default())
        .coverages
        .remove(0)
        .remove(0)
}

pub(super) fn one(body: &str) -> Vec<String> {
    speakers(&[body]).remove(0)
}

#[test]
fn whose_words_a_sentence_gives() {
    for (body, wanted) in [
        ("Ada Quill says the bridge is shut.", &["Ada Quill"][..]),
        (
            "\"It is shut,\" says harbour master Ada Quill.",
            &["Ada Quill"],
        ),
        (
            "\"It is shut,\" said Ada Quill, the harbour master.",
            &["Ada Quill"],
        ),
        (
            "The harbour master, Ada Quill, has said that it is shut.",
            &["Ada Quill"],
        ),
        (
            "Ada Quill, who runs the port, warned that it may sink.",
            &["Ada Quill"],
        ),
        ("According to Ada Quill, it is shut.", &["Ada Quill"]),
        (
            "Ada Quill looked at the sky and said it would rain.",
            &["Ada Quill"],
        ),
        ("Ada Quill: \"It is shut.\"", &["Ada Quill"]),
        (
            "Asked by Tomas Vell whether it was shut, Ada Quill answered: \"It is.\"",
            &["Ada Quill"],
        ),
        (
            "Ada Quill was quoted as saying that it is shut.",
            &["Ada Quill"],
        ),
        (
            "Ada Quill and Tomas Vell said it was shut.",
            &["Ada Quill", "Tomas Vell"],
        ),
        (
            "President of the Harbour Commission Ada Quill says it is shut.",
            &["Ada Quill"],
        ),
        (
            "Ada Quill is warning people not to cross the bridge.",
            &["Ada Quill"],
        ),
        (
            "Ada Quill asked anyone who stays to write a name on the wall.",
            &["Ada Quill"],
        ),
        (
            "BREAKING: Mayor Ada Quill has resigned, saying she can no longer serve.",
            &["Ada Quill"],
        ),
        (
            "By Ada Quill's account the bridge was empty.",
            &["Ada Quill"],
        ),
        (
            "Ada Quill's last words on it: \"It is shut.\"",
            &["Ada Quill"],
        ),
        (
            "In the words of Ada Quill, it is \"a very small bridge\".",
            &["Ada Quill"],
        ),
        ("Ada Quill, a Republican, said it was shut.", &["Ada Quill"]),
        ("\"It is shut,\" Lord Quill said.", &["Lord Quill"]),
        (
            "Ada Quill runs the port. The 48-year-old said it was shut.",
            &["Ada Quill"],
        ),
        (
            "Ada Quill was at sea. \"It is shut,\" the retired shrimper said.",
            &["Ada Quill"],
        ),
        (
            "Ada von der Quill says it is shut. Von der Quill adds: \"For good.\"",
            &["Ada von der Quill"],
        ),
    ] {
        assert_eq!(one(body), wanted, "{body}");
    }
}

#[test]
fn who_does_not_speak() {
    for body in [
        "A spokesman for Ada Quill said the bridge was shut.",
        "Ada Quill's spokesman said the bridge was shut.",
        "Harwick Council says the bridge is shut.",
        "The Kremlin says the bridge is shut.",
        "Police said the bridge was shut.",
        "Ada Quill declined to say whether it was shut.",
        "Ada Quill will say that it is shut.",
        "If Ada Quill says that it is shut, we will know.",
        "Ada Quill is a so-called \"bridge lady\".",
        "A friend of Ada Quill said the bridge was shut.",
        "The film \"A Bridge\" was made by Ada Quill.",
        "The bridge is shut, writes Ada Quill in Harwick.",
        "Halyard Shells are a shoe. Halyard says they float.",
    ] {
        assert_eq!(one(body), <[&str; 0]>::default(), "{body}");
    }
}

#[test]
fn a_role_or_pronoun_may_stand_before_its_name() {
    for body in [
        "The head of the school has told us that it is shut.\n\n\"For good,\" Ada Quill said.",
        "The bridge was never safe, she has told the court.\n\n\"I said so,\" Dame Ada Quill added.",
    ] {
        assert_eq!(one(body), ["Ada Quill"], "{body}");
        let found = speech(body);
        assert!(
            found
                .statements
                .iter()
                .all(|one| one.speaker == "Ada Quill")
        );
        assert_eq!(found.statements.len(), 2, "{body}");
        assert!(found.decisions.iter().any(|one| !one.certain), "{body}");
    }
    // Somebody else has that role, another is named, or the one who is named has another role.
    let found = speakers(&[
        "The mayor says it is shut. \"No,\" Ada Quill said.",
        "Ada Quill, the harbour master, met the mayor, Tomas Vell.",
    ]);
    assert_eq!(found[0], ["Tomas Vell", "Ada Quill"]);
    let body = "The mayor says it is shut. \"No,\" Ada Quill said. \"Yes,\" Tomas Vell said.";
    assert_eq!(speech(body).statements.len(), 2);
    let body = "The mayor says it is shut. \"No,\" baker Ada Quill said.";
    assert_eq!(speech(body).statements.len(), 1);
}

#[test]
fn what_is_announced_or_posted_is_whole_paragraphs() {
    let found =
        speech("Ada Quill wrote:\n\nI have closed the bridge. It will stay so.\n\nIt rains.");
    assert_eq!(found.statements.len(), 1);
    assert_eq!(
        found.statements[0].text,
        "I have closed the bridge. It will stay so."
    );
    assert_eq!(
        speech("Ada Quill wrote:\n\nThe bridge is shut.")
            .statements
            .len(),
        0
    );
    let found = speech("Ada Quill (@quill)\n\nThe bridge is shut.\n\nIt rains.");
    assert_eq!(found.statements[0].text, "The bridge is shut.");
    assert_eq!(found.statements.len(), 1);
}

#[test]
fn who_stands_in_what_was_said_does_not_say_it() {
    let body = "Tomas Vell called for help. \"Come,\" he said. Ada Quill was found alive at dawn, he said.";
    assert_eq!(one(body), ["Tomas Vell"]);
    // Whoever just spoke with a role is meant by it, and the minister is not the prime minister.
    let body = "The health minister, Ida Marr, says it is shut. Prime Minister Tomas Vell was away. \"For good,\" the minister said.";
    assert_eq!(one(body), ["Ida Marr"]);
    // The letter says nothing that its finder says.
    let body = "Ada Quill says it is shut. The letter says it is open.";
    assert_eq!(speech(body).statements.len(), 1);
}

#[test]
fn names_are_found_up_and_down_the_coverage() {
    let found = speakers(&[
        "Quill says it is shut.",
        "Ada Quill, the harbour master, has arrived.",
        "The harbour master says it will stay shut.",
    ]);
    assert_eq!(found, [vec!["Ada Quill"], vec![], vec!["Ada Quill"]]);
    // Two people of one surname: nobody is guessed.
    let found = speakers(&["Quill says it is shut.", "Ada Quill met Tomas Quill."]);
    assert_eq!(found, [<Vec<String>>::new(), vec![]]);
}

#[test]
fn a_quotation_over_several_paragraphs_has_one_speaker() {
    let body = "Ada Quill said: \"It is shut.\n\n\"It will stay shut.\n\n\"For good.\"";
    assert_eq!(one(body), ["Ada Quill"]);
    let body = "> It is shut.\n>\n> — Ada Quill";
    assert_eq!(one(body), ["Ada Quill"]);
}

#[test]
fn what_somebody_wrote_wins() {
    let passages =
        outline("Ada Quill says it is shut. Tomas Vell says it is open. Cap Ferry says it sank.")
            .passages;
    let text = EntryText {
        headline: None,
        passages: &passages,
    };
    let findings = read_entry(&text, Language::english());
    let source = crate::base::source_text::SourceText::new(
        "content/speakers.toml",
        "not_a_person = [\"Cap Ferry\"]\n[ada-quill]\nname = \"Dame Ada Quill\"\naliases = [\"Ada Quill\"]\n",
    );
    let registry = crate::source::registry::read_speakers(&source, &mut Vec::new());
    let names = |speakers: Option<&[crate::source::entry::SpeakerMark]>,
                 byline: &[String]|
     -> Vec<String> {
        let entries = vec![EntryFindings {
            findings: &findings,
            byline,
            speakers,
            day: None,
        }];
        let resolved = resolve(
            &[CoverageFindings {
                entries,
                language: Some(Language::english()),
                about: None,
            }],
            &registry,
        );
        let entry = &resolved.coverages[0][0];
        assert!(
            entry
                .statements
                .iter()
                .all(|one| entry.speakers.iter().any(|known| known.name == one.speaker))
        );
        entry
            .speakers
            .iter()
            .map(|speaker| speaker.name.clone())
            .collect()
    };
    assert_eq!(names(None, &[]), ["Dame Ada Quill", "Tomas Vell"]);
    assert_eq!(names(None, &["Tomas Vell".to_string()]), ["Dame Ada Quill"]);
    assert_eq!(names(Some(&[]), &[]), <[&str; 0]>::default());
    let mark = crate::source::entry::SpeakerMark {
        name: "Ada Quill".into(),
        role: None,
        certain: true,
    };
    assert_eq!(names(Some(&[mark]), &[]), ["Dame Ada Quill"]);
}
