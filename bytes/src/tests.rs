use super::*;
use proptest::prelude::*;

#[derive(Bytes, Clone, Debug, PartialEq)]
enum Kind {
    Plain,
    Pair(u32, bool),
    Named { text: String, more: Vec<Option<u64>> },
}

#[derive(Bytes, Clone, Debug, PartialEq)]
struct All {
    kinds: Vec<Kind>,
    map: BTreeMap<String, f64>,
    array: [(u8, i128); 2],
    boxed: Box<usize>,
}

fn all() -> All {
    All {
        kinds: vec![
            Kind::Pair(7, true),
            Kind::Plain,
            Kind::Named { text: "é".into(), more: vec![None, Some(1 << 40)] },
        ],
        map: BTreeMap::from([("a".to_owned(), -0.5), (String::new(), f64::INFINITY)]),
        array: [(1, -1), (255, i128::MAX)],
        boxed: Box::new(3),
    }
}

#[test]
fn what_is_written_comes_back_and_nothing_cut_short_does() {
    let bytes = write(&all());
    assert_eq!(read(&bytes), Some(all()));
    for cut in 0..bytes.len() {
        assert_eq!(read::<All>(&bytes[..cut]), None, "cut at {cut}");
    }
    assert_eq!(read::<All>(&[&bytes[..], &[0]].concat()), None);
}

#[test]
fn what_makes_no_sense_is_refused() {
    assert_eq!(read::<bool>(&[2]), None);
    assert_eq!(read::<Kind>(&[3]), None);
    assert_eq!(read::<Kind>(&[255]), None);
    assert_eq!(read::<String>(&[1, 0, 0, 0, 0xff]), None);
    assert_eq!(read::<Vec<u64>>(&[255, 255, 255, 255, 0]), None);
}

proptest! {
    #[test]
    fn numbers_survive_to_the_bit(bits in any::<u64>()) {
        prop_assert_eq!(read::<f64>(&write(&f64::from_bits(bits))).map(f64::to_bits), Some(bits));
    }

    #[test]
    fn damaged_bytes_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), noise in prop::collection::vec(any::<u8>(), 0..100)) {
        let mut bytes = write(&all());
        *at.get_mut(&mut bytes) = byte;
        let _ = read::<All>(&bytes);
        let _ = read::<All>(&noise);
    }
}
