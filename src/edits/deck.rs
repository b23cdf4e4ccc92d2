use funnel_engine::scenario::{Deck, Scenario, Slide, View, clean};

use super::{Edited, sentence};

/// A change to the slides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slides {
    /// Adds a view at the end.
    Add(View),
    /// Removes a slide.
    Remove(usize),
    /// Moves a slide to another place.
    Move(usize, usize),
    /// Restores the usual slides, without notes.
    Usual,
}

impl Slides {
    /// The scenario after the change.
    ///
    /// # Errors
    ///
    /// Why it cannot be done.
    pub(super) fn apply(&self, s: &Scenario) -> Edited {
        let mut slides = s.slides();
        let gone = || "that slide is not there any more".to_owned();
        match self {
            Self::Add(view) => slides.push(Slide::of(*view)),
            // An empty deck would mean the usual one.
            Self::Remove(_) if slides.len() == 1 => return Err("a deck has at least one slide".to_owned()),
            Self::Remove(at) if *at < slides.len() => drop(slides.remove(*at)),
            Self::Move(from, to) if *from < slides.len() && *to < slides.len() => {
                let slide = slides.remove(*from);
                slides.insert(*to, slide);
            }
            Self::Remove(_) | Self::Move(..) => return Err(gone()),
            Self::Usual => slides.clear(),
        }
        with(s, slides)
    }
}

/// The scenario with another note on a slide.
pub(super) fn note(s: &Scenario, at: usize, text: &str) -> Edited {
    let mut slides = s.slides();
    let slide = slides.get_mut(at).ok_or_else(|| "that slide is not there any more".to_owned())?;
    slide.note = clean(text).into_owned();
    with(s, slides)
}

fn with(s: &Scenario, slides: Vec<Slide>) -> Edited {
    let new = Scenario { deck: Deck { slides }, ..s.clone() };
    let problems = new.problems();
    if problems.is_empty() { Ok(new) } else { Err(sentence(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates::load;

    fn views(s: &Scenario) -> Vec<&'static str> {
        s.slides().into_iter().map(|slide| slide.view.name()).collect()
    }

    #[test]
    fn slides_are_added_moved_and_taken_out() {
        let s = load("sales-led-saas").unwrap();
        let s = Slides::Move(0, 2).apply(&s).unwrap();
        assert_eq!(views(&s), ["answer", "flow", "short", "time", "holds", "ladder", "assumptions"]);
        let s = Slides::Remove(1).apply(&s).unwrap();
        let s = Slides::Add(View::Curve).apply(&s).unwrap();
        assert_eq!(views(&s), ["answer", "short", "time", "holds", "ladder", "assumptions", "curve"]);
        let s = note(&s, 6, "Not a forecast.").unwrap();
        assert_eq!(s.deck.slides[6].note, "Not a forecast.");
        assert_eq!(Slides::Move(6, 0).apply(&s).unwrap().deck.slides[0].note, "Not a forecast.");
        let usual = Slides::Usual.apply(&s).unwrap();
        assert_eq!(usual, load("sales-led-saas").unwrap());
    }

    #[test]
    fn what_cannot_be_done_changes_nothing() {
        let s = load("blank").unwrap();
        let last = s.slides().len();
        for edit in [Slides::Remove(last), Slides::Move(0, last), Slides::Move(last, 0), Slides::Add(View::Answer)] {
            assert!(!edit.apply(&s).unwrap_err().is_empty(), "{edit:?}");
        }
        assert!(note(&s, last, "x").is_err() && note(&s, 0, &"x".repeat(500)).is_err());
        let one = (1..last).fold(s, |s, _| Slides::Remove(0).apply(&s).unwrap());
        assert_eq!(views(&one).len(), 1);
        assert!(Slides::Remove(0).apply(&one).is_err());
    }
}
