/** The text of Secret manifests: written anew, and with another sealed value in the place of the old one. */
import { parseManifest } from '../manifest/parse.ts';
import type { SourceFile } from '../manifest/read.ts';
import type { SecretPlace } from '../secret/owner.ts';

/** A manifest that says what is sealed, for whom, and to which keys. */
export function secretText({ owner, name }: SecretPlace, sealed: string, recipients: readonly string[]): string {
  const whose = owner === null ? `name: ${name}` : `tenant: ${owner}, name: ${name}`;
  return `apiVersion: smarteros/v1
kind: Secret
metadata: { ${whose} }
spec:
  sealed: |
${indented(sealed)}
  recipients:
${recipients.map((recipient) => `    - ${recipient}`).join('\n')}
`;
}

function indented(sealed: string): string {
  return sealed
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

/** A sealed value and the keys that its manifest says. */
export interface SealedTo {
  readonly sealed: string;
  readonly recipients: readonly string[];
}

/** A Secret of a file. */
export interface SealedSecret extends SealedTo {
  readonly place: SecretPlace;
}

/** The Secrets that a file declares without errors. */
export function secretsIn(file: SourceFile): SealedSecret[] {
  // Cheaper than parsing: few files hold any.
  if (!file.text.includes('-----BEGIN AGE')) return [];
  return parseManifest(file).resources.flatMap((resource) => {
    if (resource.kind !== 'Secret') return [];
    const { tenant: owner, name, spec } = resource;
    return [{ place: { owner, name }, sealed: spec.sealed, recipients: spec.recipients ?? [] }];
  });
}

/**
 * Puts the new value and keys where the old ones stand; everything else, comments too, stays as it is. Null when the old
 * value does not stand in the text exactly once, as a block of lines or a quoted text.
 */
export function withSealed(text: string, before: SealedTo, after: SealedTo): string | null {
  const blocks = [...text.matchAll(blockOf(before.sealed))];
  const [block] = blocks;
  const replaced =
    block !== undefined && blocks.length === 1
      ? text.replace(block[0], () =>
          lines(after.sealed)
            .map((line) => `${block.groups?.['indent'] ?? ''}${line}`)
            .join('\n'),
        )
      : replaceOnce(text, quoted(before.sealed), quoted(after.sealed));
  return replaced === null ? null : withRecipients(replaced, before.recipients, after.recipients);
}

/** The lines of the armor, all behind the same white space. */
function blockOf(sealed: string): RegExp {
  const escaped = lines(sealed).map((line) => line.replaceAll(/[+/=]/g, String.raw`\$&`));
  return new RegExp(String.raw`^(?<indent>[ ]+)${escaped.join(String.raw`\r?\n\k<indent>`)}`, 'gm');
}

function lines(sealed: string): string[] {
  return sealed.trim().split('\n');
}

function quoted(sealed: string): string {
  return lines(sealed).join(String.raw`\n`);
}

function replaceOnce(text: string, before: string, after: string): string | null {
  const parts = text.split(before);
  return parts.length === 2 ? parts.join(after) : null;
}

/** They are there for readers: where they stand in a form of their own, they stay as they are. */
function withRecipients(text: string, before: readonly string[], after: readonly string[]): string {
  if (before.length === 0) return text;
  const list = new RegExp(String.raw`^([ ]*)- ${before.join(String.raw`\r?\n\1- `)}[ ]*$`, 'm');
  const block = text.replace(list, (_all, indent: string) => after.map((one) => `${indent}- ${one}`).join('\n'));
  if (block !== text) return block;
  const flow = new RegExp(before.map((one) => `"?${one}"?`).join(String.raw`,\s*`));
  return text.replace(flow, after.map((one) => JSON.stringify(one)).join(', '));
}
