//! What sort of post an entry is, where neither front matter nor a profile says so: by its label, else by its headline.

use crate::source::entry::Kind;

/// Labels, lower case, that say the kind by themselves.
const KINDS: [(&str, Kind); 17] = [
    ("analysis", Kind::Analysis),
    ("analyse", Kind::Analysis),
    ("análisis", Kind::Analysis),
    ("analisi", Kind::Analysis),
    ("تحليل", Kind::Analysis),
    ("recap", Kind::Recap),
    ("summary", Kind::Recap),
    ("closing summary", Kind::Recap),
    ("zusammenfassung", Kind::Recap),
    ("résumé", Kind::Recap),
    ("resumen", Kind::Recap),
    ("closing", Kind::Closing),
    ("get involved", Kind::Readers),
    ("your views", Kind::Readers),
    ("explainer", Kind::Explainer),
    ("explained", Kind::Explainer),
    ("q&a", Kind::Explainer),
];

/// What headlines, lower case, begin with or hold when they say the kind by themselves.
const HEADLINES: [(&str, Kind); 15] = [
    ("what's happened so far", Kind::Recap),
    ("what has happened so far", Kind::Recap),
    ("what we know so far", Kind::Recap),
    ("summary of the day", Kind::Recap),
    ("closing summary", Kind::Recap),
    ("evening recap", Kind::Recap),
    ("morning recap", Kind::Recap),
    ("das wichtigste in kürze", Kind::Recap),
    ("ce que l'on sait", Kind::Recap),
    ("l'essentiel", Kind::Recap),
    ("we're closing our", Kind::Closing),
    ("we are closing our", Kind::Closing),
    ("that's all for now", Kind::Closing),
    ("ce direct est terminé", Kind::Closing),
    ("dieser liveticker ist beendet", Kind::Closing),
];

/// Labels that make a key event.
const KEY: [&str; 3] = ["key event", "breaking", "breaking news"];

/// The kind of an entry whose front matter and profile name none: by its label, else by its headline.
#[must_use]
pub fn implied_kind(label: Option<&str>, headline: Option<&str>) -> Kind {
    label
        .and_then(kind_of_label)
        .or_else(|| headline.and_then(kind_of_headline))
        .unwrap_or_default()
}

/// Whether an entry is a key event where nobody says so, nor that it is none: by its label.
#[must_use]
pub fn implied_key(label: Option<&str>) -> bool {
    label.is_some_and(|label| KEY.contains(&label.trim().to_lowercase().as_str()))
}

/// The kind that a label means.
fn kind_of_label(label: &str) -> Option<Kind> {
    let label = label.trim().to_lowercase();
    KINDS
        .iter()
        .find(|(word, _)| *word == label)
        .map(|(_, kind)| *kind)
}

/// The kind that a headline means.
fn kind_of_headline(headline: &str) -> Option<Kind> {
    let headline = headline.trim().to_lowercase().replace('’', "'");
    HEADLINES
        .iter()
        .find(|(words, _)| headline.contains(words))
        .map(|(_, kind)| *kind)
}
