//! The page's module without the cut that `split` makes, for the single file: there all is at hand at once, and one module
//! is smaller than two. What goes into files of Excel and PowerPoint is left out: it has no writers for them.

use anyhow::{Context, Result};
use walrus::Module;
use walrus::ir::{InstrLocId, Unreachable};

const IMPORT: &str = "__wasm_split_00later00_import_";
const EXPORT: &str = "__wasm_split_00later00_export_";
/// What only the writers of office files use (`src/views/export/files.rs`), in the names that the compiler gives.
const OFFICE: &str = "files14office_content";

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
    let is_office = |name: &str| name.contains(OFFICE);
    let office = module.funcs.iter_mut().find(|function| function.name.as_deref().is_some_and(is_office));
    let office = office.context("the page has no content of office files")?.kind.unwrap_local_mut();
    // It is asked for once the writers are loaded, which here they never are.
    let body = office.entry_block();
    office.block_mut(body).instrs = vec![(Unreachable {}.into(), InstrLocId::default())];
    // What `split` follows; it would be carried along.
    let customs = module.customs.iter().map(|(_, section)| section.name().to_owned());
    let relocations: Vec<_> = customs.filter(|name| name.starts_with("reloc.") || name == "linking").collect();
    for name in relocations {
        module.customs.remove_raw(&name);
    }
    Ok(module.emit_wasm())
}
