//! The mix, as a table.

use std::fmt::Write;

use funnel_decide::mix::{Mix, Verdict};

use super::figure;
use crate::table::group;

pub(super) fn table(mix: &Mix) -> String {
    if mix.impossible {
        return format!("No split of {} a week keeps within these limits.\n", group(mix.total));
    }
    let mut out =
        format!("{:<20}{:>14}{:>14}{:>10}{:>14}{:>10}\n", "A week", "Today", "Compared", "Share", "Mix", "Share");
    for c in &mix.channels {
        let share = |x: f64| format!("{:.0} %", 100.0 * x / mix.total);
        let _ = writeln!(
            out,
            "{:<20}{:>14}{:>14}{:>10}{:>14}{:>10}",
            c.channel,
            group(c.today),
            group(c.from),
            share(c.from),
            group(c.mix),
            share(c.mix)
        );
    }
    if let Some(x) = &mix.verdict {
        verdict(&mut out, mix, x);
    }
    for p in &mix.pulses {
        let _ = writeln!(
            out,
            "{} weeks on, {} off: {} against the mix as it is",
            p.on_weeks,
            p.off_weeks,
            figure(&p.less_mix)
        );
    }
    if !mix.pulses.is_empty() {
        let _ = match mix.pulse {
            Some(p) => writeln!(out, "Better in pulses: {} weeks on, {} off.", p.on_weeks, p.off_weeks),
            None => writeln!(out, "No pulses are clearly better."),
        };
    }
    out
}

fn verdict(out: &mut String, mix: &Mix, x: &Verdict) {
    let _ = writeln!(
        out,
        "{} {} of profit and {} of revenue against today's split (seed {}); {} where it was found.",
        if mix.keeps_today { "Today's split stands. The best other:" } else { "The mix brings" },
        figure(&x.profit),
        figure(&x.revenue),
        x.seed,
        figure(&x.first)
    );
    let _ = writeln!(
        out,
        "Better in {:.0} % of futures, worse in {:.0} %; its mean is higher with {:.1} % certainty.",
        100.0 * x.better.value,
        100.0 * x.behind.value,
        100.0 * x.sure
    );
    for p in &x.part_way {
        let _ = writeln!(
            out,
            "{:.0} % of the way: {} against today's split, {} less than the mix",
            100.0 * p.share,
            figure(&p.less_today),
            figure(&p.lost)
        );
    }
}
