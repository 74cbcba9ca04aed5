//! Whether an entry of one archive is the same as an entry of another, so that what was made of it can be used again.

use std::sync::Arc;

use super::model::Entry;

impl Entry {
    /// Whether everything that can be shown of it is the same. Ids of people and topics are compared as numbers: what
    /// these mean is for the caller to know.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        // Named one by one, so that a new field cannot be forgotten.
        let Self {
            id,
            headline,
            published,
            clock,
            updated,
            label,
            kind,
            key,
            byline,
            speakers,
            statements,
            names,
            topics,
            listed,
            corrections,
            provenance,
            position,
            body,
            outline,
            extra,
            place,
            content_path,
            draft,
        } = self;
        Arc::ptr_eq(body, &other.body)
            && Arc::ptr_eq(outline, &other.outline)
            && Arc::ptr_eq(&place.source, &other.place.source)
            && place.span == other.place.span
            && *id == other.id
            && *headline == other.headline
            && *published == other.published
            && *clock == other.clock
            && *updated == other.updated
            && *label == other.label
            && *kind == other.kind
            && *key == other.key
            && *byline == other.byline
            && *speakers == other.speakers
            && *statements == other.statements
            && *names == other.names
            && *topics == other.topics
            && *listed == other.listed
            && *corrections == other.corrections
            && *provenance == other.provenance
            && *position == other.position
            && *extra == other.extra
            && *content_path == other.content_path
            && *draft == other.draft
    }
}
