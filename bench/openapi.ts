/** How long a document of 10 MB takes to read, and how much memory, as JSON and as YAML. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costOf, removeFolder, cores, temporaryFolder } from './machine.ts';
import { largeDocument } from './openapi-document.ts';
import { showSpread, spreadOf } from './statistics.ts';
import { printTable, verdict } from './table.ts';

/** How large the document is, and how often it is read. */
export interface OpenApiPlan {
  readonly megabytes: number;
  readonly operations: number;
  readonly rounds: number;
}

interface Reading {
  readonly operations: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly megabytes: number;
}

/** What a reading may take at most. */
const aims = { seconds: 3, megabytes: 500 };

/** Reads it whole and by twenty operations, each time in a process of its own, and prints time and memory. */
export async function benchOpenApi({ megabytes, operations, rounds }: OpenApiPlan): Promise<void> {
  const folder = temporaryFolder();
  try {
    const document = largeDocument(operations, megabytes);
    const readings = new Map<string, Reading[]>();
    for (let round = 0; round < rounds; round++) {
      for (const form of ['json', 'yaml'] as const) {
        const file = join(folder, `openapi.${form}`);
        writeFileSync(file, document[form]);
        for (const wanted of [null, 20]) {
          const size = (document[form].length / 1_000_000).toFixed(1);
          const name = `${form === 'json' ? 'JSON' : 'YAML'}, ${size} MB, ${wanted === null ? 'whole' : `${wanted} operations`}`;
          readings.set(name, [...(readings.get(name) ?? []), await read(file, wanted)]);
        }
      }
    }
    report(readings, rounds);
  } finally {
    removeFolder(folder);
  }
}

async function read(file: string, wanted: number | null): Promise<Reading> {
  const target = join(import.meta.dirname, 'targets/read-openapi.ts');
  const words = wanted === null ? [] : [String(wanted)];
  const { exitCode, output } = await costOf([process.execPath, target, file, ...words]);
  const found = /^read (\d+) (\S+) (\S+) (\S+)$/m.exec(output);
  if (exitCode !== 0 || found === null) throw new Error(output);
  const [operations = 0, seconds = 0, cpu = 0, megabytes = 0] = found.slice(1).map(Number);
  return { operations, seconds, cpu, megabytes };
}

function report(readings: ReadonlyMap<string, readonly Reading[]>, rounds: number): void {
  const rows = [...readings].map(([name, all]) => {
    const of = (value: (one: Reading) => number, digits: number) => showSpread(spreadOf(all.map(value)), digits);
    const isReached = all.every(({ seconds, megabytes }) => seconds <= aims.seconds && megabytes <= aims.megabytes);
    return [
      name,
      String(all[0]?.operations ?? 0),
      of(({ seconds }) => seconds, 2),
      of(({ cpu }) => cpu, 2),
      of(({ megabytes }) => megabytes, 0),
      verdict(isReached, `≤ ${aims.seconds} s and ≤ ${aims.megabytes} MB`),
    ];
  });
  printTable(
    `One OpenAPI document, ${rounds} rounds, on core ${cores.measured}`,
    ['', 'operations', 'seconds', 'CPU seconds', 'peak MB of the process', ''],
    rows,
  );
}
