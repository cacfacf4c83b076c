// The pages that the gateway and marketing-service make themselves have the colours of the console, light and dark.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = (path) => readFileSync(join(root, path), 'utf8');

/** All values that a text gives to each name; a page has fewer names than the console. */
function tokens(css) {
  const found = new Map();
  for (const [, name, value] of css.matchAll(/--([\w-]+):\s*([^;}]+?)\s*[;}]/g)) {
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

it.each([
  'gateway/src/main/resources/pages/pages.css',
  'gateway/src/main/resources/pages/unavailable.html',
  'marketing-service/src/main/java/io/crmesh/marketing/unsubscribe/UnsubscribePages.java',
])('%s has the colours of the console', (page) => {
  const ours = tokens(text('console/src/theme/tokens.css'));
  const theirs = tokens(text(page));

  expect(theirs.size).toBeGreaterThan(4);
  for (const [name, values] of theirs) expect([name, values]).toEqual([name, ours.get(name)]);
});
