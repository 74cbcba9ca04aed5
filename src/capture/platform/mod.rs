//! Exports of platforms: their own JSON, feeds, tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::kind::Kind;
use super::live_page::LivePage;
use super::markup::Context;
use super::markup::address::Base;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;

pub mod csv;
pub mod feed;
pub mod fields;
pub mod guardian;
pub mod guardian_element;
pub mod json;
pub mod own;
pub mod superdesk;
pub mod wordpress;

/// Reads an export. `None` when it holds no entry; that is said.
pub fn read(
    kind: Kind,
    source: &Arc<SourceText>,
    held: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Option<LivePage> {
    let base = Base::default();
    let mut context = Context::new(&base, held);
    let page = match kind {
        Kind::Json => return json::read(source, held, diagnostics),
        Kind::JsonLines => own::read_lines(source, diagnostics),
        Kind::Feed => feed::read(source, &mut context, diagnostics),
        Kind::Csv => csv::read(source, &mut context, diagnostics),
        _ => LivePage::default(),
    };
    if page.updates.is_empty() {
        diagnostics.push(no_entries(source, "no entries were found in this file"));
        return None;
    }
    Some(page)
}

/// The error for an export without entries.
fn no_entries(source: &Arc<SourceText>, message: &str) -> Diagnostic {
    Diagnostic::error(Code::NoEntries, message)
        .at(source, 0..0)
        .hint("`livesite help captures` lists the exports that are read, with the keys they are known by")
}
