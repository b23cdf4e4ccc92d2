//! Which replicates to hand out next. They go out in order, in chunks that never reach across a report, and none beyond the
//! first report until the run is to go on: in a drag the next step follows it, and the workers should then be free.

use std::ops::Range;

use funnel_decide::LOOK;
use funnel_engine::process::BATCH;
use funnel_engine::simulate::Goal;

use super::protocol::Chunk;

/// How long a chunk should take, in milliseconds: a cancel has to wait for it, and handing one out costs about one
/// millisecond.
const CHUNK_MILLIS: f64 = 40.0;

/// The same for a study, in which several runs follow each other: at the end of each, all workers wait for the last
/// chunk.
const STUDY_MILLIS: f64 = 20.0;

/// Chunks that a worker holds at a time: one being simulated and one waiting, so that it never waits for the page.
pub(super) const HELD: u32 = 2;

/// Replicates in a batch. All chunks after the first report are whole batches.
const LANES: u32 = BATCH as u32;

/// Chunks of the first report are parts of a block, a multiple of this many replicates: the report waits for its last
/// worker, and a part costs about what its replicates do.
const PART: u32 = 8;

/// The replicates of one run that are still to be handed out.
pub(super) struct Schedule {
    goal: Goal,
    /// How long a chunk should take, in milliseconds.
    pace: f64,
    /// A replicate that no chunk reaches across, besides reports; 0 for none.
    look: u32,
    /// The first replicate that has not been handed out.
    next: u32,
    /// Chunks whose worker was lost.
    lost: Vec<Chunk>,
    /// Whether a report has arrived.
    has_report: bool,
    /// Whether nothing beyond the first report is handed out yet.
    rests: bool,
    /// Time for one block on one worker, once known.
    block_millis: Option<f64>,
}

impl Schedule {
    /// All of a run.
    #[must_use]
    pub(super) fn new(goal: Goal) -> Self {
        let (lost, has_report, rests) = (Vec::new(), false, true);
        Self { goal, pace: CHUNK_MILLIS, look: 0, next: 0, lost, has_report, rests, block_millis: None }
    }

    /// All of a study's run, which has a look after its first [`LOOK`] blocks.
    #[must_use]
    pub(super) fn of_study(Range { start: next, end }: Range<u32>) -> Self {
        Self { pace: STUDY_MILLIS, look: LOOK * LANES, next, ..Self::new(Goal::Replicates(end)) }
    }

    /// The same run from its beginning, where what it had handed over is gone: one that rests no more still does not.
    #[must_use]
    pub(super) fn anew(&self) -> Self {
        Self { rests: self.rests, block_millis: self.block_millis, ..Self::new(self.goal) }
    }

    /// The next chunk for one of `workers`, if anything is known to be left to do.
    pub(super) fn next(&mut self, workers: u32) -> Option<Chunk> {
        // Earlier ones first: reports wait for them.
        if let Some((at, _)) = self.lost.iter().enumerate().min_by_key(|(_, chunk)| chunk.first) {
            return Some(self.lost.swap_remove(at));
        }
        let report = self.goal.next_report(if self.rests { 0 } else { self.next });
        let end = if self.next < self.look { report.min(self.look) } else { report };
        let left = end.saturating_sub(self.next);
        if left == 0 {
            return None;
        }
        // No worker takes more than its share of what the next report waits for: for the first report an equal part of the
        // whole, while one core is the page's, which draws what the hand moves. Afterwards half its share of what is left, as
        // each holds two chunks: towards the end chunks grow smaller, and all finish at about the same time.
        let is_first = self.goal == Goal::Verdict && self.next < self.goal.next_report(0);
        let (all, unit, takers) =
            if is_first { (end, PART, workers.saturating_sub(1)) } else { (left, LANES, workers.saturating_mul(HELD)) };
        let share = all.div_ceil(takers.max(1)).next_multiple_of(unit);
        let chunk = Chunk { first: self.next, count: self.paced().saturating_mul(LANES).min(share).min(left) };
        self.next = chunk.end();
        Some(chunk)
    }

    /// Blocks in a chunk at their pace; one until it is known.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float cast saturates")]
    fn paced(&self) -> u32 {
        self.block_millis.map_or(1, |millis| (self.pace / millis).max(1.0) as u32)
    }

