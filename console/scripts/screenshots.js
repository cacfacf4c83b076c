// Pictures of the screens, to look at beside the design: node scripts/screenshots.js [folder] [part of a name]
// It needs a running system (CRM_GATEWAY), the console at CRM_CONSOLE, a user (CRM_USER, CRM_PASSWORD), and Chromium.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [folder = '/tmp/console', only = ''] = process.argv.slice(2);
const address = process.env.CRM_CONSOLE ?? process.env.CRM_GATEWAY ?? 'http://127.0.0.1:8080';
const { CRM_USER = 'admin', CRM_PASSWORD = '', CHROMIUM = '/usr/bin/chromium' } = process.env;

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

const first = (list) => async (page) => {
  await page.goto(`${address}/${list}`);
  await page.locator('[role=row] a').first().click();
  await page.waitForURL(`**/${list}/*`);
};
const at = (path) => (page) => page.goto(`${address}${path}`);

const SCREENS = {
  home: at('/'),
  customers: at('/customers'),
  empty: at('/customers?stage=LOST&name=nobody'),
  customer: first('customers'),
  orders: at('/orders'),
  order: first('orders'),
  tickets: at('/tickets'),
  ticket: first('tickets'),
  interactions: at('/interactions'),
  then: async (page) => {
    await first('customers')(page);
    const id = new URL(page.url()).pathname;
    const { registeredAt } = await page.evaluate((path) => fetch(`/api${path}`).then((answer) => answer.json()), id);
    const soonAfter = new Date(Date.parse(registeredAt) + 3_000).toISOString();
    await page.goto(`${page.url()}?asOf=${soonAfter}`);
  },
  operations: at('/operations'),
  users: at('/users'),
  user: async (page) => {
    await at('/users')(page);
    await page.locator('tbody button').first().click();
  },
  roles: at('/roles'),
  audit: at('/audit'),
  me: at('/me'),
  parts: at('/parts'),
  palette: async (page) => {
    await at('/customers')(page);
    await page.locator('[role=row] a').first().waitFor();
    await page.keyboard.press('Control+k');
  },
  create: at('/customers?create=yes'),
};

const LOOKS = [
  { name: 'light', view: WIDE },
  { name: 'dark', view: WIDE, colorScheme: 'dark' },
  { name: 'zh', view: WIDE, language: 'zh-CN' },
  { name: '390', view: NARROW },
];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});

const session = await signIn();
for (const { name: look, view, colorScheme = 'light', language = 'en' } of LOOKS) {
  const context = await browser.newContext({ viewport: view, colorScheme, locale: language, storageState: session });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.error(`${look}: ${message.text()}`));
  page.on('pageerror', (error) => console.error(`${look}: ${error}`));
  for (const [name, open] of Object.entries(SCREENS)) {
    const picture = `${name}-${look}.png`;
    if (!picture.includes(only)) continue;
    try {
      await open(page);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(300);
    } catch (error) {
      console.error(`${picture}: ${error.message.split('\n')[0]}`);
    }
    await page.screenshot({ path: join(folder, picture) });
  }
  await context.close();
}
await browser.close();

async function signIn() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address}/account`);
  await page.fill('[name=username]', CRM_USER);
  await page.fill('[name=password]', CRM_PASSWORD);
  await page.click('button');
  await page.waitForURL('**/account');
  const state = await context.storageState();
  await context.close();
  return state;
}
