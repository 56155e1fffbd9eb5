/**
 * One edited manifest after the other, first in a builder alone, then in a running gateway. Started as
 * `node one-edit.ts <workspace> <tenants> <capabilities> <edits>`; prints a line `edit <builder|gateway> <ms> <ms>` for each:
 * in a builder what reading, building and swapping took and the CPU time of it; in a gateway the time from the first word of
 * the change to the swapped table, and that from saving.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createBuilder } from '../../src/build/build.ts';
import { openFileSet } from '../../src/build/file-set.ts';
import { createServingHolder } from '../../src/call/serving.ts';
import { createTokenVerifier } from '../../src/identity/verify.ts';
import { createNet } from '../../src/net/undici.ts';
import { serveHere } from './serve-here.ts';
import { capabilityFile } from '../workspace.ts';
import { capabilityManifest } from '../manifests.ts';

const [workspace = '', tenants = '1', capabilities = '1', edits = '1'] = process.argv.slice(2);
let version = 0;

/** Writes one capability with another result, each time another one; gives its path. */
function save(): string {
  version++;
  const at = { tenant: (version * 37) % Number(tenants), capability: (version * 13) % Number(capabilities) };
  writeFileSync(join(workspace, capabilityFile(at)), capabilityManifest({ endpoints: 3 }, at, version));
  return capabilityFile(at);
}

function tell(where: string, first: number, second: number): void {
  process.stdout.write(`edit ${where} ${first.toFixed(2)} ${second.toFixed(2)}\n`);
}

function inBuilder(): void {
  const build = createBuilder({ thorough: false });
  const files = openFileSet(workspace);
  let current = build(files.files(), files.problems(), null);
  const verifier = createTokenVerifier({ net: createNet() });
  const holder = createServingHolder(
    { localKey: null, verifier, trials: { startOf: () => 0 }, startedAt: 0, now: Date.now },
    current.table,
    current.states,
  );
  for (let edit = 0; edit < Number(edits); edit++) {
    const path = save();
    const cpu = process.cpuUsage();
    const begin = performance.now();
    files.refresh(path);
    current = build(files.files(), files.problems(), current, files.changes());
    holder.swap(current.table, current.states);
    const took = performance.now() - begin;
    const { user, system } = process.cpuUsage(cpu);
    tell('builder', took, (user + system) / 1000);
  }
}

async function inGateway(): Promise<void> {
  let done: (milliseconds: number) => void = () => {};
  const server = await serveHere(workspace, {
    reloaded: (_build, _problems, _tenants, milliseconds) => done(milliseconds),
  });
  // Until the folder is under watch a change may go unseen for a while.
  await wait(4000);
  for (let edit = 0; edit < Number(edits); edit++) {
    const told = new Promise<number>((resolve) => (done = resolve));
    const begin = performance.now();
    save();
    const milliseconds = await told;
    tell('gateway', milliseconds, performance.now() - begin);
    await wait(100);
  }
  await server.stop();
}

inBuilder();
await inGateway();
