'use strict';

const WORDS = {
  en: {
    title: 'Mail', search: 'Search: words, to: from: subject: message-id:', clear: 'Delete all', more: 'Older mails',
    list: 'Mails', views: 'Ways to look at this mail', back: '‹ All mails', text: 'Text', html: 'HTML',
    headers: 'Headers', raw: 'Source', choose: 'Choose a mail to read it.', sure: 'Delete all mails for good?',
    keep: 'Keep them', from: 'From', to: 'To', cc: 'Cc', bcc: 'Bcc', date: 'Date', attachments: 'Attached',
    messageId: 'Message-ID', noSubject: '(no subject)', noText: 'This mail has no text.', times: n => `×${n}`,
    repeats: n => `Delivered ${n + 1} times under the same Message-ID and kept once.`,
    counts: (all, unread) => `${all} ${all === '1' ? 'mail' : 'mails'}, ${unread} unread`,
    found: (n, all) => `${n} of ${all} mails`,
    noMails: 'No mail yet', noMailsHint: 'What the system sends arrives here by itself and goes nowhere else.',
    noneFound: 'Nothing found', noneFoundHint: 'Subjects, addresses and first words are searched.',
    gone: 'This mail was deleted.', failure: 'The mail sink does not answer. Trying again…',
  },
  zh: {
    title: '邮件', search: '搜索：关键词，to: from: subject: message-id:', clear: '全部删除', more: '更早的邮件',
    list: '邮件列表', views: '查看方式', back: '‹ 全部邮件', text: '文本', html: 'HTML',
    headers: '邮件头', raw: '源代码', choose: '请选择一封邮件。', sure: '确定永久删除全部邮件吗？',
    keep: '保留', from: '发件人', to: '收件人', cc: '抄送', bcc: '密送', date: '日期', attachments: '附件',
    messageId: 'Message-ID', noSubject: '（无主题）', noText: '这封邮件没有文本内容。', times: n => `×${n}`,
    repeats: n => `以相同的 Message-ID 投递了 ${n + 1} 次，只保存一份。`,
    counts: (all, unread) => `共 ${all} 封，${unread} 封未读`,
    found: (n, all) => `找到 ${n} 封，共 ${all} 封`,
    noMails: '还没有邮件', noMailsHint: '系统发出的邮件会自动出现在这里，不会发往别处。',
    noneFound: '没有找到', noneFoundHint: '搜索范围：主题、地址和正文开头。',
    gone: '这封邮件已被删除。', failure: '邮件服务没有响应，正在重试…',
  },
};

const chinese = navigator.language.toLowerCase().startsWith('zh');
const say = chinese ? WORDS.zh : WORDS.en;
const locale = chinese ? 'zh-CN' : navigator.language;
const PAGE = 50;
const EVERY = 2000;

const $ = id => document.getElementById(id);
const shortTime = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const shortDate = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' });
const longDate = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const number = new Intl.NumberFormat(locale);

let wanted = PAGE;
let shown = '';
let open = null;
let view = null;
let requests = 0;

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function speak() {
  document.documentElement.lang = chinese ? 'zh-CN' : 'en';
  document.title = say.title;
  document.querySelectorAll('[data-say]').forEach(e => { e.textContent = say[e.dataset.say]; });
  document.querySelectorAll('[data-label]').forEach(e => e.setAttribute('aria-label', say[e.dataset.label]));
  $('query').placeholder = say.search;
  $('query').setAttribute('aria-label', say.search);
}

const shortAddress = address => address.Name || address.Address;
const fullAddress = address => (address.Name ? `${address.Name} <${address.Address}>` : address.Address);

function when(text) {
  const date = new Date(text);
  const today = date.toDateString() === new Date().toDateString();
  return (today ? shortTime : shortDate).format(date);
}

async function refresh() {
  const request = ++requests;
  const query = $('query').value.trim();
  const path = query ? `/api/v1/search?query=${encodeURIComponent(query)}&` : '/api/v1/messages?';
  try {
    const answer = await fetch(`${path}start=0&limit=${Math.min(wanted, 1000)}`);
    if (!answer.ok) throw new Error(answer.status);
    const list = await answer.json();
    if (request !== requests) return; // A later request was sent meanwhile.
    $('failure').hidden = true;
    showList(list, query);
  } catch {
    $('failure').textContent = say.failure;
    $('failure').hidden = false;
  }
}

function showList(list, query) {
  const now = JSON.stringify([list, query, open]);
  if (now === shown) return; // Nothing new: leave focus and scrolling alone.
  shown = now;
  const focused = document.activeElement?.closest('#mails a')?.getAttribute('href');
  $('mails').replaceChildren(...list.messages.map(row));
  if (focused) document.querySelector(`#mails a[href="${focused}"]`)?.focus({ preventScroll: true });
  $('counts').textContent = query
    ? say.found(number.format(list.messages_count), number.format(list.total))
    : say.counts(number.format(list.total), number.format(list.unread));
  document.title = list.unread ? `(${list.unread}) ${say.title}` : say.title;
  $('more').hidden = list.count >= list.messages_count || wanted >= 1000;
  $('clear').disabled = list.total === 0;
  $('empty').hidden = list.count > 0;
  $('emptyTitle').textContent = query ? say.noneFound : say.noMails;
  $('emptyHint').textContent = query ? say.noneFoundHint : say.noMailsHint;
  $('nothing').hidden = open !== null || list.count === 0;
}

