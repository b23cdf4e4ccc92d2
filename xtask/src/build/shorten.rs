//! What is written for people to read, made shorter: names between module and script, which carry sixteen digits that no
//! compression makes smaller and stand in both files; comments; and spaces. Stylesheets are shortened in `style`.

use std::collections::HashMap;

/// Gives each name a short one and says which it got. No two names are the same, nor are what they become.
pub(super) fn names<'a>(names: impl Iterator<Item = &'a mut String>) -> HashMap<String, String> {
    let mut short = HashMap::new();
    for name in names {
        // One name may be imported twice, and is one property of the script.
        let next = short.len();
        let given = short.entry(name.clone()).or_insert_with(|| format!("${next}"));
        name.clone_from(given);
    }
    short
}

/// The script with these names, each wherever it stands by itself.
pub(crate) fn script(script: &str, short: &HashMap<String, String>) -> String {
    let mut text = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/**");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            renamed(line, short, &mut text);
            text.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    text
}

fn renamed(line: &str, short: &HashMap<String, String>, into: &mut String) {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut rest = line;
    while let Some(start) = rest.find(is_of_name) {
        let (before, from) = rest.split_at(start);
        let (name, after) = from.split_at(from.find(|c| !is_of_name(c)).unwrap_or(from.len()));
        into.push_str(before);
        into.push_str(short.get(name).map_or(name, String::as_str));
        rest = after;
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_short_where_they_stand_by_themselves() {
        let mut imports = ["__wbg_new_0123".to_owned(), "__wbg_news".to_owned(), "__wbg_new_0123".to_owned()];
        let short = names(imports.iter_mut());
        assert_eq!(imports, ["$0", "$1", "$0"]);
        let long = "/**\n * __wbg_news\n */\n\n  __wbg_new_0123: () => wasm.__wbg_news(__wbg_new_01234),\n  // no\n";
        assert_eq!(script(long, &short), "$0: () => wasm.$1(__wbg_new_01234),\n");
    }

    #[test]
    fn a_comment_in_one_line_hides_nothing_after_it() {
        assert_eq!(script("/** all */\nlet a = `${b}`;\n", &HashMap::new()), "let a = `${b}`;\n");
    }
}
