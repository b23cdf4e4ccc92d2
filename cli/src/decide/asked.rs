//! What single views may be told.

use funnel_engine::decide::curve::LAMBDA;

/// Options that belong to one view each.
#[derive(clap::Args)]
pub(crate) struct Asked {
    /// Curve: weight of the shortfall in the worst tenth of futures, 0 or more.
    #[arg(long, default_value_t = LAMBDA, value_parser = weight)]
    pub(crate) lambda: f64,
    /// Drivers: total effects too, by one more run for each driver.
    #[arg(long)]
    pub(crate) total: bool,
    /// Learn: pairs of inputs too.
    #[arg(long)]
    pub(crate) pairs: bool,
}

fn weight(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x.is_finite() && x >= 0.0 => Ok(x),
        _ => Err("must be a number, 0 or more".to_owned()),
    }
}
