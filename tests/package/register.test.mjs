/** Registers in and out: what files are read and how, what is refused and in which words, what a worker adds. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { crc32, deflateRawSync } from "node:zlib";
import { createKit, RegisterTable } from "../../pkg/dist/node.js";
import { cli, DIST, folder } from "./helper.mjs";

const kit = await createKit({ today: "2022-04-20" });
const text = (string) => new TextEncoder().encode(string);
const HEAD = "序号,主办单位,平台,账号名称";
const all = (table) => Array.from({ length: table.length }, (_, i) => table.row(i));

/** A ZIP archive of these parts; every second one is stored, the others are deflated. */
function zip(parts, { declare = (size) => size } = {}) {
  const local = [];
  const central = [];
  let offset = 0;
  Object.entries(parts).forEach(([name, content], i) => {
    const raw = Buffer.from(content);
    const data = i % 2 ? raw : deflateRawSync(raw);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(i % 2 ? 0 : 8, 8);
    head.writeUInt32LE(crc32(raw), 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt32LE(declare(raw.length), 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(i % 2 ? 0 : 8, 10);
    entry.writeUInt32LE(crc32(raw), 16);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(declare(raw.length), 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    local.push(head, Buffer.from(name), data);
    central.push(entry, Buffer.from(name));
    offset += 30 + name.length + data.length;
  });
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...local, directory, end]));
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/** A workbook of these sheets, each the inside of `<worksheet>`. */
const workbook = (sheets, properties = "") => ({
  "_rels/.rels": `<Relationships><Relationship Id="r" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns:r="x">${properties}<sheets>${sheets.map((_, i) => `<sheet name="表${i + 1}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")}</sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships>${sheets.map((_, i) => `<Relationship Id="r${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/${i + 1}.xml"/>`).join("")}</Relationships>`,
  "xl/styles.xml":
    '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  ...Object.fromEntries(
    sheets.map((inner, i) => [`xl/worksheets/${i + 1}.xml`, `<worksheet>${inner}</worksheet>`]),
  ),
});
const row = (number, ...cells) =>
  `<row r="${number}">${cells.map((cell, i) => (typeof cell === "object" ? `<c r="${"ABCDEFG"[i]}${number}" s="1"><v>${cell.serial}</v></c>` : `<c r="${"ABCDEFG"[i]}${number}" t="inlineStr"><is><t>${cell}</t></is></c>`)).join("")}</row>`;

test("CSV: either encoding, with or without a mark, three separators, breaks inside quotation marks", async () => {
  const body = `${HEAD}\n1,"某局\n（本级）",微信,"某局""发布"""\n`;
  for (const [bytes, encoding] of [
    [text(body), "utf-8"],
    [text(`\uFEFF${body}`), "utf-8"],
    [text(body.replaceAll("\n", "\r\n")), "utf-8"],
    [text(body.replaceAll(",", ";")), "utf-8"],
    [text(body.replaceAll(",", "\t")), "utf-8"],
    [
      Buffer.from(
        "d0f2bac52cd6f7b0ecb5a5cebb2cc6bdcca82cd5cbbac5c3fbb3c60a312cbed62cceA2d0c52cbed6b7a20a",
        "hex",
      ),
      "gb18030",
    ],
  ]) {
    const table = await kit.readRegister(bytes);
    assert.equal(table.source.encoding, encoding);
    assert.deepEqual([...table.head], HEAD.split(","));
    if (encoding === "utf-8") {
      assert.equal(table.row(0)[1].replace("\r", ""), "某局\n（本级）");
      assert.equal(table.row(0)[3], '某局"发布"');
    } else assert.deepEqual(all(table), [["1", "局", "微信", "局发"]]);
    assert.equal(kit.checkRegister(table).rows, 1);
  }
});

test("a title above the headings, blank lines, rows of their own number: findings name what the table shows", async () => {
  const table = await kit.readRegister(
    text(`某县台账,,,\n\n${HEAD}\n7,某局,微信,甲\n\n8,,微信,乙\n9,某局,公众号,丙\n`),
    { name: "台账.csv" },
  );
  assert.deepEqual(
    [table.source.name, table.length, table.number(1), table.line(1), table.find(9)],
    ["台账.csv", 3, 8, 6, [2]],
  );
  const rows = kit.checkRegister(table).diagnostics.map((d) => d.target.rows);
  assert.deepEqual(rows.slice(0, 2), [[7, 9], [8]]);
});

test("XLSX: what is in the file decides and not its name; serial dates, merged hosts, the sheet with the headings", async () => {
  const sheets = [
    `<sheetData>${row(1, "填表说明")}</sheetData>`,
    `<sheetData>${row(1, "某县台账")}${row(2, "主办单位", "平台", "账号名称", "最近更新日期")}${row(3, "某局&amp;某办", "微信", "甲", { serial: 44561 })}${row(5, "", "抖音", "乙", { serial: 44562 })}</sheetData><mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A3:A5"/></mergeCells>`,
  ];
  const bytes = zip(workbook(sheets));
  const table = await kit.readRegister(bytes, { name: "台账.csv" });
  assert.deepEqual([table.source.kind, table.source.sheet, table.source.sheets], ["xlsx", "表2", 2]);
  assert.deepEqual(all(table), [
    ["某局&某办", "微信", "甲", "2021-12-31"],
    ["某局&某办", "", "", ""],
    ["某局&某办", "抖音", "乙", "2022-01-01"],
  ]);
  assert.deepEqual([table.line(0), table.line(2)], [3, 5]);
  const late = await kit.readRegister(zip(workbook([sheets[1]], '<workbookPr date1904="1"/>')));
  assert.equal(late.row(0)[3], "2026-01-01");
});

