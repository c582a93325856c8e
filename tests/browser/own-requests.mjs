/**
 * What pages ask for, over all browser tests: nothing but this machine, and by script nothing but the kit's own files.
 * Every browser of the tests is watched from its start; closing it fails where something else was asked for. What a
 * page under test asks for by its own script (a save, an editor's style sheet) its test names in `mine`.
 */

/** The files of the package that it asks for by itself. */
const KIT = /\/(?:xianshen|worker|spreadsheet)(?:-[\w-]+)?\.(?:wasm|js)$/;
/** What a script asks for, in words of the browsers. */
const BY_SCRIPT = new Set(["fetch", "xhr", "xmlhttprequest", "ping", "beacon", "eventsource", "websocket"]);
/** Files of editors and of pages, which their own scripts may load piece by piece. */
const FILES = /\.(?:css|js|mjs|json|svg|png|gif|woff2?)$/;

/** By what a request was made; WebDriver BiDi does not say. */
function kindOf(request) {
  try {
    return request.resourceType().toLowerCase();
  } catch {
    return "";
  }
}

/** Why a request should not have been made; null where all is well. */
function wrong(request, mine) {
  const { protocol, hostname, pathname } = new URL(request.url());
  if (["data:", "blob:", "about:"].includes(protocol)) return null;
  const kind = kindOf(request);
  const what = `${request.method()} ${request.url()} ${kind}`;
  if (!["127.0.0.1", "localhost"].includes(hostname)) return `left this machine: ${what}`;
  if (request.method() === "GET" && (KIT.test(pathname) || FILES.test(pathname))) return null;
  const scripted = request.method() !== "GET" || BY_SCRIPT.has(kind);
  return scripted && !mine.some((one) => one.test(pathname)) ? `not the kit's own file: ${what}` : null;
}

/** Watches a browser of Playwright or of Puppeteer. `mine` are paths that pages ask for themselves. */
export function watched(browser, mine = []) {
  const strange = [];
  const note = (request) => {
    const why = wrong(request, mine);
    if (why) strange.push(why);
  };
  const { newContext, newPage, close } = browser;
  // In Playwright a page of its own has a context of its own; in Puppeteer only pages tell of requests.
  if (newContext)
    browser.newContext = async (...options) => (await newContext.apply(browser, options)).on("request", note);
  browser.newPage = async (...options) => {
    const page = await newPage.apply(browser, options);
    if (!newContext) page.on("request", note);
    return page;
  };
  browser.close = async () => {
    await close.call(browser);
    if (strange.length === 0) return;
    // Told by the exit and not thrown: what stands after this in a test's last hook has servers to close.
    console.error([...new Set(strange)].join("\n"));
    process.exitCode = 1;
  };
  return browser;
}
