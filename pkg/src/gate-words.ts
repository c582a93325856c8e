/** What the gate itself says, beside the sentences of the rules: that a check failed, and that a draft stays here. */
import type { XianshenError } from "./errors.js";

/** A language of the gate's sentences. */
export type GateLanguage = "zh" | "en";

const WORDS = {
  zh: {
    draft: "草稿只在本机保存，未经审核不发往服务器。",
    changing: "检查期间内容一直在变，请停止修改后重试。",
    silent: "检查程序没有回应，请重新检查；文字仍在本页。",
    dead: "检查程序意外停止，请重新检查；文字仍在本页。",
    pack: "规则包有误，检查程序没有启动，请联系维护人员",
    load: "检查程序没有载入，请检查网络后重试；文字仍在本页。",
    input: "提交的内容读不懂，请联系维护人员",
    other: "检查程序出错，请重新检查；文字仍在本页",
  },
  en: {
    draft: "A draft is kept on this machine only; it is not sent before its review.",
    changing: "The text kept changing while it was checked; stop editing and try again.",
    silent: "The checker does not answer; check again. The text is still on this page.",
    dead: "The checker stopped unexpectedly; check again. The text is still on this page.",
    pack: "The rule pack is wrong, so the checker did not start; please tell whoever maintains this page",
    load: "The checker could not be loaded; mind the network and check again. The text is still on this page.",
    input: "What is submitted cannot be read; please tell whoever maintains this page",
    other: "The checker failed; check again. The text is still on this page",
  },
} as const;

/** One sentence of the gate. */
export function gateWords(lang: GateLanguage | undefined, word: "draft"): string {
  return WORDS[lang ?? "zh"][word];
}

/** Why a check failed, for whoever writes; what a maintainer needs to know stands in brackets. */
export function failureWords(lang: GateLanguage | undefined, error: XianshenError): string {
  const words = WORDS[lang ?? "zh"];
  const { code, message, hint } = error;
  if (code === "changing") return words.changing;
  if (code === "silent") return words.silent;
  if (code === "worker-dead" || code === "freed") return words.dead;
  if (code === "worker-load" || code === "wasm-load" || code === "wasm-compile") return words.load;
  const plain =
    code === "bad-pack" || code === "unknown-jurisdiction" || code === "bad-options"
      ? words.pack
      : code === "bad-input"
        ? words.input
        : words.other;
  const detail = hint ? `${message}; ${hint}` : message;
  return lang === "en" ? `${plain} (${detail}).` : `${plain}（${detail}）。`;
}
