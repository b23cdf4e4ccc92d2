//! What the deserialising library says about a part of a scenario, in the words of this product: what the part is, and
//! what it must be. Whoever reads it wrote a file, and knows neither the library's types nor Rust's.

/// Longest text that is repeated from what was read, in characters.
const LONGEST: usize = 40;

/// What is wrong with the shape of a part.
pub(super) fn said(message: &str) -> String {
    wrong(message).unwrap_or_else(|| message.to_owned())
}

fn wrong(message: &str) -> Option<String> {
    // The last, as what stands before it may hold any text.
    let expected = |rest: &str| rest.rsplit_once(", expected ").map(|(is, must)| (is.to_owned(), must.to_owned()));
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        let (is, must) = expected(rest)?;
        return Some(match whole(&must) {
            Some(_) if is.starts_with("floating point") => format!("is {}; must be a whole number", number(&is)?),
            _ => format!("is {}; must be {}", kind(&is), wanted(&must)),
        });
    }
    if let Some(rest) = message.strip_prefix("invalid value: ") {
        let (is, must) = expected(rest)?;
        return Some(match (number(&is), whole(&must)) {
            (Some(is), Some(range)) => format!("is {is}; must be {range}"),
            (Some(is), None) => format!("is {is}; must be {}", wanted(&must)),
            (None, _) => format!("is {}; must be {}", kind(&is), wanted(&must)),
        });
    }
    if let Some(rest) = message.strip_prefix("invalid length ") {
        let (is, must) = expected(rest)?;
        return Some(format!("has {is} entries; must be {}", wanted(&must)));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let (is, names) = expected(rest)?;
        return Some(format!("is “{}”; must be one of: {}", short(is.trim_matches('`')), listed(&names)));
    }
    if let Some(rest) = message.strip_prefix("unknown field ") {
        return Some(match expected(rest) {
            Some((_, names)) => format!("is not known here; what may stand here: {}", listed(&names)),
            None => "is not known here; nothing may stand here".to_owned(),
        });
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        return Some(format!("lacks “{}”", field.trim_matches('`')));
    }
    if let Some(field) = message.strip_prefix("duplicate field ") {
        return Some(format!("has “{}” twice", field.trim_matches('`')));
    }
    message.starts_with("data did not match any variant").then(|| "has none of the forms allowed here".to_owned())
}

/// What a part is.
fn kind(is: &str) -> String {
    let kinds = [
        ("integer", "a number"),
        ("floating point", "a number"),
        ("string", "text"),
        ("character", "text"),
        ("null", "empty (null)"),
        ("unit", "empty (null)"),
        ("Option", "empty (null)"),
        ("sequence", "a list"),
        ("map", "an object"),
    ];
    if let Some(value) = is.strip_prefix("boolean ") {
        return value.trim_matches('`').to_owned();
    }
    kinds.iter().find(|(name, _)| is.starts_with(name)).map_or("of another kind", |(_, kind)| kind).to_owned()
}

/// What a part must be.
fn wanted(must: &str) -> String {
    if let Some(range) = whole(must) {
        return range;
    }
    let first = must.split(' ').next().unwrap_or_default();
    let says = |word: &str| must.split(' ').any(|x| x == word);
    match first {
        "f64" | "f32" => "a number".to_owned(),
        _ if must == "string or map" => "text or an object".to_owned(),
        _ if says("string") || says("identifier") => "text".to_owned(),
        _ if says("boolean") => "true or false".to_owned(),
        _ if says("null") || says("unit") => "empty (null)".to_owned(),
        _ if says("map") || first == "struct" || first == "enum" || says("enum") => "an object".to_owned(),
        _ if says("tuple") || says("array") || says("sequence") => {
            match must.split(' ').find(|word| word.parse::<u64>().is_ok()) {
                Some(count) => format!("a list of {count}"),
                None => "a list".to_owned(),
            }
        }
        // Said by a part of this crate, in its own words.
        _ => must.to_owned(),
    }
}

