//! The browser's own storage, if it gives this page one. In a frame without an origin even asking throws.

use web_sys::Storage;

use crate::embed::shown::is_framed;

/// A unique name: one of 2^53.
pub(crate) fn random() -> String {
    format!("{:x}", (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64)
}

pub(super) fn keys() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let length = storage.length().unwrap_or(0);
    (0..length).filter_map(|i| storage.key(i).ok().flatten()).collect()
}

pub(super) fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Where storing is allowed, so is removing.
        let _ = storage.remove_item(key);
    }
}

/// Whether it was stored.
pub(super) fn keep(key: &str, text: Option<String>) -> bool {
    storage().zip(text).is_some_and(|(storage, text)| storage.set_item(key, &text).is_ok())
}

pub(super) fn item(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// The tab's own storage, on the same terms.
pub(crate) fn tab() -> Option<Storage> {
    if is_framed() {
        return None;
    }
    web_sys::window()?.session_storage().ok()?
}

/// `None` in a frame, as whoever frames the page could ask for what was stored.
pub(super) fn storage() -> Option<Storage> {
    if is_framed() {
        return None;
    }
    web_sys::window()?.local_storage().ok()?
}
