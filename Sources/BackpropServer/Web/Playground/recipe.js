// The recipe as a file and as a command, and the files to take along.

import { byId, element } from './dom.js';

export function showRecipe(host, setup) {
  const copy = (label, text) => {
    const button = element('button', { type: 'button' }, label);
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text);
      byId('says').textContent = 'Copied.';
    });
    return button;
  };
  const start = setup.settings.startsAsTutorial
    ? [element('p', {}, 'The initial weights are those of the tutorial, which a recipe cannot name; ',
      element('code', {}, 'backprop tutorial --part 4'), ' begins with them too.')] : [];
  const notices = setup.notices.length
    ? [element('ul', { class: 'notices' }, ...setup.notices.map((text) => element('li', {}, text)))] : [];
  host.replaceChildren(...notices, ...start,
    element('h3', {}, 'As a command'), element('pre', { id: 'command', tabindex: 0 }, setup.command),
    element('details', {}, element('summary', {}, 'As a file'),
      element('pre', { id: 'yaml', tabindex: 0 }, setup.recipe)),
    element('p', { class: 'tools' }, copy('Copy the command', setup.command), copy('Copy the file', setup.recipe),
      element('a', { href: 'model.safetensors', download: `${setup.name.replace(/\.[^.]*$/, '')}.safetensors` }, 'The model as safetensors'),
      element('a', { href: 'data.csv', download: setup.name }, 'The data')));
}
