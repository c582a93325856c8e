//! The one table of kinds: code and reader. Where several could read the same digits, the order decides: what carries
//! the stronger proof comes first.

use super::Reading;
use super::view::View;
use super::{abroad, address, numbers, plate};

/// A kind of personal data.
pub(super) struct Kind {
    pub code: &'static str,
    /// Reads a number that begins (an e-mail address: whose local part ends) with a part of the run.
    pub read: fn(&View, usize) -> Option<Reading>,
}

pub(super) const MOBILE: &str = "personal/mobile";
pub(super) const LANDLINE: &str = "personal/landline";
pub(super) const PLATE: &str = "personal/plate";
pub(super) const EMAIL: &str = "personal/email";
const IM_ACCOUNT: &str = "personal/im-account";

/// All kinds, the most certain first.
pub(super) const ALL: [Kind; 17] = [
    Kind { code: EMAIL, read: address::email },
    Kind { code: PLATE, read: plate::plate },
    Kind { code: "personal/id-card", read: numbers::id_card },
    Kind { code: "personal/bank-card", read: numbers::bank_card },
    Kind { code: "personal/uscc", read: numbers::uscc },
    Kind { code: MOBILE, read: numbers::mobile },
    Kind { code: MOBILE, read: abroad::mobile_abroad },
    Kind { code: MOBILE, read: abroad::mobile_region },
    Kind { code: "personal/id-card", read: numbers::id_card_posing },
    Kind { code: "personal/bank-card", read: numbers::bank_card_posing },
    Kind { code: MOBILE, read: numbers::mobile_posing },
    Kind { code: "personal/passport", read: numbers::passport },
    Kind { code: LANDLINE, read: numbers::landline },
    Kind { code: LANDLINE, read: abroad::landline_abroad },
    Kind { code: PLATE, read: plate::embassy },
    Kind { code: IM_ACCOUNT, read: numbers::im_digits },
    Kind { code: IM_ACCOUNT, read: address::im_name },
];
