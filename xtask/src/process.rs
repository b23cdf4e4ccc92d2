//! Running other programs, with errors that say what was run.

use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Runs `command` with its output on the terminal; an exit code other than zero is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs `command` and returns what it wrote to stdout; its stderr stays on the terminal.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` wrote no UTF-8"))
}

/// The names of the repository's files; one that was deleted but not yet committed is still among them.
pub(crate) fn tracked(root: &Path) -> Result<Vec<String>> {
    let listed = capture(Command::new("git").args(["ls-files", "-z"]).current_dir(root))?;
    Ok(listed.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Runs `command` with `input` on its stdin and returns what it wrote to stdout.
pub(crate) fn filter(command: &mut Command, input: &str) -> Result<String> {
    let line = shown(command);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    let mut stdin = child.stdin.take().context("it has no stdin")?;
    // At the same time as reading: both pipes may be full.
    let output = thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input.as_bytes()));
        child.wait_with_output()
    })?;
    if !output.status.success() {
        bail!("`{line}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` wrote no UTF-8"))
}

/// Runs `command` silently and ends it after `limit`. The error carries the last line it wrote to stderr.
pub(crate) fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let line = shown(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    let mut stderr = child.stderr.take();
    // Read during the wait, because a full pipe would stop the child.
    let reader = thread::spawn(move || {
        let mut text = String::new();
        if let Some(pipe) = stderr.as_mut() {
            pipe.read_to_string(&mut text).ok();
        }
        text
    });
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            let text = reader.join().unwrap_or_default();
            if status.success() {
                return Ok(());
            }
            bail!("{}", text.lines().rfind(|line| !line.is_empty()).unwrap_or("it gave no reason"));
        }
        if start.elapsed() > limit {
            child.kill().ok();
            child.wait().ok();
            bail!("no answer within {} s", limit.as_secs());
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let failing =
            run(Command::new("cargo").args(["--quiet", "--frozen", "--list", "--no-such"]).stderr(Stdio::null()));
        let error = failing.unwrap_err().to_string();
        assert!(error.contains("cargo --quiet --frozen --list --no-such"), "{error}");
        assert!(capture(&mut Command::new("no-such-program")).is_err());
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let start = Instant::now();
        let error = run_within(Command::new("sleep").arg("60"), Duration::from_millis(100));
        assert!(error.is_err());
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
