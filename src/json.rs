//! JSON for people to read. Indenting the text costs a few hundred bytes of module; a second serializer of every type
//! costs fifteen thousand.

use serde::Serialize;

/// A value as indented JSON, byte for byte what `serde_json::to_string_pretty` writes.
pub fn pretty(value: &impl Serialize) -> Option<String> {
    serde_json::to_string(value).ok().map(|text| indent(&text))
}

/// Indents JSON that has no spaces between its tokens.
fn indent(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut rest = text.chars().peekable();
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        (0..depth).for_each(|_| out.push_str("  "));
    };
    while let Some(c) = rest.next() {
        if in_string {
            out.push(c);
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '{' | '[' => {
                out.push(c);
                // An empty list or object stays on its line.
                if let Some(end) = rest.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                out.push(c);
                in_string = c == '"';
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use funnel_engine::scenario::decode;
    use funnel_engine::scenario::templates::{TEMPLATES, load};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn templates_look_as_serde_json_writes_them() {
        for template in TEMPLATES {
            let scenario = load(template.id).unwrap();
            assert_eq!(super::pretty(&scenario).unwrap(), serde_json::to_string_pretty(&scenario).unwrap());
        }
        let hard =
            json!({ "a": [], "b": {}, "c": [[], { "d": "}],:\"\\" }], "": "\\\\\"{", "e": [1.5e300, null, true] });
        assert_eq!(super::pretty(&hard).unwrap(), serde_json::to_string_pretty(&hard).unwrap());
    }

    #[test]
    fn what_is_written_is_read() {
        for template in TEMPLATES {
            let scenario = load(template.id).unwrap();
            for text in [super::pretty(&scenario).unwrap(), serde_json::to_string(&scenario).unwrap()] {
                assert_eq!(decode::from_json(&text), Ok(scenario.clone()));
            }
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![any::<i64>().prop_map(Value::from), ".*".prop_map(Value::from), Just(Value::Null)];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::hash_map(".*", inner, 0..5).prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn anything_looks_as_serde_json_writes_it(value in any_json()) {
            prop_assert_eq!(super::pretty(&value).unwrap(), serde_json::to_string_pretty(&value).unwrap());
        }
    }
}
