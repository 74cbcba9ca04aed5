//! What sort of post an entry is, where neither front matter nor a profile says so: by its label.

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

/// Labels that make a key event.
const KEY: [&str; 3] = ["key event", "breaking", "breaking news"];

/// The kind that a label means.
pub fn kind_of_label(label: &str) -> Option<Kind> {
    let label = label.trim().to_lowercase();
    KINDS
        .iter()
        .find(|(word, _)| *word == label)
        .map(|(_, kind)| *kind)
}

/// Whether a label makes a key event.
pub fn is_key_label(label: &str) -> bool {
    KEY.contains(&label.trim().to_lowercase().as_str())
}
