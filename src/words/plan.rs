//! Where the money should go, and what a target takes, in words.

use funnel_decide::mix::{Mix, Verdict};
use funnel_decide::outcome::{Changed, Outcome, Verdict as Found};
use funnel_engine::process::Metric;
use funnel_engine::scenario::Scenario;

use super::claims::{Claim, Said, Side, What, is_relevant};
use super::levers::change;
use super::numbers::{Numbers, money, money_change};
use super::often::{self, Often};
use super::period::period;
use super::price::{Wanted, wanted};
use super::target::goal;

/// How sure one must be of the mean before a mix is called better.
const SURE: f64 = 0.95;

/// Whether the split found is better than today's by the one criterion there is: its mean profit is clearly higher, by an
/// amount that is worth having.
enum Mixed<'a> {
    /// Clearly, and worth having.
    Better(&'a Verdict),
    /// Clearly, and not worth having.
    Alike(&'a Verdict),
    /// Its error is larger.
    Unclear(&'a Verdict),
    /// Nothing better held.
    Stands,
}

/// The money that is split, within the horizon.
fn split(s: &Scenario, m: &Mix) -> f64 {
    m.total * f64::from(s.frame.horizon_weeks)
}

fn mixed<'a>(s: &Scenario, m: &'a Mix) -> Option<Mixed<'a>> {
    let v = m.verdict.as_ref()?;
    let gain = v.profit.value.unwrap_or(0.0);
    Some(match () {
        () if m.keeps_today => Mixed::Stands,
        () if v.sure < SURE => Mixed::Unclear(v),
        () if !is_relevant(gain, split(s, m)) => Mixed::Alike(v),
        () => Mixed::Better(v),
    })
}

/// `Another split of the same money brings +$40k of profit …`, or that none does, or that we cannot tell.
#[must_use]
pub fn mix_title(s: &Scenario, m: &Mix, n: &dyn Numbers) -> Said {
    if m.impossible {
        return Said::plain("No split holds the total within the limits.");
    }
    if m.channels.len() < 2 {
        return Said::plain("There is one channel that can be bought, so there is nothing to split.");
    }
    match mixed(s, m) {
        None => Said::pending("Another split of the same money"),
        Some(Mixed::Stands) => {
            Said::plain("Today’s split stands: nothing better held in futures it was not chosen in.")
        }
        Some(Mixed::Unclear(v)) => Said::plain(format!(
            "We cannot tell a better split from today’s: the best found changes profit by {}, within its error.",
            money_change(n, &v.profit)
        )),
        Some(Mixed::Alike(v)) => Said::plain(format!(
            "Today’s split is as good as any: the best found changes profit by {}, next to nothing beside the {} it splits.",
            money_change(n, &v.profit),
            money(n, split(s, m))
        )),
        Some(Mixed::Better(v)) => {
            let worth = What::Worth { gain: v.profit.value.unwrap_or(0.0), of: split(s, m) };
            Said::claiming(
                format!(
                    "Another split of the same money changes profit by {} against today’s split, in futures it was not chosen in.",
                    money_change(n, &v.profit)
                ),
                Claim::new("mix", Metric::Profit, worth),
            )
        }
    }
}

