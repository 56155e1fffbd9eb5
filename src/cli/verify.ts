/** `smarteros verify` */
import { existsSync, writeFileSync } from 'node:fs';
import { openRuntime } from '../runtime.ts';
import type { Build } from '../build/build.ts';
import { cassetteText, type Take } from '../verify/cassette.ts';
import { outcomeOf, type VerifiedCapability } from '../verify/report.ts';
import { dataFlag, dataFolderOf } from './data-folder.ts';
import { environmentFlag, formatFlag, workspaceFlag, type Command } from './command.ts';
import { isColored } from './colour.ts';
import { exitCodes, Misuse } from './exit.ts';
import { replaceFile } from './replace-file.ts';
import { sharedOf } from './shared-flags.ts';
import { createVerifier } from './verify-call.ts';
import { loadCassette, verifyRecorded } from './verify-cassette.ts';
import { targetsOf, type Target } from './verify-targets.ts';
import { verifyText } from './verify-text.ts';
import { buildOnce, environmentOf, workspaceFolder } from './workspace.ts';

/** Tells whether companies' APIs still answer as it is declared. */
export const verify: Command = {
  description:
    'Calls capabilities with their examples and holds the answers against what is declared: what the API sent against the endpoint’s response, the result against the capability’s output. Tells each difference by its field, and never a value. Goes the way of every call: credential, limits, timeouts and the guard of addresses hold. Only what reads is called unless --writes is given. Exits 0 when all fits, 1 when something differs, 2 when something could not be asked.',
  args: {
    subject: {
      type: 'positional',
      required: false,
      repeated: true,
      description: 'TENANT or TENANT/CAPABILITY, several of them; else all',
    },
    writes: { type: 'boolean', default: false, description: 'Call what changes something, too, with its examples' },
    record: {
      type: 'string',
      valueHint: 'FILE',
      description: 'Write what answers looked like, without their values, into a file for --cassette',
    },
    cassette: {
      type: 'string',
      valueHint: 'FILE',
      description: 'Send nothing: hold what was recorded against the manifests',
    },
    workspace: workspaceFlag,
    data: dataFlag,
    environment: environmentFlag,
    format: formatFlag,
  },
  examples: [
    ['smarteros verify', 'every capability that reads'],
    ['smarteros verify demo demo/orders.search', 'one tenant, or one capability'],
    ['smarteros verify demo --record demo.cassette.json', 'keep what answers look like'],
    ['smarteros verify demo --cassette demo.cassette.json', 'the same for a pipeline, without the API'],
  ],
  run: async (options) => {
    const [record, cassette] = [fileOf(options['record']), fileOf(options['cassette'])];
    if (record !== null && cassette !== null)
      throw new Misuse('--record calls the API and --cassette does not: give one of them.');
    const folder = workspaceFolder(String(options['workspace']));
    const { build } = buildOnce(folder, { environment: environmentOf(options), cache: true });
    const { targets, broken } = targetsOf(build, options['subject'] as readonly string[]);
    const verified =
      cassette === null
        ? await verifyLive(targets, { build, folder, record, options })
        : verifyOffline(targets, cassette);
    tell(verified, broken, options);
    const outcome = outcomeOf(verified);
    if (outcome === 'drift') return exitCodes.problems;
    return outcome === 'failed' || broken.length > 0 ? exitCodes.unverified : exitCodes.fine;
  },
};

function fileOf(option: unknown): string | null {
  return option === undefined ? null : String(option);
}

function verifyOffline(targets: readonly Target[], file: string): VerifiedCapability[] {
  const cassette = loadCassette(file);
  return targets.map((target) => verifyRecorded(target, cassette));
}

interface Live {
  readonly build: Build;
  readonly folder: string;
  readonly record: string | null;
  readonly options: Record<string, unknown>;
}

async function verifyLive(
  targets: readonly Target[],
  { build, folder, record, options }: Live,
): Promise<VerifiedCapability[]> {
  const runtime = await openRuntime({
    workspace: folder,
    dataFolder: dataFolderOf(folder, options),
    table: () => build.table,
    environment: process.env,
    shared: sharedOf(options, process.env),
    isRecording: true,
    log: null,
    onEvent: () => {},
    onSecretProblem: (message) => void process.stderr.write(`${message}\n`),
  });
  try {
    const verifier = createVerifier(runtime, build);
    const verified: VerifiedCapability[] = [];
    const takes = new Map<string, Take>();
    for (const target of targets) {
      const { report, take } = await verifier(target, { writes: options['writes'] === true });
      verified.push(report);
      if (take !== null) takes.set(`${target.tenant}/${target.capability}`, take);
    }
    if (record !== null) writeText(record, cassetteText(takes));
    return verified;
  } finally {
    await runtime.close();
  }
}

function writeText(file: string, text: string): void {
  try {
    if (existsSync(file)) replaceFile(file, text);
    else writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw new Misuse(`--record names ${file}, which cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function tell(
  verified: readonly VerifiedCapability[],
  broken: readonly string[],
  options: Record<string, unknown>,
): void {
  if (options['format'] === 'json') process.stdout.write(`${JSON.stringify({ version: 1, capabilities: verified })}\n`);
  else process.stdout.write(verifyText(verified, isColored(process.stdout)));
  if (broken.length > 0)
    process.stderr.write(`Not verified, because of mistakes that "smarteros check" tells: ${broken.join(', ')}.\n`);
}
