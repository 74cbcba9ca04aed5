//! `[pictures]` and `cards` of `site.toml`: smaller copies of pictures, and pictures that are drawn.

use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::source_text::Spanned;
use crate::base::table::{Kind, Table};

const NARROWEST: i64 = 16;
/// How wide a copy may be at most: WebP has no larger ones.
const WIDEST: i64 = 16_383;
/// The sizes where the site names none: a phone, a phone with a fine screen, a page with a fine screen.
const WIDTHS: [u32; 3] = [480, 960, 1440];
/// Where fewer bytes begin to be seen in photographs.
const QUALITY: u8 = 78;

/// The smaller copies that a site wants of its pictures.
#[derive(Debug, Clone)]
pub struct Pictures {
    /// How wide they are, in pixels, from the narrowest on; there is one at least.
    pub widths: Vec<u32>,
    /// How much of the picture is kept: 1 to 100, as WebP has it.
    pub quality: u8,
    /// Pictures of which none are made, by their path below `content/`.
    pub except: Vec<Spanned<String>>,
}

/// Reads the table. `None` where it is absent, and, with a warning, where this program cannot make copies.
pub fn read(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Pictures> {
    let mut table = table.take_table("pictures", diagnostics)?;
    let span = table.span.clone();
    let source = table.source().clone();
    let widths = read_widths(&mut table, diagnostics).unwrap_or_else(|| WIDTHS.into());
    let quality = table.take_integer("quality", 1..=100, diagnostics);
    let except = table.take_texts("except", diagnostics).unwrap_or_default();
    table.finish(diagnostics);
    if cfg!(not(feature = "pictures")) {
        diagnostics.push(
            Diagnostic::warning(
                Code::MissingFeature,
                "this livesite was built without `pictures`: pages show each picture in one size",
            )
            .at(&source, span)
            .hint("build it with `cargo install --path . --features pictures`, which needs a C compiler, or take `[pictures]` out"),
        );
        return None;
    }
    Some(Pictures {
        widths,
        quality: quality
            .and_then(|quality| u8::try_from(quality.value).ok())
            .unwrap_or(QUALITY),
        except,
    })
}

/// Reads `cards`. `false` where it is absent, and, with a warning, where this program cannot draw them.
pub fn read_cards(table: &mut Table, diagnostics: &mut Diagnostics) -> bool {
    let Some((span, value)) = table.take("cards") else {
        return false;
    };
    let Kind::Boolean(on) = value.kind else {
        table.wrong_type("cards", "`true` or `false`", &value, diagnostics);
        return false;
    };
    if on && cfg!(not(feature = "cards")) {
        diagnostics.push(
            Diagnostic::warning(
                Code::MissingFeature,
                "this livesite was built without `cards`: coverages have none",
            )
            .at(table.source(), span)
            .hint("build it with `cargo install --path . --features cards`, or take the line out"),
        );
        return false;
    }
    on
}

fn read_widths(table: &mut Table, diagnostics: &mut Diagnostics) -> Option<Vec<u32>> {
    let values = table.take_array("widths")?;
    let mut widths = Vec::new();
    for value in values {
        match value.kind {
            Kind::Integer(width) if (NARROWEST..=WIDEST).contains(&width) => {
                widths.extend(u32::try_from(width).ok());
            }
            Kind::Integer(width) => diagnostics.push(
                Diagnostic::error(
                    Code::WrongType,
                    format!("`widths` holds {width}, outside {NARROWEST} to {WIDEST}"),
                )
                .at(table.source(), value.span)
                .label("expected how wide a copy is, in pixels"),
            ),
            _ => table.wrong_type(
                "widths",
                "pixels, as `[480, 960, 1440]`",
                &value,
                diagnostics,
            ),
        }
    }
    widths.sort_unstable();
    widths.dedup();
    (!widths.is_empty()).then_some(widths)
}
