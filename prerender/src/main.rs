//! Renders the first screen of the page, with the worked example's settled answer, for the build to write into `index.html`.
//!
//! It prints one JSON object: `html`, the markup of the first screen, and `answer`, the figures in it
//! ([`FirstScreen`]), with which the page starts.

use std::error::Error;
use std::io::{self, Write};
use std::rc::Rc;

use funnel_engine::process::Model;
use funnel_engine::simulate::settled;
use funnel_simulator::charts::Shared;
use funnel_simulator::embed::shown::Shown;
use funnel_simulator::state::first_screen::{FirstScreen, OWN};
use funnel_simulator::state::{Session, example};
use funnel_simulator::views::{Page, PageProps};
use futures_executor::block_on;
use serde::Serialize;
use yew::LocalServerRenderer;

#[derive(Serialize)]
struct Prerendered {
    html: String,
    answer: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let scenario = example();
    let model = Model::new(&scenario).map_err(|problems| format!("{problems:?}"))?;
    let first = FirstScreen::built(scenario.clone(), settled(model.into()));
    let answer = first.to_text();
    let session = Shared::new(Session::new(Rc::new(scenario)).with_first_screen(Some(first)));
    let page = PageProps { session, shown: Shown::default(), first_screen: true };
    let html = block_on(LocalServerRenderer::<Page>::with_props(page).hydratable(false).render());
    serde_json::to_writer(io::stdout(), &Prerendered { html: with_own_ids(&html), answer })?;
    io::stdout().flush()?;
    Ok(())
}

/// The markup with ids of its own, so that no id occurs twice while the page is drawn beside it.
fn with_own_ids(html: &str) -> String {
    const IDS: [&str; 5] = [" id=\"", " for=\"", " aria-controls=\"", " aria-labelledby=\"", " aria-describedby=\""];
    let mut own = html.to_owned();
    for name in IDS {
        let parts: Vec<&str> = own.split(name).collect();
        let (first, rest) = parts.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
        let mut text = first.to_owned();
        for part in rest {
            let (ids, after) = part.split_once('"').unwrap_or((part, ""));
            let ids: Vec<String> = ids.split(' ').map(|id| format!("{OWN}{id}")).collect();
            text += &format!("{name}{}\"{after}", ids.join(" "));
        }
        own = text;
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_follows_its_id() {
        let html = "<label for=\"a\">A</label><input id=\"a\" aria-labelledby=\"b c\"><p id=\"b\">id=\"</p>";
        let own = "<label for=\"first-a\">A</label><input id=\"first-a\" aria-labelledby=\"first-b first-c\"><p id=\"first-b\">id=\"</p>";
        assert_eq!(with_own_ids(html), own);
    }
}
