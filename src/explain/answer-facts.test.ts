import { expect, test } from 'vitest';
import { capability, provider, tenant, type Manifests } from '../build/workspace.fixture.ts';
import { explainWords } from './query.ts';
import { buildTexts } from './workspace.fixture.ts';

type Spec = Readonly<Record<string, unknown>>;

function wordsOf(said: { provider?: Spec; endpoint?: Spec; capability?: Spec }): Spec {
  const endpoint = { method: 'GET', path: '/orders', ...said.endpoint };
  const manifests: Manifests = {
    ...tenant('demo'),
    ...provider('demo', 'shop', 'https://shop.example', { list: endpoint }, said.provider),
    ...capability('demo', 'orders.list', 'shop/list', said.capability),
  };
  const texts = Object.fromEntries(Object.entries(manifests).map(([path, one]) => [path, JSON.stringify(one)]));
  const secrets = { origin: () => null, where: () => '' };
  const found = explainWords(buildTexts(texts), ['demo', 'orders.list'], secrets);
  if (found.kind !== 'explanation') throw new Error(found.message);
  const facts = found.sections.find(({ title }) => title === 'when the API fails')?.facts ?? [];
  const told = facts.filter(({ name }) => name === 'failure in a 2xx' || name === 'after a 202');
  return Object.fromEntries(told.map(({ name, words, over }) => [name, [words, over.length]]));
}

const failure = { when: '$.ok', equals: false, message: '$.error' };

test.each<[Parameters<typeof wordsOf>[0], Record<string, unknown>]>([
  [{}, {}],
  [{ provider: { failure } }, { 'failure in a 2xx': ['where $.ok is false; told by $.error', 1] }],
  [
    { provider: { failure }, endpoint: { failure: { when: '$.e' } } },
    { 'failure in a 2xx': ['where $.e says something', 2] },
  ],
  [
    { provider: { failure }, capability: { failure: { when: 'none' } } },
    { 'failure in a 2xx': ['none: a 2xx is a success', 2] },
  ],
  [
    { endpoint: { polling: { state: '$.state' } } },
    { 'after a 202': ['the URL in its headers is asked until $.state says that it is over', 1] },
  ],
  [
    { provider: { polling: { link: '$.url' } } },
    { 'after a 202': ['the URL at $.url, or in its headers, is asked until it answers no 202', 1] },
  ],
  [{ provider: { polling: { link: 'none' } } }, { 'after a 202': ['not followed: a 202 is the result', 1] }],
])('%j is explained', (said, words) => {
  expect(wordsOf(said)).toEqual(words);
});
