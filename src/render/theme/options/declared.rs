//! `[options.<name>]` in `theme.toml`: what may be set, and what fits.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::colour;
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::base::source_text::{SourceText, Spanned};
use crate::base::table::{Kind, Table};

/// An option of a theme.
#[derive(Debug, Clone)]
pub(in crate::render::theme) struct Declared {
    pub kind: Type,
    /// What holds where a site sets nothing.
    pub default: Option<Json>,
    /// The custom property of `style.css` that a site's value sets.
    pub property: Option<Property>,
    /// What a colour must be readable on.
    pub on: Option<String>,
}

/// What a value must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render::theme) enum Type {
    Text,
    Boolean,
    /// An integer within bounds.
    Number {
        least: i64,
        most: i64,
    },
    Colour,
    /// A list of font families, as CSS has it.
    Font,
    /// A path below the theme's `assets/`.
    Asset,
    /// One of these texts.
    Choice(Vec<String>),
}

/// A custom property, and the colour scheme in which it is set.
#[derive(Debug, Clone)]
pub(in crate::render::theme) struct Property {
    pub name: String,
    pub scheme: Scheme,
}

/// Which colour scheme of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::theme) enum Scheme {
    Any,
    Light,
    Dark,
}

const TYPES: [&str; 7] = [
    "text", "boolean", "number", "colour", "font", "asset", "choice",
];

/// Reads the table `[options]` of a `theme.toml`. An option with a mistake is left out.
pub(in crate::render::theme) fn read(
    table: Option<Table>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Declared> {
    let Some(mut table) = table else {
        return BTreeMap::new();
    };
    let source = Arc::clone(table.source());
    let mut found = BTreeMap::new();
    for (name, span, value) in table.take_rest() {
        match value.kind {
            Kind::Table(values) => {
                let shown = format!("[options.{name}]");
                let option = Table::from_value(&source, &shown, span, values);
                if let Some(option) = one(option, &name, diagnostics) {
                    found.insert(name, option);
                }
            }
            _ => table.wrong_type(&name, "a table", &value, diagnostics),
        }
    }
    found
}

fn one(mut table: Table, name: &str, diagnostics: &mut Diagnostics) -> Option<Declared> {
    let source = Arc::clone(table.source());
    let header = table.span.clone();
    table.take_text("description", diagnostics);
    let kind = table.take_text("type", diagnostics);
    let values = table.take_texts("values", diagnostics);
    let least = table.take_integer("least", i64::MIN..=i64::MAX, diagnostics);
    let most = table.take_integer("most", i64::MIN..=i64::MAX, diagnostics);
    let property = table.take_text("property", diagnostics);
    let scheme = table.take_text("scheme", diagnostics);
    let on = table.take_text("on", diagnostics);
    let default = table.take("default");
    table.finish(diagnostics);

    let Some(kind) = kind else {
        diagnostics.push(
            Diagnostic::error(
                Code::MissingKey,
                format!("the option `{name}` has no `type`"),
            )
            .at(&source, header)
            .hint(format!("the types are {}", listed(&TYPES))),
        );
        return None;
    };
    let kind = match kind.value.as_str() {
        "text" => Type::Text,
        "boolean" => Type::Boolean,
        "number" => Type::Number {
            least: least.map_or(i64::MIN, |least| least.value),
            most: most.map_or(i64::MAX, |most| most.value),
        },
        "colour" => Type::Colour,
        "font" => Type::Font,
        "asset" => Type::Asset,
        "choice" => Type::Choice(
            values
                .unwrap_or_default()
                .into_iter()
                .map(|value| value.value)
                .collect(),
        ),
        _ => {
            diagnostics.push(not_one_of(&source, "type", &kind, &TYPES));
            return None;
        }
    };
    let scheme = match &scheme {
        None => Scheme::Any,
        Some(scheme) => match scheme.value.as_str() {
            "light" => Scheme::Light,
            "dark" => Scheme::Dark,
            _ => {
                diagnostics.push(not_one_of(&source, "scheme", scheme, &["light", "dark"]));
                return None;
            }
        },
    };
    let default = match default {
        None => None,
        Some((_, value)) => {
            let json = value.to_json();
            if !fits(&kind, &json) {
                diagnostics.push(
                    Diagnostic::error(
                        Code::WrongType,
                        format!("the default of `{name}` does not fit its type"),
                    )
                    .at(&source, value.span),
                );
                return None;
            }
            Some(json)
        }
    };
    if let Some(property) = &property
        && !is_custom_property(&property.value)
    {
        diagnostics.push(
            Diagnostic::error(
                Code::WrongType,
                format!("`{}` is no custom property", property.value),
            )
            .at(&source, property.span.clone())
            .label("expected a name like `--accent`"),
        );
        return None;
    }
    if let (Some(property), Type::Text | Type::Asset | Type::Boolean) = (&property, &kind) {
        diagnostics.push(
            Diagnostic::error(
                Code::WrongType,
                format!("`{name}` cannot set a custom property: what a style sheet makes of it is not known"),
            )
            .at(&source, property.span.clone())
            .hint("give it the type `colour`, `font`, `number` or `choice`"),
        );
        return None;
    }
    Some(Declared {
        kind,
        default,
        property: property.map(|property| Property {
            name: property.value,
            scheme,
        }),
        on: on.map(|on| on.value),
    })
}

/// Whether a default is of its option's type. Whether an asset exists is asked when all layers are known.
fn fits(kind: &Type, value: &Json) -> bool {
    match kind {
        Type::Text | Type::Asset => value.is_string(),
        Type::Boolean => value.is_boolean(),
        Type::Number { least, most } => value
            .as_i64()
            .is_some_and(|number| (*least..=*most).contains(&number)),
        Type::Colour => value.as_str().and_then(colour::parse).is_some(),
        Type::Font => value.as_str().is_some_and(is_font_list),
        Type::Choice(values) => values
            .iter()
            .any(|one| Some(one.as_str()) == value.as_str()),
    }
}

/// Whether a text is a list of font families and nothing that could end the rule it stands in.
pub(super) fn is_font_list(text: &str) -> bool {
    let plain = |char: char| char.is_alphanumeric() || " -_,\"'".contains(char);
    let closed = |mark: char| text.matches(mark).count().is_multiple_of(2);
    !text.trim().is_empty() && text.chars().all(plain) && closed('"') && closed('\'')
}

fn is_custom_property(name: &str) -> bool {
    name.strip_prefix("--").is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .chars()
                .all(|char| char.is_ascii_alphanumeric() || char == '-' || char == '_')
    })
}

fn not_one_of(
    source: &Arc<SourceText>,
    key: &str,
    given: &Spanned<String>,
    known: &[&str],
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code::WrongType,
        format!(
            "`{key}` is `{}`, expected one of {}",
            given.value,
            listed(known)
        ),
    )
    .at(source, given.span.clone());
    match nearest(&given.value, known.iter().copied()) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

fn listed(names: &[&str]) -> String {
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    listed.join(", ")
}
