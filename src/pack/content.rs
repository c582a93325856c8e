//! What a text is judged by: words and the contexts in which they are wrong, notation, markup.

use super::is_false;
use crate::diagnostic::Severity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// The kind of a word that names none.
pub(crate) const CUSTOM: &str = "custom";

pub(super) fn custom() -> String {
    CUSTOM.to_owned()
}

pack_types! {
    /// A kind of lexicon entry.
    pub struct Kind {
        /// Name (`typo`).
        pub kind: String,
        /// Code of its diagnostics.
        pub code: String,
        /// Severity of its entries, unless they say otherwise.
        pub severity: Severity,
        /// Whether writers disguise such words: then they are also found through separators and look-alike letters.
        #[serde(default, skip_serializing_if = "is_false")]
        pub disguised: bool,
        /// Whether a text is told of each of its words only once, where it stands first.
        #[serde(default, skip_serializing_if = "is_false")]
        pub once: bool,
        /// Clauses and standards behind it.
        pub clauses: Vec<String>,
    }

    /// A named set of context words.
    pub struct WordSet {
        /// Name, kebab-case.
        pub set: String,
        /// If its words are set phrases, rightly written and of at least four characters: the kind of a text that
        /// writes one of their characters otherwise, with one that sounds or looks like it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub phrases: Option<String>,
        /// If its words are collocations, each a word and those that often follow it (`化解 矛盾 风险`), together of at
        /// least four characters: the kind of a text that writes one of their characters otherwise and so makes no word.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub collocations: Option<String>,
        /// If its words are slips, each a right character, the one often taken for it, and the words in which it is
        /// (`圆园 圆满 团圆`): the kind of a text that writes one of them so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub slips: Option<String>,
        /// Of slips: the set of two-character words that make one innocent where they overlap its edge, because two
        /// words meet there (办公 and 步行 in 办公步行). Of collocations: those that make one innocent where they take in
        /// its character. Its words are grouped by the character they share: `步~行伐`
        /// are 步行 and 步伐, `办国~公` are 办公 and 国公.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unless_beside: Option<String>,
        /// If its words are pairs, each a word, the one that is meant, and what stands around it where that is so, `_`
        /// in the place of the word (`制订 制定 _法律/条例 依法_`): the kind of a text that writes one of them so. `…` stands
        /// for what lies between in the clause (`接收 接受 _…采访`), `~记者` is anywhere in the sentence, `!信号` nowhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub pairs: Option<String>,
        /// If its words are names and set phrases of at least five characters, or lists divided by 、: the kind of a text
        /// that leaves out one of their characters or writes it twice, or changes the order of the list. Behind one, divided
        /// by blanks, stand strings that are right though they differ from it so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub wholes: Option<String>,
        /// If its words are enumerations, lists divided by 、 whose parts are always the same: the kind of a text that writes
        /// one part otherwise between the others. Behind one, divided by blanks, stand lists that are right too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub enumerations: Option<String>,
        /// Severity of its pairs or enumerations, if not that of their kind.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub severity: Option<Severity>,
        // Shared by all packs laid over this one.
        /// Its words.
        pub words: Arc<[String]>,
    }

    /// A word or phrase, and where it is wrong.
    pub struct Word {
        /// What is matched, after folding of width, case, traditional forms and invisible characters.
        pub word: String,
        /// Other words of which the same holds, to the last context.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub also: Vec<String>,
        /// Its kind; `custom` if not given.
        #[serde(default = "custom")]
        pub kind: String,
        /// Replacements for exactly this word, the best first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub fixes: Vec<String>,
        /// Longer strings that contain the word and make it innocent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless: Vec<String>,
        /// Counts only where one of these ends directly before it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub before: Vec<String>,
        /// Counts only where one of these begins directly after it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub after: Vec<String>,
        /// Counts only where one of these stands in the same clause (between ，。；：！？、), or, if its kind is disguised, in
        /// the same sentence (between 。！？): at most 40 code units away.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub near: Vec<String>,
        /// Innocent where one of these stands in the same sentence (between 。！？), at most 40 code units away.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_near: Vec<String>,
        /// Counts only where no letter, digit or Han character stands on the named side.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub edge: Option<Edge>,
        /// Counts only where it is disguised (赌*博): the plain word is ordinary.
        #[serde(default, skip_serializing_if = "is_false")]
        pub hidden: bool,
        /// Severity, where it differs from the kind's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub severity: Option<Severity>,
        /// The sentence shown, where the kind's does not explain it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<String>,
        /// Clauses and standards beyond the kind's.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub clauses: Vec<String>,
    }

    /// A rule of notation or personal data.
    pub struct Notation {
        /// The diagnostic's code.
        pub code: String,
        /// How grave it is.
        pub severity: Severity,
        /// How grave it is in the cases named, where that differs (a variant of the sentence, or a case of one).
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub severities: BTreeMap<String, Severity>,
        /// Words before a number that make it what the code says, or endings before a bracket; by the mechanism.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub cues: Vec<String>,
        /// Words before a number that make it something else.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless: Vec<String>,
        /// Words directly after a number that make it something else.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_after: Vec<String>,
        /// What the number itself is when it is public: all of it, its end (`.gov.cn`, `@12345.cn`), its beginning up
        /// to the @ (`info@`), or its beginning before a * (`11*`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_in: Vec<String>,
        /// Words of the same sentence, at most 40 code units away, that make a number what the code says where no
        /// word stands directly before it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub near: Vec<String>,
        /// Words of the same sentence, at most 40 code units away, that make it something else where no cue stands
        /// directly before it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_near: Vec<String>,
        /// Words of the same sentence, at most 40 code units away, in whose presence `unless_near` does not count.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub despite: Vec<String>,
        /// Labels of an office's contact lines: a number that fills a block of its own with one of these and a colon
        /// is found at info level only.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub contact: Vec<String>,
        /// Clauses and standards behind it.
        pub clauses: Vec<String>,
    }

    /// One problem of markup. Which lists and limits it reads depends on the problem; `docs/rules.md` says how.
    pub struct Markup {
        /// The diagnostic's code.
        pub code: String,
        /// The problem, a variant of the code: `markup/link` and `shop` speak as `markup/link.shop`, and
        /// `markup/link:shop` switches it off.
        pub problem: String,
        /// How grave it is.
        pub severity: Severity,
        /// Schemes of addresses that have the problem, without the colon.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub schemes: Vec<String>,
        /// Hosts that have the problem; those under them as well.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub hosts: Vec<String>,
        /// Hosts under `hosts` that do not.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_hosts: Vec<String>,
        /// Attributes that hold the address of a picture, or those that make a link without an address live.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub attributes: Vec<String>,
        /// Texts, or words in the text.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub words: Vec<String>,
        /// Words that must stand shortly before one of `words`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub cues: Vec<String>,
        /// Words in the same sentence that make it innocent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub unless_near: Vec<String>,
        /// Elements; with a colon at the end, a prefix of their names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub tags: Vec<String>,
        /// Beginnings of class names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub classes: Vec<String>,
        /// Beginnings of style properties.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub styles: Vec<String>,
        /// Beginnings of comments.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub comments: Vec<String>,
        /// What the value of an attribute contains.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub values: Vec<String>,
        /// A number that the problem begins, or ends, at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
        /// Clauses and standards behind it.
        pub clauses: Vec<String>,
    }
}

