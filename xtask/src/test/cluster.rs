//! The examples for clusters: a run and a sweep, spread by Slurm and by Ray, give the same bits as one process,
//! although a worker is killed in the middle of a part and another part fails.
//!
//! Slurm itself is not available here: tests/cluster/slurm.sh runs an array's tasks one after another as Slurm would.

use super::Outcome;
use crate::cargo::{artifacts, cargo, program};
use crate::{paths, process, setup};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Not a whole number of blocks; a part of them takes about a second, so that a tenth of that is well before its end.
const REPLICATES: &str = "10000";
const PARTS: &str = "4";
/// For the sweep: more than one for each task, and not equally many.
const SCENARIOS: &str = "5";
/// Fields of each line that the sweep writes.
const FIELDS: usize = 8;
/// Replicates of each of the sweep's scenarios.
const FEW: &str = "256";
/// Calls for a part, in any order: each part once, one again after it was killed midway, one after it failed.
const CALLS: [&str; 7] = ["1/4", "2/4", "2/4", "2/4 ended in the middle", "3/4", "3/4", "4/4"];
/// For Ray, which takes half a minute on two cores that have other work as well.
const PATIENCE: Duration = Duration::from_secs(300);

pub(super) fn check() -> Result<Outcome> {
    if cfg!(windows) || ["bash", "python3"].iter().any(|program| paths::on_path(program).is_none()) {
        return Ok(Outcome::Skipped("it needs bash and python3".to_owned()));
    }
    let here = Here::new()?;
    here.one_process()?;
    here.slurm()?;
    println!("Slurm's scripts, a task killed and another failed: the bits of one process");
    let folder = paths::root().join("examples/cluster");
    let python = match setup::python("Ray", "40 s, 290 MB", "venv-ray", &folder) {
        Ok(python) => python,
        Err(error) => return Ok(Outcome::Skipped(format!("Slurm's scripts are in order; without Ray: {error:#}"))),
    };
    here.ray(&python)?;
    println!("Ray with two workers, one killed and a part failed: the bits of one process");
    Ok(Outcome::Passed)
}

/// Where the test runs, and with which program.
struct Here {
    folder: PathBuf,
    funnel: PathBuf,
}

impl Here {
    fn new() -> Result<Self> {
        let folder = paths::work().join("cluster");
        if folder.exists() {
            fs::remove_dir_all(&folder).context("cannot remove what the last run left")?;
        }
        fs::create_dir_all(folder.join("tmp"))?;
        // Built as the program's own tests build it, so that after the step `native` it is there.
        let made = artifacts(cargo("test").args(["--workspace", "--test", "cli", "--no-run"]))?;
        let funnel = program(&made, "funnel").context("cargo names no program funnel")?;
        Ok(Self { folder, funnel })
    }

