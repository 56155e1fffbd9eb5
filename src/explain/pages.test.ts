import { expect, test } from 'vitest';
import { manifest, oneCapability } from '../table/workspace.fixture.ts';
import { explainWords } from './query.ts';
import { buildTexts, renderedTexts, valuesOf } from './workspace.fixture.ts';

const endpoint = {
  method: 'GET',
  path: '/orders',
  parameters: [
    { name: 'page', in: 'query', schema: { type: 'integer' } },
    { name: 'q', in: 'query' },
  ],
  response: { schema: { type: 'array', items: { type: 'object' } } },
};
const provider = { pagination: { by: 'page', page: 'page' } };
const secrets = { origin: () => null, where: () => '' };

const texts = {
  ...oneCapability(endpoint, { result: { items: '$[*]', each: { id: '$.id' } } }, provider),
  'tenants/demo/capabilities/one.get.yaml': manifest(
    'Capability',
    { tenant: 'demo', name: 'one.get' },
    { title: 'One', description: 'Gets one.', endpoint: 'shop/do' },
  ),
};

function pagesOf(capability: string) {
  const found = explainWords(buildTexts(texts), ['demo', capability], secrets);
  if (found.kind !== 'explanation') throw new Error(found.message);
  return found.sections.find(({ title }) => title === 'pages')?.facts.map(({ name, words }) => [name, words]);
}

test('an explanation tells how pages are walked, and why a provider’s are not', () => {
  expect(pagesOf('do.it')).toEqual([
    ['pagination', 'pages by number in query.page, in the API’s own size'],
    ['limit', '20 items unless it says another number, 1000 at most'],
    ['requests', '20 at most'],
  ]);
  expect(pagesOf('one.get')).toEqual([
    ['pagination', 'not applied here: Capability "one.get" does not say where its list is.'],
  ]);
});

test('what is rendered compiles to the same', () => {
  const build = buildTexts(texts);
  expect(valuesOf(build, 'demo', 'capability/do.it')).toMatchObject({ 'spec.pagination': provider.pagination });
  expect(valuesOf(build, 'demo', 'capability/one.get')).toMatchObject({ 'spec.pagination': { by: 'none' } });
  const again = buildTexts(renderedTexts(texts, build));
  expect(again.table.tenants['demo']?.operations).toEqual(build.table.tenants['demo']?.operations);
});
