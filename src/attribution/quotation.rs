//! Which marks of a text open and close quotations: curly, straight and mixed, nested, unclosed.

use super::token::{Kind, Token};

/// A quotation on the outermost level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// The token that opens it.
    pub open: usize,
    /// The token that closes it, or the number of tokens where none does.
    pub close: usize,
    /// Whether a mark closes it.
    pub closed: bool,
    /// Whether its marks are single.
    pub single: bool,
}

/// Finds the quotations and marks the tokens inside them.
pub fn quotations(text: &str, tokens: &mut [Token]) -> Vec<Quotation> {
    let marks: Vec<Mark> = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind == Kind::Mark)
        .map(|(index, token)| Mark::of(text, index, token))
        .collect();
    let last_single_close = marks.iter().rposition(|mark| mark.single && mark.may_close);
    let mut found = Vec::new();
    let mut open: Option<Quotation> = None;
    for (at, mark) in marks.iter().enumerate() {
        match &mut open {
            None => {
                let closes_later = !mark.single || last_single_close.is_some_and(|last| last > at);
                if mark.may_open && closes_later {
                    open = Some(Quotation {
                        open: mark.index,
                        close: tokens.len(),
                        closed: false,
                        single: mark.single,
                    });
                }
            }
            Some(quotation) if quotation.single != mark.single => {}
            Some(quotation) => {
                let possessor = mark.single
                    && mark.after_s
                    && marks
                        .get(at + 1..)
                        .unwrap_or_default()
                        .iter()
                        .find(|next| next.single)
                        .is_some_and(|next| next.may_close && !next.may_open);
                if mark.may_close && !possessor {
                    quotation.close = mark.index;
                    quotation.closed = true;
                    found.extend(open.take());
                } else if mark.may_open && !mark.single {
                    // The one before was never closed.
                    quotation.close = mark.index;
                    found.extend(open.take());
                    open = Some(Quotation {
                        open: mark.index,
                        close: tokens.len(),
                        closed: false,
                        single: false,
                    });
                }
            }
        }
    }
    found.extend(open.filter(|quotation| !quotation.single));
    for quotation in &found {
        let last = (quotation.close + usize::from(quotation.closed)).min(tokens.len());
        for token in tokens.get_mut(quotation.open..last).unwrap_or_default() {
            token.quoted = true;
        }
        if let Some(token) = tokens.get_mut(quotation.open) {
            token.kind = Kind::Open;
        }
        if quotation.closed
            && let Some(token) = tokens.get_mut(quotation.close)
        {
            token.kind = Kind::Close;
        }
    }
    found
}

/// A mark and what its neighbours let it be.
struct Mark {
    index: usize,
    single: bool,
    may_open: bool,
    may_close: bool,
    after_s: bool,
}

impl Mark {
    fn of(text: &str, index: usize, token: &Token) -> Self {
        let mark = text
            .get(token.start..token.end)
            .and_then(|mark| mark.chars().next())
            .unwrap_or('"');
        let before = text
            .get(..token.start)
            .and_then(|text| text.chars().next_back());
        let after = text.get(token.end..).and_then(|text| text.chars().next());
        let edge = |character: Option<char>| character.is_none_or(char::is_whitespace);
        let opens_left = edge(before)
            || before.is_some_and(|before| {
                matches!(
                    before,
                    '(' | '[' | '-' | '–' | '—' | '"' | '“' | '‘' | '\'' | '«' | '/' | ':' | ','
                )
            });
        let opens_right = after
            .is_some_and(|after| !after.is_whitespace() && !matches!(after, ',' | ';' | ')' | ':'));
        let closes_left = !edge(before);
        let closes_right = after.is_none_or(|after| !after.is_alphanumeric());
        let straight_open = opens_left && opens_right;
        let (may_open, may_close) = match mark {
            '“' => (
                opens_right && opens_left,
                closes_left && closes_right && !opens_left,
            ),
            '„' | '‟' | '‚' => (true, false),
            '‘' => (
                opens_right && opens_left,
                closes_left && closes_right && !opens_left,
            ),
            '«' | '‹' | '»' | '›' => guillemet(mark, before, after),
            '”' => (
                edge(before) && opens_right,
                closes_left && closes_right || edge(after),
            ),
            '’' | '\'' | '`' => (
                straight_open
                    && after.is_some_and(|after| {
                        after.is_alphanumeric() || matches!(after, '"' | '“' | '[' | '…' | '.')
                    }),
                closes_left && closes_right,
            ),
            // An opening shape wins only where the closing one is impossible.
            _ => (
                straight_open,
                (closes_left || edge(after))
                    && (closes_right || !opens_left)
                    && !(straight_open && edge(before)),
            ),
        };
        Self {
            index,
            single: matches!(mark, '‘' | '’' | '\'' | '`' | '‚' | '‹' | '›'),
            may_open,
            may_close,
            after_s: before == Some('s'),
        }
    }
}

/// `« a »`, `«a»` and `»a«`: a mark that points inwards opens where nothing says otherwise.
fn guillemet(mark: char, before: Option<char>, after: Option<char>) -> (bool, bool) {
    let blank = |character: Option<char>| character.is_none_or(char::is_whitespace);
    let word = after.is_some_and(char::is_alphanumeric);
    if matches!(mark, '»' | '›') {
        let opens = blank(before) && word;
        (opens, !opens)
    } else {
        let closes = !blank(before) && !word;
        (!closes, closes)
    }
}
