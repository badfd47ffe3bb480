//! The letter to a dwelling: unnamed, in both languages.

use kernel::Text;

/// An invitation as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The address it goes to.
    pub address: Text,
    /// The heading.
    pub title: Text,
    /// The paragraphs.
    pub paragraphs: Vec<Text>,
    /// The code of the dwelling.
    pub code: String,
    /// Where the code on paper leads, below the installation's own address.
    pub target: String,
}

/// The letter to the dwelling of this code and address. It says that help is there, asks nothing, threatens nothing, and
/// does not say why it came.
#[must_use]
pub fn letter(code: &str, address: Text) -> Letter {
    let said = [
        (
            "您好！如果您或家人刚搬来这里居住，欢迎您。",
            "Hello. If you or your family have moved in here, welcome.",
        ),
        (
            "办理居住登记后，可以更方便地使用入学、就医、租房备案等公共服务。登记是免费的，我们可以上门协助。扫描下面的二维码可看到怎样办理，办理时报出房屋编码即可。",
            "Registering your residence makes schools, clinics, filing of a lease and other public services easier to use. It is free, and we can help you at home. Scan the code below to see how; when you register, give the code of the dwelling.",
        ),
        (
            "如果您已经登记，或者这里无人居住，请不必理会这封信。",
            "If you are registered already, or nobody lives here, please ignore this letter.",
        ),
        (
            "这封信寄给房屋，不寄给任何人：信上没有姓名，我们也没有因此留下关于您的任何记录。",
            "This letter is sent to the dwelling and to nobody by name, and no record of you was made for it.",
        ),
    ];
    Letter {
        address,
        title: Text::new(
            "欢迎入住：需要帮您办理居住登记吗？",
            "Welcome: may we help you register?",
        ),
        paragraphs: said.iter().map(|(zh, en)| Text::new(*zh, *en)).collect(),
        code: code.to_owned(),
        // Behind the `#`: which dwelling's letter is read is not told to the server.
        target: format!("/portal/#letter={code}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_names_the_dwelling_alone_in_both_languages() {
        let said =
            letter("9901060010010000001000001", Text::new("幸福路1号101", "101, 1 Xingfu Road"));
        assert!(said.target.ends_with(&said.code));
        for text in said.paragraphs.iter().chain([&said.title, &said.address]) {
            assert!(!text.zh.is_empty() && !text.en.is_empty());
            for hint in ["card", "account", "门禁", "开户", "signal"] {
                assert!(!text.en.contains(hint) && !text.zh.contains(hint), "{hint}");
            }
        }
    }
}
