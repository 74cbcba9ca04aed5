//! Addresses of a page made whole, as the page itself would resolve them.

/// The address that others are relative to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base(Option<String>);

impl Base {
    /// The base of a page at this address.
    #[must_use]
    pub fn at(address: Option<&str>) -> Self {
        Self(
            address
                .filter(|address| is_web(address))
                .map(str::to_string),
        )
    }

    /// The whole address; `None` where it leads nowhere outside of the page (`javascript:`, no known base).
    #[must_use]
    pub fn resolve(&self, address: &str) -> Option<String> {
        let address: String = address
            .trim()
            .chars()
            .filter(|character| !character.is_control())
            .collect();
        if is_web(&address) || has_scheme(&address, "mailto") || has_scheme(&address, "tel") {
            return Some(address);
        }
        if address.starts_with("//") {
            return Some(format!("https:{address}"));
        }
        let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
        if address.is_empty() || before_path.contains(':') {
            return None;
        }
        let base = self.0.as_deref()?;
        let whole = base.split('#').next().unwrap_or_default();
        if address.starts_with('#') {
            return Some(format!("{whole}{address}"));
        }
        let page = whole.split('?').next().unwrap_or_default();
        if address.starts_with('?') {
            return Some(format!("{page}{address}"));
        }
        let host_from = page.find("://")? + 3;
        let path_from = page
            .get(host_from..)?
            .find('/')
            .map_or(page.len(), |at| at + host_from);
        let (host, path) = page.split_at(path_from);
        if address.starts_with('/') {
            return Some(format!("{host}{address}"));
        }
        let mut folders: Vec<&str> = path.split('/').skip(1).collect();
        folders.pop();
        let cut = address.find(['?', '#']).unwrap_or(address.len());
        let (steps, rest) = address.split_at(cut);
        for step in steps.split('/') {
            match step {
                "." => {}
                ".." => {
                    folders.pop();
                }
                step => folders.push(step),
            }
        }
        Some(format!("{host}/{}{rest}", folders.join("/")))
    }
}

/// Whether an address is one of the web.
#[must_use]
pub fn is_web(address: &str) -> bool {
    has_scheme(address, "http") || has_scheme(address, "https")
}

fn has_scheme(address: &str, scheme: &str) -> bool {
    address
        .get(..scheme.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        && address[scheme.len()..].starts_with(':')
}

/// The host of an address, lower case, without `www.`.
#[must_use]
pub fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_string())
}

/// An address without query and fragment, for comparing: two saves of one page differ in those.
#[must_use]
pub fn bare(address: &str) -> &str {
    let cut = address.find(['?', '#']).unwrap_or(address.len());
    address.get(..cut).unwrap_or_default().trim_end_matches('/')
}

/// What follows `#`.
#[must_use]
pub fn fragment(address: &str) -> Option<&str> {
    address
        .split_once('#')
        .map(|(_, fragment)| fragment.trim())
        .filter(|fragment| !fragment.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_resolved_as_a_browser_does() {
        let base = Base::at(Some("https://news.example/live/2031/storm?page=2#x"));
        for (address, whole) in [
            ("https://other.example/a", Some("https://other.example/a")),
            ("//cdn.example/p.jpg", Some("https://cdn.example/p.jpg")),
            ("/about", Some("https://news.example/about")),
            (
                "p.jpg?w=2",
                Some("https://news.example/live/2031/p.jpg?w=2"),
            ),
            ("../a/./b", Some("https://news.example/live/a/b")),
            (
                "#post-7",
                Some("https://news.example/live/2031/storm?page=2#post-7"),
            ),
            ("mailto:desk@news.example", Some("mailto:desk@news.example")),
            ("javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("data:image/png;base64,AA", None),
            ("", None),
        ] {
            assert_eq!(base.resolve(address).as_deref(), whole, "{address}");
        }
        assert_eq!(Base::default().resolve("a.html"), None);
        assert_eq!(
            host("https://www.News.example:80/a").as_deref(),
            Some("news.example")
        );
    }
}
