// Puts a .br and a .gz file beside each file of the build, so that the gateway need not compress.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const assets = join(import.meta.dirname, '../dist/assets');

for (const name of readdirSync(assets).filter((each) => /\.(js|css|svg)$/.test(each))) {
  const content = readFileSync(join(assets, name));
  writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }));
  writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content));
}
