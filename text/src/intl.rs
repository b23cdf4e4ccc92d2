//! A style derived from what the browser's `Intl.NumberFormat` writes.

use crate::clean::clean_mark;
use crate::currency::Currency;
use crate::style::{NumberStyle, Scale};

/// What `Intl` writes for a locale and a currency, with the digits 0 to 9.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The locale's tag.
    pub tag: String,
    /// 1234567.5.
    pub number: String,
    /// 0.01 as a percentage, which is 1.
    pub percent: String,
    /// 10^3 to 10^14 in short compact notation.
    pub short: Vec<String>,
    /// The same in long notation.
    pub long: Vec<String>,
    /// 2 × 10^3 to 2 × 10^14 in long notation: plurals.
    pub plurals: Vec<String>,
    /// 1 in the currency with its narrow sign, without decimals; empty for a currency that the browser does not know.
    pub money: String,
    /// 1234567.5 in the currency.
    pub exact_money: String,
    /// 1, 2 and 5 in the currency with its other signs and names, in the reader's language and in English.
    pub names: Vec<String>,
}

/// The first power of ten in [`Written::short`].
pub const FIRST_POWER: i32 = 3;
/// How many of them there are.
pub const POWERS: i32 = 12;

/// What stands before and after the digits.
fn around(text: &str) -> Option<[&str; 2]> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    Some([text.get(..first)?, text.get(last + 1..)?])
}

/// Whether anything in it is visible.
fn shows(text: &str) -> bool {
    !clean_mark(text).is_empty()
}

impl NumberStyle {
    /// The style that writes as these were written.
    #[must_use]
    pub fn of_intl(written: &Written, currency: &str) -> Self {
        let language = written.tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let base = Self::default();
        let [decimal_mark, group_mark] = marks(&written.number);
        let [before, after] = around(&written.percent).unwrap_or(["", "%"]).map(str::to_owned);
        let mut style = Self {
            decimal_mark: if decimal_mark.is_empty() { base.decimal_mark } else { decimal_mark },
            group_mark,
            other_groups: Vec::new(),
            groups: groups(&written.number),
            percent: [before, after],
            scales: scales(&written.short),
            scale_words: scale_words(written),
            long_scale: false,
            language,
            ..Self::english(currency)
        };
        style.long_scale = long_scale(&style.scale_words);
        let [_, group] = marks(&written.exact_money);
        if shows(&group) && group != style.group_mark {
            style.other_groups.push(group);
        }
        style.set_currency(written, currency);
        style
    }

    fn set_currency(&mut self, written: &Written, currency: &str) {
        let by_code = [format!("{currency}\u{a0}"), String::new()];
        let affixes =
            around(&written.money).map(|affixes| affixes.map(str::to_owned)).unwrap_or_else(|| by_code.clone());
        let names = written.names.iter().filter_map(|text| around(text)).flatten().map(clean_mark);
        // "US dollars" is also called "dollars".
        let last =
            names.clone().filter_map(|name| Some(name.rsplit_once(' ')?.1.to_owned())).filter(|word| word.len() > 3);
        let signs = affixes.iter().map(|sign| clean_mark(sign)).collect::<Vec<_>>();
        let named = Currency::of(currency).with(signs.clone()).with(names.chain(last));
        let sign = signs.concat();
        // A sign that is empty is invisible, and one that is also a power of ten or a number would be read as that.
        let is_clear =
            shows(&sign) && !sign.contains(|c: char| c.is_ascii_digit()) && !crate::lex::is_scale(&sign, self);
        let [prefix, suffix] = if is_clear { affixes } else { self.code_affixes(currency, &affixes) };
        let names = named.names.iter().filter(|name| !crate::lex::is_scale(name, self)).cloned().collect();
        (self.prefix, self.suffix) = (prefix, suffix);
        self.currency = Currency { names, ..named };
    }

    /// The code on the side of the sign.
    fn code_affixes(&self, currency: &str, affixes: &[String; 2]) -> [String; 2] {
        if shows(&affixes[1]) {
            [String::new(), format!("\u{a0}{currency}")]
        } else {
            [format!("{currency}\u{a0}"), String::new()]
        }
    }
}

