/** How faults are turned on and off in processes: a file for each in a folder, which they look at. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The variable that names the folder to the gateway. */
export const switchesVariable = 'SMARTEROS_CHAOS_SWITCHES';

/**
 * What can be turned on. `upstream` holds one of the upstream's modes, `clock` by how many milliseconds the gateway's clock is
 * wrong; the others are on while they are there.
 */
export type Switch = 'upstream' | 'clock' | 'dns-gone' | 'disk-full';

/** Turns a fault on. */
export function turnOn(folder: string, name: Switch, value = ''): void {
  writeFileSync(join(folder, name), value);
}

/** Turns a fault off. */
export function turnOff(folder: string, name: Switch): void {
  rmSync(join(folder, name), { force: true });
}

/** What a switch holds; null while it is off. */
export function readSwitch(folder: string, name: Switch): string | null {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
