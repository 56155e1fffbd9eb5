/**
 * Faults that come from inside the gateway's process, as they need no root: loaded with `--import` before anything else.
 * A name that DNS forgets, a disk that is full, a clock that jumps. Each is looked for in the folder of switches.
 */
import dns from 'node:dns';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';
import { readSwitch, switchesVariable } from './switches.ts';

/** A name that leads to this machine, for as long as DNS is well. */
const knownName = 'upstream.chaos.test';
const folder = process.env[switchesVariable] ?? '';

let isDiskFull = false;
let clockOffMs = 0;
const look = (): void => {
  isDiskFull = readSwitch(folder, 'disk-full') !== null;
  clockOffMs = Number(readSwitch(folder, 'clock') ?? 0);
};
setInterval(look, 10).unref();
breakNames();
breakDisk();
breakClock();
syncBuiltinESMExports();

function breakNames(): void {
  type Lookup = (name: string, options: object, callback: (error: Error | null, addresses?: unknown) => void) => void;
  const lookup = dns.lookup as unknown as Lookup;
  const broken: Lookup = (name, options, callback) => {
    if (name !== knownName) return lookup(name, options, callback);
    if (readSwitch(folder, 'dns-gone') === null) return lookup('127.0.0.1', options, callback);
    setImmediate(() => callback(Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' })));
  };
  dns.lookup = broken as unknown as typeof dns.lookup;
}

/** Only the audit's folder: the disk of everything else has room. */
function breakDisk(): void {
  const open = fs.open;
  const full = (): never => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  };
  fs.open = async (path, ...more) => {
    const isAudit = String(path).includes(`${sep}audit${sep}`);
    const isNew = typeof more[0] === 'number';
    if (isAudit && isNew && isDiskFull) full();
    const file = await open(path, ...more);
    if (!isAudit) return file;
    const write = file.write.bind(file) as (...args: unknown[]) => Promise<unknown>;
    const datasync = file.datasync.bind(file);
    const replaced = {
      write: async (...args: unknown[]) => (isDiskFull ? full() : write(...args)),
      datasync: async () => (isDiskFull ? full() : datasync()),
    };
    return Object.assign(file, replaced as object);
  };
}

/** What tells the time of day; clocks that only go forward stay right, as on a machine whose time is set. */
function breakClock(): void {
  const real = Date;
  const now = (): number => real.now() + clockOffMs;
  globalThis.Date = new Proxy(real, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    get: (target, member, receiver) => (member === 'now' ? now : (Reflect.get(target, member, receiver) as unknown)),
  });
}
