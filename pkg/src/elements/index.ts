/**
 * The custom elements, and the one module of the package that does something when it is imported: it registers
 * them, if there is a page to register them in.
 */
import { defineElements } from "./define.js";

export { defineElements } from "./define.js";
export { XianshenFiling } from "./filing.js";
export { XianshenGate } from "./gate.js";
export { XianshenPanel } from "./panel.js";
export { XianshenRegister } from "./register.js";
export { type ReviewChange, type ReviewSnapshot, XianshenReview } from "./review.js";
export type { ReviewAction, Reviewer, ReviewSubmission } from "../review/model.js";

defineElements();
