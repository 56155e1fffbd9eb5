/** A provider's field as the chosen environment leaves it. */
import type { LinkedProvider } from '../link/link.ts';
import { field, type Candidate } from './resolved.ts';

type Changes = NonNullable<LinkedProvider['override']>['spec'];

/** What the chosen environment says of a field; nothing when it is silent. */
export function overridden<Field extends keyof Changes>(
  { override }: LinkedProvider,
  name: Field,
): Candidate<Required<Changes>[Field]> {
  const value = override?.spec[name] as Required<Changes>[Field] | undefined;
  return field(override?.environment, ['spec', 'providers', override?.key ?? '', name], value);
}

type Limits = NonNullable<LinkedProvider['resource']['spec']['limits']>;

/** What may say one of a provider's limits: the environment, then the provider, each by itself. */
export function limitCandidates({ override, resource }: LinkedProvider, name: keyof Limits): Candidate<number>[] {
  const path = ['spec', 'providers', override?.key ?? '', 'limits', name];
  return [
    field(override?.environment, path, override?.spec.limits?.[name]),
    field(resource, ['spec', 'limits', name], resource.spec.limits?.[name]),
  ];
}
