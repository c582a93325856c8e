//! The one table of kinds: code and reader. Where several could read the same digits, the order decides: what carries
//! the stronger proof comes first.

use super::Reading;
use super::view::View;
use super::{abroad, address, numbers, plate};

/// A kind of personal data.
pub(super) struct Kind {
    pub code: &'static str,
    /// Letters and digits of the run that it takes at least, from the part on where it begins: most runs are the
    /// digits of a year or a day, and are passed by.
    pub least: usize,
    /// Reads a number that begins (an e-mail address: whose local part ends) with a part of the run.
    pub read: fn(&View, usize) -> Option<Reading>,
}

pub(super) const MOBILE: &str = "personal/mobile";
pub(super) const LANDLINE: &str = "personal/landline";
pub(super) const BANK_CARD: &str = "personal/bank-card";
pub(super) const PLATE: &str = "personal/plate";
pub(super) const EMAIL: &str = "personal/email";
const IM_ACCOUNT: &str = "personal/im-account";

/// All kinds, the most certain first.
pub(super) const ALL: [Kind; 18] = [
    Kind { code: EMAIL, least: 1, read: address::email },
    Kind { code: PLATE, least: 1, read: plate::plate },
    Kind { code: "personal/id-card", least: 15, read: numbers::id_card },
    Kind { code: BANK_CARD, least: 14, read: numbers::bank_card },
    Kind { code: "personal/uscc", least: 18, read: numbers::uscc },
    Kind { code: "personal/uscc", least: 2, read: numbers::uscc_grouped },
    Kind { code: MOBILE, least: 11, read: numbers::mobile },
    Kind { code: MOBILE, least: 13, read: abroad::mobile_abroad },
    Kind { code: MOBILE, least: 11, read: abroad::mobile_region },
    Kind { code: "personal/id-card", least: 18, read: numbers::id_card_posing },
    Kind { code: BANK_CARD, least: 16, read: numbers::bank_card_posing },
    Kind { code: MOBILE, least: 11, read: numbers::mobile_posing },
    Kind { code: "personal/passport", least: 8, read: numbers::passport },
    Kind { code: LANDLINE, least: 7, read: numbers::landline },
    Kind { code: LANDLINE, least: 11, read: abroad::landline_abroad },
    Kind { code: PLATE, least: 6, read: plate::embassy },
    Kind { code: IM_ACCOUNT, least: 5, read: numbers::im_digits },
    Kind { code: IM_ACCOUNT, least: 1, read: address::im_name },
];
