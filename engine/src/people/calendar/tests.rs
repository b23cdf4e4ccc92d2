//! [`Calendar`] against its plain version: a table of all weeks, cells, layers and lanes, filled person by person.

use super::super::layers::{add, empty, is_empty, layer_count, people};
use super::super::split::parts;
use super::*;
use crate::math::gamma;
use crate::sample::Key;
use std::collections::BTreeMap;

const WEEKS: usize = 12;
const CELLS: usize = 3;

/// People by week of arrival, cell, layer and lane; in week `WEEKS` all who are later.
struct Table(Vec<Vec<Layers>>);

impl Table {
    fn new(arms: usize) -> Self {
        Self(vec![vec![empty(arms); CELLS]; WEEKS + 1])
    }

    /// The plain version of few: today's people are persons 0, 1, 2, …, each with a number of his own and so with a week of
    /// his own; a plan keeps the first so many of them, and its extra people have numbers of their own.
    fn send(&mut self, cell: usize, people: &[Batch<u32>], delays: &DelayTable, draws: Draws<'_>, week: usize) {
        for lane in 0..BATCH {
            let mut put = |part, person: u32, layer: usize| {
                let delay = delays.week(draws.key(part, lane).bits(draws.first() + u64::from(person)));
                self.0[(week + delay).min(WEEKS)][cell][layer][lane] += 1;
            };
            for person in 0..people[0][lane] {
                put(Part::Base, person, 0);
                for (kept, _) in (0..people.len() / 2).map(plan).filter(|(kept, _)| person < people[*kept][lane]) {
                    put(Part::Base, person, kept);
                }
            }
            for (_, extra) in (0..people.len() / 2).map(plan) {
                (0..people[extra][lane]).for_each(|person| put(Part::Extra, person, extra));
            }
        }
    }
}

/// A delay with these chances of 0, 1, 2, … weeks; the more weeks by which it is `cleared`, the more people are few.
fn delay(chances: &[f64], cleared: usize) -> DelayTable {
    let left = |week: usize| chances[week + 1..].iter().sum::<f64>() / chances.iter().sum::<f64>();
    DelayTable::new(&(0..chances.len()).map(left).collect::<Vec<_>>(), cleared)
}

/// Weeks of sending groups off from each cell and of taking in those who arrive, with lists that stay lists and some that
/// grow into tables, are to the last person what the plain table says.
#[test]
fn few_people_arrive_as_a_table_filled_one_by_one_says() {
    // Within a few weeks; or later than all that are simulated, or than the delay's own table.
    let delays = [delay(&[0.2, 0.0, 0.5, 0.3], 4), delay(&[1.0; 40], 40), DelayTable::new(&[0.9, 0.7], 30)];
    let (mut tables, mut sent) = (0, 0);
    for round in 0..400_u64 {
        let arms = 1 + round as usize % 4;
        let key = Key::new(51).with(round);
        let mut dice = (0..).map(|i| key.uniform(i));
        let mut below = move |n: u32| (dice.next().unwrap_or(0.0) * f64::from(n)) as u32;
        // From a person here and there to a crowd everywhere.
        let (lanes, most) = [(1, 1), (4, 3), (BATCH, 8), (BATCH, 31)][below(4) as usize];
        let (mut calendar, mut table) = (Calendar::new(WEEKS, CELLS, arms), Table::new(arms));
        let keys: Batch<Key> = std::array::from_fn(|lane| Key::new(52).with(round * BATCH as u64 + lane as u64));
        for week in 0..WEEKS {
            for cell in 0..CELLS {
                let mut group = empty(arms);
                (0..lanes).for_each(|lane| {
                    let n = below(most + 1);
                    group[0][lane] = n;
                    for (kept, extra) in (0..arms - 1).map(plan) {
                        group[kept][lane] = if below(2) == 0 { below(n + 1) } else { n };
                        group[extra][lane] = below(2) * below(most + 1);
                    }
                });
                let stream = parts(Key::new(53).with(cell as u64));
                let draws = Draws { stream: &stream, keys: &keys, week: week as u64 };
                let delay = &delays[below(3) as usize];
                calendar.send(CellIx(cell), &group, delay, draws, week);
                table.send(cell, &group, delay, draws, week);
                sent += group.iter().flatten().sum::<u32>();
            }
            tables += calendar.weeks.iter().filter(|week| week.is_table()).count();
            // Who was there before joins; where nobody was, what an earlier week left is forgotten.
            let mut cells = vec![vec![[3; BATCH]; layer_count(arms)]; CELLS];
            let was: Vec<bool> = (0..CELLS).map(|_| below(2) == 0).collect();
            let mut any = was.clone();
            calendar.arrive(week, &mut cells, &mut any);
            for cell in 0..CELLS {
                let mut expected = table.0[week][cell].clone();
                assert_eq!(any[cell], was[cell] || !is_empty(&expected), "round {round}, week {week}, cell {cell}");
                if was[cell] {
                    expected.iter_mut().flatten().for_each(|n| *n += 3);
                }
                assert!(!any[cell] || cells[cell] == expected, "round {round}, week {week}, cell {cell}");
            }
        }
        for arm in 0..arms {
            let plain = |lane| table.0[WEEKS].iter().map(|cell| u64::from(people(cell, arm, lane))).sum::<u64>();
            assert_eq!(calendar.later(arm, 7), (0..7).map(plain).sum::<u64>());
        }
        calendar.clear();
        assert_eq!(calendar.later(0, BATCH), 0);
    }
    assert!(tables > 1_000 && sent > 500_000, "{tables} tables, {sent} people");
}

