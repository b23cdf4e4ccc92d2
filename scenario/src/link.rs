//! The whole scenario in a link: JSON with its defaults left out, deflated, in URL-safe base64.
//!
//! `#v1=…` is self-describing: a link in a client's deck must still open in years, so nothing outside it is needed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::decode::{self, MAX_BYTES};
use super::{Problem, Scenario};

/// What a link's fragment begins with, after `#`.
pub const PREFIX: &str = "v1=";

/// Longest link written, in bytes: beyond it mail programs and browsers begin to cut.
pub const MAX_LINK: usize = 32_000;

/// Deflate's level: small is worth more than fast for a few kilobytes.
const LEVEL: u8 = 9;

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
    let json = scenario.to_json().to_string();
    let text = format!("{PREFIX}{}", BASE64.encode(compress_to_vec(json.as_bytes(), LEVEL)));
    if text.len() > MAX_LINK {
        let message = format!(
            "this scenario needs a link of {} characters, and {MAX_LINK} is the most that travels safely; save it as a file",
            text.len()
        );
        return Err(Problem::new("", message));
    }
    Ok(text)
}

/// The scenario in a link's fragment, with or without `#`.
///
/// # Errors
///
/// When the link is foreign, cut short or inflates beyond a scenario's size, and whatever [`decode::from_json`] says.
pub fn decode(fragment: &str) -> Result<Scenario, Vec<Problem>> {
    let refuse = |message: &str| vec![Problem::new("", message)];
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let Some(text) = fragment.strip_prefix(PREFIX) else {
        return Err(refuse(
            "this link does not hold a scenario that this version can read (it should begin with #v1=)",
        ));
    };
    if text.len() > MAX_BYTES {
        return Err(refuse("this link is too long to be a scenario"));
    }
    let broken = "this link is damaged, perhaps cut short on its way; ask for it again, or for the file";
    let deflated = BASE64.decode(text).map_err(|_| refuse(broken))?;
    let bytes = decompress_to_vec_with_limit(&deflated, MAX_BYTES).map_err(|_| refuse(broken))?;
    let json = String::from_utf8(bytes).map_err(|_| refuse(broken))?;
    decode::from_json(&json)
}
