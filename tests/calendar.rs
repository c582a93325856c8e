//! The calendar section against an independent table of every day (PyPI chinesecalendar, written down by
//! tests/calendar/write.py; npm chinese-days is asked in tests/package/calendar.test.mjs), and how limits are counted
//! on it: what does not count, what moves, what is not known, and what a vendor's pack changes.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Value, json};
use xianshen::calendar::{Date, Rest, UnknownYear};
use xianshen::filing::{Deadline, DeadlineState, FilingReport};
use xianshen::pack::{builtin, month_day, read};
use xianshen::{Kit, KitOptions, Severity};

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

#[test]
fn every_day_of_every_year_is_that_of_chinesecalendar() {
    let pack = builtin();
    let calendar = pack.working_days();
    let table = include_str!("calendar/chinesecalendar.txt");
    assert_eq!(table.lines().count(), pack.calendar.len());
    for line in table.lines() {
        let (year, letters) = line.split_once(' ').unwrap();
        let mut date = day(&format!("{year}-01-01"));
        for letter in letters.chars() {
            assert_eq!(calendar.rest(date).unwrap().is_some(), letter == 'r', "{date}");
            date = date.plus(1);
        }
        assert_eq!(date.to_string()[5..], *"01-01", "{year} has all its days");
    }
}

#[test]
fn a_year_is_well_made() {
    let pack = builtin();
    for year in &pack.calendar {
        assert!(year.notice.starts_with("国办发明电〔"), "{}", year.year);
        let date = |text: &String| {
            let (month, day) = month_day(text).unwrap();
            Date::new(year.year, month, day).unwrap()
        };
        for rest in &year.rest {
            assert!(pack.holiday(date(rest)).is_some(), "{}-{rest} belongs to no holiday", year.year);
            assert!(!year.work.contains(rest));
        }
        let named: i64 = year.holidays.iter().map(|h| date(&h.from).days_until(date(&h.to)) + 1).sum();
        assert_eq!(named as usize, year.rest.len(), "{}: the holidays are the days of rest", year.year);
        for work in &year.work {
            assert!(date(work).is_weekend());
        }
    }
}

#[test]
fn outside_the_table_nothing_is_guessed() {
    let calendar = builtin().working_days();
    assert_eq!(calendar.rest(day("2015-12-31")), Err(UnknownYear(2015)));
    assert_eq!(calendar.rest(day("2027-01-01")), Err(UnknownYear(2027)));
    assert_eq!(calendar.add_working_days(day("2026-12-30"), 1).unwrap(), day("2026-12-31"));
    assert_eq!(calendar.add_working_days(day("2026-12-30"), 2), Err(UnknownYear(2027)));
    assert_eq!(calendar.next_working_day(day("2026-10-01")).unwrap(), day("2026-10-08"));
    assert_eq!(calendar.rest(day("2026-02-14")), Ok(None), "a Saturday worked before Spring Festival");
    assert_eq!(calendar.rest(day("2026-02-16")), Ok(Some(Rest::Holiday)));
}

fn kit(rules: &[&str]) -> Kit {
    let rules = rules.iter().map(|json| read(json).unwrap()).collect();
    Kit::new(KitOptions { rules, ..Default::default() }).unwrap()
}

fn staff_change(kit: &Kit, on: &str, submitted: Option<&str>, today: &str) -> FilingReport {
    let filing = json!({"jurisdiction": "hanyin", "form": "account-filing",
        "event": {"kind": "人员变动", "date": on}, "submitted_on": submitted, "fields": {"开设单位": "汉阴县水利局",
        "事项": "人员变动", "分管领导": "唐磊", "责任股室": "办公室", "业务人员": "邓洁", "业务人员身份": "在编"}});
    kit.check_filing(&filing, day(today)).unwrap()
}

fn only(report: &FilingReport) -> &Deadline {
    assert_eq!(report.timeline.len(), 1);
    &report.timeline[0]
}

#[test]
fn a_deadline_says_how_each_day_was_counted() {
    let kit = kit(&[]);
    let report = staff_change(&kit, "2022-04-01", Some("2022-04-06"), "2022-06-01");
    let deadline = only(&report);
    let counted: Vec<_> = deadline.counted.iter().map(|d| (d.date.as_str(), d.number, d.makeup)).collect();
    assert_eq!(counted, [("2022-04-02", 1, true), ("2022-04-06", 2, false), ("2022-04-07", 3, false)]);
    let skipped: Vec<_> =
        deadline.skipped.iter().map(|d| (d.date.as_str(), d.reason.as_str(), d.holiday.as_deref())).collect();
    let grave = Some("清明节");
    assert_eq!(
        skipped,
        [("2022-04-03", "holiday", grave), ("2022-04-04", "holiday", grave), ("2022-04-05", "holiday", grave)]
    );
    assert_eq!((deadline.start.as_str(), deadline.last_day.as_deref()), ("2022-04-01", Some("2022-04-07")));
    assert_eq!((deadline.state, deadline.days_left), (DeadlineState::Met, None));
    assert_eq!(deadline.done_on.as_deref(), Some("2022-04-06"));
}

