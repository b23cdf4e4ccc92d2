//! The answer as spoken on the phone: one or two sentences, without symbols that nobody pronounces.

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use funnel_text::NumberStyle;
use funnel_text::format::{Digits, Unit};

use super::numbers::{Numbers, sentence};
use super::verdict::verdict;

/// Numbers as they are spoken: `9 percent`, `$1.2 million`.
struct Aloud(NumberStyle);

impl Numbers for Aloud {
    fn style(&self) -> &NumberStyle {
        &self.0
    }

    fn percent(&self, share: f64, decimals: u32) -> String {
        let step = 10_f64.powi(-(decimals.min(6) as i32));
        self.0.number(share * 100.0, Digits::Step(step), Unit::Count) + " percent"
    }
}

/// A scenario's answer, and where to see it; `place` is the page's host and path, if it has one.
#[must_use]
pub fn spoken(s: &Scenario, report: &Report, place: Option<&str>, n: &dyn Numbers) -> String {
    let aloud = Aloud(n.style().clone().aloud());
    let answer = verdict(s, report, &aloud).title;
    let answer = answer.replace('\u{2212}', "minus ").replace('+', "plus ").replace('±', "plus or minus ");
    let name = s.name.trim();
    let name = if name.is_empty() { String::new() } else { format!("{}: ", sentence(name)) };
    // A page without a place is a file, and that file is what was sent.
    let place = place.map_or_else(|| "file".to_owned(), |place| format!("link at {place}"));
    format!("{name}{answer} Open the {place} to see what it rests on and to try other budgets.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::process::Metric;
    use funnel_engine::report::Estimate;
    use funnel_testkit::reports;

    fn said(s: &Scenario, r: &Report, place: Option<&str>) -> String {
        spoken(s, r, place, &NumberStyle::default())
    }

    #[test]
    fn a_clear_answer() {
        assert_eq!(
            said(&reports::scenario(), &reports::report(), Some("example.org/funnel")),
            "Worked example: 20 percent more budget buys 9 percent more revenue, and pays for itself within 12 months in \
             41 of 50 futures. Open the link at example.org/funnel to see what it rests on and to try other budgets."
        );
    }

    #[test]
    fn money_is_spoken_in_full_and_a_scenario_may_have_no_name() {
        let s = Scenario { name: "  ".to_owned(), ..reports::scenario() };
        let mut alone = reports::report();
        alone.comparisons.clear();
        assert_eq!(
            said(&s, &alone, None),
            "Today’s plan brings $7.7 million within 12 months on average; eight futures in ten lie between $7.2 million and $8.2 \
             million. Open the file to see what it rests on and to try other budgets."
        );
        let small = reports::with(&reports::report(), |c| {
            c.mean_uplift.value = Some(4e-4);
            c.mean_uplift.se = Some(1e-5);
            reports::set(c, Metric::Revenue, 31_000.0, 100.0);
        });
        assert!(said(&s, &small, None).contains("buys $31 thousand more revenue"), "{}", said(&s, &small, None));
    }

    #[test]
    fn signs_become_words() {
        let r = reports::with(&reports::report(), |c| {
            c.mean_uplift = Estimate { value: Some(-0.001), se: Some(0.002) };
        });
        let text = said(&reports::scenario(), &r, None);
        assert!(
            text.contains("changes revenue by minus 0.1 percent, within its error of plus or minus 0.4 points"),
            "{text}"
        );
        assert!(!text.contains(['%', '\u{2212}', '±', '+']));
    }
}
