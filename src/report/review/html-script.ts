/**
 * The script of the HTML report: search, filter, cells that open in place, arrow keys. It reads the page and makes no HTML of text: what it
 * shows, it copies as nodes.
 */
export const SCRIPT = `
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const table = document.getElementById('access-map');
  if (!table) return;
  const rows = all('tbody tr', table);
  const heads = all('thead th', table).slice(1);
  const groups = all('.group');
  const search = document.getElementById('search');
  const status = document.getElementById('shown');

  const apply = () => {
    const text = search.value.trim().toLowerCase();
    const show = document.querySelector('input[name=show]:checked').value;
    const fits = (states) => show === 'all' || states.includes(show);
    const isMatch = (element) => (element.dataset.text ?? element.textContent.toLowerCase()).includes(text);
    const columns = heads.map((head) => text === '' || isMatch(head));
    const anyColumn = text !== '' && columns.includes(true);
    let shown = 0;
    for (const row of rows) {
      const filled = anyColumn && [...row.cells].slice(1).some((cell, index) => columns[index] && cell.className !== '');
      row.hidden = !(fits(row.dataset.state.split(' ')) && (text === '' || isMatch(row) || filled));
      if (!row.hidden) shown += 1;
    }
    const used = heads.map((_, index) => rows.some((row) => !row.hidden && row.cells[index + 1].className !== ''));
    heads.forEach((head, index) => {
      const hidden = !used[index] || (anyColumn && !columns[index]);
      head.hidden = hidden;
      for (const row of rows) row.cells[index + 1].hidden = hidden;
    });
    for (const group of groups) {
      const changes = all('.change', group);
      for (const change of changes) change.hidden = !(show === 'changed' || fits([change.dataset.state ?? change.classList[1]]));
      group.hidden = !(isMatch(group) && changes.some((change) => !change.hidden));
    }
    status.textContent = shown + ' of ' + rows.length + ' principals';
  };

  const dialog = document.getElementById('opened');
  const open = (link) => {
    document.getElementById('opened-title').textContent = link.getAttribute('aria-label')
      ?? link.closest('tr').cells[0].textContent + ': ' + link.textContent;
    const copies = (link.dataset.changes ?? link.hash.slice('#change-'.length)).split(' ').map((index) => {
      const copy = document.getElementById('change-' + index).cloneNode(true);
      copy.removeAttribute('id');
      copy.hidden = false;
      return copy;
    });
    document.getElementById('opened-body').replaceChildren(...copies);
    dialog.showModal();
  };
  table.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });

  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  table.addEventListener('keydown', (event) => {
    const link = event.target.closest('a');
    const step = STEPS[event.key];
    if (!link || !step) return;
    event.preventDefault();
    let row = rows.indexOf(link.closest('tr')) + step[0];
    let column = link.closest('td').cellIndex + step[1];
    for (; row >= 0 && row < rows.length && column > 0 && column <= heads.length; row += step[0], column += step[1]) {
      const next = !rows[row].hidden && !rows[row].cells[column].hidden && rows[row].cells[column].querySelector('a');
      if (next) { next.focus(); return; }
    }
  });

  search.addEventListener('input', apply);
  for (const radio of all('input[name=show]')) radio.addEventListener('change', apply);
  document.querySelector('.tools').hidden = false;
  if (document.querySelector('article.change')) document.querySelector('input[value=changed]').checked = true;
  apply();
})();
`;
