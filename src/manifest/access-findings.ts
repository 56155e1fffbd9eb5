/** What the schema cannot say about access rules: conditions that do not choose anybody. */
import type { Finding } from './finding.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The findings for `spec.access`, whose entries may hold anything. */
export function accessFindings(rules: readonly Fields[]): Finding[] {
  return rules.flatMap(({ when }, index) => {
    const conditions = Object.entries(typeof when === 'object' && when !== null ? when : {});
    return conditions.flatMap(([claim, value]) => {
      const path = ['spec', 'access', index, 'when', claim];
      return [...editableFindings(claim, path), ...mailFindings(claim, value, path)];
    });
  });
}

/** What Supabase and others let every user write about themselves. */
const editable = new Set(['user_metadata', 'raw_user_meta_data', 'unsafe_metadata', 'unsafeMetadata']);

function editableFindings(claim: string, path: Finding['path']): Finding[] {
  const [name = ''] = claim.split('.');
  if (!editable.has(name)) return [];
  return [
    {
      code: 'editable-claim',
      message: `Users write ${name} themselves, so whoever can log in could make themselves fit this rule.`,
      hint: 'Keep it in what only the issuer’s administrators set, such as app_metadata, and name that here.',
      path,
      part: 'key',
    },
  ];
}

/** Everyone can have an address there. */
const publicMail = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'hotmail.cl',
  'live.com',
  'msn.com',
  'yahoo.com',
  'yahoo.es',
  'icloud.com',
  'me.com',
  'aol.com',
  'gmx.com',
  'mail.com',
  'proton.me',
  'protonmail.com',
  'zoho.com',
  'yandex.com',
]);

function mailFindings(claim: string, value: unknown, path: Finding['path']): Finding[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((pattern, index): Finding[] => {
    const why = typeof pattern === 'string' ? mailFault(pattern, claim.split('.').at(-1) === 'email') : null;
    if (why === null) return [];
    return [
      {
        code: 'open-access',
        severity: 'warning',
        message: `The pattern "${String(pattern)}" lets in more people than anybody chose: ${why}.`,
        hint: 'Write whole addresses, or the company’s own domain with its @, for example: "*@demo.cl"',
        path: Array.isArray(value) ? [...path, index] : path,
        part: 'value',
      },
    ];
  });
}

/** A clause; null where the pattern is as narrow as it looks. */
function mailFault(pattern: string, isEmail: boolean): string | null {
  if (pattern === '*' || !pattern.includes('*')) return null;
  const domain = /^\*@?(.*)$/.exec(pattern)?.[1]?.toLowerCase();
  if (domain === undefined) return isEmail ? 'whoever owns a domain can have an address that begins so' : null;
  if (publicMail.has(domain)) return `everybody can have an address at ${domain}`;
  return isEmail && !pattern.startsWith('*@') ? `an address at another${domain} would fit as well` : null;
}