/// The decimal mark and the group mark of a number like 1,234,567.5.
fn marks(number: &str) -> [String; 2] {
    let mut between: Vec<String> = vec![String::new()];
    let mut seen = false;
    for c in number.chars() {
        match (c.is_ascii_digit(), seen) {
            (true, _) => {
                seen = true;
                if between.last().is_some_and(|mark| !mark.is_empty()) {
                    between.push(String::new());
                }
            }
            (false, true) => {
                if let Some(mark) = between.last_mut() {
                    mark.push(c);
                }
            }
            (false, false) => {}
        }
    }
    // What follows the last digit is not between two digits.
    between.pop();
    let decimal = between.pop().unwrap_or_default();
    [decimal, between.first().cloned().unwrap_or_default()]
}

/// Number of digits in the last group, and in the one before it.
fn groups(number: &str) -> (usize, usize) {
    let runs: Vec<usize> = number.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|n| *n > 0).collect();
    match runs.as_slice() {
        [.., before, last, _decimals] if runs.len() >= 4 => (*last, *before),
        [.., last, _decimals] if runs.len() == 3 => (*last, *last),
        _ => (3, 3),
    }
}

/// Words that the page itself writes in English, and the multiplication sign: these are never a power of ten, whatever
/// a locale may use them for.
const TAKEN: [&str; 14] = ["a", "an", "and", "at", "by", "each", "in", "is", "it", "of", "per", "the", "to", "x"];

/// A power of ten, from what is written around one of it.
fn scale(text: &str, power: i32) -> Option<Scale> {
    let [before, after] = around(text)?;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // "10 Millionen" is a one with seven zeros.
    let zeros = digits.strip_prefix(['1', '2']).filter(|zeros| zeros.chars().all(|c| c == '0'))?.len();
    let power = power - i32::try_from(zeros).ok()?;
    let is_taken = TAKEN.contains(&clean_mark(&format!("{before}{after}")).as_str());
    (power > 0 && shows(before) != shows(after) && !is_taken).then(|| Scale {
        power,
        before: before.to_owned(),
        after: after.to_owned(),
    })
}

fn powers(texts: &[String]) -> impl Iterator<Item = (i32, &String)> {
    (FIRST_POWER..).zip(texts)
}

/// The scales in which the page writes large amounts. Thousands are a `k` everywhere, provided that the language counts
/// in thousands.
fn scales(short: &[String]) -> Vec<Scale> {
    let mut found: Vec<Scale> = Vec::new();
    for (power, text) in powers(short) {
        let Some(scale) = scale(text, power).filter(|scale| scale.power == power && power > FIRST_POWER) else {
            continue;
        };
        // If two powers looked alike, one of them would be misread.
        let looks =
            |scale: &Scale| clean_mark(&format!("{}{}", scale.before, scale.after)).replace(['.', ' ', '\u{a0}'], "");
        if found.iter().all(|other| looks(other) != looks(&scale)) && looks(&scale) != "k" {
            found.push(scale);
        }
    }
    if found.iter().all(|scale| scale.power != FIRST_POWER + 1) {
        found.insert(0, Scale::after(FIRST_POWER, "k"));
    }
    found
}

/// All words of the locale for powers of ten.
fn scale_words(written: &Written) -> Vec<(String, i32)> {
    let mut words: Vec<(String, i32)> = Vec::new();
    for texts in [&written.short, &written.long, &written.plurals] {
        for (power, text) in powers(texts) {
            let Some(scale) = scale(text, power) else { continue };
            let word = clean_mark(&format!("{}{}", scale.before, scale.after));
            if words.iter().all(|(known, _)| *known != word) {
                words.push((word, scale.power));
            }
        }
    }
    words
}

/// Whether a million millions is a billion to the reader.
fn long_scale(words: &[(String, i32)]) -> bool {
    let begins = |word: &str| ["bi", "би"].iter().any(|b| word.starts_with(b));
    words.iter().any(|(word, power)| *power == 12 && begins(word))
}
