/** Where the private keys come from that open what is sealed in Git. */
import { join, resolve } from 'node:path';
import { readPrivateFile } from './private-file.ts';
import { isIdentity } from './seal.ts';
import { watchFile } from './watched-file.ts';

/** The private keys at hand, as of the last look. Several are there while one takes the place of another. */
export interface Identities {
  readonly keys: readonly string[];
  /** Where they are looked for: a variable's name or a file. */
  readonly from: string;
  /** Why there is none, or why some cannot be used, with what to do; null when all is well. */
  readonly problem: string | null;
}

/** Identities that follow their file. */
export interface IdentitySource {
  current(): Identities;
  /** Looks at the file again; true when something changed. */
  look(): boolean;
}

/** Where `smarteros secret keygen` puts the key. */
export function identityFile(workspace: string): string {
  return join(workspace, '.smarteros', 'age-key');
}

/**
 * The keys of `SMARTEROS_AGE_KEY`; else of the file that `SMARTEROS_AGE_KEY_FILE` names; else of `.smarteros/age-key`.
 * One a line; empty lines and those that begin with `#` are passed over, as `age-keygen` writes them.
 */
export function openIdentities(workspace: string, environment: NodeJS.ProcessEnv): IdentitySource {
  const inline = environment['SMARTEROS_AGE_KEY'];
  if (inline !== undefined && inline !== '') {
    const identities = identitiesIn(inline, 'SMARTEROS_AGE_KEY');
    return { current: () => identities, look: () => false };
  }
  const named = environment['SMARTEROS_AGE_KEY_FILE'];
  const isNamed = named !== undefined && named !== '';
  const file = isNamed ? resolve(named) : identityFile(workspace);
  const watched = watchFile(file, () => identitiesOf(file, isNamed));
  return { current: watched.current, look: watched.look };
}

function identitiesOf(file: string, isNamed: boolean): Identities {
  const read = readPrivateFile(file);
  if (read === null) {
    const advice = isNamed
      ? `SMARTEROS_AGE_KEY_FILE names ${file}, which is not there.`
      : `There is no private key here: put it into ${file} (mode 600), or set SMARTEROS_AGE_KEY.`;
    return { keys: [], from: file, problem: advice };
  }
  return 'text' in read ? identitiesIn(read.text, file) : { keys: [], from: file, problem: read.problem };
}

function identitiesIn(text: string, from: string): Identities {
  const lines = text.split(/\s*[\r\n,]\s*/).map((line) => line.trim());
  const written = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const keys = [...new Set(written.filter(isIdentity))];
  const others = written.length - written.filter(isIdentity).length;
  if (others > 0) {
    const which = others === 1 ? 'a line that is' : `${others} lines that are`;
    return { keys, from, problem: `${from} has ${which} no private key of age (AGE-SECRET-KEY-1…).` };
  }
  return { keys, from, problem: keys.length === 0 ? `${from} holds no private key of age (AGE-SECRET-KEY-1…).` : null };
}
