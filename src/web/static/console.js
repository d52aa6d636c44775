// Conveniences only: every page works without this file.
(() => {
  const interval = 15_000;

  // Renews a live page when the feed has changed, unless somebody is writing in it.
  const live = document.querySelector('main[data-live]');
  let mark;
  const busy = () => {
    const active = document.activeElement;
    if (active?.matches('input, textarea, select')) return true;
    if (document.querySelector('details[open]:not([data-was-open])')) return true;
    return [...live.querySelectorAll('input, textarea, select')].some(
      (field) => field.value !== field.defaultValue && field.type !== 'hidden' && field.defaultValue !== undefined,
    );
  };
  const renew = async () => {
    if (document.hidden) return;
    const answer = await fetch('/feed-mark', { headers: { accept: 'application/json' } });
    if (!answer.ok || answer.redirected) return;
    const fresh = (await answer.json()).mark;
    const changed = mark !== undefined && fresh !== mark;
    if (changed && busy()) return;
    mark = fresh;
    if (!changed) return;
    const page = await fetch(location.href);
    const content = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('main[data-live]');
    if (content) live.replaceChildren(...content.childNodes);
    markOpen();
  };
  // What the page opens by itself is not somebody reading.
  const markOpen = () => {
    for (const each of document.querySelectorAll('details[open]')) each.dataset.wasOpen = 'yes';
  };
  if (live) {
    markOpen();
    const again = () => renew().catch(() => undefined);
    void again();
    setInterval(again, interval);
  }

  // Says that an upload is on its way, with how much of it has gone.
  document.addEventListener('submit', (event) => {
    const upload = event.target;
    if (upload.dataset.upload === undefined) return;
    event.preventDefault();
    const progress = upload.querySelector('[data-sending]');
    const bar = document.createElement('progress');
    progress.replaceChildren(progress.dataset.sending, ' ', bar);
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (loaded === total) return bar.removeAttribute('value');
      bar.max = total;
      bar.value = loaded;
    });
    request.addEventListener('load', () => {
      const page = new DOMParser().parseFromString(request.responseText, 'text/html');
      const content = page.querySelector('main');
      if (content) document.querySelector('main').replaceChildren(...content.childNodes);
      else location.reload();
    });
    request.addEventListener('error', () => upload.submit());
    request.open('POST', upload.action);
    request.send(new FormData(upload));
    for (const button of upload.querySelectorAll('button')) button.disabled = true;
  });

  // A form sent twice by an impatient finger is one event anyway; the button says so.
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented || event.target.dataset.upload !== undefined) return;
    setTimeout(() => {
      for (const button of event.target.querySelectorAll('button[type=submit]')) button.disabled = true;
    });
  });
  window.addEventListener('pageshow', () => {
    for (const button of document.querySelectorAll('button[disabled]')) button.disabled = false;
  });

  // On a phone the pages do not all fit: the present one should be in sight.
  // (Not by scrollIntoView: that would also move the place where the Tab key begins.)
  const current = document.querySelector('.top nav [aria-current]');
  if (current) current.closest('nav').scrollLeft = current.offsetLeft - window.innerWidth / 2;

  // What was wrong with a form is where the reader should be.
  document.querySelector('.errors')?.focus();
})();
