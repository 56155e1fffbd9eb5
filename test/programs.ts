/** Programs of the system that a suite needs: absent ones skip it with a word, unless this machine is said to have them. */
import { spawnSync } from 'node:child_process';

/** Names of programs that have to be there (`.ci/run` installs them): without one its suites fail instead of being skipped. */
const required = (process.env['SMARTEROS_TEST_PROGRAMS'] ?? '').split(' ').filter((name) => name !== '');

/**
 * Whether a program can be started by its name; says so on stderr when it cannot.
 *
 * @throws when it is absent and `SMARTEROS_TEST_PROGRAMS` names it
 */
export function requireProgram(name: string, debianPackage: string): boolean {
  if (spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name]).status === 0) return true;
  if (required.includes(name)) throw new Error(`${name} is not installed, and this run must not skip what needs it.`);
  process.stderr.write(`Skipped: what needs ${name} (Debian package ${debianPackage}).\n`);
  return false;
}
