/**
 * A real CMS, end to end: Mezzanine from PyPI, its own editing page, its own TinyMCE, its own database. An article
 * with errors cannot be saved there, the corrected one can, and what the database holds is what the editor held.
 * Skipped, and said so, where Python, pip or the registry cannot be had.
 */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { launch, project } from "../editors/support/browser.mjs";

const run = promisify(execFile);
const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "xianshen", "mezzanine");
const site = join(folder, "office");
const env = { ...process.env, PYTHONPATH: join(folder, "lib"), PYTHONUNBUFFERED: "1" };

let server;
let browser;
let origin;
let reason = null;

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

before(async () => {
  try {
    await run(join(project, "examples/mezzanine/setup.sh"), [folder], { timeout: 240_000 });
  } catch (error) {
    reason = `Mezzanine could not be set up: ${String(error.stderr || error.message)
      .trim()
      .split("\n")
      .at(-1)}`;
    return;
  }
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const command = ["manage.py", "runserver", "--noreload", "--settings", "office.here", `127.0.0.1:${port}`];
  server = spawn("python3", command, { cwd: site, env, stdio: "ignore" });
  for (let left = 100; left; left--) {
    const up = await fetch(`${origin}/admin/`, { redirect: "manual" }).then(
      (answer) => answer.status < 500,
      () => false,
    );
    if (up) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  browser = await launch([], { mine: [/^\/(?:admin|accounts|static|jsi18n)\b/] });
});

after(async () => {
  await browser?.close();
  server?.kill();
});

/** Asks the CMS's own models, in a process of their own. */
async function database(expression) {
  const code = `import json; from mezzanine.blog.models import BlogPost; print(json.dumps(${expression}))`;
  const { stdout } = await run("python3", ["manage.py", "shell", "--settings", "office.here", "-c", code], {
    cwd: site,
    env,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

test("Mezzanine: an article with errors is held, the corrected one is saved as the editor held it", async (t) => {
  if (reason) {
    // Said aloud, because not every reporter shows why a test was skipped.
    console.log(`SKIPPED: ${reason}`);
    return t.skip(reason);
  }
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: "zh-CN" });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(`${origin}/admin/login/?next=/admin/blog/blogpost/add/`);
  await page.locator("[name=username]").fill("editor");
  await page.locator("[name=password]").fill("editor");
  await Promise.all([page.waitForNavigation(), page.locator("[type=submit]").click()]);
  await page.goto(`${origin}/admin/blog/blogpost/add/`);
  await page.locator("xianshen-panel").waitFor();

  const title = `县政务服务中心开放预约 ${Date.now()}`;
  await page.locator("#id_title").fill(title);
  const body = page.frameLocator("iframe[id^=id_content]").locator("body");
  await body.click();
  await page.keyboard.type("群众可登陆系统预约办理，截止目前已有三人办结。", { delay: 5 });
  const held = () => page.evaluate(() => tinymce.get("id_content").getContent());
  const painted = await body.evaluate(() =>
    [...CSS.highlights]
      .filter(([name]) => name.startsWith("xianshen-") && name !== "xianshen-current")
      .flatMap(([, highlight]) => [...highlight].map(String)),
  );
  assert.ok(painted.includes("登陆") && painted.includes("截止目前"), `underlined: ${painted}`);
  assert.equal(await held(), "<p>群众可登陆系统预约办理，截止目前已有三人办结。</p>");

  // Every way to save that the page has: nothing leaves.
  const count = await database("BlogPost.objects.count()");
  const posts = [];
  // The page sends its keywords ahead by themselves; what counts is the article.
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/blogpost/add/")) posts.push(request.url());
  });
  for (const name of ["_save", "_continue", "_addanother"]) {
    const button = page.locator(`[name=${name}]`).first();
    if (await button.count()) await button.click();
    await page.waitForTimeout(150);
  }
  await page.evaluate(() => document.querySelector("#id_title").form.submit());
  await page.waitForTimeout(300);
  assert.deepEqual(posts, []);
  assert.equal(await database("BlogPost.objects.count()"), count);

  // Corrected from the panel and the card, in the CMS's own editor.
  for (
    let left = 8;
    left && (await page.locator("xianshen-panel [role=option] .words.error").count());
    left--
  ) {
    await page.locator("xianshen-panel [role=option]").first().click();
    await page.locator("xianshen-panel button[data-fix]").first().click();
    await page.waitForTimeout(100);
  }
  const corrected = await held();
  assert.match(corrected, /登录系统预约办理，截至目前已有三人办结/);
  await Promise.all([page.waitForNavigation(), page.locator("[name=_save]").first().click()]);
  assert.equal(await database("BlogPost.objects.count()"), count + 1);
  const saved = await database("list(BlogPost.objects.order_by('-id').values_list('title', 'content')[:1])");
  assert.deepEqual(saved, [[title, corrected]]);
  assert.deepEqual(faults, []);
  await context.close();
});
