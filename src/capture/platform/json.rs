//! JSON: which platform's it is, by its keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::super::live_page::LivePage;
use super::super::markup::Context;
use super::super::markup::address::Base;
use super::super::{schema_org, trust};
use super::{guardian, no_entries, own, superdesk, wordpress};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::SourceText;

/// Reads JSON of any known platform.
pub fn read(
    source: &Arc<SourceText>,
    held: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Option<LivePage> {
    let value: Value = match serde_json::from_str(source.text.trim_start_matches('\u{feff}')) {
        Ok(value) => value,
        Err(error) => {
            diagnostics.push(broken(source, &error));
            return None;
        }
    };
    of_value(&value, source, held, diagnostics)
}

/// Reads parsed JSON of any known platform.
pub fn of_value(
    value: &Value,
    source: &Arc<SourceText>,
    held: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Option<LivePage> {
    let base = Base::at(guardian::address(value).as_deref());
    let mut context = Context::new(&base, held);
    let found = own::read(value)
        .or_else(|| guardian::read(value, &mut context))
        .or_else(|| superdesk::read(value, &mut context))
        .or_else(|| wordpress::read(value, &mut context))
        .or_else(|| superdesk::read_ninjs(value, &mut context));
    let found = found.or_else(|| {
        let mut pages = schema_org::live_blogs(value)
            .into_iter()
            .map(|blog| schema_org::read(blog, &mut context, &|_| 0));
        let mut page = pages.next()?;
        trust::distrust(&mut page, "this data", source, diagnostics);
        page.count("schema.org", 1);
        Some(page)
    });
    match found {
        Some(mut page) if !page.updates.is_empty() => {
            for (rule, number) in &context.dropped {
                page.count(format!("left out: {rule}"), *number);
            }
            Some(page)
        }
        Some(_) => {
            diagnostics.push(no_entries(source, "this export holds no entry"));
            None
        }
        None => {
            diagnostics.push(no_entries(
                source,
                "this JSON is of no platform that livesite knows",
            ));
            None
        }
    }
}

/// The error for JSON that does not parse.
#[must_use]
pub fn broken(source: &Arc<SourceText>, error: &serde_json::Error) -> Diagnostic {
    let line_start = source
        .text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let at = (line_start + error.column().saturating_sub(1)).min(source.text.len());
    let cut = error.is_eof();
    let message = error.to_string();
    let message = message.split(" at line").next().unwrap_or_default();
    Diagnostic::error(
        Code::BrokenCapture,
        if cut {
            "this JSON ends in the middle".to_string()
        } else {
            format!("this JSON does not parse: {message}")
        },
    )
    .at(source, at..at)
    .hint("save it again; livesite does not guess what is lost")
}
