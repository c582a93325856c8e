/**
 * How the fields of a form stand on a sheet: the same rows on the screen and on paper, after the tables that offices
 * print. A role takes one row with its name, post and telephone; plain fields stand two in a row; an opinion takes a
 * row of its own, because somebody signs in it.
 */
import type { FieldInfo } from "../types.js";

/** What a row is made from. */
export type Drawn = Pick<FieldInfo, "label" | "kind" | "group">;

/** One field in a row. `span` counts sixths of the width. */
export interface Cell<F> {
  field: F;
  /** The label within its group, or the whole label. */
  short: string;
  span: 2 | 3 | 6;
}

/** One row. `group` is the heading its fields share: a role, a step; empty for none. */
export interface Row<F> {
  group: string;
  cells: Cell<F>[];
}

/** The rows of some fields, in their order. */
export function rowsOf<F extends Drawn>(fields: readonly F[]): Row<F>[] {
  const rows: Row<F>[] = [];
  for (let from = 0; from < fields.length;) {
    const { group } = fields[from] as F;
    let to = from + 1;
    while (to < fields.length && (fields[to] as F).group === group) to += 1;
    for (const part of parts(fields.slice(from, to), group !== "")) rows.push(rowFor(group, part));
    from = to;
  }
  return rows;
}

/** Cuts a run of fields into rows: opinions alone, a role's fields up to three, plain ones two by two. */
function parts<F extends Drawn>(run: readonly F[], grouped: boolean): F[][] {
  const rows: F[][] = [];
  let open: F[] = [];
  const most = grouped && run.length !== 4 ? 3 : 2;
  const close = () => {
    if (open.length > 0) rows.push(open);
    open = [];
  };
  for (const field of run) {
    if (field.kind === "opinion") {
      close();
      rows.push([field]);
      continue;
    }
    open.push(field);
    if (open.length === most) close();
  }
  close();
  return rows;
}

function rowFor<F extends Drawn>(group: string, fields: readonly F[]): Row<F> {
  const span = fields.length === 1 ? 6 : fields.length === 2 ? 3 : 2;
  return {
    group,
    cells: fields.map((field) => ({ field, short: shortLabel(field.label, group), span })),
  };
}

/** 联系电话 from 审核人员联系电话 under the heading 审核人员; the whole label where nothing would be left. */
function shortLabel(label: string, group: string): string {
  return group && label.startsWith(group) && label.length > group.length ? label.slice(group.length) : label;
}
