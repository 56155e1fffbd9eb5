/** A sealed secret that no provider in reach of it uses: a slip in a name, or one that may go. */
import type { BrokenResource, ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import type { LinkContext, LinkedProvider } from './linked.ts';
import { nameSpan, nearest, type Candidates } from './near.ts';

/** One warning for each. `providers` are those of the same owner; nothing is said while one of them cannot be read. */
export function unusedSecrets(
  secrets: readonly ResourceOf<'Secret'>[],
  providers: ReadonlyMap<string, LinkedProvider>,
  broken: readonly BrokenResource[],
  context: LinkContext,
): Problem[] {
  if (secrets.length === 0 || broken.some(({ kind }) => kind === null || kind === 'Provider')) return [];
  const sealed = new Set(secrets.map(({ name }) => name));
  const used = usedSecrets(providers, context);
  const unsealed = new Map([...used].filter(([name]) => !sealed.has(name)));
  return secrets.flatMap((secret): Problem[] => {
    if (used.has(secret.name)) return [];
    const near = nearest(secret.name, unsealed, 'secrets');
    return [
      {
        code: 'unused-secret',
        severity: 'warning',
        message: `Nothing uses the secret "${secret.name}": no ${secret.tenant === null ? 'shared provider' : `provider of tenant "${secret.tenant}"`} refers to it.`,
        span: nameSpan(secret, context),
        ...(near.related === undefined
          ? { hint: `Refer to it in a provider’s auth ({ secret: ${secret.name} }), or remove it.` }
          : near),
      },
    ];
  });
}

/** The secrets that credentials name, each with its place. */
function usedSecrets(providers: ReadonlyMap<string, LinkedProvider>, context: LinkContext): Candidates {
  const used = new Map<string, () => ReturnType<typeof nameSpan>>();
  for (const { resource } of providers.values())
    for (const [name, value] of Object.entries(resource.spec.auth ?? {}))
      if (typeof value === 'object' && value !== null && 'secret' in value)
        used.set(String(value.secret), () =>
          context.locate(resource.file, resource.document, ['spec', 'auth', name, 'secret'], 'value'),
        );
  return used;
}
