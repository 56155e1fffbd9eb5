/**
 * `npm run bench`: all parts, or those that are named (`npm run bench -- calls scale`); `--quick` for a first look with
 * fewer and shorter rounds. What is compared is measured in one run, in turn: figures of different runs are no pair.
 */
import { benchAgents } from './agents.ts';
import { benchCalls, missingForLoad } from './calls.ts';
import { benchFlat } from './flat.ts';
import { benchIntents } from './intents.ts';
import { cleanUp, machineNotes, pinOurselves } from './machine.ts';
import { benchOpenApi } from './openapi.ts';
import { benchMemory, benchReloadUnderLoad, benchSave } from './reload.ts';
import { benchEdit, benchScale } from './scale.ts';
import { benchSoak } from './soak.ts';
import { benchSteps } from './steps.ts';

interface Part {
  readonly name: string;
  /** Needs nginx and wrk. */
  readonly load: boolean;
  run(isQuick: boolean): Promise<void>;
}

const parts: readonly Part[] = [
  {
    name: 'calls',
    load: true,
    run: (isQuick) => benchCalls(isQuick ? { rounds: 3, seconds: 1 } : { rounds: 8, seconds: 2 }),
  },
  {
    name: 'agents',
    load: false,
    run: (isQuick) => benchAgents(isQuick ? [10, 100] : [10, 100, 1000]),
  },
  {
    name: 'steps',
    load: false,
    run: (isQuick) => benchSteps(isQuick ? { rounds: 8, milliseconds: 10 } : { rounds: 20, milliseconds: 20 }),
  },
  {
    name: 'intents',
    load: false,
    run: (isQuick) =>
      benchIntents(
        isQuick ? { capabilities: [100, 1000], rounds: 5 } : { capabilities: [100, 1000, 5000], rounds: 40 },
      ),
  },
  {
    name: 'soak',
    load: true,
    run: (isQuick) =>
      benchSoak(
        isQuick
          ? { calls: 150_000, secondsBetween: 2, mostSeconds: 180 }
          : { calls: 3_000_000, secondsBetween: 10, mostSeconds: 3600 },
      ),
  },
  {
    name: 'flat',
    load: true,
    run: (isQuick) =>
      benchFlat(isQuick ? { rounds: 3, seconds: 1 } : { rounds: 6, seconds: 2 }, isQuick ? 1000 : 10_000),
  },
  {
    name: 'save',
    load: false,
    run: (isQuick) => benchSave(isQuick ? { tenants: 100, saves: 10 } : { tenants: 1000, saves: 30 }),
  },
  {
    name: 'reload',
    load: true,
    run: (isQuick) => benchReloadUnderLoad(isQuick ? { tenants: 100, reloads: 10 } : { tenants: 1000, reloads: 50 }),
  },
  {
    name: 'memory',
    load: false,
    run: (isQuick) => benchMemory(isQuick ? { tenants: 20, reloads: 400 } : { tenants: 100, reloads: 1000 }),
  },
  {
    name: 'openapi',
    load: false,
    run: (isQuick) => benchOpenApi({ megabytes: 10, operations: 1000, rounds: isQuick ? 1 : 5 }),
  },
  {
    name: 'scale',
    load: false,
    run: async (isQuick) => {
      await benchEdit(
        isQuick
          ? {
              edits: 10,
              sizes: [
                [100, 14],
                [2, 1000],
              ],
            }
          : {
              edits: 60,
              sizes: [
                [500, 14],
                [10, 1000],
              ],
            },
      );
      const small = { tenants: 500, warmSeconds: 1, startSeconds: 1, settle: !isQuick };
      await benchScale(isQuick ? { ...small, rounds: 1, tenants: 100 } : { ...small, rounds: 3 });
      if (isQuick) return;
      await benchScale({ rounds: 1, tenants: 5000, warmSeconds: 8, startSeconds: null, settle: false });
    },
  },
];

const words = process.argv.slice(2);
const isQuick = words.includes('--quick');
const wanted = words.filter((word) => word !== '--quick');
const unknown = wanted.filter((word) => !parts.some(({ name }) => name === word));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no part ${unknown.join(', ')}. Parts are ${parts.map(({ name }) => name).join(', ')}; --quick shortens them.\n`,
  );
  process.exit(64);
}

pinOurselves();
for (const note of machineNotes()) process.stdout.write(`${note}\n`);
const missing = missingForLoad();
for (const part of parts) {
  if (wanted.length > 0 && !wanted.includes(part.name)) continue;
  if (part.load && missing.length > 0) {
    process.stdout.write(
      `\nLeft out: ${part.name}. It needs ${missing.join(' and ')}, which ${missing.length === 1 ? 'is' : 'are'} not installed here.\n`,
    );
    continue;
  }
  const begin = performance.now();
  await part.run(isQuick);
  process.stderr.write(`  ${part.name} took ${((performance.now() - begin) / 1000).toFixed(0)} s\n`);
}
cleanUp();
