//! Whether the loops of the page's modules are vectors: nobody sees that in what the page does, only in how long it takes.

use crate::fingerprint::files_under;
use anyhow::{Result, ensure};
use std::fs;
use std::path::Path;

/// `f32x4.mul`, in which counts are drawn for several replicates at once.
const PRODUCT: &[u8] = &[0xfd, 0xe6, 0x01];
/// The modules have some 270. Where no loop is a vector there is none; the same bytes come by chance once in 16 MB.
const FEWEST: usize = 100;

/// Whether each module in `dist` has vectors.
pub(crate) fn check(dist: &Path) -> Result<()> {
    for name in files_under(dist, "")?.into_iter().filter(|name| name.ends_with(".wasm")) {
        let count = count(&fs::read(dist.join(&name))?);
        ensure!(
            count >= FEWEST,
            "{name} multiplies vectors in {count} places, not in {FEWEST} or more: is what is linked optimised at level 3 \
             (Cargo.toml, profile.wasm)?"
        );
    }
    Ok(())
}

fn count(module: &[u8]) -> usize {
    module.windows(PRODUCT.len()).filter(|bytes| *bytes == PRODUCT).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_counted() {
        assert_eq!(count(&[0, 0xfd, 0xe6, 0x01, 0xfd, 0xe6, 0xfd, 0xe6, 0x01]), 2);
        assert_eq!(count(&[0xfd]), 0);
    }
}