impl Word {
    /// All its spellings: the word itself, and those of which the same holds.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.word).chain(&self.also).map(String::as_str)
    }

    /// The word of that spelling, of kind `custom`, with nothing else said about it.
    pub fn new(word: &str) -> Word {
        Word {
            word: word.to_owned(),
            also: vec![],
            kind: custom(),
            fixes: vec![],
            unless: vec![],
            before: vec![],
            after: vec![],
            near: vec![],
            unless_near: vec![],
            edge: None,
            hidden: false,
            severity: None,
            message: None,
            clauses: vec![],
        }
    }

    /// True if it counts wherever it stands and rests on nothing but its kind's clauses: one for
    /// [`PlainWords`](super::PlainWords).
    pub fn is_plain(&self) -> bool {
        let Word {
            word: _,
            also,
            kind: _,
            fixes: _,
            severity: _,
            message: _,
            edge,
            hidden,
            unless,
            before,
            after,
            near,
            unless_near,
            clauses,
        } = self;
        let lists = [also, unless, before, after, near, unless_near, clauses];
        edge.is_none() && !hidden && lists.iter().all(|list| list.is_empty())
    }
}

/// On which side of a word no letter, digit or Han character may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum Edge {
    /// Before it.
    Start,
    /// After it.
    End,
    /// On both sides.
    Both,
    /// Nowhere in its block: nothing else stands there but marks and blanks.
    Alone,
}
