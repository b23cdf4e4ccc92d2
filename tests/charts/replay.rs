//! Goldens of outcomes that come one at a time.

use super::*;

fn chart(outcomes: Vec<f64>, seen: usize) -> String {
    let (title, outcomes) = ("Future 3 of 40".into(), Shared::new(outcomes));
    markup::<ReplayChart>(ReplayChartProps {
        id: "replay".into(),
        title,
        outcomes,
        seen,
        caption: "change in profit".into(),
        width: 760,
        height: 320,
        style: style(),
    })
}

pub(crate) fn empty() -> String {
    chart(Vec::new(), 0)
}

#[test]
fn one_at_a_time() {
    let outcomes: Vec<f64> = (0..40).map(|i| f64::from((i * 17) % 40 - 12) * 2.5e4).collect();
    check("replay-three", &chart(outcomes.clone(), 3));
    check("replay-all", &chart(outcomes, 40));
}
