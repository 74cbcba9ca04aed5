//! Embedded posts: what the capture has of them, page furniture around it left out.

use super::block::Block;
use super::body::Body;
use super::profile::{EmbedRules, any};
use super::reading::LineClass;

/// The most lines with text that an embedded post takes.
const MOST_LINES: usize = 60;

/// An embedded post: up to the line that closes it, else as long as lines are its furniture.
pub fn read(body: &mut Body<'_>, rules: &EmbedRules) {
    let opening = body.text(0).unwrap_or_default();
    let said = |name: &str, text: &str| {
        let mut patterns = rules.from.iter().chain(&rules.to);
        patterns.find_map(|pattern| pattern.group(name, text))
    };
    let provider = said("provider", opening)
        .or_else(|| rules.provider.clone())
        .unwrap_or_else(|| "Unknown".into());
    let author = said("author", opening).map(|author| body.cleaned(&author));
    let mut date = said("date", opening);
    // A post may stand on its one line, its text with it.
    let mut known: Vec<String> = said("text", opening)
        .map(|text| body.cleaned(&text))
        .into_iter()
        .collect();
    body.take(LineClass::Embed);
    // Where another one opens first, this one was never closed.
    let close = (0..MOST_LINES)
        .map_while(|ahead| Some((ahead, body.text(ahead)?)))
        .find(|(_, text)| any(&rules.to, text) || (author.is_some() && any(&rules.from, text)))
        .filter(|(_, text)| any(&rules.to, text))
        .map(|(ahead, _)| ahead);
    let mut inside = 0;
    while let Some(text) = body.text(0) {
        let furniture = any(&rules.inside, text) || any(&rules.from, text);
        if close == Some(inside) {
            date = date.or_else(|| said("date", text));
            body.take(LineClass::Embed);
            break;
        }
        if !furniture && close.is_none() {
            break;
        }
        if !furniture {
            known.push(body.cleaned(text));
        }
        body.take(LineClass::Embed);
        inside += 1;
    }
    body.at_top = false;
    body.blocks.push(Block::Embed {
        provider: provider_name(&provider),
        author,
        date,
        lines: known,
    });
}

/// `twitter` in a sentence is Twitter.
fn provider_name(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
