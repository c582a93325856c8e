/**
 * The plain values that cross between the WebAssembly module and a page: diagnostics, reports, forms, rules. They are
 * generated from the Rust structs, so that the two cannot drift apart. All of them are JSON and survive
 * `postMessage`, `JSON.stringify` and a database column unchanged. Positions are UTF-16 code units (what
 * `String.prototype.slice` counts) and stand on grapheme boundaries.
 */
export type {
  Area,
  Attestation,
  AttestationInfo,
  BlockDiagnostics,
  ClauseStatus,
  CountedDay,
  DayUnit,
  Deadline,
  DeadlineState,
  Diagnostic,
  DocumentChange,
  EventInfo,
  FieldInfo,
  FieldKind,
  FilingReport,
  Fix,
  FormInfo,
  JurisdictionInfo,
  Lang,
  LimitInfo,
  LimitKind,
  Mode,
  Reason,
  RegisterReport,
  RulesReport,
  Severity,
  SkippedDay,
  SourceInfo,
  Target,
  TextReport,
  Verdict,
  VerdictState,
  WhenInfo,
} from "../wasm/xianshen.js";
