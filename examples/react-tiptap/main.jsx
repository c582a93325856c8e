/** React with Tiptap: a component that watches the editor's view and saves by script through the gate. */
import { EditorContent, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { attach } from "xianshen/editors/prosemirror";
import "xianshen/elements";
import { createGuard } from "xianshen/gate";
import { createKit } from "xianshen/inline";

const kit = await createKit({ jurisdiction: "haiyan" });

function Article() {
  const editor = useEditor({ extensions: [StarterKit], content: "" });
  const panel = useRef(null);
  const guard = useRef(null);
  const [message, say] = useState("");

  useEffect(() => {
    if (!editor) return;
    const session = attach(editor.view, kit);
    panel.current.session = session;
    guard.current = createGuard(kit, { collect: () => ({ action: "submit", html: editor.getHTML() }), sessions: [session] });
    return () => {
      guard.current.release();
      session.detach();
    };
  }, [editor]);

  const save = () => {
    const body = () => JSON.stringify({ content: editor.getHTML() });
    const send = guard.current.wrap(() => fetch("/save", { method: "POST", body: body() }));
    send().then(
      () => say("已保存"),
      (error) => say(error.message),
    );
  };

  return (
    <>
      <EditorContent editor={editor} />
      <button id="save" onClick={save}>
        保存
      </button>
      <output>{message}</output>
      <xianshen-panel ref={panel} />
    </>
  );
}

createRoot(document.getElementById("app")).render(<Article />);
