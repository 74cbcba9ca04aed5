//! What `speakers.toml` says of names and offices.

use crate::attribution::{
    CoverageFindings, EntryFindings, EntryText, Findings, Language, read_entry, resolve,
};
use crate::markdown::outline;

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
