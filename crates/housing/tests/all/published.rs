//! The page that publishes the rules is the rules: `docs/reference/housing.md`.

use std::fmt::Write as _;

use housing::{
    Catalogue, Counted, Limit,
    stars::{CapWhen, StarRules, UseRules},
    tier::TierRules,
};

fn limit(limit: Limit) -> String {
    match limit.counted {
        Counted::Hours => format!("{} h", limit.count),
        Counted::Days => format!("{} d", limit.count),
    }
}

fn hazards(page: &mut String) {
    let catalogue = Catalogue::built_in().unwrap();
    page.push_str(
        "\n## Hazards\n\nThe score is the sum of weight × per cent ÷ one in so many, with weights of 10,000, 1,000, 300 \
         and 10 for extreme, severe, serious and moderate harm, as England's Housing Health and Safety Rating System \
         reckons it. Likelihood and spread of each type are this project's judgement, not measured.\n",
    );
    for group in &catalogue.groups {
        write!(
            page,
            "\n### {} · {}\n\n| type | 隐患 | hazard | one in | spread % | score | severity | within | cleared by | lowers |\n|---|---|---|---|---|---|---|---|---|---|\n",
            group.title.zh, group.title.en
        )
        .unwrap();
        for one in catalogue.types.iter().filter(|one| one.group == group.id) {
            let able: Vec<String> = one.clearers.iter().map(|able| able.label().en).collect();
            writeln!(
                page,
                "| `{}` | {} | {} | {} | {} | {} | {} | {} | {} | {} by {} |",
                one.id,
                one.title.zh,
                one.title.en,
                one.one_in,
                one.spread.map(|part| part.to_string()).join("/"),
                catalogue.score(one),
                one.severity.name(),
                limit(catalogue.within(one)),
                able.join(" or "),
                one.category.name(),
                one.weight
            )
            .unwrap();
        }
    }
}

fn tiers(page: &mut String) {
    let rules = TierRules::built_in().unwrap();
    page.push_str(
        "\n## Tiers of a dwelling\n\nUp at once; down one tier at a time, after the quiet days and a visit in them that \
         found nothing.\n\n| tier | 分级 | quiet days | days between visits |\n|---|---|---|---|\n",
    );
    for line in &rules.tiers {
        let (title, quiet, visit) = (&line.title, line.quiet_days, line.visit_days);
        writeln!(page, "| {} | {} | {quiet} | {visit} |", title.en, title.zh).unwrap();
    }
    page.push_str("\n| rule | asks for | 规则 | in words |\n|---|---|---|---|\n");
    for rule in &rules.rules {
        let title = &rule.title;
        writeln!(page, "| `{}` | {} | {} | {} |", rule.id, rule.tier.name(), title.zh, title.en)
            .unwrap();
    }
}

fn stars(page: &mut String) {
    let rules = StarRules::built_in().unwrap().published();
    let list = |of: &[u32]| of.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    write!(
        page,
        "\n## Stars of a building\n\nA building has the stars of its weakest category. 1, 2, 3, 4 and 5 stars from {} per \
         cent; rated again after {} days. An overdue hazard lowers {} times its weight. {} days to reply to a draft, {} \
         to appeal, {} to decide the appeal. A fact that nobody inspected within its days leaves its category without \
         a star.\n\n| cap | at the most | 封顶 | in words | days |\n|---|---|---|---|---|\n",
        list(&rules.from),
        list(&rules.rerate_days),
        rules.overdue_times,
        rules.reply_days,
        rules.appeal_days,
        rules.decide_days
    )
    .unwrap();
    for cap in &rules.cap {
        let days = match cap.when {
            CapWhen::Fire { days, .. } | CapWhen::Breach { days, .. } => days.to_string(),
            CapWhen::Open { .. } | CapWhen::Overdue { .. } => "while it lasts".to_owned(),
        };
        let title = &cap.title;
        writeln!(page, "| `{}` | {} | {} | {} | {days} |", cap.id, cap.stars, title.zh, title.en)
            .unwrap();
    }
    for category in &rules.category {
        write!(
            page,
            "\n### {} · {}\n\n| fact | 检查内容 | what is looked at | weight | holds, days | answers |\n|---|---|---|---|---|---|\n",
            category.title.zh, category.title.en
        )
        .unwrap();
        for fact in &category.fact {
            let answers: Vec<String> = fact
                .answers
                .iter()
                .map(|answer| {
                    let worth = answer.value.map_or("–".to_owned(), |value| value.to_string());
                    format!("{} {worth}", answer.text.en)
                })
                .collect();
            let (ask, weight, days) = (&fact.ask, fact.weight, fact.valid_days);
            let answers = answers.join("; ");
            writeln!(
                page,
                "| `{}` | {} | {} | {weight} | {days} | {answers} |",
                fact.id, ask.zh, ask.en
            )
            .unwrap();
        }
    }
}

fn uses(page: &mut String) {
    let uses = UseRules::built_in().unwrap().published();
    page.push_str(
        "\n## Uses of stars\n\nWhatever is not here is no use of stars.\n\n| use | 用途 | who may | for what | needed |\n|---|---|---|---|---|\n",
    );
    for rule in &uses.uses {
        let (of, needed) = (rule.id.label(), rule.condition().en);
        let (who, what) = (&rule.who.en, &rule.what.en);
        writeln!(page, "| {} | {} | {who} | {what} | {needed} |", of.en, of.zh).unwrap();
    }
    let night = StarRules::built_in().unwrap().published().night_drafts;
    writeln!(
        page,
        "\nAt night {night} drafts of ratings that are due again are begun at the most."
    )
    .unwrap();
    let severities = Catalogue::built_in().unwrap().severities();
    let waits = severities.iter().filter(|rule| rule.objection_suspends);
    let waits: Vec<&str> = waits.map(|rule| rule.id.name()).collect();
    writeln!(
        page,
        "\nAn objection to a notice suspends the duty where the hazard is {}.",
        waits.join(" or ")
    )
    .unwrap();
}

#[test]
fn the_page_is_the_committed_one() {
    let mut page = "# Hazards, tiers and stars as they are reckoned\n\nWritten from `catalogues/housing/`; a test fails \
                    where this page and the rules differ. No legal basis is stated: none was read.\n"
        .to_owned();
    hazards(&mut page);
    tiers(&mut page);
    stars(&mut page);
    uses(&mut page);
    testing::committed("docs/reference/housing.md", &page);
}
