//! Asks the browser's `Intl.NumberFormat` how it writes a few numbers.
//!
//! It is called by reflection: an unknown tag or currency throws, which the typed binding would not survive.

use funnel_text::intl::{FIRST_POWER, POWERS, Written};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Options of a format, by name.
type Options<'a> = &'a [(&'a str, JsValue)];

/// One way of formatting numbers.
struct Format {
    object: JsValue,
    method: Function,
}

impl Format {
    /// Whatever the locale's own digits, the page writes 0 to 9.
    fn new(tag: &str, options: Options<'_>) -> Option<Self> {
        let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
        let class: Function = get(&get(&js_sys::global(), "Intl")?, "NumberFormat")?.dyn_into().ok()?;
        let chosen = Object::new();
        for (name, value) in options.iter().chain(&[("numberingSystem", "latn".into())]) {
            Reflect::set(&chosen, &(*name).into(), value).ok()?;
        }
        let object = Reflect::construct(&class, &Array::of2(&tag.into(), &chosen)).ok()?;
        let method = get(&object, "format")?.dyn_into().ok()?;
        Some(Self { object, method })
    }

    fn write(&self, value: f64) -> Option<String> {
        self.method.call1(&self.object, &value.into()).ok()?.as_string()
    }
}

/// Whether the browser has the locale. Otherwise it would silently use its own.
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

/// What the browser writes for a locale and currency; `None` if the tag is invalid.
pub(super) fn written(tag: &str, currency: &str) -> Option<Written> {
    let plain = Format::new(tag, &[])?;
    let percent = Format::new(tag, &[("style", "percent".into())])?;
    let powers = |display: &str, times: f64| -> Option<Vec<String>> {
        let options = [("notation", "compact".into()), ("compactDisplay", display.into())];
        let format = Format::new(tag, &options)?;
        (FIRST_POWER..FIRST_POWER + POWERS).map(|power| format.write(times * 10_f64.powi(power))).collect()
    };
    let money = |tag: &str, display: &str, decimals: u32| {
        let options: [(&str, JsValue); 5] = [
            ("style", "currency".into()),
            ("currency", currency.into()),
            ("currencyDisplay", display.into()),
            ("minimumFractionDigits", decimals.into()),
            ("maximumFractionDigits", decimals.into()),
        ];
        Format::new(tag, &options)
    };
    let narrow = money(tag, "narrowSymbol", 0);
    let mut names = Vec::new();
    for (tag, display) in [(tag, "symbol"), (tag, "name"), ("en", "symbol"), ("en", "name")] {
        if let Some(format) = money(tag, display, 0) {
            names.extend([1.0, 2.0, 5.0].into_iter().filter_map(|x| format.write(x)));
        }
    }
    Some(Written {
        tag: tag.to_owned(),
        number: plain.write(1_234_567.5)?,
        percent: percent.write(0.01)?,
        short: powers("short", 1.0).unwrap_or_default(),
        long: powers("long", 1.0).unwrap_or_default(),
        plurals: powers("long", 2.0).unwrap_or_default(),
        money: narrow.and_then(|format| format.write(1.0)).unwrap_or_default(),
        exact_money: money(tag, "code", 1).and_then(|format| format.write(1_234_567.5)).unwrap_or_default(),
        names,
    })
}
