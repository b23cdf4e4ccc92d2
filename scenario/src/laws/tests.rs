//! What holds for every law in the list.

use serde_json::Value as Json;

use super::{Role, Value};
use crate::{Domain, distribution};

/// The narrowest domain that contains it.
fn domain(value: &Value) -> Domain {
    let all = [Domain::Rate, Domain::Positive, Domain::Real];
    all.into_iter().find(|domain| distribution(value, *domain).is_ok()).expect("an example is a law of some input")
}

/// Reads a path such as `pert.mode` or `empirical[2]`.
fn at<'j>(json: &'j Json, below: &str) -> &'j Json {
    if below.is_empty() {
        return &json["fixed"];
    }
    json.pointer(&format!("/{}", below.replace(['.', '['], "/").replace(']', ""))).unwrap_or(&Json::Null)
}

#[test]
fn every_law_is_written_and_read_under_its_own_name() {
    let mut names = std::collections::BTreeSet::new();
    for value in Value::examples() {
        let json = serde_json::to_value(&value).unwrap();
        assert_eq!(serde_json::from_value::<Value>(json.clone()).unwrap(), value);
        assert!(names.insert(json.as_object().unwrap().keys().next().unwrap().clone()), "{json} twice");
    }
}

#[test]
fn every_number_of_a_law_stands_where_its_path_says() {
    for value in Value::examples() {
        let json = serde_json::to_value(Value::clone(&value)).unwrap();
        let numbers = value.numbers();
        assert!(!numbers.is_empty());
        for number in numbers.iter().filter(|x| !x.below.starts_with("counts.prior")) {
            assert_eq!(at(&json, &number.below).as_f64(), Some(number.value), "{} in {json}", number.below);
        }
    }
}

#[test]
fn an_unknown_field_in_a_law_is_refused() {
    for value in Value::examples() {
        let mut json = serde_json::to_value(&value).unwrap();
        let Some(fields) = json.as_object_mut().unwrap().values_mut().next().unwrap().as_object_mut() else { continue };
        fields.insert("spread".to_owned(), 1.into());
        assert!(serde_json::from_value::<Value>(json.clone()).is_err(), "{json}");
    }
}

/// A quantity times a factor has all its quantiles multiplied by that factor, where the law says that it can be
/// multiplied.
#[test]
fn a_multiple_of_a_law_has_multiples_of_its_quantiles() {
    for value in Value::examples() {
        // Half of a share is still a share, but a range of it has another shape; so a domain is used in which shapes do
        // not depend on bounds.
        let on = if distribution(&value, Domain::Positive).is_ok() { Domain::Positive } else { Domain::Real };
        let Some(half) = value.times(0.5) else { continue };
        let [whole, half] = [&value, &half].map(|x| distribution(x, on).unwrap());
        for p in [0.01, 0.1, 0.5, 0.77, 0.99] {
            let (x, y) = (whole.dist.quantile(p), half.dist.quantile(p));
            // A logarithm, an exponential and the inverse of the beta, each with a few rounding errors.
            assert!((y - 0.5 * x).abs() <= 1e-13 * x.abs(), "{value:?} at {p}: {y} of {x}");
        }
    }
}

#[test]
fn a_law_has_its_middle_and_its_edges_where_it_has_its_draws() {
    for value in Value::examples() {
        let law = distribution(&value, domain(&value)).unwrap();
        let (low, high) = (law.dist.support().0, law.dist.support().1);
        let middle = value.middle().unwrap();
        assert!(law.dist.quantile(0.05) <= middle && middle <= law.dist.quantile(0.95), "{value:?}: {middle}");
        for number in value.numbers().iter().filter(|x| matches!(x.role, Role::Drawn | Role::Edge | Role::Centre)) {
            assert!(low <= number.value && number.value <= high, "{value:?}: {number:?}");
        }
        assert_eq!(value.is_discrete(), law.dist.quantile(0.5) == law.dist.quantile(0.5 + 1e-9), "{value:?}");
    }
}

#[test]
fn a_law_typed_by_its_name_is_the_law_it_names() {
    for value in Value::examples() {
        let super::Phrase::Call(call, parameters) = value.phrase() else { continue };
        assert_eq!((call.value)(&parameters).as_ref(), Some(&value));
        assert_eq!((call.value)(&[]), None);
        assert_eq!(call.parameters.len(), parameters.len());
        assert!(call.name.bytes().all(|b| b.is_ascii_lowercase()), "{} is read as one word", call.name);
        assert!(Value::calls().contains(&call));
    }
}

/// The table in docs/model.md is written from the list.
#[test]
fn the_document_has_a_row_for_every_law() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/model.md");
    let (begin, end) = ("| description | distribution |\n|---|---|\n", "\n\n");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(begin).expect("the table's head");
    let (there, after) = rest.split_once(end).expect("an empty line below");
    let rows: Vec<String> = Value::documented().iter().map(|(what, law)| format!("| {what} | {law} |")).collect();
    let rows = rows.join("\n");
    if std::env::var_os("UPDATE_DOCS").is_some() && there != rows {
        std::fs::write(&path, format!("{before}{begin}{rows}{end}{after}")).unwrap();
    } else {
        assert_eq!(there, rows, "UPDATE_DOCS=1 writes it");
    }
}
