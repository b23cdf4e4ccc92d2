//! Libraries of others that the page loads when something is asked for: part neither of the module nor of the first
//! load.

use super::layout::Files;
use super::minify;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Folder of these files in the page.
pub(super) const FOLDER: &str = "lib/";

/// A file of the page: its name, the licences that go with it, and the scripts it is made of, in order.
type Library = (&'static str, &'static [&'static str], &'static [&'static str]);

const LIBRARIES: [Library; 2] = [
    // PptxGenJS without its own copy of JSZip: that copy contains polyfills that turn strings into functions, and is a
    // fifth larger.
    (
        "lib/pptx.js",
        &["pptxgenjs/LICENSE", "fflate/LICENSE"],
        &[
            "jszip/dist/jszip.min.js",
            "pptxgenjs/dist/pptxgen.min.js",
            "fflate/umd/index.js",
            "export/office/package.js",
            "export/office/template.js",
            "export/office/charts.js",
            "export/office/slides.js",
        ],
    ),
    (
        "lib/xlsx.js",
        &["write-excel-file/LICENSE", "fflate/LICENSE"],
        &[
            "write-excel-file/bundle/write-excel-file.min.js",
            "fflate/umd/index.js",
            "export/office/package.js",
            "export/office/book.js",
        ],
    ),
];

/// The folder of our own scripts, which correct what the libraries before them write.
const OWN: &str = "export/";

/// The libraries, from the npm packages.
pub(super) fn libraries(root: &Path) -> Result<Files> {
    let read = |name: &&str| {
        let path = if name.starts_with(OWN) { root.join(name) } else { root.join("node_modules").join(name) };
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if name.starts_with(OWN) { minify::script(&text) } else { Ok(text) }
    };
    let made = LIBRARIES.iter().map(|(name, licences, scripts)| {
        let licences: Vec<String> = licences.iter().map(read).collect::<Result<_>>()?;
        let scripts: Vec<String> = scripts.iter().map(read).collect::<Result<_>>()?;
        Ok(((*name).to_owned(), joined(&licences, &scripts).into_bytes()))
    });
    made.collect()
}

/// Scripts one after another, preceded by their licences. Their source maps are left out.
fn joined(licences: &[String], scripts: &[String]) -> String {
    let mut text = String::new();
    for licence in licences {
        text.push_str(&format!("/*!\n{}\n*/\n", licence.trim().replace("*/", "* /")));
    }
    for script in scripts {
        for line in script.lines().filter(|line| !line.starts_with("//# sourceMappingURL=")) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn licences_come_first_and_maps_stay_behind() {
        let scripts = ["a()\n//# sourceMappingURL=a.map".to_owned(), "b()".to_owned()];
        assert_eq!(joined(&["MIT */ x".to_owned()], &scripts), "/*!\nMIT * / x\n*/\na()\nb()\n");
    }
}