/// How often it is ahead, and what staying near today's split costs: said of a split that is better, and of no other.
#[must_use]
pub fn mix_sentences(s: &Scenario, m: &Mix, n: &dyn Numbers) -> Vec<Said> {
    let pulsed = pulses(m, n).map(Said::plain);
    let Some(Mixed::Better(v)) = mixed(s, m) else { return pulsed.into_iter().collect() };
    let told = |share: f64| Often::new(share, 0);
    let (ahead, behind) = (v.better.value, v.behind.value);
    let apart = ahead < behind;
    let mut text = format!("It is ahead of today’s split in {}", told(ahead).in_futures(n));
    if ahead + behind < 0.99 {
        text.push_str(&format!(", behind in {}, and the same in the rest", told(behind).short()));
    }
    if apart {
        text.push_str(": its mean is higher all the same, as a few good futures carry it");
    }
    text.push('.');
    // Of another total the split compared with is not today's.
    let is_today = (m.channels.iter().map(|c| c.today).sum::<f64>() - m.total).abs() <= 1e-6 * m.total;
    let of = if is_today { Side::Today } else { Side::Step("today’s split of another total".to_owned()) };
    let often = What::Often { side: Side::Split, of: of.clone(), ahead, behind, says_so: apart };
    let by = What::Ahead { side: Side::Split, of, by: v.profit };
    let claims = [often, by].map(|what| Claim::new("mix", Metric::Profit, what)).to_vec();
    let mut said = vec![Said::with(text, claims)];
    if let Some(half) = v.part_way.iter().find(|w| (w.share - 0.5).abs() < 1e-9) {
        let text = format!("Half of the way there changes profit by {}.", money_change(n, &half.less_today));
        said.push(Said::plain(text));
    }
    said.extend(pulsed);
    said
}

/// Whether the money does more in pulses; nothing unless that was tried, and its fresh futures are run.
fn pulses(m: &Mix, n: &dyn Numbers) -> Option<String> {
    let verdict = m.verdict.as_ref().filter(|_| !m.pulses.is_empty())?;
    Some(match m.pulse {
        Some(pulse) if pulse.off_weeks == 0 => format!(
            "Spent evenly week by week it changes profit by a further {}.",
            money_change(n, &verdict.pulse.unwrap_or(pulse.less_mix))
        ),
        Some(pulse) => format!(
            "Spent in pulses, {} on and {} off, it changes profit by a further {}.",
            weeks(pulse.on_weeks),
            weeks(pulse.off_weeks),
            money_change(n, &verdict.pulse.unwrap_or(pulse.less_mix))
        ),
        None => {
            "Pulses of 1, 2, 4 or 13 weeks on and as many off bring nothing that stands out from its error.".to_owned()
        }
    })
}

fn weeks(n: u32) -> String {
    if n == 1 { "1 week".to_owned() } else { format!("{n} weeks") }
}

