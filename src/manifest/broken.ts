/** A document with errors, as far as it can be told what it meant to declare. */
import type { Problem } from '../problem.ts';
import { ownerOf } from './place.ts';
import type { BrokenResource } from './resource.ts';
import type { SourceText } from './source.ts';
import { asFields, type Fields, kindOf } from './validate.ts';

/** Reads what can be read of a broken document. `found` is what is wrong with it. */
export function brokenOf(
  file: SourceText,
  value: Fields | null,
  place: { readonly document: number; readonly line: number },
  found: readonly Problem[],
): BrokenResource {
  const kind = value === null ? null : kindOf(value);
  const metadata = asFields(value?.['metadata']) ?? {};
  const owner = ownerOf(file.path);
  const said = textOf(metadata['name']);
  // Where its folder has another name, either may be the slip, and references follow one or the other.
  const folder = kind === 'Tenant' ? owner.tenant : kind === 'Provider' ? owner.provider : null;
  const name = (folder === null || folder === said) && isName(said) ? said : null;
  const tenant = (kind === 'Tenant' ? said : textOf(metadata['tenant'])) ?? owner.tenant;
  const provider = kind === 'Endpoint' ? agreed(textOf(metadata['provider']), owner.provider) : null;
  const broken = { name, tenant, file: file.path, ...place };
  // A kind that is not meant says nothing about what refers to the document.
  const isOtherKind = found.some(({ code }) => code === 'unknown-kind');
  return isOtherKind ? { kind: null, provider: null, ...broken } : { kind, provider, ...broken };
}

/** What breaks the rule of names is no name that anything refers to: it stands for one that is not known. */
function isName(text: string | null): boolean {
  return text === null || /^[a-z][a-z0-9._-]*$/.test(text);
}

/** What both say or only one says; null when they say different things. */
function agreed(said: string | null, stands: string | null): string | null {
  return said === null || stands === null || said === stands ? (said ?? stands) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
