/** Rules that let in everybody who can log in, where the issuer lets anybody log in. */
import type { ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import type { LinkContext } from './linked.ts';

/** One warning for each rule that asks for nothing but the presence of claims that every token of such an issuer has. */
export function openRules(
  by: ResourceOf<'Tenant'> | ResourceOf<'System'>,
  system: ResourceOf<'System'> | null,
  context: LinkContext,
): Problem[] {
  if (by.spec.access === undefined) return [];
  const open = new Set((system?.spec.issuers ?? []).filter(takesAnybody).map(({ name }) => name));
  return by.spec.access.flatMap(({ issuer, when }, index): Problem[] => {
    if (!open.has(issuer) || !Object.entries(when).every(saysNothing)) return [];
    return [
      {
        code: 'open-access',
        severity: 'warning',
        message: `Everybody who signs up at "${issuer}" fits this rule: it asks for nothing that tells people apart.`,
        hint: 'Ask for a role, an e-mail address or the company’s own domain.',
        span: context.locate(by.file, by.document, ['spec', 'access', index, 'when'], 'key'),
      },
    ];
  });
}

/** Signing up is open unless somebody closed it, and that is not seen from here. */
function takesAnybody({ type, issuer }: { readonly type?: string; readonly issuer: string }): boolean {
  return type === 'supabase' || /^https:\/\/(accounts\.google\.com|login\.microsoftonline\.com)(\/|$)/.test(issuer);
}

/** `*`, and what stands in each token of these issuers. */
function saysNothing([claim, value]: readonly [string, unknown]): boolean {
  return claim === 'aud' || claim === 'iss' || claim === 'email_verified' || [value].flat().includes('*');
}
