/** The two small tools for the DOM that every page uses. */

/** The element of that id. */
export const byId = (id) => document.getElementById(id);

/** Makes an element from attributes and children; strings become text, never HTML. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Fills a select with [value, label] pairs and keeps what was chosen. */
export function fillSelect(select, pairs) {
  const { value } = select;
  select.replaceChildren(...pairs.map(([id, label]) => make("option", { value: id }, label)));
  select.value = pairs.some(([id]) => id === value) ? value : (pairs[0]?.[0] ?? "");
}
