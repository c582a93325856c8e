/** One finding in a list of the form or register element: severity, sentence, clauses that open, fix buttons. */
import type { ClauseStatus, Diagnostic } from "../types.js";
import { andThen, el } from "./base.js";
import type { ElementStrings } from "./strings.js";

/** The part of a kit that explains clauses. */
export interface Explainer {
  explain(clauseId: string): ClauseStatus | undefined | Promise<ClauseStatus | undefined>;
}

/** The look of {@link clauseNodes} and {@link findingNode}; goes on top of the theme. */
export const FINDING_CSS = `
.finding { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15em 0.7em; }
.finding > .message { flex: 1 1 16em; overflow-wrap: anywhere; }
details.clause { font-size: 0.87em; color: var(--x-muted); }
details.clause summary { cursor: pointer; width: fit-content; }
details.clause summary:hover { color: var(--x-accent); }
details.clause p { padding: 0.15em 0 0.3em 1em; overflow-wrap: anywhere; }
details.clause p b { font-weight: 600; }
`;

/**
 * The clauses behind a finding or a field; their words are fetched when the reader opens them. `brief` names them
 * only then.
 */
export function clauseNodes(
  clauses: readonly string[],
  kit: Explainer | null,
  words: ElementStrings,
  brief = false,
): HTMLElement | null {
  if (clauses.length === 0) return null;
  const body = el("div");
  const summary = el("summary", {}, words.clause);
  const box = el("details", { class: "clause" }, summary, body);
  const first = clauses[0];
  if (!brief && first !== undefined) {
    const more = clauses.length > 1 ? ` +${clauses.length - 1}` : "";
    const say = (name: string) => summary.replaceChildren(`${words.clause} ${name}${more}`);
    say(first);
    if (kit)
      andThen(
        kit.explain(first),
        (clause) => clause && say(nameOf(clause)),
        () => {},
      );
  }
  box.addEventListener("toggle", () => {
    if (!box.open || body.firstChild || !kit) return;
    for (const id of clauses) {
      const line = el("p", {}, id);
      body.append(line);
      andThen(
        kit.explain(id),
        (clause) => {
          if (clause)
            line.replaceChildren(el("b", {}, nameOf(clause)), clause.where ? ` ${clause.text}` : "");
        },
        () => {},
      );
    }
  });
  return box;
}

/** A clause as people cite it: 《title》 and the place in it. */
function nameOf(clause: ClauseStatus): string {
  return `《${clause.title}》${clause.where}`;
}

/** The mark of a severity: a shape and a word, never colour alone. */
export function severityMark(severity: Diagnostic["severity"], words: ElementStrings): HTMLElement {
  return el("span", { class: `mark ${severity}` }, words.severity[severity]);
}

/** One finding. `apply` makes a button of each fix. */
export function findingNode(
  diagnostic: Diagnostic,
  kit: Explainer | null,
  words: ElementStrings,
  apply?: (replacement: string) => void,
): HTMLElement {
  const node = el(
    "div",
    { class: "finding", "data-code": diagnostic.code, "data-severity": diagnostic.severity },
    severityMark(diagnostic.severity, words),
    el("span", { class: "message" }, diagnostic.message),
  );
  if (apply) {
    for (const fix of diagnostic.fixes) {
      node.append(
        el("button", { type: "button", class: "fix", onclick: () => apply(fix.replacement) }, fix.title),
      );
    }
  }
  const clauses = clauseNodes(diagnostic.clauses, kit, words);
  if (clauses) node.append(clauses);
  return node;
}