    fn at(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// A command with mishaps, each of which happens once; `name` identifies it.
    fn command(&self, name: &str, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .current_dir(paths::root().join("examples/cluster"))
            .env("FUNNEL", paths::root().join("tests/cluster/dying.sh"))
            .env("FUNNEL_REAL", &self.funnel)
            .env("CALLS", self.at(&format!("{name}.calls")))
            .env("TMPDIR", self.at("tmp"))
            .envs([("DIES", "2/4"), ("FAILS", "3/4"), ("REPLICATES", FEW), ("PYTHONDONTWRITEBYTECODE", "1")]);
        command
    }

    /// The scenario, and the result that all must reach.
    fn one_process(&self) -> Result<()> {
        let plan = process::capture(Command::new(&self.funnel).args(["template", "sales-led-saas"]))?;
        fs::write(self.at("plan.json"), plan)?;
        process::run(
            Command::new(&self.funnel)
                .arg("simulate")
                .arg(self.at("plan.json"))
                .args(["--replicates", REPLICATES, "--format", "json", "--out"])
                .arg(self.at("one.json")),
        )?;
        let mut sweep = self.command("one", "python3");
        let rows = process::capture(
            sweep.arg("scenarios.py").arg(self.at("plan.json")).args(["0", "1", SCENARIOS]).env("FUNNEL", &self.funnel),
        )?;
        let is_number = |field: &str| field.parse::<f64>().is_ok_and(f64::is_finite);
        if let Some(row) = rows.lines().find(|row| row.split(',').count() != FIELDS || !row.split(',').all(is_number)) {
            bail!("a row of the sweep should be {FIELDS} numbers, and is {row}");
        }
        fs::write(self.at("one.csv"), rows)?;
        Ok(())
    }

    fn slurm(&self) -> Result<()> {
        process::run(self.command("slurm", "bash").args(["-n", "run.sbatch"]))?;
        process::run(self.command("slurm", "bash").args(["-n", "sweep.sbatch"]))?;
        let array = |range: [&str; 2], script: &str, of: &str, to: &str| {
            let mut command = self.command("slurm", paths::root().join("tests/cluster/slurm.sh"));
            command.args(range).arg(script).arg(self.at("plan.json")).arg(of).arg(self.at(to));
            process::run(&mut command)
        };
        array(["1", PARTS], "run.sbatch", REPLICATES, "parts")?;
        self.merges("slurm.json")?;
        self.same("slurm.json", "one.json")?;
        self.calls("slurm")?;
        array(["0", "2"], "sweep.sbatch", SCENARIOS, "rows")?;
        let mut tasks = Vec::new();
        for task in 0..3 {
            tasks.push(fs::read_to_string(self.at(&format!("rows/{task}.csv")))?);
        }
        let tasks = tasks.concat();
        let mut rows: Vec<&str> = tasks.split_inclusive('\n').collect();
        rows.sort_unstable();
        fs::write(self.at("slurm.csv"), rows.concat())?;
        self.same("slurm.csv", "one.csv")
    }

    /// Merges the array's parts, after a missing part and a duplicate one have been reported.
    fn merges(&self, report: &str) -> Result<()> {
        let merge = |report: &str| {
            let mut command = Command::new(&self.funnel);
            command.arg("merge").arg(self.at("parts/*.part")).args(["--format", "json", "--out"]).arg(self.at(report));
            process::run_within(&mut command, PATIENCE)
        };
        let says = |what: &str| match merge("no.json") {
            Err(error) if error.to_string().contains(what) => Ok(()),
            other => bail!("funnel merge should say `{what}`, and said {other:?}"),
        };
        fs::rename(self.at("parts/3.part"), self.at("3.away"))?;
        says("part 3 of 4 is missing")?;
        fs::copy(self.at("parts/4.part"), self.at("parts/copy.part"))?;
        says("part 4 of 4 is given twice")?;
        fs::remove_file(self.at("parts/copy.part"))?;
        fs::rename(self.at("3.away"), self.at("parts/3.part"))?;
        merge(report)
    }

    fn ray(&self, python: &Path) -> Result<()> {
        // Ray's own files, in a folder with a short name because paths of sockets must be short. It goes when this
        // value is dropped.
        let ray = Scratch::new()?;
        let run = |script: &str, of: &[&str], to: &str| {
            let mut command = self.command("ray", python);
            command.arg(script).arg(self.at("plan.json")).args(of).arg(self.at(to));
            command.envs([("WORKERS", "2"), ("RAY_USAGE_STATS_ENABLED", "0")]).env_remove("RAY_ADDRESS");
            process::run_within(command.envs([("HOME", &ray.0), ("RAY_TMPDIR", &ray.0)]), PATIENCE)
        };
        run("ray_run.py", &[REPLICATES, PARTS], "ray.json")?;
        self.same("ray.json", "one.json")?;
        self.calls("ray")?;
        run("ray_sweep.py", &[SCENARIOS], "ray.csv")?;
        let table = fs::read_to_string(self.at("ray.csv"))?;
        let (_, rows) = table.split_once('\n').context("the sweep's table is empty")?;
        fs::write(self.at("ray-rows.csv"), rows)?;
        self.same("ray-rows.csv", "one.csv")
    }

    fn same(&self, one: &str, other: &str) -> Result<()> {
        if fs::read(self.at(one))? != fs::read(self.at(other))? {
            bail!("{} and {other} beside it differ", self.at(one).display());
        }
        Ok(())
    }

    /// That the mishaps happened, and that each part was asked for as often as needed and no more.
    fn calls(&self, name: &str) -> Result<()> {
        let text = fs::read_to_string(self.at(&format!("{name}.calls")))?;
        let mut calls: Vec<&str> = text.lines().collect();
        calls.sort_unstable();
        if calls != CALLS {
            bail!("{name}: the parts asked for should be {CALLS:?}, and were {calls:?}");
        }
        Ok(())
    }
}

/// A folder that is removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("funnel-ray-{}", std::process::id()));
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}