/// A byte holds 255 people; more of one place arrive all the same, one by one or as one party.
#[test]
fn people_for_whom_a_table_has_no_room_arrive() {
    for cleared in [100, 0] {
        let next_week = delay(&[0.0, 1.0], cleared);
        let (stream, keys) = (parts(Key::new(81)), std::array::from_fn(|lane| Key::new(82).with(lane as u64)));
        let mut calendar = Calendar::new(WEEKS, CELLS, 2);
        let group = [700, 500, 400].map(|n| [n; BATCH]);
        for week in [3, 3] {
            let draws = Draws { stream: &stream, keys: &keys, week };
            calendar.send(CellIx(1), &group, &next_week, draws, week as usize);
        }
        assert!(calendar.weeks[4].is_table() && !calendar.weeks[4].list.is_empty());
        let (mut cells, mut any) = (vec![empty(2); CELLS], vec![false; CELLS]);
        calendar.arrive(4, &mut cells, &mut any);
        assert_eq!(any, [false, true, false]);
        assert_eq!(cells[1], group.map(|lanes| lanes.map(|n| 2 * n)));
        assert!(calendar.weeks[4].list.is_empty() && calendar.weeks[4].table.iter().all(|row| *row == [0; BATCH]));
    }
}

/// Of many people, all arrive; those that a plan keeps arrive with today's.
#[test]
fn nobody_is_lost_on_the_way() {
    let delays = [delay(&[0.2, 0.0, 0.5, 0.3], 0), DelayTable::new(&[0.9, 0.7], 1)];
    for round in 0..500_u32 {
        let key = Key::new(61).with(u64::from(round));
        let n = 17 + (key.uniform(0) * 1000.0) as u32;
        let (m, e) = ((key.uniform(1) * f64::from(n + 1)) as u32, (key.uniform(2) * 100.0) as u32);
        let group = vec![[n; BATCH], [m; BATCH], [e; BATCH]];
        let (stream, keys) = (parts(key), std::array::from_fn(|lane| Key::new(62).with(lane as u64)));
        let mut calendar = Calendar::new(WEEKS, CELLS, 2);
        let draws = Draws { stream: &stream, keys: &keys, week: 5 };
        calendar.send(CellIx(1), &group, &delays[round as usize % 2], draws, 5);
        let mut sums = empty(2);
        for week in &calendar.weeks {
            let here = calendar.of(week, 1);
            assert!(here[0].iter().zip(&here[1]).all(|(today, kept)| kept <= today));
            add(&mut sums, &here);
        }
        assert_eq!(sums, group);
    }
}

/// Both ways of sending have one law: in a week, of today's people, as many arrive of those a plan keeps, and of the
/// others, as two independent binomials say; extra people are a third. Chi-square of 160,000 groups, false alarm 1e-6 each.
#[test]
fn many_people_arrive_by_the_law_of_one_by_one() {
    const ROUNDS: u64 = 5_000;
    const CHANCES: [f64; 4] = [0.2, 0.0, 0.5, 0.3];
    const GROUP: [u32; 3] = [9, 5, 8];
    let binomial = |n: u32, k: u32, p: f64| {
        let ways = (1..=k).fold(1.0, |ways, i| ways * f64::from(n - i + 1) / f64::from(i));
        ways * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
    };
    // The same delay, said to take long and to be soon over.
    for cleared in [9, 0] {
        let delay = delay(&CHANCES, cleared);
        assert_eq!([9, 8].map(|n| delay.is_few(n)), [cleared == 9; 2]);
        for (week, p) in CHANCES.into_iter().enumerate().filter(|(_, p)| *p > 0.0) {
            let mut seen = BTreeMap::new();
            for round in 0..ROUNDS {
                let (stream, keys) = (parts(Key::new(71)), std::array::from_fn(|lane| Key::new(72).with(lane as u64)));
                let mut calendar = Calendar::new(4, 1, 2);
                let draws = Draws { stream: &stream, keys: &keys, week: round };
                calendar.send(CellIx(0), &GROUP.map(|n| [n; BATCH]), &delay, draws, 0);
                let here = calendar.of(&calendar.weeks[week], 0);
                let groups = here[0].iter().zip(&here[1]).zip(&here[2]);
                for ((today, kept), extra) in groups {
                    *seen.entry([*kept, today - kept, *extra]).or_insert(0.0) += 1.0;
                }
            }
            let [n, m, e] = GROUP;
            let (mut statistic, mut cells, mut rare) = (0.0, 0.0, [0.0, 0.0]);
            for kept in 0..=m {
                for other in 0..=n - m {
                    for extra in 0..=e {
                        let chance = binomial(m, kept, p) * binomial(n - m, other, p) * binomial(e, extra, p);
                        let expected = chance * (ROUNDS * BATCH as u64) as f64;
                        let seen = seen.remove(&[kept, other, extra]).unwrap_or(0.0);
                        if expected < 10.0 {
                            rare = [rare[0] + seen, rare[1] + expected];
                        } else {
                            statistic += (seen - expected).powi(2) / expected;
                            cells += 1.0;
                        }
                    }
                }
            }
            assert!(seen.is_empty() && rare[1] > 10.0, "{seen:?} {rare:?}");
            statistic += (rare[0] - rare[1]).powi(2) / rare[1];
            let (_, chance) = gamma::regularised(cells / 2.0, statistic / 2.0);
            assert!(chance > 1e-6, "cleared {cleared}, week {week}: chi-square {statistic}, chance {chance:e}");
        }
    }
}
