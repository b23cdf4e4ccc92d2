//! What comes of a text that was put in.

use yew::AttrValue;

use funnel_sentences::numbers::sentence;

/// What came of a text that was put in.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is in its place.
    Taken,
    /// Why not, and what to type.
    Refused(AttrValue),
    /// It could mean several things: which?
    Asked(Question),
}

/// A question back, with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// `Is that 65 % or 0.65 %?`
    pub text: AttrValue,
    /// The answers: each the text that says it beyond doubt, which its button shows.
    pub answers: Vec<AttrValue>,
}

/// A text on its way, and whether it is put in for good: once asked about and given again, it means what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The text.
    pub text: AttrValue,
    /// Whether it answers a question.
    pub again: bool,
}

impl Answer {
    /// Why it cannot be, as a sentence.
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
