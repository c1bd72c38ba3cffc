// Short ways to make elements.

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export const element = (name, attributes = {}, ...children) =>
  filled(document.createElement(name), attributes, children);

export const svg = (name, attributes = {}, ...children) =>
  filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);

export const byId = (id) => document.getElementById(id);

/** A table with a header; each row's first cell is its head. */
export function table(caption, head, rows) {
  const row = (cells, isHead) => element('tr', {}, ...cells.map((cell, index) =>
    element(isHead || index === 0 ? 'th' : 'td', { scope: isHead ? 'col' : index === 0 ? 'row' : null }, cell)));
  return element('table', {}, element('caption', {}, caption), element('thead', {}, row(head, true)),
    element('tbody', {}, ...rows.map((cells) => row(cells, false))));
}

/** Offers text or an element as a file. */
export function save(name, type, text) {
  const link = element('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
