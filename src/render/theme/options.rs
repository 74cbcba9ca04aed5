//! What a site may set in a theme: `[options.<name>]` in `theme.toml` declares it, `[theme_options]` in `site.toml`
//! sets it, and a value that does not fit is reported as in any other file of settings.

pub(super) mod colour;
mod declared;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::source_text::{SourceText, Spanned};
use crate::base::table::Table;
use std::sync::Arc;

pub(super) use declared::{Declared, read};
use declared::{Property, Scheme, Type};

/// The options of a theme as a site has them.
#[derive(Debug, Default)]
pub(super) struct Options {
    /// Every declared option: the site's value, else the default, else null.
    pub values: BTreeMap<String, Json>,
    /// What the site's values add to `style.css`: custom properties. Empty where the site sets none.
    pub style: String,
}

/// Reads `[theme_options]` by what the theme's layers declare. `assets` are the paths below the theme's `assets/`.
pub(super) fn of_site(
    declared: &BTreeMap<String, Declared>,
    given: Option<&Table>,
    assets: &BTreeSet<&str>,
    diagnostics: &mut Diagnostics,
) -> Options {
    let mut options = Options::default();
    let mut given = given.cloned();
    for (name, declared) in declared {
        let value = given
            .as_mut()
            .and_then(|table| take(table, name, declared, assets, diagnostics));
        if let (Some(value), Some(property)) = (&value, &declared.property) {
            options.style.push_str(&rule(property, value));
        }
        let value = value.or_else(|| declared.default.clone());
        options
            .values
            .insert(name.clone(), value.unwrap_or(Json::Null));
    }
    if let Some(table) = given {
        table.finish(diagnostics);
    }
    options
}

/// The value of one option, where the site gives one that fits.
fn take(
    table: &mut Table,
    name: &str,
    declared: &Declared,
    assets: &BTreeSet<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Json> {
    match &declared.kind {
        Type::Boolean => table.take_boolean(name, diagnostics).map(Json::from),
        Type::Number { least, most } => table
            .take_integer(name, *least..=*most, diagnostics)
            .map(|number| Json::from(number.value)),
        kind => {
            let source = Arc::clone(table.source());
            let text = table.take_text(name, diagnostics)?;
            if let Some(diagnostic) = misfit(kind, name, &text, &source, assets) {
                diagnostics.push(diagnostic);
                return None;
            }
            if let Some(diagnostic) = hard_to_read(declared, name, &text, &source) {
                diagnostics.push(diagnostic);
            }
            Some(Json::from(text.value))
        }
    }
}

/// What is wrong with a text, if anything.
fn misfit(
    kind: &Type,
    name: &str,
    text: &Spanned<String>,
    source: &Arc<SourceText>,
    assets: &BTreeSet<&str>,
) -> Option<Diagnostic> {
    let value = text.value.as_str();
    let wrong = |expected: &str| {
        Diagnostic::error(
            Code::WrongType,
            format!("`{name}` is `{value}`, expected {expected}"),
        )
        .at(source, text.span.clone())
        .label(format!("expected {expected}"))
    };
    match kind {
        Type::Colour if colour::parse(value).is_none() => Some(
            wrong("a colour").hint("write it as `#b3261e`: red, green and blue, two hexadecimal digits each"),
        ),
        Type::Font if !declared::is_font_list(value) => Some(
            wrong("names of fonts").hint("write them as in CSS, the first one that a reader has is taken: `Georgia, \"Times New Roman\", serif`"),
        ),
        Type::Choice(values) if !values.iter().any(|one| one == value) => {
            let listed: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            let diagnostic = wrong(&format!("one of {}", listed.join(", ")));
            Some(match nearest(value, values.iter().map(String::as_str)) {
                Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                None => diagnostic,
            })
        }
        Type::Asset if !assets.contains(value) => {
            let diagnostic = wrong("a file of the theme's assets/");
            Some(match nearest(value, assets.iter().copied()) {
                Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                None => diagnostic.hint("put the file into themes/default/assets/ of your site, or into the assets/ of your own theme"),
            })
        }
        _ => None,
    }
}

/// Text that stands out too little from what is behind it (WCAG 2.2, success criterion 1.4.3: 4.5 to 1).
fn hard_to_read(
    declared: &Declared,
    name: &str,
    text: &Spanned<String>,
    source: &Arc<SourceText>,
) -> Option<Diagnostic> {
    let behind = declared.on.as_deref()?;
    let ratio = colour::contrast(colour::parse(&text.value)?, colour::parse(behind)?);
    (ratio < 4.5).then(|| {
        Diagnostic::warning(
            Code::LowContrast,
            format!("`{name}` is hard to read: {ratio:.1} to 1 against {behind}, 4.5 is the least"),
        )
        .at(source, text.span.clone())
        .hint(
            match declared.property.as_ref().map(|property| property.scheme) {
                Some(Scheme::Dark) => "take a lighter colour",
                _ => "take a darker colour",
            },
        )
    })
}

/// A custom property of the style sheet.
fn rule(property: &Property, value: &Json) -> String {
    let value = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut rule = String::new();
    let name = &property.name;
    let _ = match property.scheme {
        Scheme::Any => writeln!(rule, ":root{{{name}:{value}}}"),
        Scheme::Light => writeln!(
            rule,
            "@media not (prefers-color-scheme:dark){{:root{{{name}:{value}}}}}"
        ),
        Scheme::Dark => writeln!(
            rule,
            "@media (prefers-color-scheme:dark){{:root{{{name}:{value}}}}}"
        ),
    };
    rule
}
