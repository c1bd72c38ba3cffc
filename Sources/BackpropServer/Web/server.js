// The server's routes. Addresses are relative to the page, so that it works wherever an application mounts the routes.

/** Sends a request, with the token if the server asked for one. */
export async function send(path, options = {}) {
  const token = sessionStorage.getItem("token");
  const headers = { ...options.headers };
  if (token) headers.Authorization = `Bearer ${token}`;
  const answer = await fetch(path, { ...options, headers });
  if (answer.status === 401) {
    await askForToken(Boolean(token));
    return send(path, options);
  }
  if (!answer.ok) throw new Error(await message(answer));
  return answer;
}

/** Predicts rows in JSON. */
export async function predict(model, rows, query, signal) {
  const answer = await send(`models/${encodeURIComponent(model)}/predict?${query}`, {
    method: "POST", body: JSON.stringify(rows), headers: { "Content-Type": "application/json" }, signal,
  });
  return (await answer.json()).predictions;
}

async function message(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text).error.message;
  } catch {
    return `The server answered with the status ${answer.status}.`;
  }
}

let waiting = null;

/** Shows the form for the token, once for all requests that wait for it. */
function askForToken(wasWrong) {
  waiting ??= new Promise((resolve) => {
    const form = document.getElementById("token");
    const field = document.getElementById("secret");
    form.hidden = false;
    form.querySelector("label").textContent = wasWrong
      ? "The token was not accepted. Enter the server’s token" : "This server needs its token";
    field.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sessionStorage.setItem("token", field.value);
      field.value = "";
      form.hidden = true;
      waiting = null;
      resolve();
    }, { once: true });
  });
  return waiting;
}
