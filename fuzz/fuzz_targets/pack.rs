#![no_main]
//! Any vendor's pack is taken or refused by name; one that is taken can be worked with.

use libfuzzer_sys::fuzz_target;
use xianshen::pack;
use xianshen::{Kit, KitOptions};

fuzz_target!(|input: &str| {
    match pack::read(input) {
        Err(error) => {
            assert!(!error.problems.is_empty());
            assert!(error.to_string().contains("expected"));
        }
        Ok(over) => match Kit::new(KitOptions { rules: vec![over], ..KitOptions::default() }) {
            Err(error) => assert!(!error.to_string().is_empty()),
            Ok(kit) => {
                kit.check_text(input);
                kit.check_text("请用户登陆系统，截止目前已有三人。");
                kit.rules();
                kit.forms();
            }
        },
    }
    if let Err(problems) = pack::from_csv(input) {
        assert!(!problems.is_empty());
    }
});
