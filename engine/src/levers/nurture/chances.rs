//! The weekly chances of people in nurture.

use crate::inputs::logit::shifted;
use crate::inputs::theta::{InputId, Theta};
use crate::people::batch::{BATCH, Batch, ByArm};
use crate::sample::binomial::Rate;

/// The nurture programme's inputs, and its quality by arm.
pub(crate) struct Programme {
    pub(crate) effect: InputId,
    pub(crate) ready: InputId,
    pub(crate) drop_out: InputId,
    pub(crate) dark_factor: InputId,
    /// Quality by arm, less today's quality.
    pub(crate) better: Vec<f64>,
}

/// The chances of a week: one set for all pools on which content acts alike.
pub(crate) struct Chances {
    /// `[arm]`: the chance of becoming ready; then, for those who do not, the chances of dropping out in an ordinary
    /// week and in a dark one.
    pub(crate) ready: Vec<Batch<Rate>>,
    pub(crate) drop_out: [Vec<Batch<Rate>>; 2],
    /// `[arm]`: what content adds; NaN while the chances are another batch's.
    shift: ByArm,
    /// How strongly content moves them.
    relevance: f64,
}

impl Chances {
    pub(crate) fn new(relevance: f64, arms: usize) -> Self {
        let rates = || vec![[Rate::new(0.0); BATCH]; arms];
        Self { ready: rates(), drop_out: [rates(), rates()], shift: vec![[f64::NAN; BATCH]; arms], relevance }
    }

    /// Begins a batch.
    pub(crate) fn start(&mut self) {
        self.shift.iter_mut().for_each(|lanes| lanes.fill(f64::NAN));
    }

    /// This week's chances: the programme's, moved by what content adds in each arm; without content, `content` is
    /// empty.
    pub(crate) fn week(&mut self, programme: &Programme, theta: &Theta, content: &ByArm) {
        for arm in 0..programme.better.len() {
            for lane in 0..BATCH {
                let shift = content.get(arm).map_or(0.0, |lanes| lanes[lane] * self.relevance);
                if shift != self.shift[arm][lane] {
                    self.shift[arm][lane] = shift;
                    self.set(programme, theta, arm, lane, shift);
                }
            }
        }
    }

    /// Sets the chances of an arm and lane. `shift` is added to the logit of the share who become ready, on top of the
    /// programme's effect.
    fn set(&mut self, programme: &Programme, theta: &Theta, arm: usize, lane: usize, shift: f64) {
        let value = |id: InputId| theta.values[id][lane];
        let (mut ready, mut drop_out) = (value(programme.ready), value(programme.drop_out));
        let shift =
            shift + if programme.better[arm] == 0.0 { 0.0 } else { value(programme.effect) * programme.better[arm] };
        if shift != 0.0 && ready + drop_out > 0.0 {
            let pace = ready + drop_out;
            ready = pace * shifted(ready / pace, shift);
            drop_out = pace - ready;
        }
        // A share of those who do not become ready. ([`Rate::new`] caps it: no more than all of them can drop out.)
        let rest = |o: f64| Rate::new(if ready < 1.0 { o / (1.0 - ready) } else { 0.0 });
        self.ready[arm][lane] = Rate::new(ready);
        self.drop_out[0][arm][lane] = rest(drop_out);
        self.drop_out[1][arm][lane] = rest(drop_out * value(programme.dark_factor));
    }
}
