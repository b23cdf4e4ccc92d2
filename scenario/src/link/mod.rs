//! The whole scenario in a link: JSON with its defaults left out, packed (`packed`), in URL-safe base64.
//!
//! `#v1=…` is self-describing: a link in a client's deck must still open in years, so nothing is needed outside it but what
//! is part of the format for good. Beside the scenario, with its seed, it names the engine that it was made with: another
//! one may draw other numbers.

mod packed;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::Value as Json;

use crate::decode::{self, MAX_BYTES};
use crate::{Problem, Scenario};

/// The version of the engine that links are made with: all crates of one build have the same.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The engine of links that name none: there was no other yet when links began to name theirs.
const FIRST_ENGINE: &str = "0.1.0";

/// Where a link's JSON names its engine, beside the scenario's own fields.
const ENGINE_KEY: &str = "engine";

/// What a link's fragment begins with, after `#`.
pub const PREFIX: &str = "v1=";

/// Longest link written, in bytes: beyond it mail programs and browsers begin to cut.
pub const MAX_LINK: usize = 32_000;

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
    let text = format!("{PREFIX}{}", BASE64.encode(packed::pack(json.as_bytes())));
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
    /// The engine that it was made with.
    pub engine: String,
}

impl Opened {
    /// Whether this engine may give other numbers than the one that the link was made with.
    #[must_use]
    pub fn may_differ(&self) -> bool {
        self.engine != ENGINE
    }
}

/// The scenario in a link's fragment, with or without `#`.
///
/// # Errors
///
/// As [`open`].
pub fn decode(fragment: &str) -> Result<Scenario, Vec<Problem>> {
    open(fragment).map(|opened| opened.scenario)
}

/// The scenario in a link's fragment, with or without `#`, and the engine that the link was made with.
///
/// # Errors
///
/// When the link is foreign, newer, cut short or inflates beyond a scenario's size, and whatever [`decode::from_json`]
/// says.
pub fn open(fragment: &str) -> Result<Opened, Vec<Problem>> {
    let refuse = |message: &str| vec![Problem::new("", message)];
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let Some(text) = fragment.strip_prefix(PREFIX) else {
        return Err(refuse(if is_newer(fragment) {
            "this link was made by a newer version of this tool; open it there, or ask for a file"
        } else {
            "this link does not hold a scenario that this version can read (it should begin with #v1=)"
        }));
    };
    if text.len() > MAX_BYTES {
        return Err(refuse("this link is too long to be a scenario"));
    }
    let broken = "this link is damaged, perhaps cut short on its way; ask for it again, or for the file";
    let packed = BASE64.decode(text).map_err(|_| refuse(broken))?;
    let bytes = packed::unpack(&packed, MAX_BYTES).ok_or_else(|| refuse(broken))?;
    let json = String::from_utf8(bytes).map_err(|_| refuse(broken))?;
    let mut json: Json = serde_json::from_str(&json).map_err(|_| refuse(broken))?;
    let engine = match json.as_object_mut().and_then(|fields| fields.remove(ENGINE_KEY)) {
        None => FIRST_ENGINE.to_owned(),
        Some(Json::String(engine)) if is_version(&engine) => engine,
        Some(_) => return Err(vec![Problem::new(ENGINE_KEY, "must be the version of an engine, such as 0.1.0")]),
    };
    Ok(Opened { scenario: decode::from_value(json)?, engine })
}

/// Whether a fragment is a link of a later format: `v2=…`.
fn is_newer(fragment: &str) -> bool {
    let version = fragment.strip_prefix('v').and_then(|rest| rest.split_once('='));
    version.and_then(|(number, _)| number.parse::<u32>().ok()).is_some_and(|number| number > 1)
}

/// Whether a text can be shown as a version: short, of letters, digits and dots.
fn is_version(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b".+-".contains(&b))
}
