// Writes src/api/generated from the contracts: the types of each API, and what each role may do.
// With --check it only says whether the files there are still those of the contracts.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const contracts = join(import.meta.dirname, '../../contracts');
const folder = join(import.meta.dirname, '../src/api/generated');

const notice = '// Generated from the contracts by `npm run generate`.\n';

async function types(document) {
  const tree = await openapiTS(JSON.parse(readFileSync(join(contracts, 'openapi', document), 'utf8')));
  return notice + astToString(tree);
}

/** One line per role: {reads: 'TEAM', writes: 'OWN', customers: 'rw', …, fields: 'CONTACT CONTENT'}. */
function roles() {
  const [header, ...rows] = readFileSync(join(contracts, 'permissions/roles.csv'), 'utf8').trim().split('\n');
  const names = header.split(',');
  const entries = rows.map((row) => {
    const [role, ...cells] = row.split(',');
    const pairs = cells.map((cell, i) => `${names[i + 1]}: '${cell.trim()}'`);
    return `  ${role}: { ${pairs.join(', ')} },\n`;
  });
  return `${notice}export const ROLES = {\n${entries.join('')}} as const;\n\n${fields()}`;
}

/** The fields that need a permission of their own: {CONTACT: {customer: ['emails', …]}, …}. Filters begin with ?. */
function fields() {
  const [, ...rows] = readFileSync(join(contracts, 'permissions/fields.csv'), 'utf8').trim().split('\n');
  const groups = {};
  for (const [service, , names, needs] of rows.map((row) => row.split(','))) {
    const kinds = (groups[needs.trim()] ??= {});
    const known = (kinds[service.replace('-service', '')] ??= []);
    known.push(...names.split(' ').filter((name) => !name.startsWith('?') && !known.includes(name)));
  }
  return `export const FIELDS = ${JSON.stringify(groups, undefined, 2)} as const;\n`;
}

const files = new Map([['roles.ts', roles()]]);
for (const document of readdirSync(join(contracts, 'openapi'))) {
  files.set(`${basename(document, '.json')}.ts`, await types(document));
}

const read = (name) => {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return '';
  }
};

if (process.argv.includes('--check')) {
  const stale = [...files].filter(([name, content]) => read(name) !== content).map(([name]) => name);
  if (stale.length > 0) {
    console.error(`The contracts have changed since ${stale.join(', ')}: npm run generate`);
    process.exit(1);
  }
} else {
  mkdirSync(folder, { recursive: true });
  files.forEach((content, name) => writeFileSync(join(folder, name), content));
}
