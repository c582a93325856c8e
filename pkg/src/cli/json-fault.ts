/**
 * Where a text stops being JSON. The engine's own message may name no place at all, and an editor of a rule pack
 * needs the line. Called only for texts that JSON.parse has refused.
 */

/** The place of a fault, from 1, and what stands there. Columns are UTF-16 code units. */
export interface JsonFault {
  line: number;
  column: number;
  what: string;
}

const SPACE = /[ \t\r\n]*/y;
const TOKEN =
  /"(?:[^"\\\r\n\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;

/** Finds the first place that no JSON can go on from. */
export function jsonFault(text: string): JsonFault {
  const open: ("{" | "[")[] = [];
  let at = 0;
  // What may come next: a value, a key, a colon, or a comma or end.
  let want: "value" | "value or ]" | "key" | "key or }" | "colon" | "next" = "value";
  for (;;) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    if (at >= text.length) return place(text, text.length, "the text ends too early");
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (!token)
      return place(
        text,
        at,
        text[at] === '"'
          ? "a string that is not closed or holds a bad character"
          : `${JSON.stringify(/^[\w.+-]{1,20}|^./su.exec(text.slice(at, at + 20))?.[0])} does not belong here`,
      );
    const kind = token[0] ?? "";
    const from = at;
    const unexpected = () =>
      place(
        text,
        from,
        `${JSON.stringify(token.length > 20 ? `${token.slice(0, 20)}…` : token)} does not belong here`,
      );
    if (want === "colon") {
      if (kind !== ":") return unexpected();
      want = "value";
    } else if (want === "key" || want === "key or }") {
      if (kind === '"') want = "colon";
      else if (kind === "}" && want === "key or }") {
        open.pop();
        want = "next";
      } else return unexpected();
    } else if (want === "next") {
      const inside = open[open.length - 1];
      if (kind === "," && inside) want = inside === "{" ? "key" : "value";
      else if ((kind === "}" && inside === "{") || (kind === "]" && inside === "[")) open.pop();
      else return unexpected();
    } else if (kind === "{") {
      open.push("{");
      want = "key or }";
    } else if (kind === "[") {
      open.push("[");
      want = "value or ]";
    } else if (kind === "]" && want === "value or ]") {
      open.pop();
      want = "next";
    } else if (/[}\],:]/.test(kind)) {
      return unexpected();
    } else {
      want = "next";
    }
    at += token.length;
  }
}

function place(text: string, at: number, what: string): JsonFault {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  let line = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < start; i = text.indexOf("\n", i + 1)) line++;
  return { line, column: at - start + 1, what };
}
