//! The whole scenario in a link: JSON without defaults, packed (`packed`), followed by check characters (`seal`), in
//! URL-safe base64.
//!
//! `#v1=…` is self-describing: a link in a client's deck must still open in years, so it needs nothing but what is part
//! of the format for good. Besides the scenario, with its seed, it names the engine with which it was made, as another
//! one may draw other numbers. What mail programs and chats do to a link on its way is undone before it is read
//! (`find`); what cannot be undone is detected by the check characters, and refused.

#[cfg(test)]
mod bombs;
mod find;
mod packed;
mod seal;
#[cfg(test)]
mod tests;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::Value as Json;

use crate::decode::{self, MAX_BYTES};
use crate::{Problem, Scenario};

pub use find::{holds_link, in_address, is_link};

/// The version of the engine with which links are made; all crates of one build have the same version.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The engine of links that name none: it was the only one until links began to name theirs.
const FIRST_ENGINE: &str = "0.1.0";

/// The key of the engine in a link's JSON, next to the scenario's own fields.
const ENGINE_KEY: &str = "engine";

/// What a link's fragment begins with, after `#`.
pub const PREFIX: &str = "v1=";

/// Longest link written, in bytes: beyond that, mail programs and browsers begin to truncate.
pub const MAX_LINK: usize = 32_000;

/// Most bytes inflated for one text, all its links and all ways to read them together: a hundred characters can inflate
/// to the size of the largest scenario, and a text may have thousands of readings. Links without check characters, which
/// are inflated to see where they end, take up to half their size for each line they were wrapped into.
const MOST_INFLATED: usize = 4 * MAX_BYTES;

/// The fragment of a link to this scenario, without `#`.
///
/// # Errors
///
/// When the scenario is too large for a link (long empirical lists): a file must carry it.
///
/// ```
/// use funnel_scenario::{link, templates};
/// let scenario = templates::load("sales-led-saas").unwrap();
/// let fragment = link::encode(&scenario).unwrap();
/// assert_eq!(link::decode(&fragment).unwrap(), scenario);
/// ```
pub fn encode(scenario: &Scenario) -> Result<String, Problem> {
    let mut json = scenario.to_json();
    if let Json::Object(fields) = &mut json {
        fields.insert(ENGINE_KEY.to_owned(), ENGINE.into());
    }
    let json = json.to_string();
    let text = format!("{PREFIX}{}", BASE64.encode(seal::seal(packed::pack(json.as_bytes()))));
    if text.len() > MAX_LINK {
        let message = format!(
            "this scenario needs a link of {} characters, and {MAX_LINK} is the most that travels safely; save it as a file",
            text.len()
        );
        return Err(Problem::new("", message));
    }
    Ok(text)
}

/// What a link holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The scenario.
    pub scenario: Scenario,
    /// The engine with which it was made.
    pub engine: String,
    /// The link without what was around it: `v1=…`. `None` if the scenario did not come from a link.
    pub fragment: Option<String>,
    /// Paths of the texts that contained characters that no text needs; these have been removed (see
    /// [`crate::clean()`]).
    pub cleaned: Vec<String>,
}

impl Opened {
    /// Whether this engine may give numbers other than those of the engine with which the link was made.
    #[must_use]
    pub fn may_differ(&self) -> bool {
        self.engine != ENGINE
    }
}

/// The scenario in a link; see [`open`].
///
/// # Errors
///
/// As [`open`].
pub fn decode(text: &str) -> Result<Scenario, Vec<Problem>> {
    open(text).map(|opened| opened.scenario)
}

