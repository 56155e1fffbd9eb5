/** One chosen operation → the capability that exposes it. */
import { argumentsOf } from './arguments.ts';
import { capabilityText } from './capability-text.ts';
import type { DraftedCapability, DraftOptions } from './drafted.ts';
import type { Introspection } from './introspection.ts';
import type { NamedOperation } from './named.ts';
import { type DraftedPaging, filledByPages, foundLine, isSamePaging, pagingLines } from './paging.ts';
import type { ProviderDraft } from './provider.ts';
import { resultOf } from './result.ts';

/** What all capabilities of one draft share. */
interface Shared {
  readonly options: Pick<DraftOptions, 'tenant' | 'provider' | 'isShared'>;
  readonly provider: Pick<ProviderDraft, 'filled'>;
  readonly document: Introspection['document'];
  readonly paging: DraftedPaging;
}

/** A capability with its file. */
export interface CapabilityDraft {
  readonly path: string;
  readonly text: string;
  readonly capability: DraftedCapability;
}

/** Drafts the capability of an operation. */
export function capabilityDraft({ operation, name }: NamedOperation, shared: Shared): CapabilityDraft {
  const { tenant, provider, isShared } = shared.options;
  const reference = `${provider}/${shared.document === null ? endpointName(name) : endpointReference(operation)}`;
  const result = resultOf(operation);
  const found = result?.items === undefined || result.items === null ? null : shared.paging.of(operation);
  const own = found === null || isSamePaging(found, shared.paging.shared) ? null : found;
  const args = argumentsOf(operation, {
    filled: new Set([
      ...shared.provider.filled,
      ...(found === null ? [] : filledByPages(found)),
      ...(shared.document === null
        ? Object.keys(fixedHeaders(operation)).map((header) => `header.${header}`.toLowerCase())
        : []),
    ]),
    reserved: new Set(found === null ? [] : ['limit', 'cursor']),
  });
  const { text, orders } = capabilityText({
    name,
    tenant,
    reference,
    operation,
    arguments: args.drafted,
    result,
    further: own === null ? '' : pagingLines(own),
  });
  const path = `tenants/${tenant}/capabilities/${name}.yaml`;
  const review = [
    ...orders.map((order) => `A sentence of the document was left out: ${order}.`),
    ...(own === null ? [] : [foundLine(own.why)]),
    ...args.drafted
      .filter(({ isCredential }) => isCredential)
      .map(
        ({ to }) =>
          `It requires a credential as ${to}: let "auth" of the provider send it there, if one place fits all.`,
      ),
  ];
  return {
    path,
    text,
    capability: {
      name,
      path,
      title: operation.summary,
      method: operation.method,
      endpoint: operation.path,
      reference,
      endpointPath: shared.document === null ? endpointPath(name, { tenant, provider, isShared }) : null,
      review,
    },
  };
}

/** Headers that every request of recorded traffic had, with the one value that they had. */
export function fixedHeaders({ parameters }: NamedOperation['operation']): Record<string, string> {
  return Object.fromEntries(
    parameters.flatMap(({ in: place, name, schema }) =>
      place === 'header' && typeof schema['const'] === 'string' ? [[name, schema['const']]] : [],
    ),
  );
}

/** What manifests call an endpoint of a capability: `orders.search` → `orders-search`. */
export function endpointName(capability: string): string {
  return capability.replaceAll(/[._]/g, '-');
}

/** Where the Endpoint manifest of a capability stands. */
export function endpointPath(
  capability: string,
  { tenant, provider, isShared }: Pick<DraftOptions, 'tenant' | 'provider' | 'isShared'>,
): string {
  return `${isShared ? '' : `tenants/${tenant}/`}providers/${provider}/endpoints/${endpointName(capability)}.yaml`;
}

/** Its id, unless that is none that a manifest can write. */
function endpointReference({ name, method, path }: NamedOperation['operation']): string {
  const isFit = /^\S(?:.*\S)?$/.test(name) && name.length <= 200 && !/[\p{C}]/u.test(name);
  return isFit ? name : `${method} ${path}`;
}
