/** How long it takes to find capabilities by a sentence, and what the index costs. */
import { createIntentIndex, type IntentIndex } from '../src/resolve/intent-index.ts';
import type { Operation } from '../src/table/table.ts';
import { readSentences } from '../test/intents/sentences.ts';
import { companyCapabilities, manyCapabilities, operationsOf } from '../test/intents/workspace.ts';
import { printTable, verdict } from './table.ts';

/** Numbers of capabilities, and how often each sentence is asked. */
export interface IntentsPlan {
  readonly capabilities: readonly number[];
  readonly rounds: number;
}

/** The sentence that costs most: as long as one may be, each word of it known. */
const longest = 'muéstrame los pedidos y facturas del cliente, orders and invoices, '.repeat(8).slice(0, 500);
const aimMs = 2;
/** The size that the aim is about. */
const aimedAt = 1000;

/** Asks all tuning sentences, round after round, with an index of each size. */
export function benchIntents({ capabilities, rounds }: IntentsPlan): Promise<void> {
  const sentences = readSentences(new URL('../test/intents/tuning.yaml', import.meta.url)).map(
    ({ sentence }) => sentence,
  );
  const rows = capabilities.map((count) => {
    const operations = operationsOf(manyCapabilities(companyCapabilities(), count));
    const { index, milliseconds } = build(operations);
    const all = times(index, sentences, rounds);
    const half = times(index, sentences, rounds, (name) => name < 'n');
    const worst = times(index, [longest], rounds * 20);
    return { count, milliseconds, all, half, worst };
  });
  const show = (value: number): string => value.toFixed(2);
  const at = (sorted: readonly number[], share: number): number =>
    sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const aimed = rows.find(({ count }) => count === aimedAt);
  printTable(
    'Intents: milliseconds a sentence',
    ['capabilities', 'p50', 'p99', 'p99, half allowed', 'p99, 500 characters', 'index built in'],
    rows.map(({ count, milliseconds, all, half, worst }) => [
      String(count),
      show(at(all, 0.5)),
      show(at(all, 0.99)),
      show(at(half, 0.99)),
      show(at(worst, 0.99)),
      `${milliseconds.toFixed(0)} ms`,
    ]),
    aimed === undefined
      ? []
      : [verdict(at(aimed.all, 0.99) <= aimMs, `p99 of at most ${aimMs} ms at ${aimedAt} capabilities`)],
  );
  return Promise.resolve();
}

function build(operations: readonly Operation[]): { index: IntentIndex; milliseconds: number } {
  createIntentIndex(operations.slice(0, 50));
  const begin = performance.now();
  const index = createIntentIndex(operations);
  return { index, milliseconds: performance.now() - begin };
}

/** The least of all rounds for each sentence, as whatever disturbs a round adds to it; in rising order. */
function times(
  index: IntentIndex,
  sentences: readonly string[],
  rounds: number,
  allows: (capability: string) => boolean = () => true,
): readonly number[] {
  const least = sentences.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++)
    for (const [place, sentence] of sentences.entries()) {
      const begin = performance.now();
      index.resolve(sentence, { limit: 5, allows });
      least[place] = Math.min(least[place] as number, performance.now() - begin);
    }
  return least.toSorted((a, b) => a - b);
}
