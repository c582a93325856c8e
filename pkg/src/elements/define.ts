/** Registration of the custom elements, as a function: for hosts that want to choose the moment. */
import { XianshenFiling } from "./filing.js";
import { XianshenGate } from "./gate.js";
import { XianshenPanel } from "./panel.js";
import { XianshenRegister } from "./register.js";
import { XianshenReview } from "./review.js";

/** Registers every element that is not registered yet. Harmless to repeat, and without a page. */
export function defineElements(): void {
  if (typeof customElements === "undefined") return;
  const elements: [string, CustomElementConstructor][] = [
    ["xianshen-panel", XianshenPanel],
    ["xianshen-filing", XianshenFiling],
    ["xianshen-register", XianshenRegister],
    ["xianshen-gate", XianshenGate],
    ["xianshen-review", XianshenReview],
  ];
  for (const [name, element] of elements) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
