//! [`split`] against its plain version: a loop from person to person, and the law that any way of splitting must have.

use super::super::layers::{Layers, empty, layer_count};
use super::*;
use crate::math::gamma;
use std::collections::BTreeMap;

/// The plain version of the few: one person after the other, one number each, whatever the plan.
///
/// Today's people are persons 0, 1, 2, …; a plan keeps the first so many of them. Whoever has another fate in the plan than
/// today is somewhere else than he would have been: extra there.
fn one_after_the_other(from: &[Batch<u32>], rates: &ArmRates<'_>, draws: Draws<'_>, lane: usize) -> [Layers; 2] {
    let mut out = [empty(rates.count + 1), empty(rates.count + 1)];
    let mut put = |does: bool, layer: usize| out[usize::from(!does)][layer][lane] += 1;
    let number = |part, person: u32| draws.key(part, lane).bits(draws.first() + u64::from(person));
    for person in 0..from[0][lane] {
        let number = number(Part::Base, person);
        let today = rates.today[lane].hits(number);
        put(today, 0);
        for k in 0..rates.count {
            let (kept, extra) = plan(k);
            if person < from[kept][lane] {
                let then = rates.plans[k].unwrap_or(rates.today)[lane].hits(number);
                put(then, if then == today { kept } else { extra });
            }
        }
    }
    for k in 0..rates.count {
        let (_, extra) = plan(k);
        for person in 0..from[extra][lane] {
            put(rates.plans[k].unwrap_or(rates.today)[lane].hits(number(Part::Extra, person)), extra);
        }
    }
    out
}

/// Whole numbers by chance, the same in each run.
struct Dice(Key, u64);

impl Dice {
    /// One of so many.
    fn below(&mut self, n: u32) -> u32 {
        self.1 += 1;
        (self.0.uniform(self.1) * f64::from(n)) as u32
    }

    /// Impossible, rare, likely, certain, or anything between.
    fn rate(&mut self) -> Rate {
        let any = f64::from(self.below(1 << 20)) / f64::from(1 << 20);
        Rate::new([0.0, 1e-9, any, any, any, any, 0.5, 1.0][self.below(8) as usize])
    }

    /// A group with up to `most` people a layer, in about every second lane.
    fn group(&mut self, arms: usize, most: u32) -> Layers {
        let mut group = empty(arms);
        (0..BATCH).for_each(|lane| {
            let n = self.below(2) * self.below(most + 1);
            group[0][lane] = n;
            for (kept, extra) in (0..arms - 1).map(plan) {
                // Most plans keep all.
                group[kept][lane] = if self.below(3) == 0 { self.below(n + 1) } else { n };
                group[extra][lane] = self.below(2) * self.below(most + 1);
            }
        });
        group
    }
}

/// Calls `see(group, rates, draws, yes, no)` for random groups of up to `most` people a layer.
fn with_random_groups(most: u32, mut see: impl FnMut(&Layers, &ArmRates<'_>, Draws<'_>, &Layers, &Layers)) {
    let mut dice = Dice(Key::new(31), 0);
    for round in 0..12_000 {
        let arms = 1 + round % 4;
        let group = dice.group(arms, most);
        let mut rates = || -> Batch<Rate> { std::array::from_fn(|_| dice.rate()) };
        let (today, plans) = (rates(), [rates(), rates(), rates()]);
        // The second plan has no rates of its own.
        let own = plans.iter().take(arms - 1).enumerate().map(|(k, rates)| (k != 1).then_some(rates));
        let rates = ArmRates::new(&today, own);
        let stream = parts(Key::new(32).with(round as u64));
        let keys: Batch<Key> = std::array::from_fn(|lane| Key::new(33).with((round * BATCH + lane) as u64));
        let draws = Draws { stream: &stream, keys: &keys, week: round as u64 % 500 };
        // What was there before is overwritten.
        let mut out = [vec![[7; BATCH]; layer_count(arms)], vec![[7; BATCH]; layer_count(arms)]];
        let [yes, no] = &mut out;
        split(&group, &rates, draws, yes, no);
        see(&group, &rates, draws, yes, no);
    }
}

#[test]
fn few_people_are_split_as_one_after_the_other_would_be() {
    let mut compared = 0;
    with_random_groups(FEW, |group, rates, draws, yes, no| {
        for lane in 0..BATCH {
            let plain = one_after_the_other(group, rates, draws, lane);
            for (layer, n) in group.iter().enumerate() {
                let split = [yes[layer][lane], no[layer][lane]];
                assert_eq!(split, [plain[0][layer][lane], plain[1][layer][lane]], "layer {layer}, lane {lane}");
                compared += n[lane];
            }
        }
    });
    assert!(compared > 1_000_000, "{compared} people");
}

