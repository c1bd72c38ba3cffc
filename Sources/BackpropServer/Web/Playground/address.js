// The settings in the page's address, so that a link or a reload brings them back.

export function read() {
  const text = location.hash.slice(1);
  if (!text) return null;
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return null;
  }
}

export function write(settings) {
  history.replaceState(null, '', '#' + encodeURIComponent(JSON.stringify(settings)));
}
