//! What the page opens with: the scenario its address asks for, else the work left last time, else what came with the
//! page in one file, else the worked example.

use std::rc::Rc;

use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::scenario::{Problem, Scenario};

use super::first_screen::FirstScreen;
use super::{Notice, Session, Unopened, link, storage};
use crate::{locale, single};

/// The worked example, the first of the templates.
#[must_use]
pub fn example() -> Scenario {
    // Every template can be read, as a test checks.
    TEMPLATES.first().and_then(|template| load(template.id)).unwrap_or_default()
}

/// The session to begin with, including any notice about the address.
#[must_use]
pub fn start() -> Session {
    let session = opened().with_first_screen(FirstScreen::of_page());
    let notice = with_locale(session.notice.clone(), locale::unknown());
    session.with_notice(notice)
}

/// What the address asks for, or the reader's own work.
fn opened() -> Session {
    match link::asked_for() {
        Some(Ok((scenario, notice))) => {
            // Reloading work whose own link was copied opens the work.
            let own = storage::of_reload().filter(|kept| *kept.body.scenario == scenario);
            let session = match own {
                Some(kept) => Session::of_kept(&kept),
                None => Session::new(Rc::new(scenario)).of_link(),
            };
            session.with_notice(notice)
        }
        Some(Err(problems)) => {
            let unopened = Unopened { problems, in_file: false, over_work: false };
            Session::new(Rc::new(example())).with_unopened(Some(unopened))
        }
        None => own(),
    }
}

/// The session without a link: kept work, else what came with the page, else the worked example.
fn own() -> Session {
    match (storage::kept(), single::carried()) {
        (Some(kept), _) => Session::of_kept(&kept),
        (None, Some(Ok(scenario))) => Session::new(Rc::new(scenario)),
        (None, Some(Err(problems))) => {
            let unopened = Unopened { problems, in_file: true, over_work: false };
            Session::new(Rc::new(example())).with_unopened(Some(unopened))
        }
        (None, None) => Session::new(Rc::new(example())),
    }
}

/// The notice, combined with one about the locale requested.
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
