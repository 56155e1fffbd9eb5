import { expect, test } from 'vitest';
import { embeddingsOf } from './embeddings-flags.ts';

const url = 'http://127.0.0.1:11434/v1';

test('a service has a URL and a model; its key stays in the environment', () => {
  expect(embeddingsOf({}, { SMARTEROS_EMBEDDINGS_KEY: 'k' })).toBeNull();
  expect(embeddingsOf({ embeddings: url, 'embeddings-model': 'm' }, {})).toEqual({ url, model: 'm', key: null });
  expect(embeddingsOf({ embeddings: url, 'embeddings-model': 'm' }, { SMARTEROS_EMBEDDINGS_KEY: 'k' })).toMatchObject({
    key: 'k',
  });
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['a model without a URL', { 'embeddings-model': 'm' }, /needs --embeddings/],
  ['a URL without a model', { embeddings: url }, /needs --embeddings-model/],
  ['a model without a name', { embeddings: url, 'embeddings-model': '' }, /needs --embeddings-model/],
  ['no URL', { embeddings: 'ollama', 'embeddings-model': 'm' }, /takes a URL/],
  ['another scheme', { embeddings: 'file:///x', 'embeddings-model': 'm' }, /takes a URL/],
  [
    'a key in the URL',
    { embeddings: 'https://me:s3cret@a.example', 'embeddings-model': 'm' },
    /SMARTEROS_EMBEDDINGS_KEY/,
  ],
  [
    'a key in its query',
    { embeddings: 'https://a.example/?key=s3cret', 'embeddings-model': 'm' },
    /SMARTEROS_EMBEDDINGS_KEY/,
  ],
])('%s is told what to write instead, and repeats no key', (_, options, words) => {
  expect(() => embeddingsOf(options, {})).toThrow(words);
  expect(() => embeddingsOf(options, {})).not.toThrow(/s3cret/);
});
