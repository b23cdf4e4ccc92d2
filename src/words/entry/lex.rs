//! A person's text about a number, cut into numbers and words.

use funnel_charts::format::NumberStyle;

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// Its digits.
    pub(crate) digits: f64,
    /// 1000 for `k`, a million for `M`; `None` when nothing was written.
    pub(crate) scale: Option<f64>,
    /// Whether a per cent sign follows.
    pub(crate) percent: bool,
    /// Whether a sign was written before it.
    pub(crate) signed: bool,
}

impl Number {
    /// Digits times scale.
    #[must_use]
    pub(crate) fn value(&self) -> f64 {
        self.digits * self.scale.unwrap_or(1.0)
    }
}

/// A piece of the text. Currency signs, commas and brackets are left out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    /// A number.
    Number(Number),
    /// A word in small letters; `to` for a dash, `of` for a slash, `about` for `~`.
    Word(String),
}

/// Longest text read, in characters.
const LONGEST: usize = 400;

/// Cuts a text into items.
///
/// # Errors
///
/// The piece that cannot be read.
pub(crate) fn lex(text: &str, style: &NumberStyle) -> Result<Vec<Item>, String> {
    let chars: Vec<char> = text.chars().take(LONGEST + 1).collect();
    if chars.len() > LONGEST {
        return Err("the text is too long".to_owned());
    }
    let mut items: Vec<Item> = Vec::new();
    let mut at = 0;
    // Behind a separator a dash is a sign again: "one of 3; -4".
    let mut separated = false;
    while let Some(&c) = chars.get(at) {
        let after_number = !separated && matches!(items.last(), Some(Item::Number(_)));
        separated = matches!(c, ',' | ';') || (separated && c.is_whitespace());
        let next = chars.get(at + 1).copied();
        let starts_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || is_mark(c));
        if c.is_ascii_digit() || (is_mark(c) && next.is_some_and(|c| c.is_ascii_digit())) {
            let (digits, end) = number(&chars, at, style)?;
            items.push(Item::Number(Number { digits, scale: None, percent: false, signed: false }));
            at = end;
        } else if is_dash(c) || c == '+' {
            let skip = 1 + usize::from(next.is_some_and(is_currency));
            if (!after_number || c == '+') && starts_number(chars.get(at + skip).copied()) {
                let (digits, end) = number(&chars, at + skip, style)?;
                let digits = if c == '+' { digits } else { -digits };
                items.push(Item::Number(Number { digits, scale: None, percent: false, signed: true }));
                at = end;
            } else if is_dash(c) {
                items.push(Item::Word("to".to_owned()));
                at += 1;
            } else {
                return Err("+".to_owned());
            }
        } else if c == '%' {
            match items.last_mut() {
                Some(Item::Number(n)) if !n.percent => n.percent = true,
                _ => return Err("%".to_owned()),
            }
            at += 1;
        } else if c == '…' || (c == '.' && next == Some('.')) {
            items.push(Item::Word("to".to_owned()));
            at += 1;
            while chars.get(at) == Some(&'.') {
                at += 1;
            }
        } else if is_currency(c) {
            at += 1;
        } else if let Some(word) = sign_word(c) {
            items.push(Item::Word(word.to_owned()));
            at += 1;
        } else if is_letter(c) {
            let end = at + chars.iter().skip(at).take_while(|c| is_letter(**c)).count();
            let written: String = chars.iter().skip(at).take(end - at).collect();
            word(&mut items, &written, style);
            at = end;
        } else if c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '.' | '“' | '”' | '"') {
            at += 1;
        } else {
            return Err(c.to_string());
        }
    }
    Ok(items)
}

fn is_mark(c: char) -> bool {
    c == '.' || c == ','
}

/// What a word is made of. Beyond ASCII whatever is no space: Unicode's tables are not worth their size here.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (!c.is_ascii()
            && !c.is_whitespace()
            && !is_dash(c)
            && sign_word(c).is_none()
            && !matches!(c, '…' | '“' | '”'))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' | '₺' | '₴' | '₪' | '฿' | '₫' | '₦' | '¢')
}

fn sign_word(c: char) -> Option<&'static str> {
    match c {
        '/' => Some("of"),
        '~' | '≈' => Some("about"),
        '≥' => Some("least"),
        '≤' => Some("most"),
        '×' => Some("times"),
        _ => None,
    }
}

