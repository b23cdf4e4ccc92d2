use funnel_testkit::reports;
use funnel_text::NumberStyle;

use super::*;
use funnel_decide::Falls;
use funnel_decide::holds::Point;
use funnel_engine::report::{Band, Chance};

fn with_work(utilisation: [f64; 2], full: [f64; 2]) -> (Scenario, Report) {
    let (mut s, mut r) = (reports::scenario(), reports::report());
    s.teams = vec![Team { id: "sdr".into(), name: "Sales development".into(), ..Team::default() }];
    let work = funnel_engine::scenario::Work { team: "sdr".into(), ..Default::default() };
    s.stages[0].work = Some(work);
    let weeks = r.weeks as usize;
    for (arm, (x, full)) in r.arms.iter_mut().zip(utilisation.into_iter().zip(full)) {
        let band = Band { mean: vec![x; weeks], ..Band::default() };
        let full = Some(Chance { value: full, ..Chance::default() });
        arm.work = vec![Work { measure: Measure::Utilisation, team: "sdr".into(), band, full }];
    }
    (s, r)
}

#[test]
fn titles() {
    let n = NumberStyle::default();
    assert!(title(&reports::scenario(), &reports::report(), &n).starts_with("Nothing holds it back here"));
    let (s, mut r) = with_work([0.8, 0.9], [0.28, 0.38]);
    let full = "“Sales development” is fully booked half the time in 19 of 50 futures, in 14 of 50 today.";
    assert_eq!(title(&s, &r, &n), full);
    r.arms.truncate(1);
    assert_eq!(title(&s, &r, &n), "“Sales development” is fully booked half the time in 14 of 50 futures.");
    let (s, r) = with_work([0.6, 0.784], [0.0, 0.0]);
    let nobody = "“Sales development” is not short of hours: it works 78% of them under the plan.";
    assert_eq!(title(&s, &r, &n), nobody);
    let (s, r) = with_work([0.9, 0.999], [0.2, 0.997]);
    assert!(
        title(&s, &r, &n).starts_with("“Sales development” is fully booked half the time in nearly all of 50 futures")
    );
}

/// The team in the headline is the team in the chart, whichever is picked and however close the teams are.
#[test]
fn the_title_is_about_the_team_that_is_shown() {
    let n = NumberStyle::default();
    for (utilisation, full) in [([0.3, 0.6], [0.0, 0.0]), ([0.7, 0.2], [0.0, 0.0]), ([0.9, 0.8], [0.1, 0.6])] {
        let (mut s, mut r) = with_work([0.5; 2], [0.0; 2]);
        s.teams.push(Team { id: "ae".into(), name: "Account executives".into(), ..Team::default() });
        s.stages[1].work = Some(funnel_engine::scenario::Work { team: "ae".into(), ..Default::default() });
        for arm in &mut r.arms {
            let sdr = arm.work[0].clone();
            let ae = Work { team: "ae".into(), ..sdr.clone() };
            arm.work = [sdr, ae]
                .into_iter()
                .zip(utilisation.into_iter().zip(full))
                .map(|(w, (x, full))| Work {
                    band: Band { mean: vec![x; 104], ..Band::default() },
                    full: Some(Chance { value: full, ..Chance::default() }),
                    ..w
                })
                .collect();
        }
        let team = fullest(&s, &r).unwrap();
        assert!(title(&s, &r, &n).contains(&team.name));
        assert_eq!(title(&s, &r, &n), shown(&s, &r, Measure::Utilisation, &team.id, &n));
        for team in &s.teams {
            for measure in [Measure::Utilisation, Measure::Waiting, Measure::Stale] {
                let said = shown(&s, &r, measure, &team.id, &n);
                let others = s.teams.iter().filter(|t| t.id != team.id);
                assert!(said.contains(&team.name) && others.into_iter().all(|t| !said.contains(&t.name)), "{said}");
            }
        }
    }
}

#[test]
fn the_crossing_and_hires() {
    let n = NumberStyle::default();
    let points: Vec<Point> = [1e6, 1.5e6, 2e6]
        .map(|budget| Point { budget, revenue: Estimate::default(), profit: Estimate::default() })
        .to_vec();
    let mut c = Crossing { points, falls: None };
    let s = reports::scenario();
    let none = "Up to $2M in 12 months, the most that was tried, no fall of revenue with more budget stands out from its error.";
    assert_eq!(crossing(&s, &c, &n).text, none);
    let mut unspent = c.clone();
    unspent.points.iter_mut().for_each(|point| point.budget = 0.0);
    let text = crossing(&s, &unspent, &n).text;
    assert_eq!(text, "Nothing is spent on channels today, so there is no budget to change.");
    let lost_per_dollar = Estimate { value: Some(0.4), se: Some(0.05) };
    c.falls = Some(Falls { from: 1.5e6, begins: [1e6, 2e6], lost_per_dollar });
    let falls = "Somewhere between $1M and $2M in 12 months more budget begins to lower revenue: each further $1,000 loses \
                 $400 on average.";
    assert_eq!(crossing(&s, &c, &n).text, falls);
    c.falls = Some(Falls { from: 1e6, begins: [0.0, 1.5e6], lost_per_dollar });
    assert!(crossing(&s, &c, &n).text.starts_with("Below $1.5M in 12 months already more budget begins to lower"));
    let (s, _) = with_work([1.0; 2], [0.0; 2]);
    let e = |value, se| Estimate { value: Some(value), se: Some(se) };
    let h = Hire { team: "sdr".into(), cost: 78e3, person: e(180e3, 9e3), media: e(-5e3, 9e3) };
    assert_eq!(
        hire(&s, &h, &n),
        "On top of the plan, one more person in Sales development brings +$180k of revenue within 12 months; the same $78k in media, no change that the \
         error lets us see."
    );
}

#[test]
fn durations() {
    let n = NumberStyle::default();
    for (minutes, text) in [(45.0, "45 minutes"), (210.0, "3.5 hours"), (20_000.0, "14 days")] {
        assert_eq!(duration(&n, minutes), text);
    }
}
