/** `smarteros secret rotate` */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readWorkspace } from '../manifest/read.ts';
import { openIdentities } from '../secret/identities.ts';
import { open, seal } from '../secret/seal.ts';
import { openStoreKeys } from '../secret/store-keys.ts';
import { rotateStore } from '../secret/store.ts';
import { count } from './announce.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { secretsIn, withSealed, type SealedSecret } from './secret-manifest.ts';
import { recipientsOf } from './secret-recipients.ts';
import { buildOnce, workspaceFolder } from './workspace.ts';
import { refusalOf, replaceText } from './write-back.ts';

/** Brings secrets under new keys. */
export const secretRotate: Command = {
  description:
    'Brings secrets under the present keys. --sealed seals every Secret manifest anew to the public keys of system.yaml, opened with the private keys at hand; --store encrypts the store under its first key. Each file is written whole or not at all; what cannot be opened is told and left as it is. Old sealed values stay in the history of Git: after a leak of a private key, change the values themselves too. Exits 1 when something was left.',
  args: {
    sealed: { type: 'boolean', description: 'Secrets that are sealed in Git', default: false },
    store: { type: 'boolean', description: 'The encrypted store on this machine', default: false },
    'dry-run': { type: 'boolean', description: 'Say what would be done, and write nothing', default: false },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros secret rotate --sealed --dry-run', 'which manifests would be written'],
    ['smarteros secret rotate --sealed', 'after a change of spec.secrets.recipients'],
    ['smarteros secret rotate --store', 'after "smarteros secret keygen --store --add"'],
  ],
  run: async (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const isDryRun = options['dry-run'] === true;
    if (options['sealed'] !== true && options['store'] !== true)
      throw new Misuse('Say what to bring under new keys: --sealed, --store, or both.');
    const sealed = options['sealed'] === true ? await rotateSealed(workspace, isDryRun) : true;
    const stored = options['store'] === true ? await rotateStored(workspace, isDryRun) : true;
    return sealed && stored ? exitCodes.fine : exitCodes.problems;
  },
};

/** False when something was left as it is. */
async function rotateSealed(workspace: string, isDryRun: boolean): Promise<boolean> {
  const recipients = recipientsOf(buildOnce(workspace).build, undefined);
  const identities = openIdentities(workspace, process.env).current();
  if (identities.keys.length === 0) throw new Misuse(identities.problem ?? 'There is no private key here.');
  const root = realpathSync(workspace);
  let [done, left, current] = [0, 0, 0];
  for (const file of readWorkspace(root).files) {
    const secrets = secretsIn(file);
    const others = secrets.filter((secret) => !isSame(secret.recipients, recipients));
    current += secrets.length - others.length;
    if (others.length === 0) continue;
    const text = await resealed(file.text, others, recipients, identities.keys);
    const reason = 'reason' in text ? text.reason : refusalOf(root, file.path);
    if (reason !== null) {
      left += others.length;
      tell(`left ${file.path}: ${reason}`);
      continue;
    }
    if (!isDryRun) replaceText(join(root, file.path), file.text, (text as { text: string }).text);
    done += others.length;
    tell(`${isDryRun ? 'would seal' : 'sealed'} ${file.path}`);
  }
  tell(summary(isDryRun ? 'would be sealed anew' : 'sealed anew', done, current, left));
  return left === 0;
}

/** The file's text with all of its secrets under the new keys. */
async function resealed(
  before: string,
  secrets: readonly SealedSecret[],
  recipients: readonly string[],
  keys: readonly string[],
): Promise<{ readonly text: string } | { readonly reason: string }> {
  let text = before;
  for (const { place, sealed, recipients: old } of secrets) {
    const opened = await open(sealed, keys, place);
    if ('reason' in opened) return { reason: `secret "${place.name}" ${opened.reason}` };
    const after = { sealed: await seal(opened.value, place, recipients), recipients };
    const changed = withSealed(text, { sealed, recipients: old }, after);
    if (changed === null)
      return {
        reason: 'it is written in a form that this command does not change; use "smarteros secret seal --force".',
      };
    text = changed;
  }
  return { text };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && other.every((key) => one.includes(key));
}

/** False when something was left as it is. */
async function rotateStored(workspace: string, isDryRun: boolean): Promise<boolean> {
  const keys = openStoreKeys(workspace, process.env);
  const { keys: present, problem, from } = keys.current();
  if (present.length === 0) throw new Misuse(problem ?? 'There is no key of the store.');
  const { renewed, current, shut } = await rotateStore(workspace, keys, isDryRun);
  for (const place of renewed) tell(`${isDryRun ? 'would encrypt' : 'encrypted'} ${place}`);
  for (const { place, reason } of shut) tell(`left ${place}: it ${reason}`);
  tell(summary(isDryRun ? 'would be encrypted anew' : 'encrypted anew', renewed.length, current.length, shut.length));
  if (!isDryRun && shut.length === 0 && present.length > 1)
    tell(`All of the store is under the first key of ${from}: the others are needed no more.`);
  return shut.length === 0;
}

function summary(what: string, done: number, current: number, left: number): string {
  const rest = left === 0 ? '' : `, ${left} left as ${left === 1 ? 'it is' : 'they are'}`;
  return `${count(done, 'secret')} ${what}, ${current} under the present keys already${rest}`;
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
