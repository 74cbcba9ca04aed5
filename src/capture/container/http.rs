//! An HTTP answer as an archive keeps it: status, headers, body.

use super::transfer;

/// Headers, names in lower case.
#[derive(Debug, Clone, Default)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads `Name: value` lines; a line that begins with a blank goes on with the one above.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
            }
        }
        Self(headers)
    }

    /// The value of a header; empty where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// A parameter of a header: the charset of a content type, the boundary of a multipart.
    #[must_use]
    pub fn parameter(&self, name: &str, parameter: &str) -> Option<String> {
        self.get(name).split(';').skip(1).find_map(|part| {
            let (key, value) = part.split_once('=')?;
            key.trim()
                .eq_ignore_ascii_case(parameter)
                .then(|| value.trim().trim_matches('"').to_string())
        })
    }

    /// The content type without parameters, lower case.
    #[must_use]
    pub fn media_type(&self) -> String {
        let kind = self
            .get("content-type")
            .split(';')
            .next()
            .unwrap_or_default();
        kind.trim().to_ascii_lowercase()
    }
}

/// Where the head of a message ends and its body begins; the whole is a head where no blank line is.
#[must_use]
pub fn split(message: &[u8]) -> (&[u8], &[u8]) {
    let crlf = message
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map(|at| (at, at + 4));
    let lf = message
        .windows(2)
        .position(|two| two == b"\n\n")
        .map(|at| (at, at + 2));
    let end = match (crlf, lf) {
        (Some(crlf), Some(lf)) => Some(if crlf.0 < lf.0 { crlf } else { lf }),
        (found, other) => found.or(other),
    };
    match end {
        Some((head, body)) => (
            message.get(..head).unwrap_or_default(),
            message.get(body..).unwrap_or_default(),
        ),
        None => (message, &[]),
    }
}

/// An answer that was given.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status: 200.
    pub status: u16,
    /// Its headers.
    pub headers: Headers,
}

impl Answer {
    /// Reads the head of an answer; `None` where it is none.
    #[must_use]
    pub fn parse(head: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(head);
        let (first, rest) = text.split_once('\n')?;
        let mut words = first.split_ascii_whitespace();
        words.next().filter(|word| word.starts_with("HTTP/"))?;
        Some(Self {
            status: words.next()?.parse().ok()?,
            headers: Headers::parse(rest),
        })
    }

    /// The body without chunks and content encoding; `None` for an encoding that is not read.
    #[must_use]
    pub fn body(&self, raw: &[u8], limit: usize) -> Option<Vec<u8>> {
        let whole = if self
            .headers
            .get("transfer-encoding")
            .to_ascii_lowercase()
            .contains("chunked")
        {
            transfer::chunked(raw)
        } else {
            raw.to_vec()
        };
        transfer::decoded(whole, self.headers.get("content-encoding"), limit)
    }
}
