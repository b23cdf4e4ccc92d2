//! The reality check in words.

use funnel_decide::reality::{CONVERSION, LONG_RUN, Reality, SHORT_RUN};
use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;

use super::besides::is_budget_alone;
use super::numbers::Numbers;
use super::often::portion;
use super::period::period;

/// A share of people still on their way that is too small to mention.
const OPEN: f64 = 0.002;

/// Sentences, each with whether it is a warning.
#[must_use]
pub fn sentences(s: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<(String, bool)> {
    let only_budget = !s.plans.is_empty() && is_budget_alone(s);
    let r = Reality::of(report, only_budget);
    let decimals = |x: f64| n.percent(x / 100.0, if x.abs() < 0.095 { 2 } else { 1 }.max(u32::from(x.abs() < 1.0) * 2));
    let mut all = Vec::new();
    if let Some(x) = r.elasticity.and_then(|e| e.value) {
        let implied = format!("Here {} more spend brings {} more revenue", n.percent(0.01, 0), decimals(x));
        let published = format!(
            "published averages are {} within months and {} over years",
            decimals(SHORT_RUN),
            decimals(LONG_RUN)
        );
        let far = r.is_elasticity_far_off();
        let tail = if far { ", so look again at what inquiries answer to" } else { "" };
        all.push(if r.lands_later {
            let within = period(report.horizon_weeks);
            (
                format!(
                    "{implied} within {within}, and most of it lands later: {published}, which is not of the same kind."
                ),
                false,
            )
        } else {
            (format!("{implied}; {published}{tail}."), far)
        });
    }
    if let Some(x) = r.conversion {
        let percent = |x: f64| portion(n, x, u32::from(x < 0.0995));
        let open = format!(" (or up to {}, for the rest is still on its way)", percent((x + r.open).min(1.0)));
        let far = r.is_conversion_far_off();
        let tail = if far { ", so either the stages or the word inquiry mean something else here" } else { "" };
        all.push((
            format!(
                "Of the inquiries that channels bring {}{} become customers in the end; published shares run from {} to {}{tail}.",
                percent(x),
                if r.open > OPEN { open } else { String::new() },
                percent(CONVERSION.0),
                percent(CONVERSION.1)
            ),
            far,
        ));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::report::CellFlow;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    #[test]
    fn both_are_said_with_what_is_published() {
        let n = NumberStyle::default();
        let (s, mut r) = (reports::scenario(), reports::report());
        let (stages, today) = (r.arms[0].stages.clone(), &mut r.arms[0]);
        today.flows = vec![CellFlow { stages, ..reports::cell() }];
        let said = sentences(&s, &r, &n);
        assert_eq!(said.len(), 2);
        // 258 within the horizon and one after it, of 6,020.
        assert!(said[1].0.starts_with("Of the inquiries that channels bring 4.3%"), "{}", said[1].0);
        assert!(said[0].0.starts_with("Here 1% more spend brings 0."), "{}", said[0].0);
        assert!(said[0].0.contains("published averages are 0.12% within months and 0.24% over years"), "{}", said[0].0);
        let far = reports::with(&r, |c| {
            c.mean_uplift.value = Some(0.3);
            c.mean_uplift.se = Some(0.001);
        });
        let said = sentences(&s, &far, &n);
        assert!(said[0].1 && said[0].0.ends_with("look again at what inquiries answer to."), "{}", said[0].0);
    }
}
