/** The editors' own types fit what `attach` takes, under every strictness of TypeScript, without a cast. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { symlinkSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { folder, PKG } from "./helper.mjs";

const run = promisify(execFile);
const EDITORS = fileURLToPath(new URL("../node_modules/", import.meta.url));

const CONSUMER = `
import { createKit } from "xianshen";
import * as contenteditable from "xianshen/editors/contenteditable";
import * as textarea from "xianshen/editors/textarea";
import * as tinymce from "xianshen/editors/tinymce";
import * as wangeditor from "xianshen/editors/wangeditor";
import * as quill from "xianshen/editors/quill";
import * as prosemirror from "xianshen/editors/prosemirror";
import * as ckeditor5 from "xianshen/editors/ckeditor5";
import * as vditor from "xianshen/editors/vditor";
import * as codemirror from "xianshen/editors/codemirror";
import * as lexical from "xianshen/editors/lexical";
import * as slate from "xianshen/editors/slate";
import type { Editor as Tiny8 } from "tinymce";
import type { Editor as Tiny6 } from "tinymce6";
import type { IDomEditor } from "@wangeditor/editor";
import type { IDomEditor as NextEditor } from "@wangeditor-next/editor";
import type Quill from "quill";
import type { EditorView } from "prosemirror-view";
import type { Editor as Tiptap } from "@tiptap/core";
import type { ClassicEditor, InlineEditor, MultiRootEditor } from "ckeditor5";
import type { EditorView as CodeMirror } from "@codemirror/view";
import type { LexicalEditor } from "lexical";
import type { BaseEditor } from "slate";
import { ReactEditor } from "slate-react";
import type Vditor from "vditor";

declare const editors: {
  tiny8: Tiny8; tiny6: Tiny6; wang: IDomEditor; next: NextEditor; quill: Quill; view: EditorView; tiptap: Tiptap;
  classic: ClassicEditor; inline: InlineEditor; roots: MultiRootEditor; codemirror: CodeMirror; lexical: LexicalEditor;
  slate: BaseEditor & ReactEditor; vditor: Vditor; area: HTMLTextAreaElement; line: HTMLInputElement; frame: HTMLIFrameElement;
};
const kit = Math.random() > 0.5 ? await createKit({ jurisdiction: "haiyan" }) : await createKit({ worker: "/worker.js" });
export const sessions = [
  contenteditable.attach(document.body, kit),
  contenteditable.attach(editors.frame, kit),
  textarea.attach(editors.area, kit),
  textarea.attach(editors.line, kit, { lang: "en", by: "甲" }),
  tinymce.attach(editors.tiny8, kit),
  tinymce.attach(editors.tiny6, kit),
  wangeditor.attach(editors.wang, kit),
  wangeditor.attach(editors.next, kit),
  quill.attach(editors.quill, kit),
  prosemirror.attach(editors.view, kit),
  prosemirror.attach(editors.tiptap.view, kit),
  ckeditor5.attach(editors.classic, kit),
  ckeditor5.attach(editors.inline, kit),
  ckeditor5.attach(editors.roots, kit, { root: "header" }),
  vditor.attach(editors.vditor, kit),
  codemirror.attach(editors.codemirror, kit),
  lexical.attach(editors.lexical, kit),
  slate.attach({ editor: editors.slate, element: ReactEditor.toDOMNode(editors.slate, editors.slate) }, kit),
];
const counts: number = sessions.reduce((sum, session) => sum + session.counts.error, 0);
document.querySelector("xianshen-panel");
console.log(counts);
`;

test("a TypeScript page hands its editors to attach as they are", { timeout: 240_000 }, async (t) => {
  const path = folder(t, { "package.json": '{"private":true,"type":"module"}', "all.ts": CONSUMER });
  const modules = join(path, "node_modules");
  mkdirSync(modules);
  const names =
    "tinymce tinymce6 @wangeditor @wangeditor-next quill prosemirror-view @tiptap ckeditor5 @codemirror lexical slate slate-react vditor";
  for (const name of names.split(" ")) symlinkSync(join(EDITORS, name), join(modules, name));
  symlinkSync(PKG, join(modules, "xianshen"));
  const settings = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: "es2022",
    lib: ["es2022", "dom", "dom.iterable"],
    module: "esnext",
    moduleResolution: "bundler",
    // Some editors' own declarations do not check.
    skipLibCheck: true,
    types: [],
  };
  writeFileSync(
    join(path, "tsconfig.json"),
    JSON.stringify({ compilerOptions: settings, files: ["all.ts"] }),
  );
  const tsc = join(PKG, "node_modules/typescript/bin/tsc");
  const { stdout } = await run(process.execPath, [tsc, "-p", "."], { cwd: path }).catch((error) => error);
  assert.equal(stdout, "");
});
