//! Pictures are XML: whatever names end up in a chart, its file can be read.

use super::*;
use funnel_export::xml::allowed;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

/// The texts of a picture, or why it is not XML.
fn texts(picture: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(picture);
    reader.config_mut().check_comments = true;
    let mut texts = String::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof => return Ok(texts),
            Event::Text(text) => texts += &text,
            Event::GeneralRef(name) => {
                let name: &str = &name;
                let known = ["amp", "lt", "gt", "quot", "apos"].contains(&name) || name.starts_with('#');
                if !known {
                    return Err(format!("&{name}; is none of XML's"));
                }
            }
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.map_err(|error| format!("{picture}: {error}"))?;
                }
            }
            _ => {}
        }
    }
}

fn named(flow: &mut FlowData, names: &[String]) {
    let mut next = names.iter().cycle().cloned();
    let mut name = || next.next().unwrap_or_default();
    for channel in &mut flow.channels {
        channel.name = name().into();
    }
    for stage in &mut flow.stages {
        stage.name = name().into();
        for loss in &mut stage.losses {
            loss.reason = name().into();
        }
    }
    flow.words.customers = name().into();
}

#[test]
fn what_is_no_xml_is_told() {
    assert!(texts("<svg><text>a</text></svg>").is_ok());
    for other in ["<svg><text>a</svg>", "<svg a=b></svg>", "<svg>&nbsp;</svg>", "<svg"] {
        assert!(texts(other).is_err(), "{other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Names as they would be if nobody had cleaned them: control characters, U+FFFF, markup, direction controls.
    #[test]
    fn pictures_can_be_read_whatever_the_names(
        names in prop::collection::vec("(.|\\p{Cc}|[<>&\"']|]]>|<!--|\u{b}|\u{1}|\u{fffe}|\u{ffff}|\u{202e}){0,24}", 1..8),
        width in 280_u32..1_000,
    ) {
        let mut flow = flow::worked();
        named(&mut flow, &names);
        let mut ladder = bars::ladder();
        for (row, name) in ladder.rows.iter_mut().zip(names.iter().cycle()) {
            row.name = name.clone().into();
            row.said = name.clone().into();
        }
        let mut band = band::weekly();
        band.caption = names[0].clone().into();
        for markup in [flow::chart(flow, width, 320), bars::chart(ladder, width), band::chart(band, width, 240)] {
            let written = allowed(picture(&markup));
            let texts = texts(&written).map_err(TestCaseError::fail)?;
            prop_assert!(texts.chars().all(funnel_export::xml::is_allowed));
        }
    }
}
