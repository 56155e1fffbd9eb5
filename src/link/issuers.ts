/** Access rules name issuers of the system: a rule of one that is not there opens nothing. */
import type { BrokenResource, ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import type { LinkContext } from './linked.ts';
import { nearest, type Candidates } from './near.ts';

/**
 * One problem for each rule. A suggestion only, however near: who may call is never changed by a program.
 *
 * @param by whose rules they are
 * @param system null when nothing declares one
 */
export function unknownIssuers(
  by: ResourceOf<'Tenant'> | ResourceOf<'System'>,
  system: ResourceOf<'System'> | null,
  broken: readonly BrokenResource[],
  context: LinkContext,
): Problem[] {
  if (by.spec.access === undefined) return [];
  if (system === null && broken.some(({ kind }) => kind === null || kind === 'System')) return [];
  const known = issuersOf(system, context);
  return by.spec.access.flatMap(({ issuer }, index): Problem[] => {
    if (known.has(issuer)) return [];
    const near = nearest(issuer, known, 'issuers');
    return [
      {
        code: 'unknown-issuer',
        severity: 'error',
        message: `An access rule of ${by.kind === 'System' ? 'the system' : `tenant "${by.name}"`} counts on tokens of "${issuer}", and the system declares no such issuer: the rule opens nothing.`,
        span: context.locate(by.file, by.document, ['spec', 'access', index, 'issuer'], 'value'),
        ...near,
        ...(known.size > 0 ? {} : { hint: 'Declare it in spec.issuers of system.yaml.' }),
      },
    ];
  });
}

function issuersOf(system: ResourceOf<'System'> | null, context: LinkContext): Candidates {
  const issuers = system?.spec.issuers ?? [];
  return new Map(
    issuers.map(({ name }, index) => [
      name,
      () => context.locate(system?.file ?? '', system?.document ?? 0, ['spec', 'issuers', index, 'name'], 'value'),
    ]),
  );
}
