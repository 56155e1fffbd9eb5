/** How well sentences find capabilities: what has been reached is held. Totals only: nobody tunes on the second set. */
import { expect, test } from 'vitest';
import { createIntentIndex } from '../../src/resolve/intent-index.ts';
import { recallOf, type Recall } from './recall.ts';
import { readSentences } from './sentences.ts';
import { companyCapabilities, operationsOf } from './workspace.ts';

const index = createIntentIndex(operationsOf(companyCapabilities()));

test.each<[string, Recall]>([
  ['tuning.yaml', { first: 0.8, five: 0.95, abstentionPrecision: 0.9, abstentionRecall: 0.3 }],
  ['judge.yaml', { first: 0.72, five: 0.95, abstentionPrecision: 0.7, abstentionRecall: 0.25 }],
])('%s', (file, least) => {
  const reached = recallOf(index, readSentences(new URL(file, import.meta.url)));
  const missed = Object.entries(least).filter(([name, share]) => reached[name as keyof Recall] < share);
  expect(missed, JSON.stringify(reached)).toEqual([]);
});
