/** Word lists and texts for the bench, the same in every run: a seeded generator, and the characters of the corpus. */

/** A small generator of numbers in [0, 1). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/**
 * `count` words of two to four Han characters that the text has; `common` of them (0 to 1) are cut out of the text,
 * the others put together by chance.
 */
export function words(text, count, common) {
  const next = random(count);
  const pick = (n) => Math.floor(next() * n);
  const han = [...new Set(text.match(/[\u4e00-\u9fff]/g))];
  const list = new Set();
  while (list.size < count) {
    const length = 2 + pick(3);
    if (list.size < count * common) {
      const at = pick(text.length - length);
      const cut = text.slice(at, at + length);
      if (/^[\u4e00-\u9fff]+$/.test(cut)) list.add(cut);
    } else {
      list.add(Array.from({ length }, () => han[pick(han.length)]).join(""));
    }
  }
  return [...list];
}

/** A text of `length` code units from clauses of the corpus in random order, a paragraph after some of them. */
export function shuffled(text, length) {
  const next = random(1998);
  const clauses = text.split(/(?<=[，。；！？\n])/);
  for (let i = clauses.length - 1; i > 0; i--) {
    const k = Math.floor(next() * (i + 1));
    [clauses[i], clauses[k]] = [clauses[k], clauses[i]];
  }
  let out = "";
  let since = 0;
  for (let i = 0; out.length < length; i = (i + 1) % clauses.length) {
    const clause = clauses[i].replace(/\n/g, "");
    out += clause;
    since += clause.length;
    if (since > 120) {
      out += "\n";
      since = 0;
    }
  }
  return out.slice(0, length);
}

/** The sources over and over, to `length` code units. */
export function repeated(text, length) {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}
