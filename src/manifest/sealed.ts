/**
 * Whether a text is a sealed value: an age file (https://age-encryption.org/v1) in ASCII armor. Looked at from outside;
 * whether it opens is known to whoever has the key. Nothing that is said of it repeats it: it may be the secret itself.
 */
import type { Finding } from './finding.ts';

type Fields = Readonly<Record<string, unknown>>;

const begin = '-----BEGIN AGE ENCRYPTED FILE-----';
const end = '-----END AGE ENCRYPTED FILE-----';

/** The findings for `recipients`, which may hold anything: a private key in their place has to be replaced, and is not repeated. */
export function recipientFindings(recipients: unknown, path: Finding['path']): Finding[] {
  return (Array.isArray(recipients) ? recipients : []).flatMap((recipient: unknown, index): Finding[] => {
    if (!/AGE-SECRET-KEY-/i.test(String(recipient))) return [];
    return [
      {
        code: 'unsealed-secret',
        message: 'This is a private key: whoever reads the file can open everything that is sealed to it.',
        hint: 'Write the public key, which begins with age1. If the file has left this machine, make another key with "smarteros secret keygen".',
        path: [...path, index],
        part: 'value',
      },
    ];
  });
}

/** The findings for the `sealed` of a Secret, which may hold anything. */
export function sealedFindings(metadata: Fields, { sealed }: Fields): Finding[] {
  if (sealed === undefined) return [];
  const fault = typeof sealed === 'string' ? faultOf(sealed.trim()) : 'plain';
  if (fault === null) return [];
  return [{ code: 'unsealed-secret', ...wordsOf(fault, metadata), path: ['spec', 'sealed'], part: 'key' }];
}

type Fault = 'plain' | 'damaged' | 'folded' | 'other';

function faultOf(text: string): Fault | null {
  if (!text.includes(begin.slice(5, -5))) return 'plain';
  const lines = text.split(/\r?\n/);
  if (lines.length < 3) return 'folded';
  if (lines[0] !== begin || lines.at(-1) !== end) return 'damaged';
  const body = lines.slice(1, -1);
  if (!body.every(isWholeLine)) return 'damaged';
  const bytes = Buffer.from(body.join(''), 'base64').toString('latin1');
  return isAgeFile(bytes) ? null : 'other';
}

/** 64 characters of base64 each, and at most as many in the last one. */
function isWholeLine(line: string, index: number, all: readonly string[]): boolean {
  const isLast = index === all.length - 1;
  const isShort = isLast ? line.length <= 64 && line.length > 0 && line.length % 4 === 0 : line.length === 64;
  return isShort && (isLast ? /^[A-Za-z0-9+/]+={0,2}$/ : /^[A-Za-z0-9+/]+$/).test(line);
}

/** The version line, a stanza for each recipient, the header's code, and the payload behind it. */
function isAgeFile(bytes: string): boolean {
  return /^age-encryption\.org\/v1\n(-> [!-~ ]+\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+--- [A-Za-z0-9+/]{43}\n[^]{32,}$/.test(
    bytes,
  );
}

function wordsOf(fault: Fault, metadata: Fields): Pick<Finding, 'message' | 'hint'> {
  const seal = `smarteros secret seal ${ownerWords(metadata)}`;
  switch (fault) {
    case 'plain':
      return {
        message: 'The value is not sealed, so whoever reads the file reads the secret.',
        hint: `Write what "${seal}" makes of it. If the file has left this machine, replace the secret itself as well.`,
      };
    case 'folded':
      return {
        message: 'The sealed value stands on one line, and its own lines are lost.',
        hint: `Write it as a block: "sealed: |", with each of its lines below, indented. "${seal}" writes it so.`,
      };
    case 'damaged':
      return {
        message: 'The sealed value is damaged: its lines are not those that were written.',
        hint: `Take it over whole, from its BEGIN line to its END line, or seal the value again with "${seal}".`,
      };
    case 'other':
      return {
        message: 'The sealed value is no age file, or a part of one only.',
        hint: `Take it over whole, or seal the value again with "${seal}".`,
      };
  }
}

/** `demo shop-key`, or `--shared shop-key`, as the command takes it. */
function ownerWords({ tenant, name }: Fields): string {
  return [tenant ?? '--shared', name]
    .map((word) => (/^[a-z-][a-z0-9-]*$/.test(String(word)) ? word : 'NAME'))
    .join(' ');
}