/// Of few or many: nobody appears or vanishes, and a plan keeps at a place only people who are there today. With a higher
/// rate nobody fails who would not have, with a lower one nobody does.
#[test]
fn nobody_is_lost_and_plans_stay_in_step() {
    let (mut few, mut many) = (0, 0);
    with_random_groups(4 * FEW, |group, rates, _, yes, no| {
        for lane in 0..BATCH {
            let n = group[0][lane];
            *(if n > FEW { &mut many } else { &mut few }) += 1;
            assert_eq!(yes[0][lane] + no[0][lane], n);
            for k in 0..rates.count {
                let (kept, extra) = plan(k);
                let [of, yes_, no_] = [group, yes, no].map(|x| [x[kept][lane], x[extra][lane]]);
                assert_eq!(yes_.iter().chain(&no_).sum::<u32>(), of[0] + of[1]);
                assert!(yes_[0] <= yes[0][lane] && no_[0] <= no[0][lane]);
                let own = rates.plans[k].unwrap_or(rates.today)[lane].p();
                let (up, down) = (own >= rates.today[lane].p(), own <= rates.today[lane].p());
                // Without extra people all that is extra has changed sides.
                if of[1] == 0 {
                    assert!((!up || no_[1] == 0) && (!down || yes_[1] == 0), "{no_:?} {yes_:?}");
                }
                if up && down && of[0] == n {
                    assert_eq!([yes_[0], no_[0]], [yes[0][lane], no[0][lane]], "all kept, and nothing changed");
                }
            }
        }
    });
    assert!(few > 10_000 && many > 10_000, "{few} {many}");
}

/// Both ways of splitting have one law: the joint one of who does today, and who does, and does not, in a plan.
///
/// Of the kept people each is one of three kinds (the same fate, done in the plan alone or today alone), the others one of
/// two; the chances of all outcomes are added up person by person. Chi-square of 320,000 groups each; false alarm 1e-6 a
/// case, so 2e-5 for all.
#[test]
fn many_people_are_split_by_the_law_of_one_after_the_other() {
    // (people, of them kept, today's rate, the plan's).
    for (n, m, p, q) in [(6, 4, 0.3, 0.5), (6, 6, 0.3, 0.2), (5, 3, 0.9, 0.35), (6, 5, 0.1, 0.12), (6, 2, 0.4, 0.4)] {
        let exact = law(n, m, p, q);
        assert!((exact.values().sum::<f64>() - 1.0).abs() < 1e-12);
        // Both ways take these; more than [`FEW`] people only the second.
        for is_many in [false, true] {
            chi_square(&exact, (n, m, p, q), is_many);
        }
    }
    for (n, m, p, q) in [(FEW + 1, FEW - 1, 0.05, 0.08), (24, 20, 0.1, 0.12), (60, 41, 0.5, 0.45)] {
        chi_square(&law(n, m, p, q), (n, m, p, q), false);
    }
}

/// Done today; of the plan's kept people, done in both; done in the plan alone; done today alone.
type Fates = [u32; 4];

/// The chance of each outcome.
fn law(n: u32, m: u32, p: f64, q: f64) -> BTreeMap<Fates, f64> {
    let both = p.min(q);
    let kept: [(Fates, f64); 4] =
        [([1, 1, 0, 0], both), ([0, 0, 1, 0], q - both), ([1, 0, 0, 1], p - both), ([0; 4], 1.0 - p.max(q))];
    let other = [([1, 0, 0, 0], p), ([0; 4], 1.0 - p)];
    let mut law = BTreeMap::from([([0; 4], 1.0)]);
    for person in 0..n {
        let mut next = BTreeMap::new();
        let kinds = if person < m { &kept[..] } else { &other[..] };
        for (before, chance) in law {
            for (fate, of) in kinds.iter().filter(|(_, of)| *of > 0.0) {
                let after: Fates = std::array::from_fn(|i| before[i] + fate[i]);
                *next.entry(after).or_insert(0.0) += chance * of;
            }
        }
        law = next;
    }
    law
}

fn chi_square(exact: &BTreeMap<Fates, f64>, (n, m, p, q): (u32, u32, f64, f64), by_count: bool) {
    const WEEKS: u64 = 10_000;
    let group = vec![[n; BATCH], [m; BATCH], [0; BATCH]];
    let (today, own) = ([Rate::new(p); BATCH], [Rate::new(q); BATCH]);
    let rates = ArmRates::new(&today, [Some(&own)].into_iter());
    let stream = parts(Key::new(41).with(u64::from(n)));
    let keys: Batch<Key> = std::array::from_fn(|lane| Key::new(42).with(lane as u64));
    let mut seen = BTreeMap::new();
    let (mut yes, mut no) = (empty(2), empty(2));
    for week in 0..WEEKS {
        let draws = Draws { stream: &stream, keys: &keys, week };
        if by_count {
            for (lane, rate) in today.iter().enumerate() {
                let x = rate.quantile(n, draws.uniform(Part::Base, lane));
                split_many(&group, &rates, draws, [&mut yes, &mut no], (lane, x));
            }
        } else {
            split(&group, &rates, draws, &mut yes, &mut no);
        }
        for lane in 0..BATCH {
            *seen.entry([yes[0][lane], yes[1][lane], yes[2][lane], no[2][lane]]).or_insert(0.0) += 1.0;
        }
    }
    let draws = WEEKS as f64 * BATCH as f64;
    let (mut statistic, mut cells, mut rare) = (0.0, 0.0, [0.0, 0.0]);
    for (fates, chance) in exact {
        let (seen, expected) = (seen.remove(fates).unwrap_or(0.0), chance * draws);
        if expected < 10.0 {
            rare = [rare[0] + seen, rare[1] + expected];
        } else {
            statistic += (seen - expected).powi(2) / expected;
            cells += 1.0;
        }
    }
    if rare[1] >= 10.0 {
        statistic += (rare[0] - rare[1]).powi(2) / rare[1];
        cells += 1.0;
    }
    assert!(seen.is_empty(), "impossible: {seen:?}");
    let (_, chance) = gamma::regularised((cells - 1.0) / 2.0, statistic / 2.0);
    assert!(chance > 1e-6, "{n} {m} {p} {q}, by count {by_count}: chi-square {statistic} on {cells} cells, {chance:e}");
}
