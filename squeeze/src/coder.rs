//! An arithmetic coder of bits, 32 wide, as in Mahoney's lpaq.

/// Chances are of so many.
pub(crate) const ONE: u32 = 1 << 16;

/// What is still possible: from `low` to `high`.
struct Span {
    low: u32,
    high: u32,
}

impl Default for Span {
    fn default() -> Self {
        Self { low: 0, high: u32::MAX }
    }
}

impl Span {
    /// Where a one ends, at a chance of `one` in [`ONE`].
    fn middle(&self, one: u32) -> u32 {
        let range = u64::from(self.high - self.low);
        self.low + ((range * u64::from(one)) >> 16) as u32
    }

    fn narrow(&mut self, bit: u32, middle: u32) {
        if bit == 1 {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
    }

    /// The first byte, once it is decided; it is then gone.
    fn decided(&mut self) -> Option<u8> {
        let first = (self.high >> 24) as u8;
        ((self.low ^ self.high) >> 24 == 0).then(|| {
            self.low <<= 8;
            self.high = self.high << 8 | 255;
            first
        })
    }
}

/// Writes bits.
#[derive(Default)]
pub(crate) struct Writer {
    span: Span,
    bytes: Vec<u8>,
}

impl Writer {
    /// Writes after what is written already.
    pub(crate) fn after(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }

    pub(crate) fn bit(&mut self, bit: u32, one: u32) {
        let middle = self.span.middle(one);
        self.span.narrow(bit, middle);
        while let Some(byte) = self.span.decided() {
            self.bytes.push(byte);
        }
    }

    pub(crate) fn end(mut self) -> Vec<u8> {
        self.bytes.extend(self.span.low.to_be_bytes());
        self.bytes
    }
}

/// Reads bits; after the last byte it reads zeros.
pub(crate) struct Reader<'a> {
    span: Span,
    at: u32,
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(packed: &'a [u8]) -> Self {
        let mut reader = Self { span: Span::default(), at: 0, rest: packed };
        (0..4).for_each(|_| reader.next());
        reader
    }

    fn next(&mut self) {
        let next = self.rest.split_first().map(|(first, rest)| {
            self.rest = rest;
            *first
        });
        self.at = self.at << 8 | u32::from(next.unwrap_or(0));
    }

    pub(crate) fn bit(&mut self, one: u32) -> u32 {
        let middle = self.span.middle(one);
        let bit = u32::from(self.at <= middle);
        self.span.narrow(bit, middle);
        while self.span.decided().is_some() {
            self.next();
        }
        bit
    }
}
