/** A plain text table; `null` for a rule. Columns but the first are set to the right; wide characters count two. */
export function table(head, rows) {
  const width = (text) =>
    [...String(text)].reduce((sum, c) => sum + (/[\u1100-\u115f\u2e80-\uffe6]/u.test(c) ? 2 : 1), 0);
  const widths = head.map((cell, i) =>
    Math.max(width(cell), ...rows.filter(Boolean).map((row) => width(row[i] ?? ""))),
  );
  const pad = (cell, i) => {
    const blank = " ".repeat(widths[i] - width(cell ?? ""));
    return i === 0 ? `${cell ?? ""}${blank}` : `${blank}${cell ?? ""}`;
  };
  const rule = widths.map((w) => "-".repeat(w)).join("  ");
  const lines = rows.map((row) =>
    row === null
      ? rule
      : head
          .map((_, i) => pad(row[i], i))
          .join("  ")
          .trimEnd(),
  );
  return [head.map(pad).join("  ").trimEnd(), rule, ...lines].join("\n");
}
