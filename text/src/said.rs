//! The three outcomes of reading: clear, asked back, refused.

/// The outcome of reading a text; `Err` is a refusal that names what is wrong and says what to type.
pub type Read<T> = Result<Said<T>, String>;

/// What a text was found to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Said<T> {
    /// It can only mean this.
    Clear(T),
    /// It may mean several things, or it means one that is likely to be a slip: the person is asked.
    Ask(Question<T>),
}

/// A question to the person who typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Question<T> {
    /// The question, a whole sentence.
    pub text: String,
    /// The possible meanings.
    pub choices: Vec<Choice<T>>,
}

/// One answer to a [`Question`].
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    /// What to write instead. When read again from somebody who was asked (`sure`), it is clear.
    pub text: String,
    /// What it means.
    pub means: T,
}

impl<T> Said<T> {
    /// A question with these answers.
    pub fn ask(text: impl Into<String>, choices: impl IntoIterator<Item = (String, T)>) -> Self {
        let choices = choices.into_iter().map(|(text, means)| Choice { text, means }).collect();
        Self::Ask(Question { text: text.into(), choices })
    }

    /// The same with every meaning converted. A choice whose meaning is refused is left out; if none is left, the first
    /// refusal stands.
    ///
    /// # Errors
    ///When none of the possible meanings is allowed.
    /// When nothing that may be meant is allowed.
    pub fn try_map<U>(self, mut turn: impl FnMut(T) -> Result<U, String>) -> Read<U> {
        match self {
            Self::Clear(value) => turn(value).map(Said::Clear),
            Self::Ask(Question { text, choices }) => {
                let mut refusal = None;
                let mut left = Vec::new();
                for Choice { text, means } in choices {
                    match turn(means) {
                        Ok(means) => left.push(Choice { text, means }),
                        Err(why) => refusal = refusal.or(Some(why)),
                    }
                }
                match refusal {
                    Some(why) if left.is_empty() => Err(why),
                    _ => Ok(Said::Ask(Question { text, choices: left })),
                }
            }
        }
    }

    /// The same with every meaning converted.
    pub fn map<U>(self, mut turn: impl FnMut(T) -> U) -> Said<U> {
        match self {
            Self::Clear(value) => Said::Clear(turn(value)),
            Self::Ask(Question { text, choices }) => {
                let choices =
                    choices.into_iter().map(|Choice { text, means }| Choice { text, means: turn(means) }).collect();
                Said::Ask(Question { text, choices })
            }
        }
    }

    /// The meaning, if it is clear.
    pub fn clear(self) -> Option<T> {
        match self {
            Self::Clear(value) => Some(value),
            Self::Ask(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_meaning_is_no_choice() {
        let asked = || Said::ask("Which?", [("5 %".to_owned(), 5), ("500 %".to_owned(), 500)]);
        let below = |top: i32| move |x: i32| if x < top { Ok(x) } else { Err(format!("{x} is too much")) };
        assert_eq!(asked().try_map(below(100)), Ok(Said::ask("Which?", [("5 %".to_owned(), 5)])));
        assert_eq!(asked().try_map(below(1)), Err("5 is too much".to_owned()));
        assert_eq!(Said::Clear(7).try_map(below(100)), Ok(Said::Clear(7)));
    }
}
