/** Which secrets a tenant's calls need. Whether one is set is no part of a compiled shard. */
import type { LinkedShared, LinkedTenant } from '../link/link.ts';
import type { Upstream, UpstreamAuth } from './table.ts';

/** A secret that a provider's credential needs. */
export interface SecretNeed {
  readonly provider: string;
  /** The tenant that owns it; null for a shared provider's. */
  readonly owner: string | null;
  readonly secret: string;
  /** True when a Secret of the same owner is to hold its value; whether it does is told of that one. */
  readonly isSealed: boolean;
  readonly file: string;
  readonly document: number;
}

/** The secrets of every provider that a capability uses, each with the provider's manifest, to point at when it is not set. */
export function secretNeeds(
  linked: LinkedTenant,
  shared: Pick<LinkedShared, 'secrets'>,
  upstreams: Readonly<Record<string, Upstream>>,
): SecretNeed[] {
  const declared = [
    ...linked.secrets,
    ...shared.secrets.values(),
    ...linked.broken.filter(({ kind }) => kind === 'Secret'),
  ];
  const sealed = new Set(declared.map(({ tenant, name }) => `${tenant ?? ''}/${name}`));
  const providers = new Map(linked.capabilities.map(({ provider }) => [provider.resource.name, provider.resource]));
  return [...providers.values()].flatMap((resource) =>
    secretsOf((upstreams[resource.name] as Upstream).auth).map((secret) => ({
      provider: resource.name,
      owner: resource.tenant,
      secret,
      isSealed: sealed.has(`${resource.tenant ?? ''}/${secret}`),
      file: resource.file,
      document: resource.document,
    })),
  );
}

/** Every secret that a credential is made of, by name, in the order in which it names them. */
export function secretsOf(auth: UpstreamAuth): string[] {
  const values = auth.type === 'none' ? [] : Object.values(auth);
  return values.flatMap((value) =>
    typeof value === 'object' && value !== null && 'secret' in value ? [value.secret] : [],
  );
}
