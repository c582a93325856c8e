/**
 * How the fields of a form stand on a sheet: the same rows on the screen and on paper, after the tables that offices
 * print. A role takes one row with its name, post and telephone; plain fields stand two in a row; an opinion takes a
 * row of its own, because somebody signs in it. Fields under one heading stay together.
 */
import type { FieldInfo } from "../types.js";

/** What a row is made from. */
export type Drawn = Pick<FieldInfo, "name" | "label" | "kind" | "group">;

/** One field in a row. `span` counts sixths of the width. */
export interface Cell<F> {
  field: F;
  /** The label within its role, or the whole label. */
  short: string;
  span: 2 | 3 | 6;
}

/** One row: the fields of a role, two plain fields, or one that takes all of the width. */
export interface Row<F> {
  cells: Cell<F>[];
  /** The name of the role whose fields these are; empty for other rows. */
  role: string;
}

/** The rows under one heading. */
export interface Group<F> {
  /** The heading; empty where the first row says it itself. */
  heading: string;
  rows: Row<F>[];
}

/** The groups of some fields, in their order, with plain fields `across` to a row. */
export function groupsOf<F extends Drawn>(fields: readonly F[], across: 2 | 3 = 2): Group<F>[] {
  return runs(fields, (field) => field.group).map((run) => {
    const rows = runs(run, roleOf).flatMap((part) => rowsFor(part, across));
    const { group } = run[0] as F;
    return { heading: rows[0]?.role === group ? "" : group, rows };
  });
}

/** The part of a path that names a role: `reviewer` of `reviewer.phone`. */
function roleOf(field: Drawn): string {
  const dot = field.name.indexOf(".");
  return dot > 0 ? field.name.slice(0, dot) : "";
}

function rowsFor<F extends Drawn>(run: readonly F[], across: 2 | 3): Row<F>[] {
  // Only the first row begins with the role's name, so only there it need not be said again.
  let role = roleOf(run[0] as F) !== "" && run.length > 1 ? (run[0] as F).label : "";
  const most = role ? 3 : across;
  const rows: Row<F>[] = [];
  let open: F[] = [];
  const close = () => {
    if (open.length === 0) return;
    rows.push(rowOf(open, role));
    open = [];
    role = "";
  };
  for (const field of run) {
    if (field.kind === "opinion") {
      close();
      rows.push(rowOf([field], ""));
      continue;
    }
    open.push(field);
    if (open.length === most) close();
  }
  close();
  return rows;
}

function rowOf<F extends Drawn>(fields: readonly F[], role: string): Row<F> {
  const span = fields.length === 1 ? 6 : fields.length === 2 ? 3 : 2;
  return {
    role,
    cells: fields.map((field) => ({ field, short: shortLabel(field.label, role), span })),
  };
}

/** 联系电话 from 审核人员联系电话 of the role 审核人员; the whole label where nothing would be left. */
function shortLabel(label: string, role: string): string {
  return role && label.startsWith(role) && label.length > role.length ? label.slice(role.length) : label;
}

/** Cuts a list where the key changes. */
function runs<F>(list: readonly F[], key: (item: F) => string): F[][] {
  const cut: F[][] = [];
  for (const item of list) {
    const last = cut[cut.length - 1];
    if (last && key(last[0] as F) === key(item)) last.push(item);
    else cut.push([item]);
  }
  return cut;
}
