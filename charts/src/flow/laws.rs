//! What holds for a flow whatever its data.

use super::*;
use crate::laws::{config, fault, many, name, placed, size, sound, style, with};
use proptest::prelude::*;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_the_data(figures in many(60), channels in 0usize..12, stages in 0usize..9, width in size(), height in size()) {
        let style = NumberStyle::default();
        let mut next = figures.iter().copied().cycle();
        let mut pair = || Pair {
            today: next.next().unwrap_or(0.0),
            plan: next.next().unwrap_or(f64::NAN),
        };
        let losses = [Loss { reason: "no answer", count: pair() }];
        let channels: Vec<_> = (0..channels)
            .map(|_| Channel { name: "Paid search", spend: pair(), inquiries: pair() })
            .collect();
        let stages: Vec<_> = (0..stages)
            .map(|_| Stage {
                name: "Qualified by sales",
                entered: pair(),
                passed: pair(),
                waiting: pair(),
                losses: &losses,
            })
            .collect();
        let chart = layout(&Input {
            channels: &channels,
            stages: &stages,
            revenue: pair(),
            words: Words::default(),
            width,
            height,
            most: height,
            style: &style,
        });
        for shape in chart.ribbons.iter().chain(&chart.stubs) {
            prop_assert!(sound(&shape.today) && sound(&shape.plan));
        }
        prop_assert!(chart.leaders.iter().all(|path| sound(path)));
        prop_assert!(placed(&chart.texts));
        for node in &chart.nodes {
            prop_assert!(node.today.height >= 0.0 && node.plan.width >= 0.0);
        }
    }

    #[test]
    fn of_more_than_came_in(entered in 0.0..1e-300_f64, width in size(), height in size()) {
        let all = Pair { today: f64::MAX, plan: f64::MAX };
        let losses = [Loss { reason: "no answer", count: all }];
        let entered = Pair { today: entered, plan: entered };
        let stage = Stage { name: "Won", entered, passed: all, waiting: all, losses: &losses };
        let last = Stage { passed: entered, ..stage };
        let chart = layout(&Input {
            channels: &[],
            stages: &[stage, last],
            revenue: entered,
            words: Words::default(),
            width,
            height,
            most: height,
            style: &NumberStyle::default(),
        });
        prop_assert!(chart.ribbons.iter().chain(&chart.stubs).all(|s| sound(&s.today) && sound(&s.plan)));
        prop_assert!(placed(&chart.texts) && chart.leaders.iter().all(|path| sound(path)));
    }

    #[test]
    fn texts_keep_clear(
        people in prop::collection::vec((0.05..1.0_f64, 0.5..1.5_f64, name()), 1..8), channels in prop::collection::vec((0.0..1.0_f64, name()), 1..9),
        size in 0.0..7.0_f64, fits in any::<bool>(), style in style(), width in 280.0..1_200.0_f64, height in 310.0..520.0_f64,
    ) {
        let pair = |today: f64, more: f64| Pair { today, plan: today * more };
        let mut count = 10_f64.powf(size);
        let channels: Vec<_> = channels.iter().map(|(share, name)| Channel { name, spend: pair(share * count, 1.2), inquiries: pair(share * count, 1.1) }).collect();
        let losses: Vec<_> = people.iter().map(|(pass, more, name)| {
            let entered = count;
            count *= pass;
            (entered, [Loss { reason: name, count: pair((entered - count) * 0.8, *more) }])
        }).collect();
        let stages: Vec<_> = people.iter().zip(&losses).map(|((pass, more, name), (entered, losses))| Stage {
            name, entered: pair(*entered, *more), passed: pair(entered * pass, *more), waiting: pair(entered * (1.0 - pass) * 0.2, *more), losses,
        }).collect();
        let most = if fits { height } else { f64::INFINITY };
        let chart = layout(&Input {
            channels: &channels, stages: &stages, revenue: pair(count * 1e4, 1.1), words: Words::default(), width, height, most, style: &style,
        });
        prop_assert_eq!(fault(&with(&chart.texts, &[]), width, chart.height), None);
    }

    /// Where a flow is confined to its space it says less, down to what goes in and what comes out.
    #[test]
    fn texts_keep_clear_in_a_corner(stages in 0..9_usize, width in 280.0..340.0_f64, height in 90.0..260.0_f64, style in style()) {
        let pair = Pair { today: 1.2e6, plan: 1.5e6 };
        let losses = [Loss { reason: "no answer", count: pair }];
        let stage = Stage { name: "Qualified by sales", entered: pair, passed: pair, waiting: pair, losses: &losses };
        let stages = vec![stage; stages];
        let channels = [Channel { name: "Paid search", spend: pair, inquiries: pair }; 3];
        let chart = layout(&Input {
            channels: &channels, stages: &stages, revenue: pair, words: Words::default(), width, height, most: height, style: &style,
        });
        prop_assert!(chart.height <= height + 1e-9, "{} in {height}", chart.height);
        prop_assert_eq!(fault(&with(&chart.texts, &[]), width, height), None);
        prop_assert_eq!(chart.nodes[0].what, What::Spend);
        prop_assert_eq!(chart.nodes[1].what, What::Revenue);
        prop_assert_eq!(chart.nodes.last().map(|node| node.what), Some(What::Customers));
    }
}