test("what was written is read again, and every column comes back", async () => {
  const cells = ["=1+1", "@甲", '甲,"乙"', "00123", "2022-04-20", "😀𠮷", ""];
  const bytes = await kit.writeWorkbook([
    { name: "问题/清单", widths: [10], rows: [["主办单位", "平台", "账号名称", "a", "b", "c", "d"], cells] },
  ]);
  const table = await kit.readRegister(bytes);
  assert.equal(table.source.sheet, "问题 清单");
  assert.deepEqual(table.row(0), cells);
});

test("what cannot be read is refused with one code and a way out", async () => {
  const cfb = (extra = "") =>
    new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...text(extra)]);
  const envelope = [..."EncryptedPackage"].join("\0");
  const bomb = zip({ ...workbook([""]), "xl/media/a.bin": "x" }, { declare: (n) => n + 600 * 1024 * 1024 });
  const cut = zip(workbook([`<sheetData>${row(1, "甲")}</sheetData>`]));
  for (const [bytes, code] of [
    [new Uint8Array(), "file-empty"],
    [cfb(), "file-old-excel"],
    [cfb(envelope), "file-encrypted"],
    [zip({ mimetype: "x" }), "file-kind"],
    [
      Buffer.concat([
        Buffer.from("PK\x03\x04".padEnd(30, "\0")),
        Buffer.from("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
      ]),
      "file-opendocument",
    ],
    [text("<html><table><tr><td>主办单位"), "file-web-page"],
    [text("%PDF-1.7"), "file-kind"],
    [text("甲\0乙"), "file-kind"],
    [Buffer.from("d6f7ff80ff", "hex"), "file-encoding"],
    [cut.subarray(0, cut.length - 30), "file-damaged"],
    [bomb, "file-too-large"],
  ]) {
    await assert.rejects(kit.readRegister(bytes), { name: "XianshenError", code }, code);
  }
});

test("a part that unpacks to more than it says ends in an error, and the next file is read", async () => {
  const much = Buffer.alloc(700 * 1024 * 1024, "<si><t>甲</t></si>");
  const liar = zip(
    { "xl/sharedStrings.xml": much, ...workbook([`<sheetData>${row(1, "甲")}</sheetData>`]) },
    { declare: (n) => Math.min(n, 1000) },
  );
  assert.ok(liar.length < 4 * 1024 * 1024);
  await assert.rejects(kit.readRegister(liar), (error) => /^file-(too-large|damaged)$/.test(error.code));
  const table = await kit.readRegister(
    zip(
      workbook([`<sheetData>${row(1, ...HEAD.split(","))}${row(2, "1", "某局", "微信", "甲")}</sheetData>`]),
    ),
  );
  assert.equal(table.length, 1);
});

test("reading can be taken back, and tells how far it is", async () => {
  const steps = [];
  const signal = AbortSignal.abort(new Error("no more"));
  await assert.rejects(kit.readRegister(text(HEAD), { signal }), /no more/);
  await kit.readRegister(text(`${HEAD}\n`), { onProgress: (p) => steps.push([p.phase, p.done / p.total]) });
  assert.deepEqual(steps[0], ["read", 0]);
  assert.deepEqual(steps.at(-1), ["read", 1]);
});

test("the core does not hold the reader: only spreadsheet.js does", () => {
  const size = (file) => readFileSync(join(DIST, file)).length;
  assert.ok(size("spreadsheet.js") > 500_000);
  const worker = readFileSync(join(DIST, "worker.js"), "utf8");
  assert.ok(!worker.includes("sharedStrings"), "worker.js holds no reader of workbooks");
});

test("the command line reads a register by its content", async (t) => {
  const csv = "序号,主办单位,平台,账号名称,最近更新日期\n1,某局&某办,微信,某局发布,2021-12-31\n\n2,,微信,,\n";
  const book = zip(
    workbook([
      `<sheetData>${row(1, "序号", "主办单位", "平台", "账号名称", "最近更新日期")}${row(2, "1", "某局&amp;某办", "微信", "某局发布", { serial: 44561 })}${row(4, "2", "", "微信")}</sheetData>`,
    ]),
  );
  const cwd = folder(t, {
    "r.xlsx": book,
    "book.csv": book,
    "r.csv": csv,
    "a.xls": new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0]),
  });
  const run = async (file) =>
    JSON.parse((await cli(["register", file, "-f", "json", "--today", "2022-01-05"], { cwd })).out).files[0];
  const [xlsx, named, plain] = [await run("r.xlsx"), await run("book.csv"), await run("r.csv")];
  assert.deepEqual({ ...xlsx, path: "" }, { ...plain, path: "" });
  assert.deepEqual({ ...named, path: "" }, { ...plain, path: "" });
  assert.ok(xlsx.diagnostics.some((d) => d.code === "account/invalid-row" && d.target.rows[0] === 2));
  const { code, out, err } = await cli(["register", "a.xls"], { cwd });
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /^xianshen: a\.xls: [^\n]*save it as \.xlsx or \.csv\.\n$/);
});

test("a table travels as its parts and is the same on the other side", async () => {
  const table = await kit.readRegister(text(`${HEAD}\n1,某局,微信,甲\n`));
  const there = new RegisterTable(structuredClone(table.parts));
  assert.deepEqual([all(there), [...there.head], there.number(0)], [all(table), [...table.head], 1]);
});
