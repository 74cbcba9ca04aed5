//! One sentence, one rule.

use crate::attribution::{
    CoverageFindings, EntryFindings, EntryText, Findings, Language, read_entry, resolve,
};
use crate::markdown::outline;
use crate::source::registry::SpeakerRegistry;

/// The speakers of bodies that make up one coverage.
fn speakers(bodies: &[&str]) -> Vec<Vec<String>> {
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

fn one(body: &str) -> Vec<String> {
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
    ] {
        assert_eq!(one(body), <[&str; 0]>::default(), "{body}");
    }
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

/// Speakers of one coverage whose entries were published on given days of March 2031.
fn on_days(registry: &str, entries: &[(Option<u32>, &str)]) -> Vec<Vec<String>> {
    let source = crate::base::source_text::SourceText::new("content/speakers.toml", registry);
    let registry = crate::source::registry::read_speakers(&source, &mut Vec::new());
    let findings: Vec<Findings> = entries
        .iter()
        .map(|(_, body)| {
            let passages = outline(body).passages;
            let text = EntryText {
                headline: None,
                passages: &passages,
            };
            read_entry(&text, Language::english())
        })
        .collect();
    let entries = (findings.iter().zip(entries))
        .map(|(findings, (day, _))| EntryFindings {
            findings,
            byline: &[],
            speakers: None,
            day: day.and_then(|day| chrono::NaiveDate::from_ymd_opt(2031, 3, day)),
        })
        .collect();
    let coverage = CoverageFindings {
        entries,
        language: Some(Language::english()),
        about: None,
    };
    let speech = resolve(&[coverage], &registry).coverages.remove(0);
    (speech.into_iter())
        .map(|entry| entry.speakers.into_iter().map(|one| one.name).collect())
        .collect()
}

const MAYORS: &str = "[ada-quill]\nname = \"Ada Quill\"\nroles = [{ role = \"Mayor of Harwick\", to = 2031-03-04 }]\n\
    [tomas-vell]\nname = \"Tomas Vell\"\nroles = [{ role = \"Mayor of Harwick\", from = 2031-03-05 }]\n";

#[test]
fn who_held_an_office_on_the_day_is_meant_by_it() {
    let says = "The mayor says it is shut.";
    let found = on_days(MAYORS, &[(Some(4), says), (Some(5), says), (None, says)]);
    assert_eq!(found, [vec!["Ada Quill"], vec!["Tomas Vell"], vec![]]);
    let found = on_days(MAYORS, &[(Some(4), "The mayor of Ulm says it is shut.")]);
    assert_eq!(found, [<Vec<String>>::new()], "another town's");
    let found = on_days(
        MAYORS,
        &[
            (Some(5), says),
            (
                Some(5),
                "Ada Quill, the mayor until yesterday, and Tomas Vell, the mayor, shook hands.",
            ),
        ],
    );
    assert_eq!(found[0], ["Tomas Vell"], "the texts name two");
    let found = on_days(
        MAYORS,
        &[(Some(4), says), (Some(4), "Cap Marr is the mayor.")],
    );
    assert_eq!(
        found[0],
        ["Cap Marr"],
        "whom the coverage itself calls so comes first"
    );
}

#[test]
fn a_name_of_the_registry_is_a_person_and_its_aliases_are_one() {
    let registry = "[harbour-master]\nname = \"Union Bridge\"\naliases = [\"Ada Quill\"]\n";
    let found = on_days(
        registry,
        &[(
            None,
            "Union Bridge says it is shut. Ada Quill says it is open. Quill adds: \"For good.\"",
        )],
    );
    assert_eq!(found, [vec!["Union Bridge"]]);
}
