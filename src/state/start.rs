//! What the page opens with: the scenario its address asks for, else the work left last time, else what came
//! with the page in one file, else a worked example.

use std::rc::Rc;

use funnel_engine::scenario::{Problem, Scenario};

use super::{Kept, Notice, Session, Unopened, link, storage};
use crate::{later, locale, single};

/// The worked example, the first of the templates, as `build.rs` wrote it.
const EXAMPLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/example.bin"));

/// What the first screen shows of the report on it, as `build.rs` simulated it.
const ANSWER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/answer.bin"));

/// Whether the page opens with something that only the later part can read.
#[must_use]
pub fn waits() -> bool {
    link::is_asked_for() || storage::is_kept() || single::is_single()
}

/// The worked example.
pub(super) fn example() -> Scenario {
    // Written by this version; a test reads it.
    funnel_bytes::read(EXAMPLE).unwrap_or_default()
}

/// The session to begin with, with what is to be told of the address.
#[must_use]
pub fn start() -> Session {
    let session = opened();
    let notice = with_locale(session.notice.clone(), locale::unknown());
    session.with_notice(notice)
}

/// What the address asks for, or the reader's own.
fn opened() -> Session {
    let Some(later) = later::here() else {
        // The later part opens it when it comes.
        let unopened = link::is_asked_for().then_some(Unopened::Waiting);
        let notice = (unopened.is_none() && storage::is_kept()).then(storage::waiting);
        let is_example = unopened.is_none();
        return with_answer(Session::new(Rc::new(example())), is_example).with_unopened(unopened).with_notice(notice);
    };
    match (later.asked_for)() {
        Some(Ok((scenario, notice))) => {
            // A reload of work whose own link was copied opens the work.
            let own = (later.of_reload)().filter(|kept| (later.is_same)(&kept.body.scenario, &scenario));
            let session = match own {
                Some(kept) => Session::of_kept(&kept),
                None => Session::new(Rc::new(scenario)).of_link(),
            };
            let is_example = (later.is_same)(&session.scenario, &example());
            with_answer(session, is_example).with_notice(notice)
        }
        Some(Err(problems)) => {
            let unopened = Unopened::Refused { problems, in_file: false, over_work: false };
            Session::new(Rc::new(example())).with_unopened(Some(unopened))
        }
        None => own(),
    }
}

/// The session without a link: work that was kept, else what came with the page, else the worked example.
fn own() -> Session {
    let (kept, carried): (Option<Kept>, _) =
        later::here().map_or((None, None), |later| ((later.kept)(), (later.carried)()));
    let session = match (kept, carried) {
        (Some(kept), _) => Session::of_kept(&kept),
        (None, Some(Ok(scenario))) => Session::new(Rc::new(scenario)),
        (None, Some(Err(problems))) => {
            let unopened = Unopened::Refused { problems, in_file: true, over_work: false };
            return Session::new(Rc::new(example())).with_unopened(Some(unopened));
        }
        (None, None) => Session::new(Rc::new(example())),
    };
    let is_example = later::here().is_none_or(|later| (later.is_same)(&session.scenario, &example()));
    with_answer(session, is_example)
}

/// The session with the answer that came with the page, where that is its scenario's.
fn with_answer(session: Session, is_example: bool) -> Session {
    session.with_answer(is_example.then(|| funnel_bytes::read(ANSWER)).flatten())
}

/// What to tell, with what is to be told of the locale asked for.
fn with_locale(notice: Option<Notice>, unknown: Option<String>) -> Option<Notice> {
    match (notice, unknown) {
        (None, Some(title)) => Some(Notice { title, problems: Vec::new() }),
        (Some(mut notice), Some(told)) => {
            notice.problems.push(Problem::new("", told));
            Some(notice)
        }
        (notice, None) => notice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::NumberStyle;
    use crate::views::plans;
    use crate::words::answer::{dot_caption, dot_labels, dots, table};
    use crate::words::chances::{chances, error};
    use crate::words::verdict::verdict;
    use funnel_engine::process::Model;
    use funnel_engine::report::Report;
    use funnel_engine::scenario::templates::{TEMPLATES, load};
    use funnel_engine::simulate::settled;

    #[test]
    fn the_page_opens_with_the_first_template() {
        assert_eq!(funnel_bytes::read(EXAMPLE), load(TEMPLATES[0].id));
    }

    /// All that the first screen shows of a report.
    fn screen(s: &Scenario, report: &Report) -> impl PartialEq + std::fmt::Debug {
        let n = NumberStyle::default();
        let c = &report.comparisons[0];
        let plans = [0, 1].map(|arm| plans::figures(Some(report), arm, &n));
        (
            (verdict(s, report, &n), chances(report, &s.target, &n), error(report, &n)),
            (table(report, &n), dots(c, &n), dot_labels(c), c.dots.clone(), dot_caption(report.horizon_weeks)),
            (plans, plans::change(Some(report), 0, &n), plans::odds(Some(report), 0)),
        )
    }

    #[test]
    fn the_answer_in_advance_is_what_the_engine_gives_to_the_last_bit() {
        let s = load(TEMPLATES[0].id).unwrap();
        let known: Report = funnel_bytes::read(ANSWER).unwrap();
        let run = settled(Model::new(&s).unwrap().into());
        assert_eq!(screen(&s, &known), screen(&s, &run));
        // What words round is there in full.
        assert_eq!((known.seed, known.replicates), (run.seed, run.replicates));
        for (known, run) in known.arms.iter().zip(&run.arms) {
            assert_eq!((known.cac.p50, known.target), (run.cac.p50, run.target));
            assert!(known.figures.iter().all(|(metric, x)| x.p50 == run.figures[metric].p50));
        }
        let (known, run) = (&known.comparisons[0], &run.comparisons[0]);
        assert_eq!((known.pays_back, known.mean_uplift), (run.pays_back, run.mean_uplift));
    }
}
