//! The outcome of entering a text.

use yew::AttrValue;

use funnel_sentences::numbers::sentence;

/// The outcome of entering a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It has been accepted.
    Taken,
    /// Why not, and what to type.
    Refused(AttrValue),
    /// It could mean several things; the reader is asked which.
    Asked(Question),
}

/// A question to the reader, with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// `Is that 65 % or 0.65 %?`
    pub text: AttrValue,
    /// The answers: for each the text that says it unambiguously, which its button shows.
    pub answers: Vec<AttrValue>,
}

/// A text being entered, and whether it is final: given again after a question, it means what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The text.
    pub text: AttrValue,
    /// Whether it answers a question.
    pub again: bool,
}

impl Answer {
    /// A refusal, with the reason as a sentence.
    #[must_use]
    pub fn refused(message: &str) -> Self {
        Self::Refused(sentence(message).into())
    }
}

impl<T> From<funnel_text::Question<T>> for Answer {
    fn from(asked: funnel_text::Question<T>) -> Self {
        let answers = asked.choices.into_iter().map(|choice| choice.text.into()).collect();
        Self::Asked(Question { text: asked.text.into(), answers })
    }
}

impl From<Result<(), AttrValue>> for Answer {
    fn from(done: Result<(), AttrValue>) -> Self {
        done.err().map_or(Self::Taken, |message| Self::refused(&message))
    }
}
