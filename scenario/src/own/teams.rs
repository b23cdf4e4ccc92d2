//! Who works the leads.

use super::OwnTeam;
use super::pipeline::entering_per_week;
use crate::laws;
use crate::{Grade, Group, Input, Scenario, Team, Value, Work, YEAR};

/// Share of their hours that today's leads take, where nobody said: a team that keeps up has some left, and few are
/// idle.
const LOAD: [f64; 3] = [0.5, 0.75, 0.95];
const HOURS: &str = "Guess: today’s leads take half to nearly all of the team’s hours";

pub(super) fn read(s: &Scenario) -> Vec<OwnTeam> {
    let row = |team: &Team| OwnTeam {
        id: Some(team.id.clone()),
        name: team.name.clone(),
        people: Some(team.people),
        cost_per_year: team.cost_per_week.map(|x| x * YEAR as f64),
    };
    s.teams.iter().map(row).collect()
}

/// Whether the rows say anything.
pub(super) fn says(rows: &[OwnTeam]) -> bool {
    rows.iter().any(|row| row.people.is_some())
}

/// Replaces the teams by the rows. If teams are new, the stages are shared out among all of them, in order.
pub(super) fn put(s: &mut Scenario, rows: &[OwnTeam]) {
    let mut teams: Vec<Team> = Vec::new();
    let given: Vec<&OwnTeam> = rows.iter().filter(|row| row.people.is_some()).collect();
    for row in &given {
        let old = row.id.as_ref().and_then(|id| s.teams.iter().find(|team| team.id == *id));
        let id = || crate::edit::free("own", teams.iter().chain(&s.teams).map(|team| team.id.as_str())).0;
        let mut team = old.cloned().unwrap_or_else(|| Team { id: id(), ramp_weeks: 12.0, ..Team::default() });
        row.name.clone_into(&mut team.name);
        team.people = row.people.unwrap_or(team.people);
        team.cost_per_week = row.cost_per_year.map(|x| x / YEAR as f64);
        teams.push(team);
    }
    let is_new = given.iter().any(|row| row.id.is_none());
    s.teams = teams;
    if is_new {
        share_out(s);
    }
}

/// Gives every stage to a team, the first stages to the first team. Later stages take more time: each twice as much as
/// the one before.
pub(super) fn share_out(s: &mut Scenario) {
    let (stages, teams) = (s.stages.len(), s.teams.len());
    if teams == 0 {
        return;
    }
    let entering = entering_per_week(s);
    let team_of = |at: usize| at * teams / stages.max(1);
    for (t, team) in s.teams.iter().enumerate() {
        let weight = |at: usize| f64::powi(2.0, i32::try_from(at).unwrap_or(i32::MAX));
        let mine: Vec<usize> = (0..stages).filter(|at| team_of(*at) == t).collect();
        let all: f64 = mine.iter().map(|at| weight(*at) * entering.get(*at).copied().unwrap_or_default()).sum();
        let group = format!("load-{}", team.id);
        for at in mine {
            // Where next to nobody enters, nobody could need that many hours.
            let hours = (team.people * team.hours_per_week * weight(at) / all.max(1e-9)).min(1_000.0);
            let [min, mode, max] = LOAD.map(|load| load * hours);
            let hours = Input {
                source: HOURS.to_owned(),
                grade: Some(Grade::C),
                group: group.clone(),
                ..Input::new(Value::Pert(laws::Pert { min, mode, max }))
            };
            if let Some(stage) = s.stages.get_mut(at) {
                stage.work = Some(Work { team: team.id.clone(), hours, ..Work::default() });
            }
        }
        // A busy team is busy with everything that it does.
        s.groups.retain(|old| old.id != group);
        s.groups.push(Group { id: group, correlation: 1.0 });
    }
    let used: Vec<String> = s.inputs().iter().map(|field| field.input.group.clone()).collect();
    s.groups.retain(|group| used.contains(&group.id));
}
