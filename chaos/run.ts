/**
 * `npm run chaos`: breaks one thing after the other around a gateway under load and holds what clients were told against
 * what was done and what was recorded. Exit code 1 when a promise did not hold. See docs/chaos.md.
 */
import { parseArgs } from 'node:util';
import { cleanUp, isInstalled } from '../bench/machine.ts';
import { type Fault, faults } from './faults.ts';
import { play, type Played } from './play.ts';
import { brokenIn, tableOf } from './report.ts';

const usage = `npm run chaos -- [--only NAME]… [--markdown] [--patient]

  --only NAME   play this fault alone; may be given more than once
  --markdown    the table as Markdown
  --patient     calls may take longer than 2 s to succeed again: for a machine that has much to do
  --help        this text

${faults.map(({ name, what }) => `  ${name.padEnd(18)}${what}`).join('\n')}
`;

const wanted = options();
const all: Played[] = [];
for (const fault of faults) if (wanted.only.length === 0 || wanted.only.includes(fault.name)) await playAndTell(fault);
process.stdout.write(`\n${tableOf(all, wanted.markdown)}`);
cleanUp();
process.exitCode = all.some((played) => brokenIn(played).length > 0) ? 1 : 0;

async function playAndTell(fault: Fault): Promise<void> {
  if (fault.needs?.redis === true && !isInstalled('redis-server')) {
    process.stdout.write(`Left out: ${fault.name}. It needs redis-server, which is not installed here.\n`);
    return;
  }
  const begin = performance.now();
  const played = await play(fault, wanted.patient);
  all.push(played);
  const broken = brokenIn(played);
  const took = `${((performance.now() - begin) / 1000).toFixed(0)} s`;
  process.stderr.write(`  ${fault.name}: ${broken.length === 0 ? 'held' : 'broken'} (${took})\n`);
  for (const sentence of broken.slice(0, 10)) process.stderr.write(`    ${sentence}\n`);
  if (broken.length > 10) process.stderr.write(`    and ${broken.length - 10} more\n`);
}

interface Options {
  readonly only: readonly string[];
  readonly markdown: boolean;
  readonly patient: boolean;
}

function options(): Options {
  try {
    const only = { type: 'string', multiple: true, default: [] as string[] } as const;
    const flag = { type: 'boolean', default: false } as const;
    const { values } = parseArgs({ options: { only, markdown: flag, patient: flag, help: flag } });
    if (values.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    const unknown = values.only.filter((name) => !faults.some((fault) => fault.name === name));
    if (unknown.length === 0) return values;
    process.stderr.write(`There is no fault ${unknown.join(', ')}.\n\n${usage}`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
  }
  process.exit(64);
}
