//! How numbers are written in the reader's language and the scenario's currency.
//!
//! The browser knows every locale, so using its `Intl` costs nothing: it is asked once for its conventions, and the
//! page's single number formatter uses them. Natively, and where the browser does not know a tag, US English is used.

mod intl;
mod tag;

use funnel_charts::format::{Digits, NumberStyle, Unit};
use funnel_text::calendar::Calendar;
use funnel_text::exact::number_in_full;

use funnel_sentences::numbers::Numbers;

/// A reader's number format.
#[derive(Clone, Debug, PartialEq)]
pub struct Locale {
    tag: String,
    style: NumberStyle,
}

/// The locale requested by the page's address, as written there.
fn asked() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get("locale").filter(|name| !name.trim().is_empty())
}

/// A message if the page's address requests a locale that the browser does not know.
#[must_use]
pub fn unknown() -> Option<String> {
    let name = asked()?;
    if tag::bcp47(&name).is_some_and(|tag| intl::knows(&tag)) {
        return None;
    }
    let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
    let used = Locale::of_reader("USD").tag;
    Some(format!(
        "The address asks for numbers as in “{shown}”, which is not a locale that this browser knows, as de-DE or pt-BR would be; \
         they are written as in {used}."
    ))
}

impl Locale {
    /// US English with a currency by its sign, for texts made without a browser.
    #[must_use]
    pub fn english(currency: &str) -> Self {
        Self { tag: "en-US".to_owned(), style: NumberStyle::english(currency) }
    }

    /// The reader's own: from `?locale=` in the page's address, or else from the browser's language.
    #[must_use]
    pub fn of_reader(currency: &str) -> Self {
        let language = web_sys::window().and_then(|window| window.navigator().language());
        let tags = asked().and_then(|name| tag::bcp47(&name)).into_iter().chain(language);
        let known = |tag: String| Self::by_intl(&tag, currency).filter(|_| intl::knows(&tag));
        tags.filter_map(known).next().unwrap_or_else(|| Self::english(currency))
    }

    /// The same with a scenario's calendar.
    #[must_use]
    pub fn with(self, calendar: Calendar) -> Self {
        Self { style: NumberStyle { calendar, ..self.style }, ..self }
    }

    /// As the browser's `Intl` writes it; `None` if the tag is invalid.
    fn by_intl(tag: &str, currency: &str) -> Option<Self> {
        let style = NumberStyle::of_intl(&intl::written(tag, currency)?, currency);
        Some(Self { tag: tag.to_owned(), style })
    }

    /// BCP 47 tag, for the page's `lang` of numbers.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Money, compact: `$1.15M`.
    #[must_use]
    pub fn money(&self, x: f64) -> String {
        self.style.number(x, Digits::default(), Unit::Money)
    }

    /// Money to the unit: `$1,153,204`.
    #[must_use]
    pub fn money_exact(&self, x: f64) -> String {
        if !x.is_finite() {
            return funnel_charts::format::NOTHING.to_owned();
        }
        self.style.in_money(&number_in_full(x.round(), &self.style))
    }

    /// A difference of money, with its sign: `+$340k`.
    #[must_use]
    pub fn signed_money(&self, x: f64) -> String {
        self.style.change(x, Digits::default(), Unit::Money)
    }

    /// A share: `20%`.
    #[must_use]
    pub fn percent(&self, share: f64, decimals: u32) -> String {
        let step = 10_f64.powi(-(decimals.min(6) as i32));
        self.style.in_percent(&self.style.number(share * 100.0, Digits::Step(step), Unit::Count))
    }

    /// A plain number, compact.
    #[must_use]
    pub fn number(&self, x: f64) -> String {
        self.style.number(x, Digits::default(), Unit::Count)
    }

    /// People: whole numbers from ten on, one decimal below.
    #[must_use]
    pub fn people(&self, x: f64) -> String {
        funnel_sentences::numbers::people(self, x)
    }

    /// The currency's sign alone.
    #[must_use]
    pub fn currency_symbol(&self) -> &str {
        let trimmed = self.style.prefix.trim();
        if trimmed.is_empty() { self.style.suffix.trim() } else { trimmed }
    }
}

impl Numbers for Locale {
    fn style(&self) -> &NumberStyle {
        &self.style
    }

    fn percent(&self, share: f64, decimals: u32) -> String {
        Self::percent(self, share, decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_charts::format::Scale;

    fn german() -> Locale {
        let scales = vec![Scale::after(3, "k"), Scale::after(6, "\u{a0}Mio."), Scale::after(9, "\u{a0}Mrd.")];
        let [decimal_mark, group_mark, prefix, suffix] = [",", ".", "", "\u{a0}€"].map(str::to_owned);
        let percent = [String::new(), "\u{a0}%".to_owned()];
        let style =
            NumberStyle { decimal_mark, group_mark, prefix, suffix, percent, scales, ..NumberStyle::english("EUR") };
        Locale { tag: "de".into(), style }
    }

    #[test]
    fn money_is_compact_and_its_minus_true() {
        let locale = Locale::english("USD");
        assert_eq!(locale.money(1_153_204.0), "$1.15M");
        assert_eq!(locale.signed_money(-340_000.0), "−$340k");
        assert_eq!(locale.signed_money(340_000.0), "+$340k");
        assert_eq!(german().money(-1_153_204.0), "−1,15\u{a0}Mio.\u{a0}€");
        assert_eq!(Locale::english("CHF").money(5.0), "CHF\u{a0}5");
    }

    #[test]
    fn exact_money_has_every_digit() {
        let locale = Locale::english("GBP");
        assert_eq!(locale.money_exact(1_153_204.4), "£1,153,204");
        assert_eq!(locale.money_exact(-999.6), "−£1,000");
        assert_eq!(locale.money_exact(-0.2), "£0");
        assert_eq!(locale.money_exact(f64::NAN), "–");
        assert_eq!(german().money_exact(12_345.0), "12.345\u{a0}€");
    }

    #[test]
    fn percent_signs_stand_where_the_locale_puts_them() {
        assert_eq!(Locale::english("USD").percent(0.2, 0), "20%");
        assert_eq!(german().percent(-0.1234, 1), "−12,3\u{a0}%");
        let style = NumberStyle { percent: ["%".into(), String::new()], ..german().style };
        let turkish = Locale { style, ..german() };
        assert_eq!(turkish.percent(-0.5, 0), "−%50");
    }

    #[test]
    fn the_currency_sign_is_found_on_either_side() {
        assert_eq!(Locale::english("USD").currency_symbol(), "$");
        assert_eq!(german().currency_symbol(), "€");
    }
}