/// `$5M of revenue at 80% takes more than budget: …`
#[must_use]
pub fn outcome_title(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> Said {
    let Some(asked) = &o.asked else {
        return Said::plain(
            "Say what you want to reach, and with what confidence, in the question above or right here.",
        );
    };
    let what = format!("{} with {} confidence", goal(asked.metric, asked.value, n), often::wanted(n, asked.confidence));
    let Some((verdict, way)) = o.verdict.zip(o.way.as_ref()) else {
        return Said::pending(format!("What {what} takes"));
    };
    let first = capital(&what);
    let reached = often::chance(n, way.reach.chance.value);
    let futures = often::of_futures(n, way.reach.chance.value);
    let text = match verdict {
        Found::Budget if way.changes.is_empty() => format!("{first} is within reach as things are: {reached}."),
        Found::Budget => {
            format!("{first} takes a budget of {} in {}.", money(n, way.reach.budget), period(s.frame.horizon_weeks))
        }
        Found::Combination => format!(
            "{first}: not by budget alone. With {} changes together it is reached in {futures}, for {} more cost.",
            way.changes.len(),
            money_change(n, &way.cost).trim_start_matches('+')
        ),
        Found::Nothing => format!("Nothing that was tried reaches {what}: the furthest comes to {reached}."),
    };
    let advice = |c: &Changed| What::Advice {
        side: Side::Step(c.setting.clone()),
        is_priced: c.setting.is_empty() || s.price(&c.setting).is_known(),
    };
    let claims = way.changes.iter().map(|c| Claim::new("takes", Metric::Profit, advice(c))).collect();
    Said::with(text, claims)
}

/// What was not tried as nobody gave its price, with what to enter; nothing where the budget alone reaches the target.
#[must_use]
pub fn outcome_unpriced(s: &Scenario, o: &Outcome) -> Vec<(String, Vec<Wanted>)> {
    if matches!(o.verdict, None | Some(Found::Budget)) {
        return Vec::new();
    }
    let settings = s.settings();
    let one = |x: &funnel_decide::outcome::Unpriced| {
        let setting = settings.iter().find(|known| known.key == x.setting)?;
        let name = if setting.owner.is_empty() {
            setting.label.to_owned()
        } else {
            format!("{}: {}", setting.owner, setting.label)
        };
        Some((format!("{name}: not tried, as nobody said what it costs."), vec![wanted(s, &x.path)]))
    };
    o.unpriced.iter().filter_map(one).collect()
}

/// What the way changes, one line each, and how it did in fresh futures.
#[must_use]
pub fn outcome_sentences(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> Vec<String> {
    let Some(way) = &o.way else { return Vec::new() };
    let settings = s.settings();
    let line = |c: &Changed| {
        if c.setting.is_empty() {
            return format!("Budget: {} of today’s.", n.percent(c.to, 0));
        }
        let known = settings.iter().find(|x| x.key == c.setting);
        known.map_or_else(|| format!("{}: {}.", c.setting, c.to), |x| capital(&change(n, x, c.to)) + ".")
    };
    let mut said: Vec<String> = way.changes.iter().map(line).collect();
    if let Some(fresh) = &o.fresh {
        said.push(format!(
            "In futures it was not chosen in it reaches the target in {} of 50.",
            (50.0 * fresh.value).round()
        ));
    }
    said
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().map(|first| first.to_ascii_uppercase()).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;
    use funnel_decide::mix::{PartWay, Pulse, Share, Verdict as Judged};
    use funnel_decide::outcome::{Asked, Reach, Verdict, Way};
    use funnel_engine::report::{Chance, Estimate};
    use funnel_engine::scenario::TargetMetric;

    fn known(value: f64, se: f64) -> Estimate {
        Estimate { value: Some(value), se: Some(se) }
    }

    fn mix(profit: f64, sure: f64) -> Mix {
        let way = PartWay { share: 0.5, less_today: known(profit / 1.5, 1e4), lost: known(profit / 3.0, 1e4) };
        Mix {
            channels: vec![Share::default(), Share::default()],
            total: 1e4,
            verdict: Some(Judged {
                seed: 2,
                today: known(0.0, 1.0),
                profit: known(profit, 1e4),
                revenue: known(profit, 1e4),
                first: known(profit, 1e4),
                better: Chance { value: 0.62, ..Chance::default() },
                behind: Chance { value: 0.38, ..Chance::default() },
                sure,
                part_way: vec![way],
                pulse: None,
            }),
            ..Mix::default()
        }
    }

    #[test]
    fn a_mix_is_better_or_not_or_one_cannot_tell() {
        let (s, n) = (sample::scenario(), NumberStyle::default());
        let mix_title = |m: &Mix, n: &NumberStyle| mix_title(&s, m, n).text;
        let mix_sentences = |m: &Mix, n: &NumberStyle| -> Vec<String> {
            mix_sentences(&s, m, n).into_iter().map(|said| said.text).collect()
        };
        assert_eq!(
            mix_title(&mix(4.2e4, 0.999), &n),
            "Another split of the same money changes profit by +$40k against today’s split, in futures it was not chosen in."
        );
        assert_eq!(
            mix_sentences(&mix(4.2e4, 0.999), &n),
            ["It is ahead of today’s split in 31 of 50 futures.", "Half of the way there changes profit by +$30k."]
        );
        let pulses = |pulse: Option<(u32, u32)>| {
            let pulse = pulse.map(|(on_weeks, off_weeks)| Pulse { on_weeks, off_weeks, less_mix: known(2.1e4, 5e3) });
            let m = Mix {
                pulses: vec![Pulse { on_weeks: 1, off_weeks: 1, less_mix: known(0.0, 1.0) }],
                pulse,
                ..mix(4.2e4, 0.999)
            };
            mix_sentences(&m, &n).pop().unwrap()
        };
        assert_eq!(
            pulses(Some((1, 1))),
            "Spent in pulses, 1 week on and 1 week off, it changes profit by a further +$21k."
        );
        assert_eq!(
            pulses(Some((4, 4))),
            "Spent in pulses, 4 weeks on and 4 weeks off, it changes profit by a further +$21k."
        );
        assert_eq!(pulses(Some((4, 0))), "Spent evenly week by week it changes profit by a further +$21k.");
        assert!(pulses(None).ends_with("bring nothing that stands out from its error."));
        // $200 of the $520k that is split: sure, and no reason to split it otherwise.
        let small = mix(200.0, 0.97);
        assert!(mix_title(&small, &n).starts_with("Today’s split is as good as any: the best found changes profit by"));
        assert_eq!(mix_sentences(&small, &n), Vec::<String>::new());
        let mut few = mix(4.2e4, 0.999);
        if let Some(v) = &mut few.verdict {
            (v.better.value, v.behind.value) = (0.04, 0.1);
        }
        assert_eq!(
            mix_sentences(&few, &n)[0],
            "It is ahead of today’s split in 2 of 50 futures, behind in 5 of 50, and the same in the rest: its mean is higher all the \
             same, as a few good futures carry it."
        );
        assert!(mix_title(&mix(8e3, 0.79), &n).starts_with("We cannot tell a better split from today’s"));
        assert!(mix_title(&Mix { keeps_today: true, ..mix(0.0, 0.5) }, &n).starts_with("Today’s split stands"));
        assert!(mix_title(&Mix { impossible: true, ..Mix::default() }, &n).starts_with("No split holds"));
        assert!(mix_title(&Mix::default(), &n).starts_with("There is one channel"));
    }

    fn outcome(verdict: Verdict, changes: Vec<Changed>) -> Outcome {
        let reach = Reach { budget: 1.4e6, chance: Chance { value: 0.81, ..Chance::default() }, ..Reach::default() };
        Outcome {
            asked: Some(Asked { metric: TargetMetric::Revenue, value: 5e6, confidence: 0.8 }),
            verdict: Some(verdict),
            way: Some(Way { changes, cost: known(2.03e6, 1e4), reach }),
            fresh: Some(Chance { value: 0.76, ..Chance::default() }),
            ..Outcome::default()
        }
    }

    #[test]
    fn a_target_takes_a_budget_or_more_or_is_out_of_reach() {
        let (s, n) = (sample::scenario(), NumberStyle::default());
        let budget = || Changed { setting: String::new(), from: 1.0, to: 1.4 };
        let said = |verdict, changes| outcome_title(&s, &outcome(verdict, changes), &n).text;
        assert_eq!(
            said(Verdict::Budget, vec![budget()]),
            "$5M of revenue with 80% confidence takes a budget of $1.4M in 12 months."
        );
        assert_eq!(
            said(Verdict::Budget, Vec::new()),
            "$5M of revenue with 80% confidence is within reach as things are: 81%."
        );
        assert_eq!(
            said(Verdict::Combination, vec![budget(), budget()]),
            "$5M of revenue with 80% confidence: not by budget alone. With 2 changes together it is reached in 81% of futures, \
             for $2.03M more cost."
        );
        assert_eq!(
            said(Verdict::Nothing, vec![budget()]),
            "Nothing that was tried reaches $5M of revenue with 80% confidence: the furthest comes to 81%."
        );
        assert!(outcome_title(&s, &Outcome::default(), &n).text.starts_with("Say what you want"));
        let mut one = outcome(Verdict::Budget, Vec::new());
        one.asked = Some(Asked { metric: TargetMetric::Customers, value: 1.0, confidence: 0.8 });
        assert!(outcome_title(&s, &one, &n).text.starts_with("1 customer with 80% confidence is within reach"));
        assert_eq!(
            outcome_sentences(&s, &outcome(Verdict::Budget, vec![budget()]), &n),
            ["Budget: 140% of today’s.", "In futures it was not chosen in it reaches the target in 38 of 50."]
        );
    }
}
