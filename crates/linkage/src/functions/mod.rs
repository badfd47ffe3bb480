//! Scalar functions for standardising columns and writing blocking keys, registered with DataFusion.
//!
//! The engine is built with few features, so that the usual text functions are here too. All take text and
//! give text (measures give a number), null for null and null where nothing is left.
//!
//! | function | gives |
//! |---|---|
//! | `lower`, `upper`, `trim` | the text in small letters, in capitals, without space at its ends |
//! | `fold` | small letters without their marks, anything but letters and digits as one space |
//! | `letters`, `digits`, `alphanumeric` | only these characters |
//! | `look_alike_digits`, `look_alike_letters` | letters that are misread for digits as digits, and the other way |
//! | `length_of` | the number of characters |
//! | `substr(text, from)`, `substr(text, from, length)` | a part, counted in characters from 1 |
//! | `first_word`, `last_word`, `word(text, 'n')` | a word, counted from 1 |
//! | `sorted_words`, `sorted_letters` | words, each once, or letters and digits, in order |
//! | `without_words(text, 'inc ltd')` | the text without these words, unless nothing would be left |
//! | `joined(list)` | the values of a list, each once and in order, separated by a bar |
//! | `number` | the text where it reads as a number, else null: what is no number is missing |
//! | `parse_date(text, 'DD/MM/YYYY')` | the date as `YYYY-MM-DD`, as far as the pattern goes |
//! | `year`, `month`, `day` | the parts of such a date |
//! | `soundex` | American Soundex, a letter and three digits |
//! | `consonants` | the first letter and then the consonants, doubled ones once |
//! | `simplified` | Chinese text in simplified characters |
//! | `pinyin`, `pinyin_near`, `pinyin_sorted` | its syllables; those alike that many do not tell apart; in order |
//!
//! Measures of two values, as comparisons written out in SQL use them: `jaro_winkler`, `edits`, `begins_alike`,
//! `common_words`, `words_contained`, `common_values`, `number_difference`, `days_apart`, `day_month_swapped`,
//! `date_one_digit`, `date_two_parts`, `date_part_missing`, `chinese_same`, `chinese_homophone`,
//! `chinese_near_homophone`, `chinese_reordered`, and `distance_m(longitude, latitude, longitude, latitude)`.

mod call;
pub(crate) mod keys;
pub(crate) mod lists;
mod pairs;
mod phonetic;
mod text;

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType::{Int64, Utf8};
use datafusion::execution::FunctionRegistry;
use datafusion::logical_expr::planner::{ExprPlanner, PlannerResult};
use datafusion::logical_expr::{Expr, ScalarUDF, Volatility, create_udf, lit};
use datafusion::prelude::SessionContext;

use crate::error::{LinkageError, Result};
use crate::{chinese, dates};

/// Registers every function of this crate with a session; a second call changes nothing.
pub fn register(context: &SessionContext) -> Result<()> {
    if context.udf("parse_date").is_ok() {
        return Ok(());
    }
    for function in all() {
        context.register_udf(function);
    }
    // Clones of a context share its state; the planner makes `substr` and `substring` known to SQL.
    context
        .clone()
        .register_expr_planner(Arc::new(Substring))
        .map_err(LinkageError::plan("registering functions"))
}

/// `substr(text, from)` and `substr(text, from, length)` mean this crate's function.
#[derive(Debug)]
struct Substring;

impl ExprPlanner for Substring {
    fn plan_substring(
        &self,
        mut arguments: Vec<Expr>,
    ) -> datafusion::error::Result<PlannerResult<Vec<Expr>>> {
        if arguments.len() == 2 {
            arguments.push(lit(i64::MAX));
        }
        Ok(PlannerResult::Planned(substr().call(arguments)))
    }
}

fn substr() -> ScalarUDF {
    create_udf("substr", vec![Utf8, Int64, Int64], Utf8, Volatility::Immutable, call::substring())
}

/// Every function of this crate, for workers that keep their own registry.
#[must_use]
pub fn all() -> Vec<ScalarUDF> {
    let mut functions = pairs::all();
    functions.extend([
        call::unary("lower", |s| Some(s.to_lowercase())),
        call::unary("upper", |s| Some(s.to_uppercase())),
        // SQL writes it `trim(text)`.
        call::unary("btrim", text::trimmed),
        call::unary("fold", text::folded),
        call::unary("letters", |s| text::kept(s, char::is_alphabetic)),
        call::unary("digits", |s| text::kept(s, |c| c.is_ascii_digit())),
        call::unary("alphanumeric", |s| text::kept(s, char::is_alphanumeric)),
        call::unary("look_alike_digits", |s| call::some(s.chars().map(text::digit_of).collect())),
        call::unary("look_alike_letters", |s| call::some(s.chars().map(text::letter_of).collect())),
        call::unary("number", text::number),
        call::unary("length_of", |s| Some(s.chars().count().to_string())),
        call::unary("first_word", |s| s.split_whitespace().next().map(str::to_owned)),
        call::unary("last_word", |s| s.split_whitespace().next_back().map(str::to_owned)),
        call::unary("sorted_words", text::sorted_words),
        call::unary("sorted_letters", text::sorted_letters),
        call::unary("soundex", phonetic::soundex),
        call::unary("consonants", phonetic::consonants),
        call::unary("simplified", |s| call::some(chinese::simplified(s))),
        call::unary("pinyin", |s| call::some(chinese::sound(s))),
        call::unary("pinyin_near", |s| call::some(chinese::near_sound(s))),
        call::unary("pinyin_sorted", |s| call::some(chinese::sorted_sound(s))),
        call::unary("year", |s| dates::parts(s).map(|d| format!("{:04}", d.0))),
        call::unary("month", |s| dates::parts(s).map(|d| format!("{:02}", d.1))),
        call::unary("day", |s| dates::parts(s).map(|d| format!("{:02}", d.2))),
        call::binary("parse_date", dates::read),
        call::binary("word", text::nth_word),
        call::binary("without_words", text::without_words),
        substr(),
        lists::joined(),
    ]);
    functions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_in_the_table() {
        let page: String =
            include_str!("mod.rs").lines().filter(|line| line.starts_with("//!")).collect();
        for function in all() {
            // SQL writes `btrim` as `trim`.
            let name = function.name().trim_start_matches("btrim");
            let name = if name.is_empty() { "trim" } else { name };
            let told = [format!("`{name}`"), format!("`{name}(")];
            assert!(told.iter().any(|told| page.contains(told)), "{name}");
        }
    }
}
