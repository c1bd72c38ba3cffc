// Addresses are relative to the page, so that it works wherever an application mounts the routes.
const answer = await fetch("models");
const list = document.getElementById("models");
for (const model of (await answer.json()).models) {
  const item = document.createElement("li");
  item.textContent = model.name;
  list.append(item);
}