/// The scenario in a link, and the engine with which the link was made. The text may be the link's fragment, its whole
/// address, or a message around it.
///
/// ```
/// use funnel_scenario::{link, templates};
/// let scenario = templates::load("blank").unwrap();
/// let fragment = link::encode(&scenario).unwrap();
/// let mail = format!("See <https://example.org/#{fragment}>, and tell me.");
/// assert_eq!(link::decode(&mail), Ok(scenario));
/// ```
///
/// # Errors
///
/// When the link is foreign, newer, damaged, cut short or inflates beyond a scenario's size, when the text contains
/// several links to different scenarios, and whatever [`decode::from_json`] reports.
pub fn open(text: &str) -> Result<Opened, Vec<Problem>> {
    if text.len() > MAX_BYTES {
        return Err(vec![Problem::new("", "this link is too long to be a scenario")]);
    }
    let links: Vec<find::Found> = find::links(text).filter(|link| link.version > 0).collect();
    if links.iter().any(|link| link.version > 1) {
        return Err(vec![Problem::new("", NEWER)]);
    }
    let mut left = MOST_INFLATED;
    let read: Vec<_> = links.iter().map(|link| first_that_opens(link, &mut left)).collect();
    let whole: Vec<&(Opened, String)> = read.iter().flatten().collect();
    // What a mail displays of a link may end in dots, next to the link itself.
    let is_shown = |link: &find::Found| whole.iter().any(|(_, text)| link.is_beginning_of(text));
    for (link, read) in links.iter().zip(&read) {
        if let Err(problems) = read
            && !is_shown(link)
        {
            return Err(problems.clone());
        }
    }
    match whole.split_first() {
        None => Err(vec![Problem::new("", FOREIGN)]),
        Some(((first, _), rest)) if rest.iter().any(|(other, _)| other.scenario != first.scenario) => {
            Err(vec![Problem::new("", SEVERAL)])
        }
        Some(((first, text), _)) => Ok(Opened { fragment: Some(format!("{PREFIX}{text}")), ..first.clone() }),
    }
}

const FOREIGN: &str = "this link does not hold a scenario that this version can read (it should begin with #v1=)";
const NEWER: &str = "this link was made by a newer version of this tool; open it there, or ask for a file";
const SEVERAL: &str = "there are several links to different scenarios here; take one of them";
const DAMAGED: &str = "this link is damaged, perhaps cut short on its way; ask for it again, or for the file";

/// The first reading that holds a scenario, those whose check characters are right before all others: they alone can be
/// told from what is cut short without being inflated. Where none does, the problems of a scenario that arrived whole say
/// more than the fact that other readings are damaged.
fn first_that_opens(link: &find::Found, left: &mut usize) -> Result<(Opened, String), Vec<Problem>> {
    let mut problems = None;
    for sealed in [true, false] {
        for reading in link.readings() {
            match read(&reading, sealed, left) {
                Ok(opened) => return Ok((opened, reading)),
                // What came with its check characters came whole: no other reading has more to say.
                Err(Some(own)) if sealed => return Err(own),
                Err(Some(own)) => _ = problems.get_or_insert(own),
                Err(None) => {}
            }
        }
    }
    Err(problems.unwrap_or_else(|| vec![Problem::new("", DAMAGED)]))
}

/// Reads what follows `v1=`, with or without check characters at its end.
///
/// # Errors
///
/// The problems of the scenario; `None` when the text is damaged.
fn read(text: &str, sealed: bool, left: &mut usize) -> Result<Opened, Option<Vec<Problem>>> {
    let bytes = BASE64.decode(text).map_err(|_| None)?;
    let bytes = match (seal::unseal(&bytes), sealed) {
        (Some(bytes), true) => bytes,
        (None, false) => &bytes,
        _ => return Err(None),
    };
    let (json, behind) = packed::unpack(bytes, MAX_BYTES, left).ok_or(None)?;
    if !seal::is_filling(behind) {
        return Err(None);
    }
    let mut json: Json = serde_json::from_slice(&json).map_err(|_| None)?;
    let engine = match json.as_object_mut().and_then(|fields| fields.remove(ENGINE_KEY)) {
        None => FIRST_ENGINE.to_owned(),
        Some(Json::String(engine)) if is_version(&engine) => engine,
        Some(_) => return Err(Some(vec![Problem::new(ENGINE_KEY, "must be the version of an engine, such as 0.1.0")])),
    };
    // A link that lost its check characters is as damaged as one that lost others.
    if !sealed && !is_of_before_seals(&engine) {
        return Err(None);
    }
    let (scenario, cleaned) = decode::read(json).map_err(Some)?;
    Ok(Opened { scenario, engine, fragment: None, cleaned })
}

/// Whether an engine made links without check characters.
fn is_of_before_seals(engine: &str) -> bool {
    engine.starts_with("0.0.") || engine.starts_with("0.1.")
}

/// Whether a text can be shown as a version: short, and made of letters, digits and dots.
fn is_version(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b".+-".contains(&b))
}
