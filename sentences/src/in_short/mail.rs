//! The three lines as written in a mail.

use super::InShort;

/// What to do with its reason, what would change that, and how sure it is, under the scenario's name; `None` until all
/// of it is known.
#[must_use]
pub fn mail(name: &str, said: &InShort) -> Option<String> {
    if said.what.is_pending || said.change.is_pending {
        return None;
    }
    let InShort { head, what, change, sure, .. } = said;
    let name = if name.is_empty() { String::new() } else { format!("{name}: ") };
    let first = [head.as_str(), what.text.as_str()].map(str::trim).join(" ");
    let rest = [change, sure].map(|said| said.text.trim()).into_iter().filter(|text| !text.is_empty());
    Some(std::iter::once(name + first.trim()).chain(rest.map(str::to_owned)).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Said;
    use crate::in_short::Stance;

    #[test]
    fn a_mail_says_all_three_lines_or_nothing() {
        let mut said = InShort {
            stance: Stance::Dont,
            head: "Do not add budget now.".to_owned(),
            what: Said::plain("The extra $203k loses $164k of profit within 12 months."),
            change: Said::plain("Look at week 13."),
            sure: Said::plain("It pays for itself in 12 of 50 futures."),
        };
        assert_eq!(
            mail("Our funnel", &said).unwrap(),
            "Our funnel: Do not add budget now. The extra $203k loses $164k of profit within 12 months.\nLook at week 13.\n\
             It pays for itself in 12 of 50 futures."
        );
        assert!(mail("", &said).unwrap().starts_with("Do not"));
        said.change.is_pending = true;
        assert_eq!(mail("Our funnel", &said), None);
    }
}
