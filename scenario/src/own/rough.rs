//! Amounts that were published in US dollars, converted roughly: for guesses that are wide anyway, where a wrong order
//! of magnitude would be the worst.

/// Units of each currency to one US dollar, to a digit or two, in 2025 (yearly means of central banks). Other
/// currencies are taken as worth about a dollar: their users are told that the guess was made in dollars.
const A_DOLLAR: [(&str, f64); 56] = [
    ("AED", 3.7),
    ("ARS", 1_200.0),
    ("AUD", 1.5),
    ("BDT", 120.0),
    ("BGN", 1.7),
    ("BRL", 5.6),
    ("CAD", 1.4),
    ("CHF", 0.85),
    ("CLP", 950.0),
    ("CNY", 7.2),
    ("COP", 4_100.0),
    ("CZK", 22.0),
    ("DKK", 6.6),
    ("EGP", 50.0),
    ("EUR", 0.9),
    ("GBP", 0.75),
    ("GEL", 2.7),
    ("GHS", 12.0),
    ("HKD", 7.8),
    ("HUF", 360.0),
    ("IDR", 16_000.0),
    ("ILS", 3.5),
    ("INR", 87.0),
    ("ISK", 130.0),
    ("JPY", 150.0),
    ("KES", 130.0),
    ("KRW", 1_400.0),
    ("KZT", 520.0),
    ("LKR", 300.0),
    ("MAD", 9.5),
    ("MXN", 19.0),
    ("MYR", 4.3),
    ("NGN", 1_500.0),
    ("NOK", 10.5),
    ("NZD", 1.7),
    ("PEN", 3.6),
    ("PHP", 57.0),
    ("PKR", 280.0),
    ("PLN", 3.8),
    ("QAR", 3.6),
    ("RON", 4.5),
    ("RSD", 105.0),
    ("RUB", 85.0),
    ("SAR", 3.75),
    ("SEK", 10.0),
    ("SGD", 1.3),
    ("THB", 33.0),
    ("TND", 3.0),
    ("TRY", 40.0),
    ("TWD", 31.0),
    ("TZS", 2_600.0),
    ("UAH", 42.0),
    ("UGX", 3_600.0),
    ("USD", 1.0),
    ("VND", 26_000.0),
    ("ZAR", 18.0),
];

/// Roughly how many units of a currency make a US dollar, where that is known.
pub(crate) fn a_dollar(currency: &str) -> Option<f64> {
    A_DOLLAR.iter().find(|(code, _)| *code == currency).map(|(_, much)| *much)
}

/// An amount in US dollars, in another currency to two digits.
pub(crate) fn in_currency(dollars: f64, currency: &str) -> f64 {
    match a_dollar(currency) {
        None | Some(1.0) => dollars,
        Some(much) => two_digits(dollars * much),
    }
}

/// The source of a figure that was published in US dollars, with a note on the conversion.
pub(crate) fn published(source: &str, currency: &str) -> String {
    match a_dollar(currency) {
        _ if currency == "USD" => source.to_owned(),
        Some(much) => format!("{source}; in US dollars, of which one is taken as {much} {currency}"),
        None => format!("{source}; in US dollars, and not converted: put in your own"),
    }
}

fn two_digits(x: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(x)) - 1.0);
    (x / unit).round() * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_of_the_right_size_in_every_currency() {
        assert_eq!((in_currency(50.0, "USD"), in_currency(50.0, "XYZ")), (50.0, 50.0));
        assert_eq!((in_currency(50.0, "JPY"), in_currency(350.0, "VND")), (7_500.0, 9_100_000.0));
        for (code, much) in A_DOLLAR {
            for dollars in [50.0, 150.0, 350.0, 1_000.0] {
                let amount = in_currency(dollars, code);
                assert!((amount / (dollars * much) - 1.0).abs() < 0.051, "{dollars} in {code}: {amount}");
            }
        }
        assert!(A_DOLLAR.windows(2).all(|pair| pair[0].0 < pair[1].0), "in order, and none twice");
    }
}
