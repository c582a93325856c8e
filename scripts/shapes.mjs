// Writes src/names/shapes.txt: characters of GB/T 2312 that look alike, each line a character and later ones that
// resemble it. Two characters are compared as people see them: the middle lines of their strokes (hanzi-writer-data,
// from Make Me a Hanzi) are drawn into a small blurred grid, once as they stand and once stretched to its edges, and
// the pictures laid over each other. Run it where the data is installed:
//   npm install --no-save hanzi-writer-data@2.0.1 && node scripts/shapes.mjs node_modules/hanzi-writer-data
import fs from "node:fs";

const data = process.argv[2] ?? "node_modules/hanzi-writer-data";
/** Side of the grid. */
const SIDE = 24;
const CELLS = SIDE * SIDE;
/** Likeness that two common characters need, and a common and a rare one, of 1. */
const COMMON = 0.8;
const RARE = 0.9;
/** Likeness that two characters of few strokes need: one stroke is much of them, and yet they are mistaken (人, 入). */
const SIMPLE = 0.72;
const FEW = 5;
/** A character keeps as many look-alikes of its own; what others think of it comes on top. */
const KEPT = 10;
/** Strokes that one may have more than the other. */
const STROKES = 2;

const decoder = new TextDecoder("gb2312");
const characters = [];
for (let high = 0xb0; high < 0xf8; high++) {
  for (let low = 0xa1; low < 0xff; low++) {
    const character = decoder.decode(new Uint8Array([high, low]));
    if (character.length !== 1 || !fs.existsSync(`${data}/${character}.json`)) continue;
    const { medians } = JSON.parse(fs.readFileSync(`${data}/${character}.json`, "utf8"));
    characters.push({ character, medians, isCommon: high < 0xd8 });
  }
}

/** The picture of a character, of length 1; `box` is [left, top, right, bottom] in the data's units. */
function picture(medians, [left, top, right, bottom]) {
  const grid = new Float32Array(CELLS);
  const dot = (x, y) => {
    const across = ((x - left) / (right - left)) * (SIDE - 3) + 1;
    const down = ((top - y) / (top - bottom)) * (SIDE - 3) + 1;
    for (let row = Math.floor(down) - 1; row <= Math.floor(down) + 2; row++) {
      for (let column = Math.floor(across) - 1; column <= Math.floor(across) + 2; column++) {
        if (row < 0 || column < 0 || row >= SIDE || column >= SIDE) continue;
        const ink = Math.exp(-((column - across) ** 2 + (row - down) ** 2) / 0.9);
        const cell = row * SIDE + column;
        if (grid[cell] < ink) grid[cell] = ink;
      }
    }
  };
  for (const line of medians) {
    for (let k = 1; k < line.length; k++) {
      const [[x0, y0], [x1, y1]] = [line[k - 1], line[k]];
      const dots = Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 15) || 1;
      for (let t = 0; t <= dots; t++) dot(x0 + ((x1 - x0) * t) / dots, y0 + ((y1 - y0) * t) / dots);
    }
  }
  const length = Math.hypot(...grid);
  return grid.map((ink) => ink / length);
}

/** The edges of the strokes; a line that is nearly flat keeps some room on either side. */
function edges(medians) {
  const xs = medians.flat().map((point) => point[0]);
  const ys = medians.flat().map((point) => point[1]);
  const room = 200;
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [bottom, top] = [Math.min(...ys), Math.max(...ys)];
  const [wide, high] = [right - left < room ? room : 0, top - bottom < room ? room : 0];
  return [left - wide, top + high, right + wide, bottom - high];
}

for (const one of characters) {
  one.asIs = picture(one.medians, [0, 900, 1024, -124]);
  one.stretched = picture(one.medians, edges(one.medians));
  one.near = [];
}

function likeness(a, b) {
  let sum = 0;
  for (let cell = 0; cell < CELLS; cell++) sum += a[cell] * b[cell];
  return sum;
}

characters.forEach((one, i) => {
  for (let k = i + 1; k < characters.length; k++) {
    const other = characters[k];
    if (!one.isCommon && !other.isCommon) continue;
    if (Math.abs(one.medians.length - other.medians.length) > STROKES) continue;
    const isSimple = Math.max(one.medians.length, other.medians.length) <= FEW;
    const needed = isSimple ? SIMPLE : one.isCommon && other.isCommon ? COMMON : RARE;
    const found = Math.max(likeness(one.asIs, other.asIs), likeness(one.stretched, other.stretched));
    if (found < needed) continue;
    one.near.push([found, other.character]);
    other.near.push([found, one.character]);
  }
});

const pairs = new Map();
for (const { character, near } of characters) {
  near.sort((a, b) => b[0] - a[0]);
  for (const [, other] of near.slice(0, KEPT)) {
    const [first, second] = [character, other].sort();
    if (!pairs.has(first)) pairs.set(first, new Set());
    pairs.get(first).add(second);
  }
}
const lines = [...pairs.keys()].sort().map((first) => first + [...pairs.get(first)].sort().join(""));
fs.writeFileSync(new URL("../src/names/shapes.txt", import.meta.url), `${lines.join("\n")}\n`);
console.log(`${lines.length} characters, ${[...pairs.values()].reduce((sum, set) => sum + set.size, 0)} pairs`);
