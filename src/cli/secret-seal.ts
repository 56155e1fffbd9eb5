/** `smarteros secret seal` */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { hashOf } from '../manifest/read.ts';
import type { SecretPlace } from '../secret/owner.ts';
import { seal } from '../secret/seal.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { replaceFile } from './replace-file.ts';
import { inForm } from './scaffold-file.ts';
import { secretsIn, secretText, withSealed, type SealedTo } from './secret-manifest.ts';
import { placeArgs, secretPath, secretPlaceOf, secretWords } from './secret-place.ts';
import { recipientsOf } from './secret-recipients.ts';
import { readValue, valueWords } from './secret-value.ts';
import { buildOnce, workspaceFolder } from './workspace.ts';

/** Seals a value and writes the manifest that holds it. */
export const secretSeal: Command = {
  description: `Seals a value, so that it can stand in Git: only the gateway’s private key opens it, and only for this tenant and name. Writes tenants/TENANT/secrets/NAME.yaml. ${valueWords}`,
  args: {
    ...placeArgs,
    recipient: {
      type: 'string',
      valueHint: 'KEYS',
      description: 'Public keys to seal to, separated by commas (default: spec.secrets.recipients of system.yaml)',
    },
    force: { type: 'boolean', description: 'Put the new value in the place of one that is there', default: false },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros secret seal demo shop-key', 'asks for the value'],
    ['pass show demo/shop | smarteros secret seal demo shop-key', 'takes it from another program'],
    ['smarteros secret seal demo shop-key --force < key.txt', 'a new value in the place of the old one'],
    ['smarteros secret seal --shared chatwoot-token', 'for a shared provider: secrets/chatwoot-token.yaml'],
  ],
  run: async (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const place = secretPlaceOf(workspace, options);
    const file = join(workspace, secretPath(place));
    const isThere = existsSync(file);
    if (isThere && options['force'] !== true)
      throw new Misuse(
        `${shown(file)} holds a sealed value already. Look whether it is still needed; --force puts the new one in its place.`,
      );
    const recipients = recipientsOf(buildOnce(workspace).build, options['recipient']);
    const value = await readValue(secretWords(place));
    const after = { sealed: await seal(value, place, recipients), recipients };
    const fresh = () => inForm(workspace, secretPath(place), secretText(place, after.sealed, recipients));
    if (isThere) replaceFile(file, withNewValue(file, place, after) ?? fresh());
    else writeNewFile(file, fresh());
    process.stdout.write(`${isThere ? 'Replaced' : 'Wrote'} ${shown(file)}\n`);
    process.stderr.write(
      `It can be committed; a running gateway that has the private key uses it as soon as it sees the file.\n`,
    );
    tellProblems(workspace, place);
    return exitCodes.fine;
  },
};

/** The manifest with its comments; null when it is none of this secret, or has errors. */
function withNewValue(file: string, place: SecretPlace, after: SealedTo): string | null {
  const text = readFileSync(file, 'utf8');
  const known = secretsIn({ path: secretPath(place), text, hash: hashOf(text) });
  const before = known.find((secret) => secret.place.owner === place.owner && secret.place.name === place.name);
  return before === undefined ? null : withSealed(text, before, after);
}

function writeNewFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx' });
}

/** Says at once what `check` would say of the new file: a provider that does not use it, most often. */
function tellProblems(workspace: string, place: SecretPlace): void {
  const path = secretPath(place);
  const problems = buildOnce(workspace).problems.filter(
    ({ span, related }) => span.file === path || related?.span.file === path,
  );
  for (const { message, hint } of problems) process.stderr.write(`${message} ${hint ?? ''}\n`);
}

function shown(file: string): string {
  return relative(process.cwd(), file);
}
