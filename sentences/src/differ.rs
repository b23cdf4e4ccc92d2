//! What differs between two scenarios, in words: what it is, and its value in each.

use funnel_decide::differ::{Difference, Differences, Stands};
use funnel_engine::scenario::{Field, Scenario, SpendChange};
use funnel_text::Reading;

use super::ask::channels;
use super::numbers::{Numbers, sentence};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is: `Paid search: Cost of one inquiry`.
    pub what: String,
    /// Its value in the one scenario.
    pub from: String,
    /// Its value in the other.
    pub to: String,
    /// Whether it changes how results are measured, rather than the results.
    pub measure: bool,
}

/// `From A to B, 3 things differ`
#[must_use]
pub fn title(d: &Differences, own: &str, other: &str) -> String {
    match d.list.len() + d.more as usize {
        0 => format!("From {own} to {other}, nothing differs that counts"),
        1 => format!("From {own} to {other}, one thing differs"),
        more => format!("From {own} to {other}, {more} things differ"),
    }
}

/// The differences, with those of measurement first: they can make a scenario look better that is not.
#[must_use]
pub fn lines(d: &Differences, own: &Scenario, other: &Scenario, n: &dyn Numbers) -> Vec<Line> {
    let (mine, theirs) = (own.inputs(), other.inputs());
    let one = |d: &Difference| {
        let input = |all: &[Field<'_>]| {
            let called = |f: &Field<'_>| {
                d.label == if f.owner.is_empty() { f.label.to_owned() } else { format!("{}: {}", f.owner, f.label) }
            };
            let mut known = all.iter().filter(|f| !d.label.is_empty() && called(f));
            // If two have the same label, only the path says which one it is.
            let field = known.next().filter(|_| known.next().is_none())?;
            Some(Reading::new(field.unit, field.domain, n.style()).write(&field.input.value))
        };
        let [from, to] = [(&d.from, &mine), (&d.to, &theirs)].map(|(stands, all)| match stands {
            Stands::Text(_) => input(all),
            _ => None,
        });
        // If both read the same, it is the group or the market that differs, which only the whole text shows.
        let as_typed = from != to;
        if let Some(change) = change(d, own, other, n) {
            return change;
        }
        Line {
            what: if d.label.is_empty() { what(&d.path, own, other) } else { d.label.clone() },
            from: from.filter(|_| as_typed).unwrap_or_else(|| stands(&d.from, n)),
            to: to.filter(|_| as_typed).unwrap_or_else(|| stands(&d.to, n)),
            measure: d.measure,
        }
    };
    let all: Vec<Line> = d.list.iter().map(one).collect();
    let (measure, rest): (Vec<Line>, Vec<Line>) = all.into_iter().partition(|line| line.measure);
    [measure, rest].concat()
}

/// A change of the plan's spend, in the words of the question: `The plan: all channels`, `20% more`, `50% more`.
fn change(d: &Difference, own: &Scenario, other: &Scenario, n: &dyn Numbers) -> Option<Line> {
    let [plan, spend, who, field] = d.path.as_slice() else { return None };
    if plan != "plan" || spend != "spend" || !matches!(field.as_str(), "scale" | "add_per_week") {
        return None;
    }
    let of = |s: &Scenario| {
        let is = |c: &&SpendChange| {
            (if c.channels.is_empty() { "all channels".to_owned() } else { c.channels.join(" and ") }) == *who
        };
        let known = s.plans.first()?.spend.iter().find(is)?;
        Some((channels(s, &known.channels), super::ask::change(n, known)))
    };
    let ((who, from), (_, to)) = of(own).zip(of(other))?;
    Some(Line { what: format!("The plan: spend on {who}"), from, to, measure: false })
}

/// A path in words, with channels, segments, stages and teams by name instead of id.
fn what(path: &[String], own: &Scenario, other: &Scenario) -> String {
    let named = |list: &str, id: &str| {
        let of = |s: &Scenario| {
            let pairs: Vec<(&String, &String)> = match list {
                "channels" => s.channels.iter().map(|x| (&x.id, &x.name)).collect(),
                "segments" => s.segments.iter().map(|x| (&x.id, &x.name)).collect(),
                "stages" => s.stages.iter().map(|x| (&x.id, &x.name)).collect(),
                "teams" => s.teams.iter().map(|x| (&x.id, &x.name)).collect(),
                _ => Vec::new(),
            };
            pairs.into_iter().find(|(known, name)| *known == id && !name.is_empty()).map(|(_, name)| name.clone())
        };
        of(own).or_else(|| of(other))
    };
    let plain = |part: &String| part.replace('_', " ");
    match path {
        [list, id, rest @ ..] if named(list, id).is_some() => {
            let name = named(list, id).unwrap_or_default();
            if rest.is_empty() {
                return name;
            }
            format!("{name}: {}", rest.iter().map(plain).collect::<Vec<_>>().join(", "))
        }
        [first, rest @ ..] if first == "plan" && !rest.is_empty() => {
            format!("The plan: {}", rest.iter().map(plain).collect::<Vec<_>>().join(", "))
        }
        _ => sentence(&path.iter().map(plain).collect::<Vec<_>>().join(", ")),
    }
}

