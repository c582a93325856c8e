//! What the fuzz targets share: the kit, and what must hold of every text whatever it says.

use std::sync::OnceLock;
use unicode_segmentation::UnicodeSegmentation;
use xianshen::{Diagnostic, Kit, KitOptions, Target};

/// One kit for all inputs.
pub fn kit() -> &'static Kit {
    static KIT: OnceLock<Kit> = OnceLock::new();
    KIT.get_or_init(|| Kit::new(KitOptions::default()).unwrap())
}

/// Findings come in order, lie inside the text and on its grapheme boundaries, say something and name a clause.
/// `blocks` are the blocks they are numbered by.
pub fn sound(blocks: &[Vec<u16>], diagnostics: &[Diagnostic]) {
    let mut last = (0, 0);
    let mut known: Option<(usize, Vec<u32>)> = None;
    for d in diagnostics {
        assert!(!d.message.is_empty() && !d.clauses.is_empty(), "{d:?}");
        let Target::Text { block, from, to, .. } = d.target else { continue };
        assert!(last <= (block, from), "out of order: {d:?}");
        last = (block, from);
        let units = &blocks[block as usize];
        assert!(from <= to && to as usize <= units.len(), "outside its block: {d:?}");
        // A lone surrogate is no character: what clusters form around it is for nobody to say.
        if known.as_ref().is_none_or(|(index, _)| *index != block as usize) {
            let Ok(text) = String::from_utf16(units) else { continue };
            let mut at = 0;
            let mut bounds = vec![0];
            for cluster in text.graphemes(true) {
                at += cluster.encode_utf16().count() as u32;
                bounds.push(at);
            }
            known = Some((block as usize, bounds));
        }
        if let Some((_, bounds)) = &known {
            assert!(
                bounds.binary_search(&from).is_ok() && bounds.binary_search(&to).is_ok(),
                "inside a character: {d:?}"
            );
        }
    }
}
