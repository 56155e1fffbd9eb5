/** `check --only`: what concerns one tenant, and whether a change keeps to its folder. */
import type { Build } from '../build/build.ts';
import type { Problem } from '../problem.ts';
import { closest } from '../suggest.ts';
import type { Changed } from './changed.ts';
import { Misuse } from './exit.ts';

/**
 * A tenant's problems: its own, the errors of shared files (they keep what all share from changing), and the warnings of
 * those that it is made from. Throws `Misuse` for a tenant that is not there.
 */
export function problemsOf(tenant: string, build: Build, problems: readonly Problem[]): Problem[] {
  if (!build.tenants.has(tenant)) throw unknownTenant(tenant, [...build.tenants.keys()]);
  const sources = sharedSources(tenant, build);
  return problems.filter(({ severity, span }) => {
    if (span.file.startsWith('tenants/')) return span.file.startsWith(`tenants/${tenant}/`);
    return severity === 'error' || sources.some((source) => span.file === source || span.file.startsWith(source));
  });
}

/** An error for each changed file outside the tenant's folder. What the program itself keeps beside manifests is none. */
export function outsideProblems(tenant: string, { files, since }: Changed): Problem[] {
  const outside = [...files].filter(
    ([file]) => !file.startsWith(`tenants/${tenant}/`) && !file.startsWith('.smarteros/'),
  );
  return outside.map(([file, ranges]) => {
    const line = ranges[0]?.first ?? 1;
    return {
      code: 'outside-tenant',
      severity: 'error',
      message: `This file changed since ${since}, and a change of tenant "${tenant}" touches tenants/${tenant}/ only.`,
      hint: 'Propose it as a change of its own, so that its own owners look at it, and take it out of this one.',
      span: { file, line, column: 1, endLine: line, endColumn: 1 },
    };
  });
}

/** Files, and folders with a `/` at their end. */
function sharedSources(tenant: string, build: Build): string[] {
  const { system, plans, providers } = build.shared.effective;
  const shard = build.tenants.get(tenant)?.served;
  const plan = plans.get(shard?.plan ?? '');
  const used = Object.values(shard?.upstreams ?? {}).filter((upstream) => upstream.shared);
  const folders = used.flatMap(({ name }) => {
    const file = providers.get(name)?.resource.file;
    return file === undefined ? [] : [file.slice(0, file.lastIndexOf('/') + 1) || file];
  });
  return [...(system === null ? [] : [system.file]), ...(plan === undefined ? [] : [plan.file]), ...folders];
}

function unknownTenant(tenant: string, names: readonly string[]): Misuse {
  const similar = closest(tenant, names);
  const known = names.length === 0 ? 'The workspace has none.' : `Tenants are ${names.join(', ')}.`;
  return new Misuse(
    `There is no tenant "${tenant}" here. ${similar === null ? known : `Did you mean --only ${similar}?`}`,
  );
}
