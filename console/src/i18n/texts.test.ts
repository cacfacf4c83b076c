import { expect, it } from 'vitest';
import en from './en';
import zh from './zh';

type Tree = { [key: string]: string | Tree };

/** All texts by their path, with the values that are put into them. */
function placeholders(tree: Tree, path = ''): [string, string[]][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[path + key, [...value.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()]]
      : placeholders(value, `${path}${key}.`),
  );
}

it('says everything in both languages, with the same values in each text', () => {
  expect(placeholders(zh)).toEqual(placeholders(en));
});
