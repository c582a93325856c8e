//! How the modules of notation come by the words that decide: each says once what a list holds and which set of the
//! pack that is.

/// Declares `Words`, the word lists of a module: `field = "set",` for a list of code units as the pack writes them, and
/// behind `|book|` whatever else is made of the rule book, `field: Type = expression,`.
macro_rules! word_lists {
    (
        $($(#[$doc:meta])* $list:ident = $set:literal,)*
        $(|$book:ident| $($(#[$more:meta])* $field:ident: $kind:ty = $made:expr,)*)?
    ) => {
        /// The words that decide.
        pub(super) struct Words {
            $($(#[$doc])* $list: Vec<Vec<u16>>,)*
            $($($(#[$more])* $field: $kind,)*)?
        }

        impl Words {
            pub(super) fn new(book: &$crate::pack::Rulebook) -> Words {
                $(let $book = book;)?
                Words {
                    $($list: $crate::content::notation::page::set(book, $set),)*
                    $($($field: $made,)*)?
                }
            }
        }
    };
}
