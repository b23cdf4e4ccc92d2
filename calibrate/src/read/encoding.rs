//! From bytes to text, chunk by chunk, with nothing known in advance but the first bytes.
//!
//! A byte order mark decides. Without one, zeros in every second byte mean UTF-16. Anything else is read as UTF-8 until
//! invalid bytes come. If everything before them was ASCII, which is the same in both encodings, the file is taken for
//! Windows-1252 from there on (of which Latin-1's printable characters are a part); otherwise only those bytes are
//! lost. So no file has to be read twice, and how it is cut into chunks has no effect.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes a stream.
pub(super) struct Decode {
    encoding: &'static Encoding,
    /// Used for every encoding but UTF-8.
    decoder: Decoder,
    /// The beginning of a character whose end is in the next chunk.
    held: Vec<u8>,
    pub(super) marked: bool,
    ascii: bool,
    /// Whether the byte order mark may still come.
    mark: bool,
    /// How many times bytes were invalid in the encoding.
    pub(super) lost: u64,
    after_return: bool,
}

impl Decode {
    /// A decoder for a stream that begins like this; the mark has yet to be pushed.
    pub(super) fn new(head: &[u8]) -> Self {
        let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
        let encoding = marked.unwrap_or_else(|| without_mark(head));
        let decoder = encoding.new_decoder_with_bom_removal();
        let marked = marked.is_some();
        Self { encoding, decoder, held: Vec::new(), marked, ascii: !marked, mark: marked, lost: 0, after_return: false }
    }

    /// The encoding's name, as far as it is known by now.
    pub(super) fn name(&self) -> &'static str {
        self.encoding.name()
    }

    /// Decodes a chunk and appends it to `text`; line ends of all three kinds become `\n`, including quoted ones.
    pub(super) fn push(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let from = text.len();
        if self.encoding == UTF_8 {
            let mut all = std::mem::take(&mut self.held);
            all.extend_from_slice(bytes);
            self.utf8(&all, last, text);
        } else {
            self.other(bytes, last, text);
        }
        self.line_ends(text, from);
    }

    fn utf8(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        for part in bytes.utf8_chunks() {
            let valid = part.valid();
            let plain = if self.mark { valid.strip_prefix('\u{feff}').unwrap_or(valid) } else { valid };
            self.mark &= valid.is_empty();
            text.push_str(plain);
            self.ascii &= part.valid().is_ascii();
            let bad = part.invalid();
            if bad.is_empty() {
                continue;
            }
            let at = (bad.as_ptr() as usize).wrapping_sub(bytes.as_ptr() as usize);
            let ends = at + bad.len() == bytes.len();
            if ends && !last && std::str::from_utf8(bad).is_err_and(|e| e.error_len().is_none()) {
                self.held = bad.to_vec();
            } else if self.ascii {
                self.encoding = WINDOWS_1252;
                self.decoder = WINDOWS_1252.new_decoder_without_bom_handling();
                return self.other(bytes.get(at..).unwrap_or(&[]), last, text);
            } else {
                self.lost += 1;
                text.push('\u{fffd}');
            }
        }
    }

    fn other(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let mut rest = bytes;
        loop {
            text.reserve(rest.len().min(1 << 16) + 16);
            let (result, read, lost) = self.decoder.decode_to_string(rest, text, last);
            self.lost += u64::from(lost);
            rest = rest.get(read..).unwrap_or(&[]);
            if result == CoderResult::InputEmpty {
                break;
            }
        }
    }

    fn line_ends(&mut self, text: &mut String, from: usize) {
        let tail = text.get(from..).unwrap_or("");
        if !self.after_return && !tail.contains('\r') {
            return;
        }
        let mut clean = String::with_capacity(tail.len());
        for c in tail.chars() {
            match c {
                '\n' if self.after_return => {}
                '\r' => clean.push('\n'),
                c => clean.push(c),
            }
            self.after_return = c == '\r';
        }
        text.truncate(from);
        text.push_str(&clean);
    }
}

/// UTF-16 of mostly Latin text has a zero in every second byte; no other text has any zeros.
fn without_mark(head: &[u8]) -> &'static Encoding {
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.get(1) == Some(&0));
    }
    let most = head.len() / 2 * 7 / 10;
    match (even > most, odd > most) {
        (false, true) if most > 0 => UTF_16LE,
        (true, false) if most > 0 => UTF_16BE,
        _ => UTF_8,
    }
}
