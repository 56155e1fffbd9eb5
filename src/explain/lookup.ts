/** Finding what people name on a command line, or saying what they may have meant. */
import type { Build } from '../build/build.ts';
import type { LinkedCapability } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import { closest } from '../suggest.ts';
import { toolName } from '../table/operation.ts';
import { openSubject, type Subject } from './subject.ts';

/** Nothing of that name; the sentence says what there is. */
export interface NotFound {
  readonly kind: 'not-found';
  readonly message: string;
}

/** It is declared, and has mistakes that keep it from being looked into. */
export interface Broken {
  readonly kind: 'broken';
  readonly message: string;
  readonly problems: readonly Problem[];
}

/** Makes the sentence for a name that there is not. `what` is the plural of what was looked for. */
export function notFound(sentence: string, name: string, all: readonly string[], what: string): NotFound {
  const similar = closest(name, all);
  const list =
    all.length === 0
      ? `There are no ${what}.`
      : `${capital(what)}: ${all.slice(0, 12).join(', ')}${all.length > 12 ? ', …' : ''}.`;
  return { kind: 'not-found', message: `${sentence} ${similar === null ? list : `Did you mean "${similar}"?`}` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The tenant of that name. */
export function findSubject(build: Build, name: string): Subject | NotFound {
  const subject = openSubject(build, name);
  return subject ?? notFound(`There is no tenant "${name}".`, name, [...build.tenants.keys()], 'tenants');
}

/** The capability of that name, or of that MCP tool's name. */
export function findCapability(subject: Subject, name: string): LinkedCapability | NotFound | Broken {
  const { linked } = subject;
  const found = linked.capabilities.find(({ resource }) => resource.name === name || toolName(resource.name) === name);
  if (found !== undefined) return found;
  const broken = brokenNamed(subject, 'Capability', name);
  if (broken !== null) return broken;
  const names = linked.capabilities.map(({ resource }) => resource.name);
  return notFound(`Tenant "${linked.name}" has no capability "${name}".`, name, names, 'capabilities');
}

/** A document of that kind and name that is declared and could not be read or linked; null when there is none. */
export function brokenNamed(subject: Subject, kind: string, name: string): Broken | null {
  const all = [...subject.resources, ...subject.broken];
  const found = all.find((one) => one.kind === kind && one.name === name);
  if (found === undefined) return null;
  const problems = (subject.build.tenants.get(subject.linked.name)?.problems ?? []).filter(
    ({ span }) => span.file === found.file,
  );
  return {
    kind: 'broken',
    message: `${kind} "${name}" is declared in ${found.file}:${found.line}, and has mistakes that keep it from being looked into.`,
    problems,
  };
}