fn stands(x: &Stands, n: &dyn Numbers) -> String {
    match x {
        Stands::Missing => "not there".to_owned(),
        Stands::There => "there".to_owned(),
        Stands::LeftOut => "left out".to_owned(),
        Stands::Text(text) => localized(text, n),
    }
}

/// The text with its numbers in the reader's locale. It is converted digit by digit, as parsing numbers would take
/// tables.
fn localized(text: &str, n: &dyn Numbers) -> String {
    let style = n.style();
    let word = |word: &str| {
        let bare = word.trim_end_matches([',', ')', '.']);
        let digits = bare.trim_start_matches('-');
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return word.to_owned();
        }
        let mut out = if digits == bare { String::new() } else { "\u{2212}".to_owned() };
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push_str(&style.group_mark);
            }
            out.push(digit);
        }
        if digits.contains('.') {
            out.push_str(&style.decimal_mark);
            out.push_str(fraction);
        }
        out + &word[bare.len()..]
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_decide::differ::between;
    use funnel_engine::scenario::Value;
    use funnel_engine::scenario::laws::Range;
    use funnel_engine::scenario::templates::load;
    use funnel_text::NumberStyle;

    fn said(change: impl FnOnce(&mut Scenario)) -> Vec<Line> {
        let own = load("sales-led-saas").unwrap();
        let mut other = own.clone();
        change(&mut other);
        lines(&between(&own, &other), &own, &other, &NumberStyle::default())
    }

    #[test]
    fn inputs_read_as_they_are_typed() {
        let own = load("sales-led-saas").unwrap();
        let lines = said(|s| s.stages[0].rate.value = Value::Range(Range { p10: 0.05, p90: 0.125 }));
        let [line] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!(line.what, format!("{}: Chance to pass", own.stages[0].name));
        assert_eq!(line.to, "5 to 12.5%");
        assert!(line.from.ends_with('%'));
    }

    #[test]
    fn what_has_no_label_has_its_path_in_names_and_its_numbers_in_the_locale() {
        let own = load("sales-led-saas").unwrap();
        let lines = said(|s| s.channels[0].spend_per_week = 12_345.5);
        assert_eq!(lines[0].what, format!("{}: spend per week", own.channels[0].name));
        assert_eq!(lines[0].to, "12,345.5");
        let lines = said(|s| s.plans[0].spend[0].scale = 1.5);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].what, "The plan: spend on all channels");
        assert_eq!([&lines[0].from, &lines[0].to], ["20% more", "50% more"]);
        let lines = said(|s| s.plans[0].spend[0].weeks = Some(26));
        assert_eq!(lines[0].what, "The plan: spend, all channels, weeks");
        let german = NumberStyle { decimal_mark: ",".into(), group_mark: ".".into(), ..NumberStyle::default() };
        assert_eq!(
            localized("scale 1.2, Q3 from week 12, v1.2.3 and 1e", &german),
            "scale 1,2, Q3 from week 12, v1.2.3 and 1e"
        );
        assert_eq!(localized("12000 to -0.5", &german), "12.000 to −0,5");
    }

    #[test]
    fn what_only_changes_the_measure_comes_first() {
        let lines = said(|s| {
            s.channels[0].spend_per_week += 1.0;
            s.money.discount_rate += 0.01;
        });
        assert_eq!(lines.iter().map(|line| line.measure).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn a_group_that_differs_is_told() {
        let lines = said(|s| s.stages[0].rate.market = 0.5);
        assert_ne!(lines[0].from, lines[0].to);
        assert!(lines[0].to.contains("market 0.5"), "{lines:?}");
    }

    #[test]
    fn titles_count() {
        let d = |n: usize, more| Differences {
            list: vec![
                Difference {
                    path: Vec::new(),
                    label: String::new(),
                    from: Stands::There,
                    to: Stands::Missing,
                    measure: false
                };
                n
            ],
            more,
            silent: 0,
        };
        assert_eq!(title(&d(0, 0), "“A”", "“B”"), "From “A” to “B”, nothing differs that counts");
        assert_eq!(title(&d(1, 0), "“A”", "“B”"), "From “A” to “B”, one thing differs");
        assert_eq!(title(&d(3, 2), "“A”", "“B”"), "From “A” to “B”, 5 things differ");
    }
}
