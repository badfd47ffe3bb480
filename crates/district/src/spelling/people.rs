//! How departments write a person: slips in names, numbers and dates.

use super::{Difficulty, Errors, characters};
use crate::chance::Dice;
use crate::people::Person;

/// A department's care with people. Rates are for normal difficulty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Care {
    pub(crate) name_slip: f64,
    pub(crate) identity_missing: f64,
    pub(crate) identity_slip: f64,
    pub(crate) phone_missing: f64,
    pub(crate) phone_former: f64,
    pub(crate) birth_slip: f64,
}

impl Care {
    pub(crate) const HIGH: Care = Care {
        name_slip: 0.002,
        identity_missing: 0.001,
        identity_slip: 0.002,
        phone_missing: 0.18,
        phone_former: 0.08,
        birth_slip: 0.001,
    };
    pub(crate) const FAIR: Care = Care {
        name_slip: 0.012,
        identity_missing: 0.03,
        identity_slip: 0.008,
        phone_missing: 0.1,
        phone_former: 0.06,
        birth_slip: 0.004,
    };
    pub(crate) const LOW: Care = Care {
        name_slip: 0.03,
        identity_missing: 0.35,
        identity_slip: 0.02,
        phone_missing: 0.12,
        phone_former: 0.05,
        birth_slip: 0.02,
    };
}

/// A person as one record has them.
pub(crate) struct Written {
    pub(crate) name: String,
    pub(crate) identity: String,
    pub(crate) phone: String,
    pub(crate) born: String,
}

/// `recent`: the record was made after the person's last change of phone.
pub(crate) fn write(
    dice: &mut Dice,
    person: &Person,
    care: &Care,
    difficulty: Difficulty,
    errors: &mut Errors,
) -> Written {
    let rate = |p: f64| difficulty.rate(p);
    let mut name = person.name.clone();
    if dice.chance(rate(care.name_slip))
        && let Some((slipped, kind)) = characters::misheard(dice, &name)
    {
        name = slipped;
        errors.add(kind);
    }
    let mut identity = person.identity.clone();
    if dice.chance(rate(care.identity_missing)) {
        identity.clear();
        errors.add("identity_missing");
    } else if dice.chance(rate(care.identity_slip)) {
        identity = slip_digits(dice, &identity);
        errors.add("identity_slip");
    } else if identity.ends_with('X') && dice.chance(0.25) {
        identity = identity.to_lowercase();
        errors.add("identity_lower_case");
    }
    let mut phone = person.phone.clone();
    if dice.chance(rate(care.phone_missing)) {
        if !phone.is_empty() {
            errors.add("phone_missing");
        }
        phone.clear();
    } else if let Some(former) =
        person.former_phone.as_ref().filter(|_| dice.chance(0.5 + rate(care.phone_former)))
    {
        phone.clone_from(former);
        errors.add("phone_former");
    } else if !phone.is_empty() && dice.chance(rate(0.004)) {
        phone = slip_digits(dice, &phone);
        errors.add("phone_slip");
    }
    let mut born = person.born.iso();
    if dice.chance(rate(care.birth_slip)) {
        born = format!("{}-01-01", &born[..4]);
        errors.add("birth_year_only");
    }
    Written { name, identity, phone, born }
}

/// One digit changed, or two neighbours swapped.
fn slip_digits(dice: &mut Dice, number: &str) -> String {
    let mut digits: Vec<u8> = number.bytes().collect();
    let at = 3 + dice.below(digits.len() - 5);
    if dice.chance(0.5) && digits[at] != digits[at + 1] {
        digits.swap(at, at + 1);
    } else {
        digits[at] = b'0' + (digits[at] - b'0' + 1 + dice.below(9) as u8) % 10;
    }
    digits.into_iter().map(char::from).collect()
}
