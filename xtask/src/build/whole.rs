//! The page's module without the cut that `split` makes, for the single file: there all is at hand at once.

use anyhow::{Context, Result};
use walrus::Module;

const IMPORT: &str = "__wasm_split_00later00_import_";
const EXPORT: &str = "__wasm_split_00later00_export_";

/// A module in which the seam (`later/src/lib.rs`) calls what it would otherwise wait for. Neither bound nor optimised.
pub(crate) fn module(module: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(module).context("the page is no Wasm module")?;
    let import = module.imports.iter().find(|import| import.name.starts_with(IMPORT)).context("no seam is called")?;
    let walrus::ImportKind::Function(called) = import.kind else { anyhow::bail!("the seam is no function") };
    let export = module.exports.iter().find(|export| export.name.starts_with(EXPORT)).context("the seam is open")?;
    let walrus::ExportItem::Function(given) = export.item else { anyhow::bail!("the seam gives no function") };
    let export = export.id();
    module.exports.delete(export);
    module.replace_imported_func(called, |(body, _)| {
        body.call(given);
    })?;
    // What `split` follows; it would be carried along.
    let customs = module.customs.iter().map(|(_, section)| section.name().to_owned());
    let relocations: Vec<_> = customs.filter(|name| name.starts_with("reloc.") || name == "linking").collect();
    for name in relocations {
        module.customs.remove_raw(&name);
    }
    Ok(module.emit_wasm())
}
