/**
 * A filing as plain JSON, and the paths into it: `event.kind`, `submitted_on`, `notice.from`, and for the fields of
 * the form their names alone (`reviewer.phone`), as diagnostics write them. The element and `bindFiling` read and write
 * through here, so that both understand a filing alike.
 */
import type { Diagnostic, FieldInfo, FormInfo } from "../types.js";

/** A filing or a part of one. */
export type Bag = Record<string, unknown>;

/** The parts of a filing beside its fields, by path, and what kind of value each holds. */
export const MATTER = {
  "event.kind": "choice",
  "event.date": "date",
  submitted_on: "date",
  "notice.from": "date",
  "notice.to": "date",
  online: "yes-no",
  first_post_on: "date",
} as const;

/** A path of {@link MATTER}. */
export type MatterPath = keyof typeof MATTER;

/** Whether a path leads beside the fields. */
export function isMatter(path: string): path is MatterPath {
  return Object.prototype.hasOwnProperty.call(MATTER, path);
}

/** `luqiao/account-filing` from the two names. */
export function joinId(jurisdiction: unknown, form: unknown): string {
  return jurisdiction ? `${String(jurisdiction)}/${String(form)}` : String(form);
}

/** The form of an id, with or without its jurisdiction; the first of all where none is wanted. */
export function findForm(forms: readonly FormInfo[], wanted: string): FormInfo | undefined {
  if (!wanted) return forms[0];
  return forms.find((form) => joinId(form.jurisdiction, form.id) === wanted || form.id === wanted);
}

/** A copy that shares nothing. */
export function copyOf(value: object | null | undefined): Bag {
  return JSON.parse(JSON.stringify(value ?? {})) as Bag;
}

/** The name that diagnostics use for a path, given also as `fields.…` or by a label of the form. */
export function canonicalPath(path: string, form: FormInfo | null): string {
  const bare = path.replace(/^fields\./, "");
  if (isMatter(bare)) return bare;
  const field = form?.fields.find((one) => one.name === bare || one.label === bare);
  return field?.name ?? bare;
}

/** The value at a path; a field may also stand under its label, which is read but not written. */
export function readPath(filing: Bag, path: string, form: FormInfo | null): unknown {
  if (isMatter(path)) {
    return path.split(".").reduce<unknown>((at, key) => (isBag(at) ? at[key] : undefined), filing);
  }
  const fields = isBag(filing.fields) ? filing.fields : {};
  return Object.prototype.hasOwnProperty.call(fields, path) ? fields[path] : fields[labelOf(path, form)];
}

/** Puts a value at a path; undefined takes it away, and what is empty after that with it. */
export function writePath(filing: Bag, path: string, value: unknown, form: FormInfo | null): void {
  if (isMatter(path)) {
    const [outer, inner] = path.split(".") as [string, string | undefined];
    if (inner === undefined) {
      set(filing, outer, value);
      return;
    }
    const bag = isBag(filing[outer]) ? filing[outer] : {};
    set(bag, inner, value);
    set(filing, outer, Object.keys(bag).length > 0 ? bag : undefined);
    return;
  }
  const fields = isBag(filing.fields) ? filing.fields : {};
  // Read in both spellings, written in one.
  const label = labelOf(path, form);
  if (label !== path) delete fields[label];
  set(fields, path, value);
  set(filing, "fields", fields);
}

/** The field of a form that says the kind of event in the form's own words, if it has one. */
export function eventField(form: FormInfo): FieldInfo | undefined {
  return form.fields.find((field) => field.kind === "event");
}

/** The id of the kind of event that a filing names, in any spelling of the form; "" where it names none. */
export function eventOf(form: FormInfo, filing: Bag): string {
  const own = eventField(form);
  const named =
    textOf(readPath(filing, "event.kind", form)) || (own ? textOf(readPath(filing, own.name, form)) : "");
  return form.events.find((event) => event.id === named || event.name === named)?.id ?? "";
}

/** What a field shows: its value, or for the kind of event the name of what `event.kind` says. */
export function shownValue(filing: Bag, field: FieldInfo, form: FormInfo): unknown {
  const value = readPath(filing, field.name, form);
  if (field.kind !== "event") return value;
  const id = eventOf(form, filing);
  if (!id) return value ?? readPath(filing, "event.kind", form);
  return field.name === "event.kind" ? id : form.events.find((event) => event.id === id)?.name;
}

/** The text a control shows for a value of a filing. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value === true) return "是";
  if (value === false) return "否";
  if (Array.isArray(value)) return value.map(textOf).join("、");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The value a filing holds for what a control shows. */
export function valueOf(path: string, text: string): unknown {
  if (text === "") return undefined;
  if (path === "online") return text === "是" ? true : text === "否" ? false : text;
  return text;
}

/**
 * The control a diagnostic belongs to, among those that are drawn: the path it names, or the first control under that
 * path where it names a whole (`event`, `notice`). Undefined where none fits.
 */
export function ownerOf(
  { target }: Diagnostic,
  paths: readonly string[],
  form: FormInfo | null,
): string | undefined {
  if (target.kind !== "field") return undefined;
  let path = canonicalPath(target.path, form);
  // One of the two controls stands for both.
  if (form && !paths.includes(path)) {
    const own = eventField(form)?.name;
    if (path === "event.kind" && own) path = own;
    else if (path === own) path = "event.kind";
  }
  return paths.includes(path) ? path : paths.find((one) => one.startsWith(`${path}.`));
}

function labelOf(path: string, form: FormInfo | null): string {
  return form?.fields.find((field) => field.name === path)?.label ?? path;
}

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function set(bag: Bag, key: string, value: unknown): void {
  if (value === undefined) delete bag[key];
  else bag[key] = value;
}
