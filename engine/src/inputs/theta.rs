//! What we do not know: the uncertain inputs, drawn once a replicate and shared by all arms.
//!
//! Each input is a quantile function of a standard normal `z = m·M + √(1 − m²)·(√ρ·G + √(1 − ρ)·ε)` with M the market
//! factor, G its group's factor and ε its own: a Gaussian copula.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::math::normal;
use crate::people::batch::{BATCH, Batch};
use crate::people::streams::{Purpose, key};
use crate::sample::Key;
use crate::sample::dist::Sampler;
use crate::scenario::{Domain, Scenario, Value, distribution};

/// An input's place in the list of inputs.
pub(crate) type InputId = usize;

/// Part of the key of an input's second stream, for pick-freeze. It has a number of its own because stream keys never
/// change.
const SECOND_DRAW: u64 = 0x7069_636b;

/// All uncertain inputs, ready to be drawn.
pub(crate) struct Inputs {
    /// Stream of the market factor.
    market: Key,
    list: Vec<Prepared>,
    /// By JSON path.
    ids: BTreeMap<String, InputId>,
    /// Samplers by what they were made from, for reuse: moving a slider changes none of them.
    made: Vec<(Value, Domain, Arc<Lazy>)>,
}

/// A sampler that is made when it is first drawn from. A table takes a millisecond, and whoever only reads what others have
/// simulated draws nothing.
type Lazy = LazyLock<Sampler, Box<dyn FnOnce() -> Sampler + Send + Sync>>;

enum Prepared {
    Fixed(f64),
    Uncertain {
        sampler: Arc<Lazy>,
        scale: f64,
        own: Key,
        /// Stream of the group's factor, with the weights of that factor and of the input's own part.
        group: Option<(Key, f64, f64)>,
        /// Weights of the market factor and of the rest.
        market: Option<(f64, f64)>,
    },
}

/// The inputs of one batch: a number for each input and lane.
pub(crate) struct Theta {
    pub(crate) values: Vec<Batch<f64>>,
    /// The market factor, standard normal.
    pub(crate) market: Batch<f64>,
}

impl Theta {
    pub(crate) fn new(inputs: &Inputs) -> Self {
        Self { values: vec![[0.0; BATCH]; inputs.list.len()], market: [0.0; BATCH] }
    }
}

impl Inputs {
    /// # Errors
    ///
    /// Names the first input whose distribution is invalid; a validated scenario has none.
    pub(crate) fn new(scenario: &Scenario, earlier: Option<&Self>) -> Result<Self, String> {
        let mut made: Vec<(Value, Domain, Arc<Lazy>)> = Vec::new();
        let correlation = |group: &str| scenario.groups.iter().find(|g| g.id == group).map(|g| g.correlation);
        let mut list = Vec::new();
        let mut ids = BTreeMap::new();
        for field in scenario.inputs() {
            let dist = distribution(&field.input.value, field.domain)
                .map_err(|error| format!("{}: {error}", field.path.json))?;
            let prepared = if let Some(x) = dist.constant() {
                Prepared::Fixed(x)
            } else {
                let group = correlation(&field.input.group).map(|rho| {
                    let stream = key(scenario.seed, Purpose::Group, &[&field.input.group]);
                    (stream, rho.sqrt(), (1.0 - rho).sqrt())
                });
                let m = field.input.market;
                let from = |(value, domain, sampler): &(Value, Domain, Arc<Lazy>)| {
                    (*value == field.input.value && *domain == field.domain).then(|| Arc::clone(sampler))
                };
                let known = made.iter().chain(earlier.iter().flat_map(|e| &e.made)).find_map(from);
                let law = dist.dist;
                let sampler = known.unwrap_or_else(|| Arc::new(Lazy::new(Box::new(move || law.sampler()))));
                made.push((field.input.value.clone(), field.domain, Arc::clone(&sampler)));
                Prepared::Uncertain {
                    sampler,
                    scale: dist.scale,
                    own: key(scenario.seed, Purpose::Theta, &[&field.path.key]),
                    group,
                    market: (m != 0.0).then(|| (m, (1.0 - m * m).sqrt())),
                }
            };
            ids.insert(field.path.json, list.len());
            list.push(prepared);
        }
        Ok(Self { market: key(scenario.seed, Purpose::Market, &[]), list, ids, made })
    }

    /// The input at the given JSON path, if there is one.
    pub(crate) fn id(&self, json_path: &str) -> Option<InputId> {
        self.ids.get(json_path).copied()
    }

    /// The input's value where it is certain.
    pub(crate) fn fixed(&self, id: InputId) -> Option<f64> {
        match self.list[id] {
            Prepared::Fixed(x) => Some(x),
            Prepared::Uncertain { .. } => None,
        }
    }

    /// The input's value for a standard normal `z`: its quantile at Φ(z).
    pub(crate) fn at_z(&self, id: InputId, z: f64) -> f64 {
        match &self.list[id] {
            Prepared::Fixed(x) => *x,
            Prepared::Uncertain { sampler, scale, .. } => scale * sampler.at_z(z),
        }
    }

    /// From now on, draws an input from other streams: its own and, where it has one, its group's.
    pub(crate) fn redraw(&mut self, id: InputId) {
        if let Some(Prepared::Uncertain { own, group, .. }) = self.list.get_mut(id) {
            *own = own.with(SECOND_DRAW);
            if let Some((stream, ..)) = group {
                *stream = stream.with(SECOND_DRAW);
            }
        }
    }

    /// From now on, draws the market factor from another stream.
    pub(crate) fn redraw_market(&mut self) {
        self.market = self.market.with(SECOND_DRAW);
    }

    /// Draws every input for replicates `first`, `first + 1`, ….
    pub(crate) fn draw(&self, first: u64, theta: &mut Theta) {
        for (lane, m) in (0..).zip(&mut theta.market) {
            *m = normal::quantile(self.market.uniform(first + lane));
        }
        for (prepared, values) in self.list.iter().zip(&mut theta.values) {
            match prepared {
                Prepared::Fixed(x) => values.fill(*x),
                Prepared::Uncertain { sampler, scale, own, group, market } => {
                    for ((lane, value), m) in (0..).zip(values).zip(&theta.market) {
                        let replicate = first + lane;
                        let mut z = normal::quantile(own.uniform(replicate));
                        if let Some((stream, shared, rest)) = group {
                            z = shared * normal::quantile(stream.uniform(replicate)) + rest * z;
                        }
                        if let Some((weight, rest)) = market {
                            z = weight * m + rest * z;
                        }
                        *value = scale * sampler.at_z(z);
                    }
                }
            }
        }
    }
}