    /// Notes how long a chunk took.
    pub(super) fn took(&mut self, chunk: Chunk, millis: f64) {
        // A clock that browsers make coarse on purpose may say 0.
        let each = (millis * f64::from(LANES) / f64::from(chunk.count.max(1))).max(0.05);
        // The last chunks count most: the first ones of a run are slow, as caches and code warm up.
        self.block_millis = Some(self.block_millis.map_or(each, |before| 0.5 * (before + each)));
    }

    /// How long a chunk should take by now, in milliseconds.
    #[must_use]
    pub(super) fn expected_millis(&self, chunk: Chunk) -> Option<f64> {
        self.block_millis.map(|each| each * f64::from(chunk.count) / f64::from(LANES))
    }

    /// A chunk was lost with its worker: someone else must do it.
    pub(super) fn give_back(&mut self, chunk: Chunk) {
        self.lost.push(chunk);
    }

    /// Takes a lost chunk off the list, because it arrived after all.
    pub(super) fn came(&mut self, chunk: Chunk) {
        self.lost.retain(|lost| *lost != chunk);
    }

    /// Whether the first report has arrived, and the run has yet to go on.
    pub(super) fn is_resting(&self) -> bool {
        self.rests && self.has_report
    }

    /// The run need not rest.
    pub(super) fn go_on(&mut self) {
        self.rests = false;
    }

    /// A report has arrived.
    pub(super) fn reported(&mut self) {
        self.has_report = true;
    }
}

#[cfg(test)]
mod tests {
    use funnel_engine::simulate::{FIRST, SETTLED};

    use super::*;

    const ONE: Chunk = Chunk { first: 0, count: LANES };

    fn all(schedule: &mut Schedule, workers: u32) -> Vec<Chunk> {
        std::iter::from_fn(|| schedule.next(workers)).collect()
    }

    #[test]
    fn replicates_come_once_in_order_and_stop_at_reports() {
        for workers in 1..=8 {
            let mut schedule = Schedule::new(Goal::Verdict);
            let first = all(&mut schedule, workers);
            let share = FIRST.div_ceil(1.max(workers - 1)).next_multiple_of(PART);
            assert!(first.iter().all(|c| c.count == share.min(FIRST - c.first)), "{workers}: {first:?}");
            assert_eq!(first.last().map(|c| c.end()), Some(FIRST), "nothing beyond the first report");
            schedule.took(first[0], 3.0);
            schedule.reported();
            assert!(schedule.is_resting() && schedule.next(workers).is_none());
            schedule.go_on();
            let mut next = FIRST;
            for chunk in all(&mut schedule, workers) {
                assert_eq!((chunk.first, chunk.count % LANES), (next, 0));
                next = chunk.end();
                let reports = (0..3).map(|i| FIRST << (3 * i));
                for report in reports {
                    assert!(chunk.end() <= report || chunk.first >= report, "{chunk:?} reaches across {report}");
                }
            }
            assert_eq!(next, SETTLED);
        }
    }

    #[test]
    fn a_run_that_goes_on_waits_for_no_report() {
        for workers in 1..=8 {
            let (mut resting, mut going_on) = (Schedule::new(Goal::Verdict), Schedule::new(Goal::Verdict));
            let first = all(&mut resting, workers);
            going_on.go_on();
            let chunks = all(&mut going_on, workers);
            assert_eq!(chunks[..first.len()], first, "{workers}: the first report is handed out alike");
            assert!(chunks.windows(2).all(|pair| pair[0].end() == pair[1].first));
            assert!(chunks.iter().all(|c| c.end() <= FIRST || c.first >= FIRST && c.count % LANES == 0), "{chunks:?}");
            assert_eq!(chunks.last().map(|c| c.end()), Some(SETTLED));
        }
    }

    #[test]
    fn chunks_follow_the_pace() {
        let mut schedule = Schedule::new(Goal::Replicates(1 << 20));
        schedule.took(ONE, 4.0);
        assert_eq!(schedule.next(2).map(|c| c.count), Some(10 * LANES));
        schedule.took(ONE, 0.0);
        schedule.took(Chunk { first: 0, count: PART }, 1e9);
        assert_eq!(schedule.next(2).map(|c| c.count), Some(LANES));
    }

