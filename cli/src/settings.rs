//! `funnel settings`.

use std::fmt::Write;
use std::path::Path;

use crate::error::Failure;
use crate::input::scenario;
use crate::output;
use crate::table::group;

/// Lists the settings that plans may change.
pub(crate) fn command(file: &Path) -> Result<(), Failure> {
    let mut out = format!("{:<28}{:>12}  {:<22}What\n", "Setting", "Today", "Range");
    for x in scenario(file)?.settings() {
        let owner = if x.owner.is_empty() { String::new() } else { format!("{}: ", x.owner) };
        let range = format!("{} to {}", group(x.low), group(x.high));
        let _ = writeln!(out, "{:<28}{:>12}  {range:<22}{owner}{}", x.key, group(x.today), x.label);
    }
    output::write(None, &out)
}
