/**
 * The server's side of the gate, as small as it can be: it judges what arrives with its own kit and its own rules, and
 * refuses an article that is not the one that passed. `node gate-server.mjs [port]`.
 *
 *   POST /articles   {"submission": {…}, "receipt": {…}}   201 what was stored, 422 why not, 409 stored before
 *
 * A receipt carries no secret. Who signed, and whether the account is filed, a real system takes from its own records;
 * here `people` stands for them. What was stored is remembered by its receipt, so that a request which a service worker
 * or an impatient hand sends once more is not a second release.
 */
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { createKit } from "xianshen";

/** The largest article taken, in bytes. */
const MOST = 4 * 1024 * 1024;

/** A server of one jurisdiction. `people` are those whose signatures count; `store` keeps what was accepted. */
export async function gateServer({ jurisdiction, rules = [], people, store }) {
  const kit = await createKit({ jurisdiction, rules });
  const released = new Set();

  /** Why an article may not be stored; an empty list if it may. */
  function refusal({ submission, receipt }) {
    const { valid, problems } = kit.verifyReceipt(submission, receipt);
    if (!valid)
      return problems.map(({ path, expected }) => `${path}: ${expected}`);
    const strangers = receipt.steps.filter(
      ({ person }) => !people.includes(person),
    );
    return strangers.map(
      ({ label, person }) => `${label}: ${person} is not known here`,
    );
  }

  return createServer((request, response) => {
    const answer = (status, value) =>
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify(value));
    if (request.method !== "POST" || request.url !== "/articles")
      return void answer(404, { refused: ["no such address"] });
    const parts = [];
    let size = 0;
    request.on("data", (part) => {
      size += part.length;
      if (size <= MOST) parts.push(part);
    });
    request.on("end", () => {
      if (size > MOST)
        return answer(413, { refused: ["the article is too large"] });
      try {
        const article = JSON.parse(Buffer.concat(parts).toString("utf8"));
        const refused = refusal(article);
        if (refused.length > 0) return answer(422, { refused });
        const { digest, at } = article.receipt;
        if (released.has(`${digest} ${at}`))
          return answer(409, { refused: ["this receipt was used before"] });
        released.add(`${digest} ${at}`);
        store(article);
        return answer(201, { digest });
      } catch (error) {
        return answer(422, { refused: [error.message] });
      }
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const stored = [];
  const people = ["李兰", "王海", "张明", "陈亮"];
  const server = await gateServer({
    jurisdiction: "haiyan",
    people,
    store: (article) => stored.push(article),
  });
  server.listen(Number(process.argv[2] ?? 8090), "127.0.0.1", () =>
    console.log(
      `articles are taken at http://127.0.0.1:${server.address().port}/articles`,
    ),
  );
}
