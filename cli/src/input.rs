//! What the command line may name: a file, `-` for standard input, a pattern that the shell did not expand, or a link.

use std::io::Read;
use std::path::{Path, PathBuf};

use funnel_engine::scenario::link::{self, ENGINE, Opened};
use funnel_engine::scenario::{Problem, Scenario, file};

use crate::error::{Failure, say};

/// The scenario in the file or link that is named.
pub(crate) fn scenario(named: &Path) -> Result<Scenario, Failure> {
    let Opened { scenario, engine, cleaned, .. } = open(named)?;
    for path in &cleaned {
        say(&format!("{path} held characters that cannot be seen; they are left out"));
    }
    if engine != ENGINE {
        say(&format!("this link was made with engine {engine}; this is engine {ENGINE}, and numbers may differ"));
    }
    Ok(scenario)
}

fn open(named: &Path) -> Result<Opened, Failure> {
    if let Some(text) = link(named) {
        return link::open(&text).map_err(|problems| Failure::problems(named, &problems));
    }
    let found = files(std::slice::from_ref(&named.to_owned()))?;
    let [file] = found.as_slice() else {
        let names: Vec<String> = found.iter().take(5).map(|file| file.display().to_string()).collect();
        let more = if found.len() > names.len() { ", …" } else { "" };
        let message = format!("{}: is {} files ({}{more}); name one", named.display(), found.len(), names.join(", "));
        return Err(Failure::wrong(message));
    };
    let mut bytes = Vec::new();
    let most = file::MAX_FILE as u64 + 1;
    let read = if file.as_os_str() == "-" {
        std::io::stdin().take(most).read_to_end(&mut bytes)
    } else if file.is_dir() {
        return Err(Failure::problems(file, &[Problem::new("", "this is a folder; name a file in it")]));
    } else {
        std::fs::File::open(file).and_then(|f| f.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|e| Failure::file(file, &e))?;
    file::open(&bytes).map_err(|problems| Failure::problems(file, &problems))
}

/// The link, if one is named in place of a file.
fn link(named: &Path) -> Option<String> {
    let text = named.to_str().filter(|_| !named.exists())?;
    link::is_link(text).then(|| text.to_owned())
}

/// A short name for it in messages, which a link of 2,000 characters would drown.
pub(crate) fn called(named: &Path) -> String {
    if link(named).is_some() { "the link".to_owned() } else { named.display().to_string() }
}

/// The files that are named. Some shells pass on a pattern as it is, and all do if it is in quotes; a file with exactly
/// that name takes precedence.
pub(crate) fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for name in named {
        let is_pattern = |text: &&str| text.contains(['*', '?', '[']) && !name.exists() && link(name).is_none();
        match name.to_str().filter(is_pattern) {
            Some(pattern) => files.extend(matching(pattern)?),
            None => files.push(name.clone()),
        }
    }
    Ok(files)
}

fn matching(pattern: &str) -> Result<Vec<PathBuf>, Failure> {
    let paths = glob::glob(pattern).map_err(|e| Failure::wrong(format!("{pattern}: {}", e.msg)))?;
    let mut files = Vec::new();
    for path in paths {
        let path = path.map_err(|e| Failure::file(e.path(), e.error()))?;
        if !path.is_dir() {
            files.push(path);
        }
    }
    if files.is_empty() { Err(Failure::File(format!("{pattern}: no file has such a name"))) } else { Ok(files) }
}
