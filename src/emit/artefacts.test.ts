import { expect, test } from 'vitest';
import { artefacts } from './artefacts.ts';
import { ordersGet, ordersSearch, shardOf, tableOf } from './cases/shard.ts';

const demo = shardOf([ordersGet, ordersSearch]);
const table = tableOf([demo, { ...shardOf([]), name: 'empty', title: 'Nothing yet' }]);

test('a table and two files for each tenant', async () => {
  const files = await artefacts(table);
  expect(files.map((file) => file.path)).toEqual([
    'table.json',
    'demo/openapi.json',
    'demo/types.ts',
    'empty/openapi.json',
    'empty/types.ts',
  ]);
  expect(files.every((file) => file.text.endsWith('\n') && !file.text.includes('\r'))).toBe(true);
  expect(JSON.parse(files[1]?.text ?? '')).toMatchObject({
    servers: [{ url: 'https://api.example' }],
    info: { title: 'DEMO' },
  });
});

test('table.json gives the table back', async () => {
  const [file] = await artefacts(table);
  expect(JSON.parse(file?.text ?? '')).toEqual(table);
});

test('table.json keeps the order of fields, as results show it', async () => {
  const [file] = await artefacts(table);
  expect(file?.text).toBe(`${JSON.stringify(table, null, 2)}\n`);
});

test('a key named __proto__ survives', async () => {
  const headers = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
  const [file] = await artefacts(tableOf([shardOf([{ ...ordersGet, headers }])]));
  expect(file?.text).toContain('"__proto__": "x"');
});