/// The whole numbers that one of the library's types holds; `None` for another type.
fn whole(must: &str) -> Option<String> {
    Some(match must {
        "u8" => format!("a whole number from 0 to {}", u8::MAX),
        "u16" => format!("a whole number from 0 to {}", u16::MAX),
        "u32" => format!("a whole number from 0 to {}", u32::MAX),
        "u64" | "usize" => "a whole number, 0 or more".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        _ => return None,
    })
}

/// The number in ``integer `-1` ``.
fn number(is: &str) -> Option<&str> {
    let number = is.strip_prefix("integer ").or_else(|| is.strip_prefix("floating point "))?;
    Some(number.trim_matches('`'))
}

/// ``one of `a`, `b` `` and `` `a` or `b` `` as `a, b`.
fn listed(names: &str) -> String {
    let names: Vec<&str> = names.split('`').skip(1).step_by(2).collect();
    names.join(", ")
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::super::{Step, at, from_value, steps};
    use crate::templates;

    #[test]
    fn what_is_wrong_is_said_in_words() {
        for (json, path, says) in [
            (json!({ "name": 3 }), "name", "is a number; must be text"),
            (json!({ "name": null }), "name", "is empty (null); must be text"),
            (json!({ "seed": "x" }), "seed", "is text; must be a whole number, 0 or more"),
            (json!({ "channels": {} }), "channels", "is an object; must be a list"),
            (json!({ "frame": { "horizon_weeks": 1.5 } }), "frame.horizon_weeks", "is 1.5; must be a whole number"),
            (
                json!({ "frame": { "horizon_weeks": -1 } }),
                "frame.horizon_weeks",
                "is -1; must be a whole number from 0 to 4294967295",
            ),
            (json!({ "money": true }), "money", "is true; must be an object"),
        ] {
            let problems = from_value(json).unwrap_err();
            let found = problems.iter().find(|x| x.path == path).map(|x| x.message.as_str());
            assert_eq!(found, Some(says), "{problems:?}");
        }
        let problems = from_value(json!({ "sed": 3 })).unwrap_err();
        assert!(problems[0].message.starts_with("is not known here; what may stand here: "), "{problems:?}");
    }

    /// Whatever stands wherever in a scenario, nobody is told in the library's words.
    #[test]
    fn no_part_is_refused_in_the_librarys_words() {
        let mut scenario = templates::load("sales-led-saas").unwrap().to_json();
        for (at, part) in
            json!({ "brand": { "colour": "#123456" }, "deck": { "slides": [{ "view": "time", "note": "" }] } })
                .as_object()
                .unwrap()
        {
            scenario[at] = part.clone();
        }
        let wrong = [
            json!(3),
            json!(-1.5),
            json!("x"),
            json!(true),
            Json::Null,
            json!([]),
            json!([1]),
            json!({}),
            json!({ "x": 1 }),
        ];
        let mut tried = 0;
        let mut left: Vec<Vec<Step>> = vec![Vec::new()];
        while let Some(path) = left.pop() {
            let Some(part) = at(&mut scenario, &path).cloned() else { continue };
            // Two of a list are as good as all.
            let most = if part.is_array() { 2 } else { usize::MAX };
            left.extend(steps(&part).take(most).map(|(step, _)| [path.as_slice(), &[step]].concat()));
            for value in &wrong {
                let mut changed = scenario.clone();
                *at(&mut changed, &path).unwrap() = value.clone();
                let Err(problems) = from_value(changed) else { continue };
                tried += 1;
                for problem in problems {
                    for word in ["invalid ", "expected ", "`", "struct", "variant", "integer", "f64", "of another kind"]
                    {
                        assert!(!problem.message.contains(word), "{problem:?}");
                    }
                }
            }
        }
        assert!(tried > 500, "{tried}");
    }
}