function row(mail) {
  const link = make('a', { href: `#${mail.ID}`, className: mail.Read ? '' : 'unread' },
    make('span', { className: 'to', textContent: mail.To.map(shortAddress).join(', ') || '–' }),
    make('span', { className: 'when', textContent: when(mail.Created) }),
    make('span', { className: 'subject', textContent: mail.Subject || say.noSubject }));
  if (mail.Repeats) {
    link.append(make('span', { className: 'times', textContent: say.times(mail.Repeats + 1), title: say.repeats(mail.Repeats) }));
  }
  link.append(make('span', { className: 'snippet', textContent: mail.Snippet }));
  if (mail.ID === open) link.setAttribute('aria-current', 'true');
  return make('li', {}, link);
}

async function follow() {
  const id = location.hash.slice(1);
  open = /^[0-9]+$/.test(id) ? id : null;
  document.body.classList.toggle('reading', open !== null);
  $('mail').hidden = open === null;
  if (open !== null) await read(id);
  await refresh();
}

async function read(id) {
  const answer = await fetch(`/api/v1/message/${id}`).catch(() => null);
  if (id !== open) return;
  if (answer?.ok) {
    showMail(await answer.json());
  } else {
    $('subject').textContent = answer ? say.gone : say.failure;
    ['repeats', 'tabs'].forEach(part => { $(part).hidden = true; });
    ['envelope', 'view'].forEach(part => $(part).replaceChildren());
  }
}

function showMail(mail) {
  $('subject').textContent = mail.Subject || say.noSubject;
  $('repeats').hidden = !mail.Repeats;
  $('repeats').textContent = say.repeats(mail.Repeats);
  $('envelope').replaceChildren(...[
    ['from', fullAddress(mail.From)], ['to', mail.To.map(fullAddress).join(', ')], ['cc', mail.Cc.map(fullAddress).join(', ')],
    ['bcc', mail.Bcc.map(fullAddress).join(', ')], ['date', longDate.format(new Date(mail.Date))],
    ['messageId', mail.MessageID], ['attachments', mail.Attachments.join(', ')],
  ].filter(([, value]) => value).flatMap(([name, value]) => entry(say[name], value)));
  $('tabs').hidden = false;
  $('raw').href = `/api/v1/message/${mail.ID}/raw`;
  $('tab-html').hidden = !mail.HTML;
  const views = {
    text: () => [mail.Text.trim() ? linked(mail.Text) : make('p', { className: 'empty', textContent: say.noText })],
    html: () => [frame(mail.ID)],
    headers: () => [make('dl', {}, ...Object.entries(mail.Headers).flatMap(([name, all]) => all.flatMap(one => entry(name, one))))],
  };
  view = name => {
    for (const tab of document.querySelectorAll('[role="tab"]')) {
      const chosen = tab.id === `tab-${name}`;
      tab.setAttribute('aria-selected', chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
    $('view').setAttribute('aria-labelledby', `tab-${name}`);
    $('view').replaceChildren(...views[name]());
  };
  view(mail.HTML ? 'html' : 'text');
  $('mail').scrollTop = 0;
}

function entry(name, value) {
  return [make('dt', { textContent: name }), make('dd', { textContent: value })];
}

function frame(id) {
  const frame = make('iframe', { title: say.html, src: `/api/v1/message/${id}/html` });
  frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
  return frame;
}

function linked(text) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/);
  return make('pre', {}, ...parts.map((part, i) =>
    (i % 2 ? make('a', { href: part, textContent: part, target: '_blank', rel: 'noopener noreferrer' }) : part)));
}

function step(by) {
  const links = [...document.querySelectorAll('#mails a')];
  const at = links.findIndex(link => link === document.activeElement);
  const current = at >= 0 ? at : links.findIndex(link => link.hasAttribute('aria-current'));
  links[Math.max(0, Math.min(links.length - 1, current + by))]?.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $('sure').open) return;
  if (event.target === $('query')) {
    if (event.key === 'ArrowDown') { event.preventDefault(); step(1); }
    return;
  }
  const tabs = [...document.querySelectorAll('[role="tab"]:not([hidden])')];
  const tab = tabs.indexOf(event.target);
  if (tab >= 0 && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
    const next = tabs[(tab + (event.key === 'ArrowRight' ? 1 : tabs.length - 1)) % tabs.length];
    next.click();
    next.focus();
  } else if (event.key === '/') {
    event.preventDefault();
    $('query').focus();
  } else if (event.key === 'j' || (event.key === 'ArrowDown' && event.target.closest('#list'))) {
    event.preventDefault();
    step(1);
  } else if (event.key === 'k' || (event.key === 'ArrowUp' && event.target.closest('#list'))) {
    event.preventDefault();
    step(-1);
  } else if (event.key === 'Escape' && open !== null) {
    location.hash = '';
  }
}

speak();
addEventListener('hashchange', follow);
addEventListener('keydown', onKey);
$('search').addEventListener('submit', event => event.preventDefault());
$('query').addEventListener('input', () => { wanted = PAGE; refresh(); });
$('more').addEventListener('click', () => { wanted += PAGE; refresh(); });
$('clear').addEventListener('click', () => $('sure').showModal());
$('sure').addEventListener('close', async () => {
  if ($('sure').returnValue !== 'yes') return;
  await fetch('/api/v1/messages', { method: 'DELETE' });
  if (open === null) await refresh();
  else location.hash = '';
});
document.querySelectorAll('[role="tab"]').forEach(tab =>
  tab.addEventListener('click', () => view?.(tab.id.slice('tab-'.length))));
follow();
setInterval(() => { if (!document.hidden) refresh(); }, EVERY);