#[test]
fn days_left_are_counted_from_today() {
    let kit = kit(&[]);
    for (today, state, left) in [
        ("2022-04-01", DeadlineState::Open, 6),
        ("2022-04-07", DeadlineState::Open, 0),
        ("2022-04-08", DeadlineState::Missed, -1),
    ] {
        let report = staff_change(&kit, "2022-04-01", None, today);
        assert_eq!((only(&report).state, only(&report).days_left), (state, Some(left)), "{today}");
        assert_eq!(report.diagnostics.is_empty(), state == DeadlineState::Open);
    }
}

#[test]
fn an_unknown_year_is_a_warning_and_a_vendor_can_add_it() {
    let late = |kit: &Kit| staff_change(kit, "2026-12-30", Some("2027-01-05"), "2027-02-01");
    let report = late(&kit(&[]));
    assert_eq!(only(&report).state, DeadlineState::Unknown);
    assert_eq!(only(&report).last_day, None);
    assert_eq!(report.diagnostics.len(), 1);
    assert_eq!(report.diagnostics[0].severity, Severity::Warning);
    assert!(report.diagnostics[0].message.contains("2027"), "{}", report.diagnostics[0].message);
    // A made-up year, as a vendor would write it.
    let ours = r#"{"id":"v","calendar":[{"year":2027,"notice":"自拟","rest":["01-01"],"work":["01-02"],
        "holidays":[{"name":"元旦","from":"01-01","to":"01-01"}]}]}"#;
    let report = late(&kit(&[ours]));
    assert_eq!(only(&report).last_day.as_deref(), Some("2027-01-04"));
    assert!(only(&report).counted.iter().any(|d| d.date == "2027-01-02" && d.makeup));
    assert_eq!(report.diagnostics[0].code, "filing/late");
    assert_eq!(report.diagnostics[0].severity, Severity::Error);
}

#[test]
fn a_vendor_can_replace_a_year() {
    let ours = r#"{"id":"v","calendar":[{"year":2022,"notice":"自拟","rest":["04-05"],"work":[]}]}"#;
    let report = staff_change(&kit(&[ours]), "2022-04-01", Some("2022-04-06"), "2022-06-01");
    assert_eq!(only(&report).last_day.as_deref(), Some("2022-04-07"), "4, 6 and 7 April");
    assert!(only(&report).counted.iter().all(|d| !d.makeup));
}

fn opened(kit: &Kit, on: &str, submitted: &str) -> Vec<Value> {
    let filing = json!({"jurisdiction": "yanchi", "form": "account-filing", "submitted_on": submitted,
        "fields": {"开通时间": on}});
    let report = kit.check_filing(&filing, day("2026-11-22")).unwrap();
    report.timeline.iter().map(|d| json!([d.last_day, d.state, d.skipped.len()])).collect()
}

#[test]
fn a_last_day_on_a_day_of_rest_moves_and_a_jurisdiction_may_say_otherwise() {
    let plain = kit(&[]);
    // A week after 24 September 2017 is 1 October; the holiday ends on the 8th.
    assert_eq!(opened(&plain, "2017-09-24", "2017-10-09"), [json!(["2017-10-09", "met", 8])]);
    assert_eq!(opened(&plain, "2017-09-24", "2017-10-10"), [json!(["2017-10-09", "missed", 8])]);
    // 30 September 2017 was a Saturday worked: nothing moves.
    assert_eq!(opened(&plain, "2017-09-23", "2017-10-01"), [json!(["2017-09-30", "missed", 0])]);
    let fixed = r#"{"id":"v","jurisdictions":[{"id":"yanchi","name":"盐池县",
        "region":["宁夏回族自治区","吴忠市","盐池县"],"roll":false}]}"#;
    assert_eq!(opened(&kit(&[fixed]), "2017-09-24", "2017-10-01"), [json!(["2017-10-01", "met", 0])]);
    assert_eq!(opened(&kit(&[fixed]), "2017-09-24", "2017-10-02"), [json!(["2017-10-01", "missed", 0])]);
}
