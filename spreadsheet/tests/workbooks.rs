//! Workbooks as offices have them, made by a writer of the same format or part by part, and workbooks that mean harm.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};
use std::io::{Cursor, Write};
use xianshen_spreadsheet::{Fault, MOST_ROWS, Workbook};
use zip::write::SimpleFileOptions;

fn csv(bytes: Vec<u8>) -> Vec<String> {
    let mut book = Workbook::open(bytes).expect("a workbook");
    book.csv(0, u32::MAX).expect("a sheet").lines().map(str::to_owned).collect()
}

/// A workbook of these parts; a sheet, its name and its relation are there unless they are given.
fn parts(given: &[(&str, &str)]) -> Vec<u8> {
    let usual = [
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="x"><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/one.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/one.xml", "<worksheet><sheetData/></worksheet>"),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in usual.iter().filter(|(name, _)| given.iter().all(|g| g.0 != *name)).chain(given) {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn text_numbers_dates_formulas_and_breaks() {
    let mut book = Writer::new();
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet = book.add_worksheet();
    for (column, name) in ["主办单位", "账号ID", "最近更新日期", "粉丝数", "名称", "比例"].iter().enumerate()
    {
        sheet.write_string(0, column as u16, *name).unwrap();
    }
    sheet.write_string(1, 0, "甲县水利局,\"本级\"\n(东区)").unwrap();
    sheet.write_number(1, 1, 1_234_567_890_123_456.0).unwrap();
    sheet.write_datetime_with_format(1, 2, ExcelDateTime::from_ymd(2022, 4, 18).unwrap(), &day).unwrap();
    sheet.write_formula(1, 3, Formula::new("=6*7").set_result("42")).unwrap();
    sheet.write_formula(1, 4, Formula::new("=\"甲\"&\"县\"").set_result("甲县")).unwrap();
    sheet.write_number(1, 5, 0.1 + 0.2).unwrap();
    assert_eq!(
        csv(book.save_to_buffer().unwrap()),
        [
            "主办单位,账号ID,最近更新日期,粉丝数,名称,比例",
            "\"甲县水利局,\"\"本级\"\" (东区)\",1234567890123460,2022-04-18,42,甲县,0.3"
        ]
    );
}

#[test]
fn a_value_merged_downwards_is_that_of_every_row_and_a_title_stays_a_title() {
    let mut book = Writer::new();
    let plain = Format::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "甲县政务新媒体台账", &plain).unwrap();
    for (column, name) in ["主办单位", "平台", "账号名称"].iter().enumerate() {
        sheet.write_string(1, column as u16, *name).unwrap();
    }
    sheet.merge_range(2, 0, 3, 0, "甲县水利局", &plain).unwrap();
    for (row, platform) in ["微信", "抖音", "微博"].iter().enumerate() {
        sheet.write_string(2 + row as u32, 1, *platform).unwrap();
    }
    sheet.set_row_hidden(3).unwrap();
    assert_eq!(
        csv(book.save_to_buffer().unwrap()),
        ["甲县政务新媒体台账", "主办单位,平台,账号名称", "甲县水利局,微信", "甲县水利局,抖音", ",微博"]
    );
}

#[test]
fn either_date_system_inline_strings_rich_text_and_rows_left_out() {
    let book = |workbook: &str| {
        parts(&[
            (
                "xl/workbook.xml",
                &format!(
                    r#"<workbook xmlns:r="x">{workbook}<sheets><sheet name="甲" sheetId="1" r:id="r1"/></sheets></workbook>"#
                ),
            ),
            (
                "xl/styles.xml",
                r#"<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
            ),
            (
                "xl/sharedStrings.xml",
                r#"<sst><si><r><t>甲</t></r><r><t xml:space="preserve">县 </t></r><rPh><t>jia</t></rPh></si></sst>"#,
            ),
            (
                "xl/worksheets/one.xml",
                r#"<worksheet><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>42000</v></c></row>
                   <row r="4"><c r="B4" t="inlineStr"><is><t>某局&amp;某办</t></is></c><c r="C4" t="b"><v>1</v></c><c r="D4" t="e"><v>#N/A</v></c></row></sheetData></worksheet>"#,
            ),
        ])
    };
    assert_eq!(csv(book("")), ["\"\"", "甲县,,2014-12-27", "\"\"", ",某局&某办,是,#N/A"]);
    assert_eq!(csv(book(r#"<workbookPr date1904="1"/>"#))[1], "甲县,,2018-12-28");
}

#[test]
fn hidden_sheets_come_last_and_a_look_at_the_top_is_enough() {
    let mut book = Writer::new();
    book.add_worksheet().set_name("说明").unwrap();
    book.add_worksheet().set_name("代码表").unwrap().set_hidden(true);
    let sheet = book.add_worksheet().set_name("台账").unwrap();
    for row in 0..100 {
        sheet.write_string(row, 0, "甲").unwrap();
    }
    let mut book = Workbook::open(book.save_to_buffer().unwrap()).expect("a workbook");
    assert_eq!(book.sheets(), ["说明", "台账", "代码表"]);
    assert_eq!(book.csv(1, 3).unwrap().lines().count(), 3);
    assert_eq!(book.csv(0, 3).unwrap(), "");
    assert_eq!(book.csv(9, 3), Err(Fault::Damaged));
}

#[test]
fn what_is_no_workbook_says_so() {
    let open = |bytes: Vec<u8>| Workbook::open(bytes).map(|_| ()).expect_err("no workbook");
    assert_eq!(open(b"PK".to_vec()), Fault::Damaged);
    assert_eq!(open(b"word".to_vec()), Fault::NotAWorkbook);
    let whole = parts(&[]);
    for cut in [whole.len() / 4, whole.len() / 2, whole.len() - 1] {
        assert_eq!(open(whole[..cut].to_vec()), Fault::Damaged);
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    assert_eq!(open(zip.finish().unwrap().into_inner()), Fault::NotAWorkbook);
}

#[test]
fn a_bomb_does_not_go_off() {
    // A part that unpacks to a gigabyte from a megabyte.
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..1024 {
        zip.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 << 20);
    assert_eq!(Workbook::open(bytes).map(|_| ()), Err(Fault::TooLarge));
    // One cell at the far end, where a dense table would have sixteen thousand million cells.
    let far = |at: &str| {
        parts(&[(
            "xl/worksheets/one.xml",
            &format!(
                r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row><c r="{at}"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>"#
            ),
        )])
    };
    let sheet = |at: &str| Workbook::open(far(at)).unwrap().csv(0, u32::MAX);
    assert_eq!(sheet("XFD1").unwrap(), "1\n");
    assert_eq!(sheet(&format!("A{}", MOST_ROWS + 1)), Err(Fault::TooLarge));
    assert_eq!(sheet("B3").unwrap(), "1\n1\n1,1\n");
}
