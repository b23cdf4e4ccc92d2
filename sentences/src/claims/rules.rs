//! When two claims exclude each other.

use funnel_engine::report::Estimate;

use super::{Among, Claim, What, is_relevant};

/// Two means of the same quantity exclude each other beyond this many standard errors of their difference: one false
/// alarm in 150,000 pairs, and fewer where the two share their futures.
const APART: f64 = 4.5;
/// A median may lie between two futures, whereas a chance counts them.
const SLACK: f64 = 0.02;

/// Claims that exclude each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// One claim.
    pub one: Claim,
    /// The other; `None` where a claim is wrong by itself.
    pub other: Option<Claim>,
    /// Why they exclude each other.
    pub why: &'static str,
}

/// All contradictions among the claims of one page.
#[must_use]
pub fn contradictions(claims: &[Claim]) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = Vec::new();
    for (i, one) in claims.iter().enumerate() {
        found.extend(by_itself(one).map(|why| Contradiction { one: one.clone(), other: None, why }));
        for other in &claims[i + 1..] {
            // What is best within a year need not be best within two.
            let of_one_kind = (one.metric, one.weeks) == (other.metric, other.weeks);
            let why = of_one_kind.then(|| apart(one, other).or_else(|| apart(other, one))).flatten();
            found.extend(why.map(|why| Contradiction { one: one.clone(), other: Some(other.clone()), why }));
        }
    }
    found
}

fn by_itself(claim: &Claim) -> Option<&'static str> {
    match &claim.what {
        What::Best { among: Among::Anything, .. } => Some("it does not say against what it is best"),
        What::Best { best, among } if !among.holds(best) => Some("the best is none of those it is best of"),
        What::BestUnderAll { told, differ } if told != differ => Some("sets of assumptions that are the same are one"),
        What::Advice { is_priced: false, .. } => Some("nobody gave a price for what it advises"),
        What::Worth { gain, of } if !is_relevant(*gain, *of) => Some("what it is worth is not worth having"),
        _ => None,
    }
}

/// Why one claim excludes another about the same figure; asked in both directions.
fn apart(one: &Claim, other: &Claim) -> Option<&'static str> {
    match (&one.what, &other.what) {
        (What::Best { best: a, among: of_a }, What::Best { best: b, among: of_b }) => {
            (a != b && of_a.holds(b) && of_b.holds(a)).then_some("two are best, each of both")
        }
        (What::Best { best, among }, What::Ahead { side, of, by }) => {
            let above = by.is_gain() && of == best && among.holds(side);
            let below = by.is_loss() && side == best && among.holds(of);
            (above || below).then_some("something is ahead of the best")
        }
        (What::Ahead { side: a, of: from_a, by: x }, What::Ahead { side: b, of: from_b, by: y }) => {
            let y = match () {
                () if a == b && from_a == from_b => *y,
                () if a == from_b && from_a == b => y.times(-1.0),
                () => return None,
            };
            differ(x, &y).then_some("one difference has two sizes")
        }
        (What::Ahead { side: a, of: from_a, by }, What::Often { side: b, of: from_b, ahead, behind, says_so }) => {
            // Mean and odds may disagree about which of two is ahead; a view that reports both says so.
            let same = one.view == other.view && a == b && from_a == from_b;
            let against = by.is_gain() && ahead < behind || by.is_loss() && ahead > behind;
            (same && against && !says_so).then_some("the mean and the odds point apart, and nothing says so")
        }
        (What::AheadBy { side: a, of: from_a, week, horizon }, What::Often { side: b, of: from_b, behind, .. }) => {
            // Whoever is ahead for good from a week on is not behind at the horizon.
            let by_then = a == b && from_a == from_b && week.is_some_and(|week| week <= *horizon);
            (by_then && *behind > 0.5 + SLACK).then_some("ahead in time in half of the futures, and behind in more")
        }
        (What::Falls { alone: a, from: None, tried }, What::Falls { alone: b, from: Some([_, by]), .. }) => {
            (a == b && by <= tried).then_some("revenue falls where it is said not to")
        }
        (What::Falls { alone: a, from: Some(x), .. }, What::Falls { alone: b, from: Some(y), .. }) => {
            (a == b && x[1] < y[0]).then_some("revenue falls from two budgets on")
        }
        (What::Pays { more: a }, What::Refused { more: b }) => {
            (a == b).then_some("one refuses money for which another has a place where it pays")
        }
        (What::MoreOn { channel }, What::Elsewhere { than }) => {
            than.contains(channel).then_some("more is advised where another puts none of it")
        }
        _ => None,
    }
}

/// Whether two estimates of the same quantity are further apart than their errors and rounding allow.
fn differ(a: &Estimate, b: &Estimate) -> bool {
    let (Some(x), Some(y)) = (a.value, b.value) else { return false };
    let errors = a.se.unwrap_or(f64::INFINITY).hypot(b.se.unwrap_or(f64::INFINITY));
    (x - y).abs() > APART * errors + 1e-9 * x.abs().max(y.abs())
}
