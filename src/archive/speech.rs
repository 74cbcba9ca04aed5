//! Who says what in the entries: the attribution room asked, over all coverages at once.

use rayon::prelude::*;

use super::arrange::{Arranged, ArrangedEntry};
use crate::attribution::resolve::EntrySpeech;
use crate::attribution::variant::Variant;
use crate::attribution::{
    CoverageFindings, EntryFindings, EntryText, Findings, Language, Resolved, explain, read_entry,
    resolve,
};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::entry::{Byline, SpeakerMark};
use crate::source::registry::SpeakerRegistry;

/// What attribution needs of one entry, kept while all are resolved.
struct Heard {
    findings: Findings,
    byline: Vec<String>,
    speakers: Option<Vec<SpeakerMark>>,
}

/// The speech of every entry of every coverage, in their order. Spellings that look like one person are said.
pub fn find(
    coverages: &[Arranged],
    registry: &SpeakerRegistry,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<EntrySpeech>> {
    let heard = hear_all(coverages);
    let resolved = resolve_all(&heard, registry);
    for variant in &resolved.variants {
        diagnostics.extend(two_spellings(coverages, variant));
    }
    resolved.coverages
}

/// Every entry read by itself.
fn hear_all(coverages: &[Arranged]) -> Vec<Vec<Heard>> {
    coverages
        .par_iter()
        .map(|coverage| {
            let tag = coverage.head.language.as_str();
            // A text whose language nobody named is taken for English; one that livesite does not know is not read.
            let language = Language::named(tag).or_else(|| (tag == "und").then(Language::english));
            coverage
                .entries
                .par_iter()
                .map(|entry| hear(entry, &coverage.head.byline, language))
                .collect()
        })
        .collect()
}

/// Names looked up over everything that was read.
fn resolve_all(heard: &[Vec<Heard>], registry: &SpeakerRegistry) -> Resolved {
    let findings: Vec<CoverageFindings<'_>> = heard
        .iter()
        .map(|entries| CoverageFindings {
            entries: entries
                .iter()
                .map(|heard| EntryFindings {
                    findings: &heard.findings,
                    byline: &heard.byline,
                    speakers: heard.speakers.as_deref(),
                })
                .collect(),
        })
        .collect();
    resolve(&findings, registry)
}

/// Each sentence of the entries of one file with what was decided, as text: the answer of `livesite explain`.
pub fn explain_file(coverages: &[Arranged], registry: &SpeakerRegistry, file: &str) -> String {
    let heard = hear_all(coverages);
    let resolved = resolve_all(&heard, registry);
    let mut text = String::new();
    for ((coverage, heard), speeches) in coverages.iter().zip(&heard).zip(&resolved.coverages) {
        for ((entry, heard), speech) in coverage.entries.iter().zip(heard).zip(speeches) {
            if entry.gathered.written.source().path == file {
                explain_entry(entry, heard, speech, &mut text);
            }
        }
    }
    text
}

fn explain_entry(entry: &ArrangedEntry, heard: &Heard, speech: &EntrySpeech, text: &mut String) {
    text.push_str(&format!("{}\n", entry.id));
    for explained in explain(&entry_text(entry), &heard.findings, speech) {
        let place = if explained.passage.is_none() {
            "headline: "
        } else {
            ""
        };
        text.push_str(&format!("  {place}{}\n", explained.text.trim()));
        for decision in explained.decisions {
            let speaker = decision.speaker.as_deref().unwrap_or("nobody");
            let doubt = if decision.certain {
                ""
            } else {
                ", not certain"
            };
            text.push_str(&format!(
                "      → {speaker}{doubt} (\"{}\", by `{}`: {})\n",
                decision.as_written, decision.rule, decision.because
            ));
        }
    }
    text.push('\n');
}

fn entry_text(entry: &ArrangedEntry) -> EntryText<'_> {
    EntryText {
        headline: entry.gathered.written.headline.as_deref(),
        passages: &entry.gathered.outline.passages,
    }
}

fn hear(entry: &ArrangedEntry, editors: &[Byline], language: Option<&Language>) -> Heard {
    let written = &entry.gathered.written;
    Heard {
        findings: language.map_or_else(Findings::default, |language| {
            read_entry(&entry_text(entry), language)
        }),
        byline: (written.byline.iter().chain(editors))
            .map(|by| by.name.clone())
            .collect(),
        speakers: written
            .speakers
            .as_ref()
            .map(|marks| marks.iter().map(|mark| mark.value.clone()).collect()),
    }
}

/// One person spelled in two ways, with both places.
fn two_spellings(coverages: &[Arranged], variant: &Variant) -> Option<Diagnostic> {
    let coverage = coverages.get(variant.coverage)?;
    let place = |entry: usize| {
        let entry = coverage.entries.get(entry)?;
        Some(entry.gathered.written.place.clone())
    };
    let Variant {
        name,
        variant: other,
        ..
    } = variant;
    let taken = if variant.folded {
        format!("taken for one person, `{name}`")
    } else {
        "kept as two people".into()
    };
    Some(
        Diagnostic::warning(
            Code::SharedName,
            format!("`{other}` looks like `{name}` spelled in another way: {taken}"),
        )
        .at_place(place(variant.variant_place.0)?)
        .related(place(variant.name_place.0)?, format!("`{name}` stands here"))
        .hint(format!(
            "if they are one, give `{name}` in speakers.toml `aliases = [\"{other}\"]`; if not, give each a table"
        )),
    )
}
