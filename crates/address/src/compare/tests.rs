use super::{Verdict, compare};
use crate::Profile;

#[test]
fn pairs_are_judged_by_what_both_say() {
    let cn = Profile::cn();
    for (a, b, expected) in [
        ("柳岸街道锦绣花园3栋2单元1203", "锦绣花园三幢二单元1203室", Verdict::Same),
        ("锦绣花园3栋12楼03室", "锦绣花园3栋1203", Verdict::Same),
        ("锦绣花园3栋2单元1203", "锦绣花园3栋2单元1204", Verdict::Part),
        ("锦绣花园3栋", "锦绣花园5栋", Verdict::Part),
        ("柳岸街道春风路18号", "柳岸街道春风路18号3楼", Verdict::Part),
        ("春风路18号", "秋月路18号", Verdict::Different),
        ("杭州市西湖区春风路18号", "宁波市海曙区春风路18号", Verdict::Different),
        ("柳岸街道锦绣花园", "柳岸街道梧桐山庄", Verdict::Different),
        ("", "锦绣花园", Verdict::Different),
        ("锦绣花园3栋", "锦绣花园", Verdict::Part),
        ("余杭区五常街道", "杭州市余杭区五常街道", Verdict::Same),
        ("春风路18号锦绣大厦", "春风路18号", Verdict::Same),
        ("春风路18号", "春风路20号", Verdict::Different),
        ("锦绣花园3栋2单元1203", "锦绣花园3栋1203", Verdict::Same),
        ("柳岸村18号", "柳岸村20号", Verdict::Different),
    ] {
        assert_eq!(compare(&cn, a, b).0, expected, "{a} / {b}");
        assert_eq!(compare(&cn, b, a).0, expected, "{b} / {a}");
    }
}

#[test]
fn scores_lie_between_nothing_and_one() {
    let cn = Profile::cn();
    for (a, b) in [("", ""), ("锦绣花园", "锦绣花园"), ("a", "号"), ("春风路18号", "春风路20号")]
    {
        let (_, score) = compare(&cn, a, b);
        assert!((0.0..=1.0).contains(&score), "{a} {b} {score}");
    }
}

#[test]
fn pairs_of_the_gold_file_are_judged_as_it_says() {
    let (mut count, mut wrong) = (0, Vec::new());
    let lines = include_str!("../../tests/gold/pairs_cn.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let told: Vec<&str> = line.split('\t').collect();
        let expected = match told[0] {
            "same" => Verdict::Same,
            "part" => Verdict::Part,
            _ => Verdict::Different,
        };
        count += 1;
        for (a, b) in [(told[1], told[2]), (told[2], told[1])] {
            let (found, score) = compare(&Profile::cn(), a, b);
            if found != expected {
                wrong.push(format!("{a} / {b}: {expected:?}, found {found:?} {score:.2}"));
            }
        }
    }
    assert!(count >= 240, "{count} pairs");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
