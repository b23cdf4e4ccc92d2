//! Headers in the form that Netlify and Cloudflare Pages read, from a file beside the page.

use crate::serve::{self, media};
use std::fmt::Write;

/// Rules for these files. Each header is set by one rule only, because these hosts join values that occur twice.
pub(super) fn text<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let mut text = String::from("/*\n");
    for (name, value) in serve::HEADERS {
        writeln!(text, "  {name}: {value}").ok();
    }
    // The names of the page, of its service worker and of what others link to never change.
    for name in std::iter::once("").chain(names.map(String::as_str)) {
        writeln!(text, "/{name}\n  Cache-Control: {}", serve::caching(name)).ok();
        if name.ends_with(".wasm")
            && let Some(media) = media::of(name)
        {
            writeln!(text, "  Content-Type: {}", media.mime).ok();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_changes_is_kept_and_the_rest_asked_for() {
        let names = ["index.html", "sw.js", "funnel_bg-0123456789ab.wasm"].map(str::to_owned);
        let text = text(names.iter());
        assert!(text.starts_with("/*\n  Content-Security-Policy: default-src 'none'"));
        assert!(text.contains("\n/\n  Cache-Control: no-cache\n/index.html\n  Cache-Control: no-cache\n/sw.js\n  Cache-Control: no-cache\n"));
        assert!(text.ends_with(
            "/funnel_bg-0123456789ab.wasm\n  Cache-Control: public, max-age=31536000, immutable\n  Content-Type: application/wasm\n"
        ));
        assert!(!text.contains("X-Frame-Options"), "anyone may frame the page");
    }
}
