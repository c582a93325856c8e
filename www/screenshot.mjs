/**
 * Makes docs/screenshot.png, the picture in the README: the writing page with what was found and an open card.
 * Needs the built site, and the browser driver of tests/.
 */
import { spawn } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(new URL("../tests/package.json", import.meta.url))("playwright-core");
const picture = fileURLToPath(new URL("../docs/screenshot.png", import.meta.url));
mkdirSync(fileURLToPath(new URL("../docs", import.meta.url)), { recursive: true });

const server = spawn(
  process.execPath,
  [fileURLToPath(new URL("./serve.mjs", import.meta.url)), "--port", "0"],
  {
    stdio: ["ignore", "pipe", "inherit"],
  },
);
const line = await new Promise((resolve) => server.stdout.once("data", (data) => resolve(String(data))));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1200, height: 760 },
    colorScheme: "light",
    locale: "zh-CN",
  });
  await page.goto(/http\S+/.exec(line)[0]);
  await page.locator("html[data-ready]").waitFor();
  await page.getByTestId("choose-tinymce").check({ force: true });
  await page.getByTestId("jurisdiction").selectOption("haiyan");
  await page.locator('[data-editor="tinymce"][data-rules="haiyan"]').waitFor();
  const frame = page.locator('[data-testid="editor-tinymce"] iframe');
  const place = await frame.boundingBox();
  const inside = page.frames().find((other) => other !== page.mainFrame());
  await inside.waitForFunction(() => CSS.highlights.get("xianshen-error")?.size);
  const words = await inside.evaluate(() => {
    const range = [...CSS.highlights.get("xianshen-error")].find((other) => other.toString() === "布署");
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.click(place.x + words.x, place.y + words.y);
  await page.locator("xianshen-card .card").waitFor();
  await page.waitForTimeout(500);
  await page.screenshot({ path: picture });
  console.log(`docs/screenshot.png: ${statSync(picture).size} bytes`);
} finally {
  await browser.close();
  server.kill();
}
