//! `[card]` in `theme.toml`: how the cards of coverages look.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::options::colour;
use super::{Layer, Theme};
use crate::base::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::base::table::Table;
use crate::render::cards::{Colours, Fonts};

/// The colours that a theme may say.
const COLOURS: [&str; 4] = ["paper", "ink", "soft", "accent"];

/// What a theme says of cards.
#[derive(Debug, Clone, Default)]
pub(super) struct CardStyle {
    /// Paths below `assets/`: the title's font first, that of everything else last.
    fonts: Option<Vec<String>>,
    /// Colours, or names of options that hold one.
    colours: BTreeMap<&'static str, String>,
}

impl CardStyle {
    /// Laid over another one.
    pub fn over(mut self, below: Self) -> Self {
        self.fonts = self.fonts.or(below.fonts);
        for (name, colour) in below.colours {
            self.colours.entry(name).or_insert(colour);
        }
        self
    }
}

/// Reads the table.
pub(super) fn read(table: Option<Table>, diagnostics: &mut Diagnostics) -> CardStyle {
    let Some(mut table) = table else {
        return CardStyle::default();
    };
    let source = Arc::clone(table.source());
    let fonts = table.take_texts("fonts", diagnostics);
    let mut style = CardStyle {
        fonts: fonts.map(|fonts| fonts.into_iter().map(|font| font.value).collect()),
        ..CardStyle::default()
    };
    for name in COLOURS {
        let Some(said) = table.take_text(name, diagnostics) else {
            continue;
        };
        if said.value.starts_with('#') && colour::parse(&said.value).is_none() {
            diagnostics.push(
                Diagnostic::error(
                    Code::WrongType,
                    format!("`{name}` is `{}`, which is no colour", said.value),
                )
                .at(&source, said.span)
                .label("expected `#rgb`, `#rrggbb` or the name of an option"),
            );
            continue;
        }
        style.colours.insert(name, said.value);
    }
    table.finish(diagnostics);
    style
}

impl Theme {
    /// The colours and fonts of cards.
    #[must_use]
    pub fn card(&self) -> (Colours, &Fonts) {
        let style = self.card_style();
        let colour = |name: &str, otherwise: &str| {
            let said = style.colours.get(name).cloned().unwrap_or_default();
            let option = self.options.get(&said).and_then(|value| value.as_str());
            let colour = option.unwrap_or(&said);
            let is_colour = colour::parse(colour).is_some();
            (if is_colour { colour } else { otherwise }).to_string()
        };
        let colours = Colours {
            paper: colour("paper", "#ffffff"),
            ink: colour("ink", "#000000"),
            soft: colour("soft", "#555555"),
            accent: colour("accent", "#000000"),
        };
        (colours, &self.card_fonts().0)
    }

    /// Says which fonts of cards cannot be read.
    pub fn check_card(&self, diagnostics: &mut Diagnostics) {
        for name in &self.card_fonts().1 {
            diagnostics.push(
                Diagnostic::warning(
                    Code::MissingTheme,
                    format!("cards are drawn without the font `{name}`: the theme has no such file, or it cannot be read"),
                )
                .in_file(format!("themes/{}/theme.toml", self.name))
                .hint("`fonts` under `[card]` names files of assets/ in WOFF2, TrueType or OpenType"),
            );
        }
    }

    fn card_fonts(&self) -> &(Fonts, Vec<String>) {
        self.card_fonts.get_or_init(|| {
            let names = self.card_style().fonts.unwrap_or_default();
            let found: Vec<_> = names
                .iter()
                .map(|name| {
                    let path = format!("assets/{name}");
                    let file = self.layers.iter().find_map(|layer| layer.files.get(&path));
                    (name.as_str(), file.map_or(&[][..], |file| &file.bytes))
                })
                .collect();
            Fonts::read(found.into_iter())
        })
    }

    /// What all layers say, the topmost first.
    fn card_style(&self) -> CardStyle {
        let layers = self.layers.iter();
        let said = layers.map(|layer: &Layer| layer.card.clone());
        said.reduce(CardStyle::over).unwrap_or_default()
    }
}
