use super::{normal_char, normal_text, push_arabic, push_chinese};

fn arabic(text: &str) -> String {
    let run: Vec<char> = text.chars().collect();
    let mut out = String::new();
    push_arabic(&run, &mut out);
    out
}

#[test]
fn chinese_numerals_become_arabic() {
    for (written, expected) in [
        ("三", "3"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("二十三", "23"),
        ("廿三", "23"),
        ("一百零三", "103"),
        ("一百一十二", "112"),
        ("一百二", "120"),
        ("一千零二", "1002"),
        ("二〇三", "203"),
        ("〇三", "03"),
        ("贰拾叁", "23"),
        ("一二〇三", "1203"),
    ] {
        assert_eq!(arabic(written), expected, "{written}");
    }
}

#[test]
fn arabic_becomes_chinese_in_names() {
    for (written, expected) in [
        ("2", "二"),
        ("10", "十"),
        ("12", "十二"),
        ("20", "二十"),
        ("99", "九十九"),
        ("306", "306"),
    ] {
        let run: Vec<char> = written.chars().collect();
        let mut out = String::new();
        push_chinese(&run, &mut out);
        assert_eq!(out, expected);
    }
}

#[test]
fn width_case_and_script_are_folded_one_for_one() {
    assert_eq!(normal_text("臺灣省ａ座－１２【门】、"), "台湾省A座-12[门],");
    assert_eq!(normal_text("三號樓"), "三号楼");
    assert_eq!(normal_char('乾'), '乾');
    assert_eq!(normal_text("").len(), 0);
    for c in ['a', '一', '😀', '\u{0}', '\u{FFFF}'] {
        assert_eq!(normal_text(&c.to_string()).chars().count(), 1);
    }
}
