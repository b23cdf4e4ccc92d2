//! A module of which every place is known.

use super::*;

/// A bare module with one function: `(func (local i32) local.get 0 f64.const 1 i32.load offset=200 br_table 1 0 end)`, and
/// a data section after it.
#[test]
fn places_are_those_of_the_format() {
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    let code = b"\x01\x01\x7f\x20\x00\x44\0\0\0\0\0\0\xf0\x3f\x28\x02\xc8\x01\x0e\x02\x01\x00\x00\x0b";
    module.extend([10, code.len() as u8 + 2, 1]);
    module.extend(code);
    module.extend([11, 2, 9, 9]);
    let mut walk = Walk::new(module.len());
    let mut places = Vec::new();
    for byte in &module[..] {
        places.push(walk.at);
        walk.step(*byte);
    }
    let mut expected = vec![Magic; 8];
    expected.extend([SectionId, SectionSize, Functions, LocalGroups, LocalCount, LocalType]);
    expected.extend([Instruction, Local, Instruction]);
    expected.extend([Raw; 8]);
    expected.extend([Instruction, Align, Offset, Offset, Instruction, Labels, Other, Other, Label, Instruction]);
    expected.extend([SectionId, SectionSize, Section, Section]);
    assert_eq!(places, expected);
    assert_eq!((walk.at, walk.offset), (Text, 200));
}
