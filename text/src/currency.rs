//! Currencies: their codes, signs and names.

/// A scenario's currency, with everything that a reader may call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// Its ISO 4217 code.
    pub code: String,
    /// Its signs and names; the code is one of them.
    pub names: Vec<String>,
}

impl Currency {
    /// A currency with its names in English.
    #[must_use]
    pub fn of(code: &str) -> Self {
        let code = code.trim().to_owned();
        let known = COMMON.iter().filter(|(own, _)| *own == code).flat_map(|(_, names)| names.iter());
        let names = std::iter::once(code.as_str()).chain(known.copied()).map(str::to_owned).collect();
        Self { code, names }
    }

    /// The same with more names.
    #[must_use]
    pub fn with(mut self, names: impl IntoIterator<Item = String>) -> Self {
        for name in names {
            if !name.trim().is_empty() && !self.names.contains(&name) {
                self.names.push(name);
            }
        }
        self
    }
}

/// Whether a word in lower case is a currency: a code or a common name.
#[must_use]
pub fn is_currency(word: &str) -> bool {
    let code = word.to_uppercase();
    word.len() == 3 && CODES.split(' ').any(|known| known == code)
        || COMMON.iter().any(|(_, names)| names.contains(&word))
}

/// The code of the only currency that a word in lower case is: `eur`, `zł`, `€`; `$`, `kr` and `¥` are several.
#[must_use]
pub fn code(word: &str) -> Option<&'static str> {
    let own = CODES.split(' ').find(|code| code.eq_ignore_ascii_case(word));
    let mut named = COMMON.iter().filter(|(_, names)| names.contains(&word)).map(|(code, _)| *code);
    own.or_else(|| named.next().filter(|_| named.next().is_none()))
}

/// Whether a character is a currency's sign (Unicode's general category Sc).
#[must_use]
pub fn is_sign(c: char) -> bool {
    matches!(c,
        '$' | '¢'..='¥' | '֏' | '؋' | '৲' | '৳' | '৻' | '૱' | '௹' | '฿' | '៛' | '₠'..='\u{20cf}' | '꠸' | '﷼' | '﹩'
        | '\u{7fe}' | '\u{7ff}' | '\u{11fdd}'..='\u{11fe0}' | '\u{1e2ff}' | '\u{1ecb0}')
}

/// Signs and names in English, in lower case.
const COMMON: &[(&str, &[&str])] = &[
    ("USD", &["$", "us$", "$us", "dollar", "dollars", "buck", "bucks"]),
    ("EUR", &["€", "euro", "euros"]),
    ("GBP", &["£", "pound", "pounds", "sterling", "quid"]),
    ("JPY", &["¥", "jp¥", "yen", "円"]),
    ("CNY", &["¥", "cn¥", "yuan", "rmb", "renminbi", "元"]),
    ("INR", &["₹", "rs", "rupee", "rupees"]),
    ("KRW", &["₩", "won"]),
    ("BRL", &["r$", "real", "reais"]),
    ("CHF", &["fr", "sfr", "franc", "francs", "franken"]),
    ("SEK", &["kr", "krona", "kronor"]),
    ("NOK", &["kr", "krone", "kroner"]),
    ("DKK", &["kr", "krone", "kroner"]),
    ("PLN", &["zł", "zloty", "zlotys"]),
    ("CZK", &["kč", "koruna", "korunas"]),
    ("HUF", &["ft", "forint", "forints"]),
    ("TRY", &["₺", "tl", "lira"]),
    ("VND", &["₫", "dong"]),
    ("THB", &["฿", "baht"]),
    ("ILS", &["₪", "shekel", "shekels"]),
    ("UAH", &["₴", "hryvnia"]),
    ("RUB", &["₽", "ruble", "rubles", "rouble", "roubles"]),
    ("ZAR", &["r", "rand"]),
    ("NGN", &["₦", "naira"]),
    ("AED", &["dirham", "dirhams"]),
    ("SAR", &["riyal", "riyals"]),
    ("MXN", &["$", "mx$", "peso", "pesos"]),
    ("CAD", &["$", "c$", "ca$", "dollar", "dollars"]),
    ("AUD", &["$", "a$", "au$", "dollar", "dollars"]),
    ("NZD", &["$", "nz$", "dollar", "dollars"]),
    ("SGD", &["$", "s$", "dollar", "dollars"]),
    ("HKD", &["$", "hk$", "dollar", "dollars"]),
    ("TWD", &["$", "nt$", "dollar", "dollars"]),
    ("IDR", &["rp", "rupiah"]),
    ("MYR", &["rm", "ringgit"]),
    ("PHP", &["₱", "peso", "pesos"]),
];

/// ISO 4217.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLF CLP CNH CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ \
    GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD \
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON \
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX \
    USD UYU UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWL ZWG";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_signs_and_names() {
        assert!(is_currency("eur") && is_currency("yen") && is_currency("chf"));
        assert!(!is_currency("mio") && !is_currency("bps") && !is_currency("day") && !is_currency("all the"));
        assert_eq!(
            ["eur", "€", "zł", "ca$", "kr", "$"].map(code),
            [Some("EUR"), Some("EUR"), Some("PLN"), Some("CAD"), None, None]
        );
        assert!(is_sign('€') && is_sign('₫') && !is_sign('%'));
        assert_eq!(Currency::of("EUR").names, ["EUR", "€", "euro", "euros"]);
        assert_eq!(Currency::of("XYZ").names, ["XYZ"]);
    }
}
