//! A person's portrait in `speakers.toml`: a picture below `content/`, and whose it is.

use super::text_values::{take_name, take_words};
use crate::base::diagnostic::Diagnostics;
use crate::base::source_text::Spanned;
use crate::base::table::{Kind, Table};

/// The picture that shows a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// The file below `content/`: `media/ada-quill.jpg`.
    pub file: Spanned<String>,
    /// Whose picture it is.
    pub credit: Option<String>,
}

/// Takes `portrait`: a path below `content/`, or a table with `file` and `credit`.
pub fn take_portrait(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Portrait> {
    let (_, value) = table.take("portrait")?;
    let span = value.span.clone();
    match value.kind {
        Kind::Text(file) => Some(Portrait {
            file: Spanned::new(file, span),
            credit: None,
        }),
        Kind::Table(values) => {
            let mut portrait = Table::from_value(table.source(), "`portrait`", span, values);
            let file = take_name(&mut portrait, "file", "`portrait`", diagnostics);
            let credit = take_words(&mut portrait, "credit", diagnostics);
            portrait.finish(diagnostics);
            Some(Portrait {
                file: file?,
                credit,
            })
        }
        _ => {
            table.wrong_type(
                "portrait",
                "a file below content/, or a table with `file` and `credit`",
                &value,
                diagnostics,
            );
            None
        }
    }
}
