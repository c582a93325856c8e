import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateRawSync } from "node:zlib";
import { cli, folder } from "./helper.mjs";

/** A ZIP archive of these parts; every second one is stored, the others are deflated. */
function zip(parts) {
  const local = [];
  const central = [];
  let offset = 0;
  Object.entries(parts).forEach(([name, text], i) => {
    const raw = Buffer.from(text);
    const data = i % 2 ? raw : deflateRawSync(raw);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(i % 2 ? 0 : 8, 8);
    head.writeUInt32LE(crc32 ? crc32(raw) : 0, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt32LE(raw.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(i % 2 ? 0 : 8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(raw.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    local.push(head, Buffer.from(name), data);
    central.push(entry, Buffer.from(name));
    offset += 30 + name.length + data.length;
  });
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

const shared = ["序号", "主办单位", "平台", "账号名称", "最近更新日期", "某局&amp;某办"];
const cell = (at, i) => `<c r="${at}" t="s"><v>${i}</v></c>`;
const BOOK = {
  "xl/workbook.xml":
    '<workbook xmlns:r="x"><workbookPr/><sheets><sheet name="台账" sheetId="1" r:id="rId7"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships><Relationship Id="rId7" Target="worksheets/one.xml"/></Relationships>',
  "xl/sharedStrings.xml": `<sst>${shared.map((s) => `<si><r><t xml:space="preserve">${s}</t></r><rPh><t>注音</t></rPh></si>`).join("")}</sst>`,
  "xl/styles.xml":
    '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>',
  "xl/worksheets/one.xml": `<worksheet><sheetData>
    <row r="1">${["A1", "B1", "C1", "D1", "E1"].map(cell).join("")}</row>
    <row r="2"><c r="A2"><v>1</v></c>${cell("B2", 5)}<c r="C2" t="inlineStr"><is><t>微信</t></is></c><c r="D2" t="str"><v>某局发布</v></c><c r="E2" s="1"><v>44561</v></c></row>
    <row r="4"><c r="A4"><v>2</v></c><c r="C4" t="inlineStr"><is><t>微信</t></is></c><c r="E4" s="2"/></row>
  </sheetData></worksheet>`,
};

test("a register as XLSX is read like the same table as CSV", async (t) => {
  const csv = "序号,主办单位,平台,账号名称,最近更新日期\n1,某局&某办,微信,某局发布,2021-12-31\n\n2,,微信,,\n";
  const cwd = folder(t, { "r.xlsx": zip(BOOK), "r.csv": csv });
  const run = async (file) =>
    JSON.parse((await cli(["register", file, "-f", "json", "--today", "2022-01-05"], { cwd })).out).files[0];
  const [xlsx, plain] = [await run("r.xlsx"), await run("r.csv")];
  assert.deepEqual({ ...xlsx, path: "" }, { ...plain, path: "" });
  assert.ok(xlsx.diagnostics.some((d) => d.code === "account/invalid-row" && d.target.rows[0] === 2));
});

test("archives that are no workbook, or broken, are refused in one line", async (t) => {
  const whole = zip(BOOK);
  const cwd = folder(t, {
    "a.xlsx": zip({ "word/document.xml": "<a/>" }),
    "b.xlsx": whole.subarray(0, 200),
    "c.xlsx": Buffer.concat([whole.subarray(0, 60), Buffer.alloc(40, 255), whole.subarray(100)]),
  });
  for (const file of ["a.xlsx", "b.xlsx", "c.xlsx"]) {
    const { code, out, err } = await cli(["register", file], { cwd });
    assert.deepEqual([code, out], [2, ""], file);
    assert.match(err, new RegExp(`^xianshen: ${file}: [^\n]+\n$`));
  }
});
