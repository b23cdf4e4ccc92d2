//! The answer to one request.

use super::media;
use crate::paths;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{ACCEPT_ENCODING, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Nothing but the page's own files and the Blobs it makes; no request can leave it. Wasm needs `'wasm-unsafe-eval'`,
/// and workers on a page opened as a file are Blobs. Anyone may frame the page.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob:; \
    worker-src 'self' blob:; connect-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
    frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/// A deck's own policy: reveal.js writes styles into it, and its speaker view is a window with a script within its
/// markup, which is under the policy of the deck that opens it. The simulator in the deck's frames stays under
/// [`POLICY`].
const DECKS_POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// What every answer carries.
pub(crate) const HEADERS: [(&str, &str); 5] = [
    ("Content-Security-Policy", POLICY),
    // A sandboxed frame has no origin, so there even the page's own module comes from another origin. All of it is
    // public.
    ("Access-Control-Allow-Origin", "*"),
    // Pages that require this of everything they embed may frame it too.
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
];

/// How long a file may be kept. A hash in its name means that the content under that name never changes.
pub(crate) fn caching(name: &str) -> &'static str {
    if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

type Answer = Response<Full<Bytes>>;

/// Answers `request` from the files of `dist`.
pub(super) fn to<B>(request: &Request<B>, dist: &Path) -> Answer {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
    }
    let codings = request.headers().get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let takes_brotli = codings.flat_map(|value| value.split(',')).any(|coding| coding.trim() == "br");
    let url = request.uri().to_string();
    file(&url, takes_brotli, dist).unwrap_or_else(|| plain(StatusCode::NOT_FOUND, "no such file\n"))
}

fn file(url: &str, takes_brotli: bool, dist: &Path) -> Option<Answer> {
    let name = name_in_dist(url)?;
    let path = place(&name, dist);
    let twin = path.with_added_extension("br");
    let compressed = if takes_brotli { fs::read(twin).ok() } else { None };
    let coding = compressed.is_some();
    let bytes = compressed.or_else(|| fs::read(&path).ok())?;
    let name = name.to_string_lossy();
    let mime = media::of(&name).map_or("application/octet-stream", |media| media.mime);
    let mut answer = with(plain_bytes(StatusCode::OK, bytes), "Content-Type", mime);
    answer = with(answer, "Cache-Control", caching(&name));
    answer = with(answer, "Vary", "Accept-Encoding");
    if name.starts_with(EXAMPLE_DECK) {
        answer = with(answer, "Content-Security-Policy", DECKS_POLICY);
    }
    if coding {
        answer = with(answer, "Content-Encoding", "br");
    }
    Some(answer)
}

/// Folders of the repository that are served beside the page: examples that need a host, and what they are made with.
const BESIDE: [&str; 2] = [EXAMPLE_DECK, "node_modules/reveal.js/dist"];
const EXAMPLE_DECK: &str = "examples/reveal";

/// Where a file of the page is, or one of [`BESIDE`].
fn place(name: &Path, dist: &Path) -> PathBuf {
    let is_beside = BESIDE.iter().any(|folder| name.starts_with(folder));
    if is_beside { paths::root().join(name) } else { dist.join(name) }
}

/// The file that a URL's path asks for, or `None` if it points outside the folder.
fn name_in_dist(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| if index.is_empty() { PathBuf::from(path) } else { Path::new(path).join(index) })
}

/// Whether `name` ends in a dash, twelve hexadecimal digits and an extension.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map(|(_, hash)| hash);
    hash.is_some_and(|hash| hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn plain(status: StatusCode, text: &str) -> Answer {
    let answer = plain_bytes(status, text.as_bytes().to_vec());
    with(answer, "Content-Type", "text/plain; charset=utf-8")
}

fn plain_bytes(status: StatusCode, bytes: Vec<u8>) -> Answer {
    let mut answer = Response::new(Full::from(bytes));
    *answer.status_mut() = status;
    HEADERS.iter().fold(answer, |answer, (name, value)| with(answer, name, value))
}

fn with(mut answer: Answer, name: &'static str, value: &str) -> Answer {
    // Refused only if it is not ASCII; ours are constants.
    if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
        answer.headers_mut().insert(name, value);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::body::Body;

    fn header<'a>(answer: &'a Answer, name: &'static str) -> Option<&'a str> {
        answer.headers().get(name).and_then(|value| value.to_str().ok())
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        assert_eq!(name_in_dist("/?s=1"), Some("index.html".into()));
        assert_eq!(name_in_dist("/static/a.png#x"), Some("static/a.png".into()));
        assert_eq!(name_in_dist("/examples/reveal/"), Some("examples/reveal/index.html".into()));
        for url in ["/../Cargo.toml", "//etc/passwd", "/static/../../x", "*", ""] {
            assert_eq!(name_in_dist(url), None, "{url}");
        }
    }

    #[test]
    fn examples_are_served_beside_the_page_and_nothing_else_is() {
        let dist = Path::new("dist-of-a-test");
        assert_eq!(place(Path::new("examples/reveal/deck.js"), dist), paths::root().join("examples/reveal/deck.js"));
        let deck = file("/examples/reveal/", false, dist).unwrap();
        assert_eq!(header(&deck, "Content-Security-Policy"), Some(DECKS_POLICY));
        for name in ["index.html", "examples/README.md", "node_modules/axe-core/axe.js", "Cargo.toml"] {
            assert_eq!(place(Path::new(name), dist), dist.join(name));
        }
    }

    #[test]
    fn only_hashed_names_are_cached_for_ever() {
        assert!(is_hashed("static/boot-0123456789ab.js"));
        assert!(is_hashed("funnel_bg-0123456789ab.wasm"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("static/icon-512x512.png"));
    }

    #[test]
    fn files_carry_type_policy_and_coding() {
        let dist = std::env::temp_dir().join(format!("xtask-answer-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("a.wasm"), "raw").unwrap();
        fs::write(dist.join("a.wasm.br"), "twin").unwrap();
        let packed = file("/a.wasm", true, &dist).unwrap();
        let raw = file("/a.wasm", false, &dist).unwrap();
        let missing = file("/b.wasm", true, &dist);
        fs::remove_dir_all(&dist).unwrap();
        assert!(missing.is_none());
        assert_eq!((packed.body().size_hint().exact(), raw.body().size_hint().exact()), (Some(4), Some(3)));
        assert_eq!(header(&packed, "Content-Encoding"), Some("br"));
        assert_eq!(header(&raw, "Content-Encoding"), None);
        for answer in [packed, raw] {
            assert_eq!(header(&answer, "Content-Type"), Some("application/wasm"));
            assert_eq!(header(&answer, "Content-Security-Policy"), Some(POLICY));
        }
    }

    #[test]
    fn the_policy_allows_no_inline_code_and_no_other_origin() {
        for unsafe_source in ["'unsafe-inline'", "'unsafe-eval'", "http:", "https:"] {
            assert!(!POLICY.contains(unsafe_source), "{unsafe_source}");
        }
    }
}
