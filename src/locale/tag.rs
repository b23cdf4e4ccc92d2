//! Locale names as people and machines write them, converted to BCP 47.

/// Longest name read, in bytes; BCP 47 requires 35.
const LONGEST: usize = 64;

/// The POSIX locale C: English without separators between thousands.
const PLAIN: &str = "en-US-u-va-posix";

/// A locale's name in BCP 47 form: `de_DE.UTF-8`, `de-de` and `de_DE@euro` are `de-DE`, `sr_RS@latin` is `sr-Latn-RS`,
/// and `C` is plain English. `None` if it cannot be a locale's name; whether the locale exists, the browser knows.
pub(super) fn bcp47(name: &str) -> Option<String> {
    let name = name.trim();
    if name.len() > LONGEST {
        return None;
    }
    // language_REGION.encoding@modifier, with the last two in either order.
    let end = name.find(['.', '@']).unwrap_or(name.len());
    let (plain, rest) = name.split_at(end);
    if matches!(plain, "C" | "POSIX" | "c" | "posix") {
        return Some(PLAIN.to_owned());
    }
    let modifier = rest.split_once('@').map_or("", |(_, x)| x.split('.').next().unwrap_or(x));
    let mut subtags = Vec::new();
    let mut extended = false;
    for (i, subtag) in plain.split(['-', '_']).enumerate() {
        let letters = subtag.bytes().all(|b| b.is_ascii_alphabetic());
        let sound = (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric());
        if !sound || (i == 0 && !(letters && subtag.len() >= 2)) {
            return None;
        }
        extended |= subtag.len() == 1;
        let small = subtag.to_ascii_lowercase();
        subtags.push(match subtag.len() {
            4 if i == 1 && letters => capital(&small),
            2 if i > 0 && letters && !extended => small.to_ascii_uppercase(),
            _ => small,
        });
    }
    // A modifier may name a script or a variant; anything else that it may say (a currency, a sort order) is irrelevant
    // to numbers.
    match modifier.to_ascii_lowercase().as_str() {
        "latin" => subtags.insert(1, "Latn".to_owned()),
        "cyrillic" => subtags.insert(1, "Cyrl".to_owned()),
        "arabic" => subtags.insert(1, "Arab".to_owned()),
        "devanagari" => subtags.insert(1, "Deva".to_owned()),
        "valencia" => subtags.push("valencia".to_owned()),
        _ => {}
    }
    Some(subtags.join("-"))
}

fn capital(small: &str) -> String {
    let (first, rest) = small.split_at(1);
    first.to_ascii_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_as_machines_and_people_write_them() {
        for (name, tag) in [
            ("de", "de"),
            ("de_DE", "de-DE"),
            ("de-de", "de-DE"),
            ("DE_de", "de-DE"),
            (" pt_BR ", "pt-BR"),
            ("de-DE.UTF-8", "de-DE"),
            ("de_DE.utf8", "de-DE"),
            ("de_DE@euro", "de-DE"),
            ("de_DE.ISO-8859-15@euro", "de-DE"),
            ("de_DE@euro.UTF-8", "de-DE"),
            ("sr_RS@latin", "sr-Latn-RS"),
            ("uz_UZ.UTF-8@cyrillic", "uz-Cyrl-UZ"),
            ("ca_ES@valencia", "ca-ES-valencia"),
            ("zh_hant_tw", "zh-Hant-TW"),
            ("es_419", "es-419"),
            ("ar-u-nu-arab", "ar-u-nu-arab"),
            ("C", PLAIN),
            ("C.UTF-8", PLAIN),
            ("POSIX", PLAIN),
        ] {
            assert_eq!(bcp47(name).as_deref(), Some(tag), "{name}");
        }
        for none in ["", " ", "_", "de_", "d", "12", "de DE", "de/DE", "dé", "<b>", "deutschland", ".UTF-8", "@euro"] {
            assert_eq!(bcp47(none), None, "{none}");
        }
        assert_eq!(bcp47(&"de-".repeat(40)), None);
    }

    proptest! {
        /// However the parts are written and joined, the tag is the same.
        #[test]
        fn case_joints_encodings_and_modifiers_change_nothing(
            language in "[a-z]{2,3}",
            script in prop::option::of("[A-Z][a-z]{3}"),
            region in prop::option::of("[A-Z]{2}|[0-9]{3}"),
            joint in "[-_]",
            encoding in "(\\.(UTF-8|utf8|ISO-8859-15))?",
            modifier in "(@(euro|phonebook|collation=x))?",
            shout in any::<bool>(),
        ) {
            let parts: Vec<&str> =
                [Some(language.as_str()), script.as_deref(), region.as_deref()].into_iter().flatten().collect();
            let tag = parts.join("-");
            let mut name = parts.join(&joint);
            if shout {
                name = name.to_uppercase();
            }
            prop_assert_eq!(bcp47(&(name + &encoding + &modifier)), Some(tag));
        }

        /// Whatever is requested, nothing panics, a tag consists of letters, digits and hyphens, and a tag's tag is
        /// itself.
        #[test]
        fn any_text_is_a_tag_or_none(name in ".{0,80}") {
            if let Some(tag) = bcp47(&name) {
                prop_assert!(tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{}", tag);
                prop_assert_eq!(bcp47(&tag), Some(tag));
            }
        }
    }
}
