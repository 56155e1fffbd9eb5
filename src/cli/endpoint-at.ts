/** Finds an endpoint as a capability of the tenant would. */
import { groupByScope, sharedScope } from '../build/files.ts';
import { createReaders } from '../build/readers.ts';
import { type ApiOperation, type LinkContext, linkShared, linkTenant } from '../link/link.ts';
import { locate } from '../manifest/locate.ts';
import { hashOf, readWorkspace, type SourceFile } from '../manifest/read.ts';
import { hasErrors } from '../problem.ts';
import { Misuse } from './exit.ts';

/**
 * What the endpoint `provider/name` declares, from the tenant's own and the shared providers. Throws `Misuse` with the
 * words that `check` would have for the capability that is to name it.
 */
export function endpointAt(workspace: string, tenant: string, capability: string, reference: string): ApiOperation {
  const draft = draftOf(tenant, capability, reference);
  const scopes = groupByScope([...readWorkspace(workspace).files, draft]);
  const files = new Map([...scopes.values()].flat().map((file) => [file.path, file]));
  const readers = createReaders();
  const context: LinkContext = {
    locate: (file, document, path, part) => locate(files.get(file) ?? { path: file, text: '' }, document, path, part),
    openApi: (path, wanted) => {
      const file = files.get(path);
      return file === undefined ? null : readers.openApi(file, wanted);
    },
    exists: (path) => files.has(path),
    otherTenants: new Set([...scopes.keys()].filter((name) => name !== sharedScope && name !== tenant)),
  };
  const shared = linkShared(readers.scope(scopes.get(sharedScope) ?? []).parsed, context, null);
  const linked = linkTenant(tenant, readers.scope(scopes.get(tenant) ?? []).parsed, shared, context);
  const found = linked.capabilities.find(({ resource }) => resource.file === draft.path);
  if (found !== undefined) return found.operation;
  const problem = linked.problems.find(({ span }) => span.file === draft.path);
  if (problem !== undefined) throw new Misuse(`${problem.message} ${problem.hint ?? ''}`.trim());
  const isBroken = hasErrors(linked.problems) || hasErrors(shared.problems);
  throw new Misuse(`The endpoint "${reference}" cannot be read${isBroken ? '' : ' yet'}: "smarteros check" tells why.`);
}

/** The capability as it is to be, on no disk yet. */
function draftOf(tenant: string, name: string, endpoint: string): SourceFile {
  const spec = { title: 'Draft', description: 'Draft', endpoint };
  const text = JSON.stringify({ apiVersion: 'smarteros/v1', kind: 'Capability', metadata: { tenant, name }, spec });
  return { path: `tenants/${tenant}/capabilities/${name}.yaml`, text, hash: hashOf(text) };
}
