//! The browser's `Intl.NumberFormat`, asked for the parts of a number.
//!
//! By reflection, as a tag or currency that it does not know throws, and the typed binding would not survive that.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A part's kind and text.
pub(super) type Part = (String, String);

/// The parts of `value` as the locale writes it.
pub(super) fn parts(tag: &str, options: &[(&str, &str)], value: f64) -> Option<Vec<Part>> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let class: Function = get(&get(&js_sys::global(), "Intl")?, "NumberFormat")?.dyn_into().ok()?;
    let chosen = Object::new();
    // Whatever the locale's digits are, the page writes 0 to 9.
    for (name, value) in options.iter().chain(&[("numberingSystem", "latn")]) {
        Reflect::set(&chosen, &(*name).into(), &(*value).into()).ok()?;
    }
    let format = Reflect::construct(&class, &Array::of2(&tag.into(), &chosen)).ok()?;
    let method: Function = get(&format, "formatToParts")?.dyn_into().ok()?;
    let parts: Array = method.call1(&format, &value.into()).ok()?.dyn_into().ok()?;
    let text = |of: &JsValue, name: &str| get(of, name)?.as_string();
    parts.iter().map(|part| Some((text(&part, "type")?, text(&part, "value")?))).collect()
}

/// Whether the browser has the locale. Where it has not, it would write as in its own without a word.
pub(super) fn knows(tag: &str) -> bool {
    let ask = || {
        let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
        let class = get(&get(&js_sys::global(), "Intl")?, "NumberFormat")?;
        let method: Function = get(&class, "supportedLocalesOf")?.dyn_into().ok()?;
        let known: Array = method.call1(&class, &tag.into()).ok()?.dyn_into().ok()?;
        Some(known.length() > 0)
    };
    ask().unwrap_or(false)
}

/// The text of the first part of a kind.
pub(super) fn find(parts: &[Part], kind: &str) -> Option<String> {
    parts.iter().find(|(found, _)| found == kind).map(|(_, text)| text.clone())
}

/// What stands before and after the digits.
pub(super) fn around_number(parts: &[Part]) -> [String; 2] {
    let is_digits = |(kind, _): &Part| ["integer", "group", "decimal", "fraction"].contains(&kind.as_str());
    let join = |parts: &[Part]| parts.iter().map(|(_, text)| text.as_str()).collect();
    match (parts.iter().position(is_digits), parts.iter().rposition(is_digits)) {
        (Some(first), Some(last)) => [join(&parts[..first]), join(&parts[last + 1..])],
        _ => [String::new(), String::new()],
    }
}

/// What is written for a power of ten after its 1, such as `M`. Nothing where the locale counts in other powers, or
/// writes before the number.
pub(super) fn scale(parts: &[Part]) -> Option<String> {
    let one = find(parts, "integer").as_deref() == Some("1") && find(parts, "group").is_none();
    let [before, after] = around_number(parts);
    (one && before.is_empty() && !after.is_empty()).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[(&str, &str)]) -> Vec<Part> {
        parts.iter().map(|(kind, text)| ((*kind).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn scales_are_taken_only_where_they_mean_thousands() {
        let german = of(&[("integer", "1"), ("literal", "\u{a0}"), ("compact", "Mio.")]);
        assert_eq!(scale(&german).as_deref(), Some("\u{a0}Mio."));
        // A million in Japanese is a hundred times ten thousand.
        assert_eq!(scale(&of(&[("integer", "100"), ("compact", "万")])), None);
        assert_eq!(scale(&of(&[("integer", "1"), ("group", "."), ("integer", "000")])), None);
    }

    #[test]
    fn signs_are_what_is_around_the_digits() {
        let dollars = of(&[("currency", "$"), ("integer", "1"), ("decimal", "."), ("fraction", "00")]);
        assert_eq!(around_number(&dollars), ["$", ""]);
        let euros =
            of(&[("integer", "1"), ("decimal", ","), ("fraction", "00"), ("literal", "\u{a0}"), ("currency", "€")]);
        assert_eq!(around_number(&euros), ["", "\u{a0}€"]);
        assert_eq!(around_number(&[]), ["", ""]);
    }
}
