// Follows the preview's server: puts changed chapters in their place, loads a new page, or shows what is wrong.
const own = Number(document.currentScript.dataset.version);
const notice = Object.assign(document.createElement('pre'), { id: 'preview-error', hidden: true });
notice.setAttribute('role', 'alert');
notice.style.cssText = 'position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem;z-index:99;'
  + 'background:#7a1020;color:#fff;font:14px/1.4 monospace;white-space:pre-wrap';
document.body.append(notice);

const placed = async (ids) => {
  const text = await (await fetch('index.html', { cache: 'no-store' })).text();
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const id of ids) document.getElementById(id)?.replaceWith(page.getElementById(id));
  const styles = [...page.querySelectorAll('head > style')];
  document.querySelectorAll('head > style').forEach((style, index) => {
    if (style.textContent !== styles[index].textContent) style.replaceWith(styles[index]);
  });
};

const follow = () => {
  const socket = new WebSocket(`ws://${location.host}/changes`);
  socket.onmessage = async ({ data }) => {
    const { version, chapters, error } = JSON.parse(data);
    notice.textContent = error;
    notice.hidden = !error;
    if (version !== own) location.reload();
    else if (chapters.length) await placed(chapters);
  };
  socket.onclose = () => setTimeout(follow, 1000);
};
follow();
