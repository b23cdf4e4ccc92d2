//! What a program printed, and what its rounds say together.

use super::known::{LIMIT, answers};
use anyhow::{Context, Result};
use serde_json::Value;

/// One program's JSON line of one round.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    replicates: f64,
    /// Replicates behind the figures that compare the arms; a program may draw independent luck for only some of its
    /// replicates.
    joint_replicates: f64,
    seconds: f64,
    /// In the order of the known answers; a program may leave out what it cannot compute.
    figures: Vec<Option<f64>>,
}

impl Line {
    /// Reads the last line of what a program wrote.
    pub(crate) fn parse(output: &str) -> Result<Self> {
        let text = output.lines().last().context("it printed nothing")?;
        let json: Value = serde_json::from_str(text).context("its last line is no JSON")?;
        let positive = |key: &str| {
            let number = json[key].as_f64().filter(|number| *number > 0.0);
            number.with_context(|| format!("its line has no positive {key}"))
        };
        Ok(Self {
            replicates: positive("replicates")?,
            joint_replicates: positive("joint_replicates").or_else(|_| positive("replicates"))?,
            seconds: positive("seconds")?,
            figures: answers().iter().map(|known| json[known.key].as_f64()).collect(),
        })
    }
}

/// All rounds of one program.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) name: &'static str,
    /// Replicates per second.
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
    /// How many of the known answers it was compared with.
    pub(crate) compared: usize,
    /// The figure furthest from its known answer, and by how many standard errors.
    pub(crate) worst: (&'static str, f64),
}

impl Measured {
    /// `lines` has one line per round, each with its own seed and the same number of replicates.
    pub(crate) fn new(name: &'static str, lines: &[Line]) -> Self {
        let mut speeds: Vec<f64> = lines.iter().map(|line| line.replicates / line.seconds).collect();
        speeds.sort_by(f64::total_cmp);
        let replicates: f64 = lines.iter().map(|line| line.replicates).sum();
        let joint_replicates: f64 = lines.iter().map(|line| line.joint_replicates).sum();
        let mut measured = Self {
            name,
            median: median(&speeds),
            min: speeds.first().copied().unwrap_or(f64::NAN),
            max: speeds.last().copied().unwrap_or(f64::NAN),
            compared: 0,
            worst: ("nothing", 0.0),
        };
        for (i, known) in answers().iter().enumerate() {
            let rounds: Option<Vec<f64>> = lines.iter().map(|line| line.figures[i]).collect();
            let Some(rounds) = rounds else { continue };
            // Rounds are equal in size and independent, so the mean over them has the error of all replicates together.
            let estimate = rounds.iter().sum::<f64>() / rounds.len() as f64;
            let behind = if known.compares_arms() { joint_replicates } else { replicates };
            let distance = known.distance(estimate, behind);
            measured.compared += 1;
            // `>=`, so that a program that agrees in everything still names a figure.
            if distance >= measured.worst.1 {
                measured.worst = (known.key, distance);
            }
        }
        measured
    }

    /// Whether its figures are those of R1, as far as chance allows.
    pub(crate) fn agrees(&self) -> bool {
        self.compared > 0 && self.worst.1 <= LIMIT
    }
}

/// The middle of numbers in order.
pub(crate) fn median(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[half],
        _ => (sorted[half - 1] + sorted[half]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(seconds: f64, mean_today: f64) -> Line {
        let text =
            format!("a word before\n{{\"replicates\":20000,\"seconds\":{seconds},\"mean_today\":{mean_today}}}\n");
        Line::parse(&text).unwrap()
    }

    #[test]
    fn rounds_are_pooled_and_only_what_was_printed_is_compared() {
        let lines = [line(1.0, 7.70e6), line(4.0, 7.76e6), line(2.0, 7.74e6)];
        let measured = Measured::new("some", &lines);
        assert_eq!(measured.median, 10_000.0);
        assert_eq!((measured.min, measured.max), (5_000.0, 20_000.0));
        assert_eq!(measured.compared, 1);
        assert!(measured.agrees());
        assert!(!Measured::new("wrong", &[line(1.0, 7.0e6)]).agrees());
    }

    #[test]
    fn nothing_compared_is_no_agreement() {
        let silent = Line::parse("{\"replicates\":1,\"seconds\":1}").unwrap();
        assert!(!Measured::new("silent", &[silent]).agrees());
    }

    #[test]
    fn output_without_figures_is_an_error() {
        for output in ["", "done", "{\"replicates\":10}", "{\"replicates\":10,\"seconds\":0}"] {
            assert!(Line::parse(output).is_err(), "{output}");
        }
    }

    #[test]
    fn median_of_an_even_number_is_between() {
        assert_eq!(median(&[1.0, 2.0, 4.0, 9.0]), 3.0);
    }
}