    #[test]
    fn a_study_has_its_look_as_soon_as_the_first_blocks_are_there() {
        for workers in 1..=8 {
            let mut schedule = Schedule::of_study(0..1_000);
            schedule.took(ONE, 4.0);
            let all = all(&mut schedule, workers);
            let look = LOOK * LANES;
            assert!(all.iter().all(|c| c.end() <= look || c.first >= look), "{all:?}");
            assert!(all.windows(2).all(|pair| pair[0].end() == pair[1].first));
            assert_eq!(all.last().map(|c| c.end()), Some(1_000));
            let share = |c: &Chunk| (1_000 - c.first).div_ceil(HELD * workers).next_multiple_of(LANES);
            assert!(all.iter().all(|c| c.count <= 5 * LANES && c.count <= share(c)), "{all:?}");
        }
    }

    /// Workers that hold two chunks each, one of them handed out while the other is at work, finish within a block of each
    /// other.
    #[test]
    fn all_workers_finish_at_about_the_same_time() {
        for workers in 1..=8_usize {
            let mut schedule = Schedule::new(Goal::Replicates(SETTLED));
            schedule.took(ONE, 8.0);
            let mut next = || schedule.next(workers as u32).map_or(0, |chunk| chunk.count / LANES);
            let first: Vec<u32> = (0..workers).map(|_| next()).collect();
            let mut held: Vec<(u32, u32)> = first.into_iter().map(|done| (done, next())).collect();
            // Whoever is done first goes on with the chunk that it holds, and is handed another.
            while let Some((done, waiting)) = held.iter_mut().filter(|(_, waiting)| *waiting > 0).min() {
                *done += std::mem::replace(waiting, next());
            }
            let [first, last] = [held.iter().min(), held.iter().max()].map(|x| x.unwrap().0);
            assert!(last - first <= 1, "{workers}: {held:?}");
        }
    }

    #[test]
    fn what_a_study_has_at_hand_is_not_handed_out() {
        let mut schedule = Schedule::of_study(2_048..4_096);
        let all = all(&mut schedule, 3);
        assert_eq!((all[0].first, all.last().map(|c| c.end())), (2_048, Some(4_096)));
        assert!(all.windows(2).all(|pair| pair[0].end() == pair[1].first));
    }

    #[test]
    fn what_came_after_all_is_not_done_again() {
        let mut schedule = Schedule::of_study(0..64);
        let (a, b) = (schedule.next(2).unwrap(), schedule.next(2).unwrap());
        [a, b].into_iter().for_each(|chunk| schedule.give_back(chunk));
        schedule.came(a);
        assert_eq!(all(&mut schedule, 2), [b]);
    }

    #[test]
    fn what_was_lost_comes_again_and_first() {
        let mut schedule = Schedule::new(Goal::Verdict);
        let (a, b) = (schedule.next(3).unwrap(), schedule.next(3).unwrap());
        schedule.give_back(b);
        schedule.give_back(a);
        assert_eq!(all(&mut schedule, 2), [a, b]);
    }

    #[test]
    fn a_run_begun_anew_rests_only_if_it_did() {
        for goes_on in [false, true] {
            let mut schedule = Schedule::new(Goal::Verdict);
            all(&mut schedule, 2);
            schedule.reported();
            if goes_on {
                schedule.go_on();
            }
            let mut anew = schedule.anew();
            assert!(!anew.is_resting(), "its first report comes again");
            let chunks = all(&mut anew, 2);
            let (first, last) = (chunks.first().map(|c| c.first), chunks.last().map(|c| c.end()));
            assert_eq!((first, last), (Some(0), Some(if goes_on { SETTLED } else { FIRST })));
        }
    }

    #[test]
    fn an_odd_number_of_replicates_ends_with_a_part_of_a_block() {
        let mut schedule = Schedule::new(Goal::Replicates(2 * LANES + 1));
        assert_eq!(all(&mut schedule, 1).last().map(|c| c.end()), Some(2 * LANES + 1));
    }
}
