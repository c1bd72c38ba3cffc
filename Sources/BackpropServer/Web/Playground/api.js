// The server's routes. All addresses are relative, since the page's own address contains the token.

async function answer(response) {
  if (response.ok) return response.json();
  const body = await response.json().catch(() => null);
  throw new Error(body?.error?.message ?? `The server answered with the status ${response.status}.`);
}

export const setup = () => fetch('setup').then(answer);

export const command = (name, more = {}) =>
  fetch('command', { method: 'POST', body: JSON.stringify({ do: name, ...more }) }).then(answer);

export const load = (file) =>
  fetch(`data?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file }).then(answer);

export const trace = (row) => fetch(`trace?row=${row}`).then(answer);

export const cells = (row) => fetch(`row?row=${row}`).then(answer);

/**
 * Listens to snapshots. The browser connects again by itself after a break, and the first event is then a fresh
 * snapshot; a connection that is closed for good is made anew.
 */
export function listen(onSnapshot, onConnection) {
  let source;
  const open = () => {
    source = new EventSource('events');
    source.addEventListener('snapshot', (event) => onSnapshot(JSON.parse(event.data)));
    source.onopen = () => onConnection(true);
    source.onerror = () => {
      onConnection(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 1000);
    };
  };
  open();
}
