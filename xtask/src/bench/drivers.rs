//! `cargo xtask bench --drivers`: Sobol indices against SALib driving NumPy's R1, and the value of information against
//! spline regression in NumPy, at equal N.
//!
//! The programs take turns. Estimates are means over the rounds. Indices are compared with the exact ones in units of
//! the errors that the engine and SALib report; values of information are compared with each other. NumPy's regression
//! reports no error: with as many replicates and the same kind of estimator, its error is taken to be the engine's.

use super::known::LIMIT;
use super::measure::median;
use super::{history, programs};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// Replicates: SALib's N is a power of two.
const N: u64 = 4_096;

/// The exact first-order indices of the difference in R1's revenue. Given the inputs, revenue is a compound Poisson
/// sum, so its mean is a product of one input's factor and the others', and its variance is the mean number of deals
/// times the second moment of their size. All of these are moments of lognormals and betas, except the elasticity's,
/// which took a quadrature.
const EXACT: [(&str, f64); 8] = [
    ("cost_a", 0.040_641),
    ("cost_b", 0.034_174),
    ("cost_c", 0.000_778),
    ("elasticity", 0.040_881),
    ("rate_1", 0.049_801),
    ("rate_2", 0.138_731),
    ("rate_3", 0.091_302),
    ("rate_4", 0.264_851),
];

/// One estimate from both sides, and by how many standard errors they differ.
struct Pair {
    what: String,
    ours: f64,
    theirs: f64,
    apart: f64,
}

/// Runs the programs, prints estimates and times and appends them to the history. False when estimates differ.
pub(crate) fn command(rounds: u64) -> Result<bool> {
    let programs = programs::drivers(N)?;
    let mut lines: [Vec<Value>; 3] = Default::default();
    for round in 0..=rounds {
        println!("{}", if round == 0 { "warm-up".to_owned() } else { format!("round {round} of {rounds}") });
        for (program, lines) in programs.iter().zip(&mut lines) {
            let output = program.output(round)?;
            if round > 0 {
                let line = output.lines().last().context("it printed nothing")?;
                lines.push(serde_json::from_str(line).context("its last line is no JSON")?);
            }
        }
    }
    let [engine, salib, numpy] = lines;
    let mut agrees = true;
    println!(
        "\n{:<20}{:>14}{:>14}{:>10}{:>14}{:>10}",
        "first-order index", "exact", "engine", "se off", "SALib", "se off"
    );
    for (what, exact) in EXACT {
        let off = |lines: &[Value]| {
            let (mean, se) = pooled(lines, "first", what)?;
            Some((mean, (mean - exact).abs() / se?))
        };
        let (ours, our_error) = off(&engine).with_context(|| format!("the engine does not tell {what}"))?;
        let (theirs, error) = off(&salib).with_context(|| format!("SALib does not tell {what}"))?;
        agrees &= our_error <= LIMIT && error <= LIMIT;
        println!("{what:<20}{exact:>14.4}{ours:>14.4}{our_error:>10.1}{theirs:>14.4}{error:>10.1}");
    }
    println!("\n{:<20}{:>14}{:>14}{:>10}", "EVPPI", "engine", "NumPy", "se apart");
    for Pair { what, ours, theirs, apart } in pairs(&engine, &numpy, "evppi")? {
        agrees &= apart <= LIMIT;
        println!("{what:<20}{ours:>14.0}{theirs:>14.0}{apart:>10.1}");
    }
    let seconds = |lines: &[Value], key: &str| {
        let mut all = lines.iter().map(|line| line[key].as_f64()).collect::<Option<Vec<f64>>>()?;
        all.sort_by(f64::total_cmp);
        Some(median(&all))
    };
    let time = |lines, key: &str| seconds(lines, key).with_context(|| format!("a line has no {key}"));
    let (salib, numpy) = (time(&salib, "seconds")?, time(&numpy, "seconds")?);
    let (anew, drivers, learn) = (time(&engine, "anew")?, time(&engine, "drivers")?, time(&engine, "learn")?);
    println!("\n{:<44}{:>12}{:>12}", "seconds, medians", "", "x engine");
    for (what, seconds, over) in [
        ("indices: SALib and NumPy, N (D + 2) runs", salib, salib / anew),
        ("indices: engine, run and all", anew, 1.0),
        ("indices: engine, from the run at hand", drivers, drivers / anew),
        ("EVPPI: NumPy, from the run at hand", numpy, numpy / learn),
        ("EVPPI and EVPI: engine, from the run at hand", learn, 1.0),
    ] {
        println!("{what:<44}{seconds:>12.4}{over:>12.2}");
    }
    println!("SALib takes {:.0} times what the engine adds to a run that is there", salib / drivers);
    history::append_figures("drivers", figures(anew, drivers, learn, salib, numpy, agrees), rounds)?;
    Ok(agrees)
}

fn figures(anew: f64, drivers: f64, learn: f64, salib: f64, numpy: f64, agrees: bool) -> Value {
    let millis = |seconds: f64| (seconds * 1e5).round() / 100.0;
    json!({
        "replicates": N, "agrees": agrees,
        "milliseconds": { "anew": millis(anew), "drivers": millis(drivers), "learn": millis(learn),
            "salib": millis(salib), "numpy_evppi": millis(numpy) },
        "salib_x_anew": (salib / anew).round(), "salib_x_drivers": (salib / drivers).round(),
    })
}

/// Each estimate that both sides give.
fn pairs(ours: &[Value], theirs: &[Value], key: &str) -> Result<Vec<Pair>> {
    let first = ours.first().and_then(|line| line[key].as_object());
    let names: &Map<String, Value> = first.with_context(|| format!("the engine gives no {key}"))?;
    names
        .keys()
        .map(|what| {
            let (a, se) = pooled(ours, key, what).with_context(|| format!("the engine does not tell {what}"))?;
            let (b, other) = pooled(theirs, key, what).with_context(|| format!("the peer does not tell {what}"))?;
            let error = se.unwrap_or(f64::NAN).hypot(other.or(se).unwrap_or(f64::NAN));
            Ok(Pair { what: what.clone(), ours: a, theirs: b, apart: (a - b).abs() / error })
        })
        .collect()
}

/// Mean over the rounds of `[estimate, standard error]` or a bare estimate, and the mean's standard error.
fn pooled(lines: &[Value], key: &str, what: &str) -> Option<(f64, Option<f64>)> {
    let n = lines.len() as f64;
    let values = lines.iter().map(|line| &line[key][what]).collect::<Vec<_>>();
    let of = |value: &Value| value.as_f64().or_else(|| value[0].as_f64());
    let mean = values.iter().map(|value| of(value)).sum::<Option<f64>>()? / n;
    let variance = values.iter().map(|value| value[1].as_f64().map(|se| se * se)).sum::<Option<f64>>();
    Some((mean, variance.map(|sum| sum.sqrt() / n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_are_held_against_each_other_by_their_errors() {
        let ours = [json!({ "first": { "x": [0.5, 0.03] } }), json!({ "first": { "x": [0.6, 0.04] } })];
        let bare = [json!({ "first": { "x": 0.5 } }), json!({ "first": { "x": 0.5 } })];
        let pair = &pairs(&ours, &bare, "first").unwrap()[0];
        assert_eq!((pair.ours, pair.theirs), (0.55, 0.5));
        // The mean of two with errors .03 and .04 has .025; the difference √2 times that.
        assert!((pair.apart - 0.05 / (0.025 * 2_f64.sqrt())).abs() < 1e-12);
        assert!(pairs(&ours, &[json!({})], "first").is_err());
        assert!(pairs(&[], &bare, "first").is_err());
    }
}