/// Keeps a word, unless it belongs to the number before it or is the currency.
fn word(items: &mut Vec<Item>, written: &str, style: &NumberStyle) {
    let small = written.to_ascii_lowercase();
    let same = |mark: &str| mark.trim().trim_end_matches('.').eq_ignore_ascii_case(written);
    if let Some(Item::Number(n)) = items.last_mut() {
        let scale = match small.as_str() {
            "k" | "thousand" => Some(1e3),
            "m" | "mn" | "million" | "millions" => Some(1e6),
            "b" | "bn" | "billion" | "billions" => Some(1e9),
            _ => style.scales.iter().position(|s| same(s)).map(|i| [1e3, 1e6, 1e9, 1e12][i.min(3)]),
        };
        if n.scale.is_none() && scale.is_some() {
            n.scale = scale;
            return;
        }
        if small == "percent" && !n.percent {
            n.percent = true;
            return;
        }
    }
    let code = written.len() == 3 && written.chars().all(|c| c.is_ascii_uppercase());
    if code || same(&style.prefix) || same(&style.suffix) {
        return;
    }
    items.push(Item::Word(small));
}

/// Reads a number without its sign; gives the place behind it.
///
/// A mark followed by exactly three digits groups thousands, unless it is the locale's decimal mark; any other mark
/// is decimal, so that "0,5" is a half everywhere.
fn number(chars: &[char], from: usize, style: &NumberStyle) -> Result<(f64, usize), String> {
    let decimal = style.decimal_mark.chars().next().unwrap_or('.');
    let digits_from = |at: usize| chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
    let mut plain = String::new();
    let mut at = from;
    let mut fraction = false;
    loop {
        let run = digits_from(at);
        plain.extend(chars.iter().skip(at).take(run));
        at += run;
        let Some(&c) = chars.get(at) else { break };
        let after = digits_from(at + 1);
        let groups = matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’') || (is_mark(c) && c != decimal);
        if groups && after == 3 && !fraction && !plain.is_empty() && run <= 3 {
            at += 1;
        } else if is_mark(c) && after > 0 && !fraction {
            fraction = true;
            plain.push('.');
            at += 1;
        } else {
            break;
        }
    }
    if matches!(chars.get(at), Some('e' | 'E')) {
        let sign = usize::from(matches!(chars.get(at + 1), Some('-' | '+')));
        let run = digits_from(at + 1 + sign);
        if run > 0 {
            plain.extend(chars.iter().skip(at).take(1 + sign + run));
            at += 1 + sign + run;
        }
    }
    let written: String = chars.iter().skip(from).take(at - from).collect();
    // By JSON's reader of numbers, which the page has already: core's own would bring ten kilobytes of tables. JSON has
    // no ".5" and no "007".
    let plain = plain.trim_start_matches('0');
    let plain = if plain.starts_with(|c: char| c.is_ascii_digit()) { plain.to_owned() } else { format!("0{plain}") };
    serde_json::from_str(&plain).ok().filter(|x: &f64| x.is_finite()).map(|x| (x, at)).ok_or(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, style: &NumberStyle) -> Vec<f64> {
        let number = |item: &Item| if let Item::Number(n) = item { Some(n.value()) } else { None };
        lex(text, style).unwrap().iter().filter_map(number).collect()
    }

    #[test]
    fn thousands_decimals_scales_and_signs() {
        let style = NumberStyle::default();
        for (text, value) in [
            ("1,200", 1200.0),
            ("1 200", 1200.0),
            ("1.5", 1.5),
            (".5", 0.5),
            ("0,5", 0.5),
            ("1,234,567.25", 1_234_567.25),
            ("$1.15M", 1.15e6),
            ("9.0 million", 9e6),
            ("80k", 8e4),
            ("−$3", -3.0),
            ("-0.3", -0.3),
            ("1e3", 1000.0),
            ("USD 12", 12.0),
        ] {
            assert_eq!(values(text, &style), [value], "{text}");
        }
        assert_eq!(values("5-9", &style), [5.0, 9.0]);
        assert_eq!(values("-0.3 - -0.1", &style), [-0.3, -0.1]);
        assert_eq!(values("1..2", &style), [1.0, 2.0]);
    }

    #[test]
    fn another_locale_reads_its_own_marks() {
        let style = NumberStyle {
            decimal_mark: ",".to_owned(),
            group_mark: ".".to_owned(),
            suffix: "\u{a0}€".to_owned(),
            prefix: String::new(),
            scales: ["\u{a0}Tsd.", "\u{a0}Mio.", "\u{a0}Mrd.", "\u{a0}Bio."].map(str::to_owned),
        };
        assert_eq!(values("1.200,5 €", &style), [1200.5]);
        assert_eq!(values("12,345", &style), [12.345]);
        assert_eq!(values("0.5", &style), [0.5]);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let style = NumberStyle::default();
        assert_eq!(lex("5 & 9", &style), Err("&".to_owned()));
        assert_eq!(lex("%", &style), Err("%".to_owned()));
        assert!(lex(&"9".repeat(400), &style).is_err(), "beyond the largest number");
        assert!(lex(&"a".repeat(401), &style).is_err());
    }
}
