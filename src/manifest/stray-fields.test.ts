import { expect, test } from 'vitest';
import { parseManifest } from './parse.ts';
import { hashOf } from './read.ts';

const path = 'tenants/demo/capabilities/orders.search.yaml';
const head = 'apiVersion: smarteros/v1\nkind: Capability\n';
const metadata = 'metadata: { tenant: demo, name: orders.search }\n';
const fields = ['title: Search orders', 'description: Orders of the shop.', 'endpoint: shop/list-orders'];

function problemsOf(body: string): string[] {
  const text = head + body;
  const { problems } = parseManifest({ path, text, hash: hashOf(text) });
  return problems.map(({ span, code, hint }) => `${span.line}:${span.column} ${code} ${hint}`);
}

test('fields of the spec beside a missing spec are one problem', () => {
  expect(problemsOf(`${metadata}${fields.join('\n')}\n`)).toEqual([
    '4:1 unknown-field Write "spec:" above them, and indent them below that.',
  ]);
});

test('one of them beside an empty spec', () => {
  expect(problemsOf(`${metadata}spec:\n${fields[0]}\n`)).toEqual(['5:1 unknown-field Indent it below "spec:".']);
});

test('what else is missing is told, too', () => {
  expect(problemsOf(`${metadata}spec: { title: Search orders }\n${fields[1]}\n`)).toEqual([
    '4:1 missing-field Add it, for example: endpoint: shop/list-orders',
    '5:1 unknown-field Indent it below "spec:".',
  ]);
});

test('a field that stands at its place, too, is only one too many', () => {
  const [problem, ...others] = problemsOf(`${metadata}spec: { ${fields.join(', ')} }\ntitle: Search\n`);
  expect([problem, others]).toEqual(['5:1 unknown-field Leave it out.', []]);
});

test('metadata in the spec goes the other way', () => {
  expect(problemsOf(`metadata: { name: orders.search }\nspec: { tenant: demo, ${fields.join(', ')} }\n`)).toEqual([
    '4:9 unknown-field Move it to metadata.',
  ]);
});

test('a slip of a field of the place itself is told as that', () => {
  expect(problemsOf(`metadata: { tenant: demo, nam: orders.search }\nspec: { ${fields.join(', ')} }\n`)).toEqual([
    '3:27 unknown-field Did you mean "name"?',
  ]);
});
