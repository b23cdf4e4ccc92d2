//! Media types by file extension.

/// What a file's extension says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Media {
    /// For the Content-Type header.
    pub(crate) mime: &'static str,
    /// Whether compression is worth it.
    pub(crate) shrinks: bool,
}

/// The media type of the file called `name`, if its extension is known.
pub(crate) fn of(name: &str) -> Option<Media> {
    let (_, ending) = name.rsplit_once('.')?;
    let (mime, shrinks) = match ending {
        "html" => ("text/html; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "wasm" => ("application/wasm", true),
        "json" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "svg" => ("image/svg+xml", true),
        "txt" => ("text/plain; charset=utf-8", true),
        "xml" => ("application/xml", true),
        "csv" => ("text/csv; charset=utf-8", true),
        "ico" => ("image/x-icon", true),
        "png" => ("image/png", false),
        "webp" => ("image/webp", false),
        "woff2" => ("font/woff2", false),
        _ => return None,
    };
    Some(Media { mime, shrinks })
}

#[cfg(test)]
mod tests {
    use super::of;

    /// Browsers compile a module while it is streaming in only under this exact type, without parameters.
    #[test]
    fn wasm_streams() {
        assert_eq!(of("funnel_bg-1.wasm").map(|media| media.mime), Some("application/wasm"));
    }

    #[test]
    fn unknown_endings_have_no_type() {
        assert_eq!(of("LICENSE"), None);
        assert_eq!(of("funnel.js.br"), None);
    }
}
