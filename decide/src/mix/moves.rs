//! Single moves: one channel gets more or less, and the others keep what they have.

use super::super::plan_outcome::{PlanOutcome, difference};
use super::Move;
use super::solve::{Response, Room, around, through};

/// How far a channel is moved in each round, as factors of what it has.
pub(super) const FACTORS: [[f64; 2]; 2] = [[0.5, 2.0], [2.0 / 3.0, 1.5]];

/// The moves from one split.
#[derive(Clone, Default)]
pub(super) struct Moves {
    /// The split that they start from.
    from: Vec<f64>,
    /// Amounts of each channel that may be moved, ascending; what it has is one of them.
    amounts: Vec<(usize, [f64; 3])>,
}

impl Moves {
    /// Those of a round.
    pub(super) fn of(round: usize, from: &[f64], rooms: &[Room], total: f64) -> Self {
        let some = total / (4.0 * from.len() as f64);
        let factors = FACTORS[round.min(FACTORS.len() - 1)];
        let free = (0..rooms.len()).filter(|n| rooms[*n].is_free());
        Self { from: from.to_vec(), amounts: free.map(|n| (n, around(from[n], some, factors))).collect() }
    }

    /// The channel and the amount of each move. The largest amount of every channel first: that is what the first look
    /// shows.
    fn each(&self) -> impl Iterator<Item = (usize, f64)> {
        let moves = [2, 0, 1].into_iter().flat_map(|i| self.amounts.iter().map(move |(n, amounts)| (*n, amounts[i])));
        moves.filter(|(n, x)| *x != self.from[*n])
    }

    /// The splits to try, the one that they start from first.
    pub(super) fn splits(&self) -> Vec<Vec<f64>> {
        let moved = self.each().map(|(n, x)| {
            let mut split = self.from.clone();
            split[n] = x;
            split
        });
        std::iter::once(self.from.clone()).chain(moved).collect()
    }

    /// The moves of each channel that have been tried, by rising amount; the outcomes are those of [`Self::splits`].
    pub(super) fn read(&self, tried: &[PlanOutcome]) -> Vec<Vec<Move>> {
        let mut all = vec![Vec::new(); self.from.len()];
        let Some((unmoved, moved)) = tried.split_first() else { return all };
        for ((n, spend), tried) in self.each().zip(moved) {
            all[n].push(Move { spend, profit: difference(&tried.profit, &unmoved.profit) });
        }
        all.iter_mut().for_each(|moves| moves.sort_by(|a, b| a.spend.total_cmp(&b.spend)));
        all
    }

    /// The responses that go through what the moves bring in so many weeks. Spend is added back, since the total is fixed.
    pub(super) fn responses(&self, tried: &[PlanOutcome], weeks: f64, total: f64) -> Vec<Response> {
        let most = 1e4 * total;
        let moves = self.read(tried);
        let mut all = vec![Response { a: 0.0, b: most }; self.from.len()];
        for (n, amounts) in &self.amounts {
            let gain = amounts.map(|x| {
                let moved = moves[*n].iter().find(|m| m.spend == x);
                moved.and_then(|m| m.profit.value).unwrap_or(0.0) / weeks + x
            });
            all[*n] = through(*amounts, gain, most);
        }
        all
    }
}
