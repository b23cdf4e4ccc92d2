//! The arguments and the output of every program in the benchmark: `--replicates N --seed S`, and one JSON line.

use serde::Serialize;

/// The arguments. What `cargo bench` adds is ignored.
pub(crate) struct Ask {
    pub(crate) replicates: usize,
    pub(crate) seed: u64,
}

impl Ask {
    pub(crate) fn from_args() -> Result<Self, String> {
        let mut ask = Self { replicates: 20_000, seed: 1 };
        let mut args = std::env::args().skip(1);
        while let Some(name) = args.next() {
            let number = |value: Option<String>| {
                value.and_then(|text| text.parse::<u64>().ok()).ok_or_else(|| format!("{name} needs a whole number"))
            };
            match name.as_str() {
                "--replicates" => {
                    ask.replicates = usize::try_from(number(args.next())?).map_err(|e| e.to_string())?;
                }
                "--seed" => ask.seed = number(args.next())?,
                "--bench" => {}
                other => return Err(format!("unknown argument {other}")),
            }
        }
        Ok(ask)
    }
}

/// The output line. The arms' luck is independent, so that the joint figures can be compared across programs.
#[derive(Serialize)]
pub(crate) struct Line {
    pub(crate) peer: &'static str,
    pub(crate) replicates: usize,
    /// Replicates behind the figures that compare the arms, where that is not all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) joint_replicates: Option<u32>,
    /// Time of the simulation alone.
    pub(crate) seconds: f64,
    pub(crate) mean_today: f64,
    pub(crate) mean_plan: f64,
    pub(crate) sd_today: f64,
    pub(crate) sd_plan: f64,
    pub(crate) uplift_p10: f64,
    pub(crate) uplift_p50: f64,
    pub(crate) uplift_p90: f64,
    pub(crate) p_profit_rises: f64,
}
