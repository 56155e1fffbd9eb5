/** Findings of a manifest → problems with positions. */
import type { LinkContext, LinkedCapability, ResourceOf } from '../link/link.ts';
import { nameSpan, renaming, replacement } from '../link/near.ts';
import type { Problem, Span } from '../problem.ts';
import type { Finding, ManifestPath, Report } from './report.ts';

type Located = Pick<LinkContext, 'locate'>;

/** Collects what is found about a capability; a second place may be its endpoint's or its provider's. */
export function capabilityReporter(linked: LinkedCapability, context: Located, problems: Problem[]): Report {
  return (finding) => problems.push(problemOf(finding, linked.resource, linked, context));
}

/** Collects what is found about a client, a prompt, or a tenant itself. */
export function manifestReporter(manifest: Author, context: Located, problems: Problem[]): Report {
  return (finding) => problems.push(problemOf(finding, manifest, null, context));
}

type Author = ResourceOf<'Capability'> | ResourceOf<'Client'> | ResourceOf<'Prompt'> | ResourceOf<'Tenant'>;

function problemOf(finding: Finding, author: Author, linked: LinkedCapability | null, context: Located): Problem {
  const { code, at, key, severity, message, hint, related, meant } = finding;
  const span = context.locate(author.file, author.document, at, key === true ? 'key' : 'value');
  const second = related === undefined ? null : relatedSpan(related, author, linked, context);
  const repeated =
    second !== null && second.file === span.file && second.line === span.line && second.column === span.column;
  return {
    code,
    severity: severity ?? 'error',
    message,
    ...(hint === undefined ? {} : { hint }),
    span,
    ...(related === undefined || second === null || repeated
      ? {}
      : { related: { message: related.message, span: second } }),
    ...(meant === undefined
      ? {}
      : (key === true ? renaming : replacement)({ resource: author, at, value: meant.from }, meant.to, context)),
  };
}

function relatedSpan(
  { of, at, key }: NonNullable<Finding['related']>,
  author: Author,
  linked: LinkedCapability | null,
  context: Located,
): Span | null {
  const part = key === true ? 'key' : 'value';
  if (of === undefined) return at === undefined ? null : context.locate(author.file, author.document, at, part);
  if (of === 'endpoint') return linked === null ? null : endpointSpan(linked, at, context);
  const resource = of === 'provider' ? linked?.provider.resource : of;
  if (resource === undefined) return null;
  return at === undefined ? nameSpan(resource, context) : context.locate(resource.file, resource.document, at, part);
}

/** In its manifest, or else in the document that has it. */
function endpointSpan(
  { endpoint, operation }: LinkedCapability,
  at: ManifestPath | undefined,
  context: Located,
): Span | null {
  if (endpoint === null) return operation.span ?? null;
  return at === undefined ? nameSpan(endpoint, context) : context.locate(endpoint.file, endpoint.document, at, 'value');
}
