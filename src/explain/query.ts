/** What the words of `explain` ask about. */
import type { Build } from '../build/build.ts';
import type { LinkedCapability } from '../link/link.ts';
import { problemCodes, type ProblemCode } from '../problem.ts';
import { closest } from '../suggest.ts';
import { explainCapability, type Explanation } from './explain.ts';
import type { SecretPresence } from './upstream-facts.ts';
import { findCapability, findSubject, type Broken, type NotFound } from './lookup.ts';
import { capabilitiesBehind, endpointsBehind, ownRoute, readRequestLine, type RequestLine } from './request.ts';
import type { Subject } from './subject.ts';

/** Several capabilities make such a request: which to explain is for the asker to say. */
export interface Several {
  readonly kind: 'several';
  readonly message: string;
  readonly capabilities: readonly {
    readonly name: string;
    readonly title: string;
    readonly file: string;
    readonly line: number;
  }[];
}

/** The code's meaning and remedy; null when it is no problem's code. */
export function explainCode(
  word: string,
): { readonly code: ProblemCode; readonly meaning: string; readonly remedy: string } | null {
  if (!Object.hasOwn(problemCodes, word)) return null;
  const code = word as ProblemCode;
  return { code, ...problemCodes[code] };
}

/** Answers the words after `explain`: a tenant with a capability, a tool, or a method and path. */
export function explainWords(
  build: Build,
  words: readonly string[],
  secrets: SecretPresence,
): Explanation | Several | NotFound | Broken {
  const line = readRequestLine(words);
  const route = line === null ? null : ownRoute(line);
  if (line !== null && route === null && words.length > 0)
    return {
      kind: 'not-found',
      message: `"${words.join(' ')}" is none of the gateway’s own paths (POST /api/tenant/TENANT/proxy/CAPABILITY). For a company’s API, name the tenant first: smarteros explain TENANT ${words.join(' ')}`,
    };
  if (line !== null && route !== null) return explainRoute(build, line, route, secrets);
  const [tenant = '', ...rest] = words;
  const subject = findSubject(build, tenant);
  if ('message' in subject) return { ...subject, message: `${subject.message}${codeHint(words)}` };
  const inner = readRequestLine(rest);
  if (inner !== null) return explainRequest(subject, inner, secrets);
  if (rest.length === 0) return listed(subject, subject.linked.capabilities, `Tenant "${tenant}" has`);
  if (rest.length > 1)
    return {
      kind: 'not-found',
      message: `"${rest.join(' ')}" is neither a capability nor a method with a path, such as GET /orders.`,
    };
  return explained(subject, findCapability(subject, rest[0] as string), secrets);
}

function codeHint(words: readonly string[]): string {
  const similar = words.length === 1 ? closest(words[0] as string, Object.keys(problemCodes)) : null;
  return similar === null ? '' : ` Or did you mean the problem code "${similar}"?`;
}

function explained(
  subject: Subject,
  found: LinkedCapability | NotFound | Broken,
  secrets: SecretPresence,
): Explanation | NotFound | Broken {
  return 'message' in found ? found : explainCapability(subject, found, secrets);
}

function explainRoute(
  build: Build,
  line: RequestLine,
  { tenant, capability }: { readonly tenant: string; readonly capability: string },
  secrets: SecretPresence,
): Explanation | NotFound | Broken {
  if (line.method !== 'POST')
    return {
      kind: 'not-found',
      message: `The gateway answers ${line.path} to POST only, with the arguments as its body.`,
    };
  const byUid = Object.values(build.table.tenants).find(({ uid }) => uid === tenant)?.name;
  const subject = findSubject(build, byUid ?? tenant);
  return 'message' in subject ? subject : explained(subject, findCapability(subject, capability), secrets);
}

function explainRequest(
  subject: Subject,
  line: RequestLine,
  secrets: SecretPresence,
): Explanation | Several | NotFound | Broken {
  const { name } = subject.linked;
  const route = ownRoute(line);
  if (route !== null) return explainRoute(subject.build, line, route, secrets);
  const capabilities = capabilitiesBehind(subject, line);
  const request = `${line.method} ${line.path}`;
  const [only] = capabilities;
  if (only !== undefined && capabilities.length === 1) return explainCapability(subject, only, secrets);
  if (only !== undefined) return listed(subject, capabilities, `${request} is called by`);
  const [endpoint] = endpointsBehind(subject, line);
  if (endpoint === undefined)
    return { kind: 'not-found', message: `No endpoint that tenant "${name}" can use is declared for ${request}.` };
  return {
    kind: 'not-found',
    message: `${request} is endpoint "${endpoint.name}" (${endpoint.file}:${endpoint.line}), and no capability of tenant "${name}" is backed by it: nothing can call it.`,
  };
}

function listed({ linked }: Subject, capabilities: readonly LinkedCapability[], sentence: string): Several {
  return {
    kind: 'several',
    message: `${sentence} ${capabilities.length} ${capabilities.length === 1 ? 'capability' : 'capabilities'}; "smarteros explain ${linked.name} NAME" tells all of one.`,
    capabilities: capabilities.map(({ resource: { name, spec, file, line } }) => ({
      name,
      title: spec.title,
      file,
      line,
    })),
  };
}
