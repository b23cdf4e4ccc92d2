//! The mix, as a table.

use std::fmt::Write;

use funnel_decide::mix::{Mix, Share, Verdict};

use super::ahead;
use crate::table::{figure, group, numbers, portion, weeks};

pub(super) fn table(mix: &Mix) -> String {
    if mix.total <= 0.0 {
        return String::new();
    }
    if mix.impossible {
        return format!("No split of {} a week keeps within these limits.\n", group(mix.total));
    }
    let mut out =
        format!("{:<20}{:>14}{:>14}{:>10}{:>14}{:>10}\n", "A week", "Today", "Compared", "Share", "Mix", "Share");
    let column = |of: fn(&Share) -> f64| numbers(&mix.channels.iter().map(of).collect::<Vec<_>>());
    let (today, from, to) = (column(|c| c.today), column(|c| c.from), column(|c| c.mix));
    for (c, ((today, from), to)) in mix.channels.iter().zip(today.iter().zip(&from).zip(&to)) {
        let share = |x: f64| portion(x / mix.total, 0);
        let _ = writeln!(
            out,
            "{:<20}{:>14}{:>14}{:>10}{:>14}{:>10}",
            c.channel,
            today,
            from,
            share(c.from),
            to,
            share(c.mix)
        );
    }
    for c in &mix.channels {
        for x in &c.moves {
            let _ = writeln!(out, "{} alone at {}: {} of profit", c.channel, group(x.spend), figure(&x.profit));
        }
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
            Some(p) => writeln!(out, "Better in pulses: {} on, {} off.", weeks(p.on_weeks), p.off_weeks),
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
    *out += &ahead(x.better, x.behind, x.sure);
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
