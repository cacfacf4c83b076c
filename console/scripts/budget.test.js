import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const dist = join(import.meta.dirname, '../dist');
const kilobytes = (file) => gzipSync(readFileSync(join(dist, file))).length / 1024;
const total = (files) => files.reduce((sum, file) => sum + kilobytes(file), 0);

/** What a browser loads before it shows anything: all that index.html names. */
const named = (ending) =>
  [...readFileSync(join(dist, 'index.html'), 'utf8').matchAll(/(?:src|href)="\/([^"]+)"/g)]
    .map((match) => match[1])
    .filter((file) => file.endsWith(ending));

describe.runIf(existsSync(dist))('size of the build, gzipped', () => {
  it('takes at most 240 KB of scripts and 45 KB of styles at first', () => {
    expect(total(named('.js'))).toBeLessThan(240);
    expect(total(named('.css'))).toBeLessThan(45);
  });

  it('has no later chunk above 200 KB', () => {
    const scripts = readdirSync(join(dist, 'assets')).filter((file) => file.endsWith('.js'));

    expect(scripts.filter((file) => kilobytes(`assets/${file}`) > 200)).toEqual([]);
  });
});
