//! Signs, and parts of a whole as single characters.

use super::scan::{Scan, is_letter};
use super::{Fault, Piece, Token};

impl Scan<'_> {
    pub(super) fn sign(&mut self, c: char) -> Result<(), Fault> {
        let halves = |c: char| match c {
            '½' => Some("half"),
            '⅓' | '⅔' => Some("third"),
            '¼' | '¾' => Some("quarter"),
            _ => None,
        };
        if let Some(part) = halves(c) {
            // "1½" is one and a half; "¾" is three quarters.
            if matches!(self.out.pieces.last(), Some(Piece { token: Token::Number(_), .. })) {
                for word in ["and", "a"] {
                    self.out.pieces.push(Piece { token: Token::Word(word.to_owned()), text: String::new() });
                }
            }
            let many = match c {
                '⅔' => Some("two"),
                '¾' => Some("three"),
                _ => None,
            };
            if let Some(many) = many {
                self.out.pieces.push(Piece { token: Token::Word(many.to_owned()), text: String::new() });
            }
            self.push(Token::Word(part.to_owned()), self.at + 1);
            return Ok(());
        }
        if !matches!(c, '+' | '-' | '/' | '~' | '≈' | '≥' | '≤' | '×' | ',' | ';' | '(' | ')') {
            return Err(Fault::Unknown(c.to_string()));
        }
        // "twenty-five", "half-year"
        let joins = c == '-' && self.at > 0 && self.out.chars.get(self.at - 1).is_some_and(|c| is_letter(*c));
        if joins && self.peek(1).is_some_and(is_letter) {
            self.at += 1;
        } else {
            self.push(Token::Sign(c), self.at + 1);
        }
        Ok(())
    }
}
