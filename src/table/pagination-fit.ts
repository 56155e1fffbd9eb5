/** Whether a capability's list can be walked page by page, and what stands in the way. */
import type { LinkedCapability } from '../link/link.ts';
import type { ArgumentSpec } from './argument-schema.ts';
import { impliedTargets, placeOf, resolveTarget, type Places, type Target } from './argument-target.ts';
import { argumentsAdded, fieldsAdded } from './pagination-schema.ts';
import type { PaginationSpec } from './pagination-spec.ts';
import type { ManifestPath } from './report.ts';
import type { ResultSpec } from './result-spec.ts';

/** The places that say which page is asked for and how large: null where none is needed, undefined where one is not declared. */
export interface PageTargets {
  readonly page: Target | null | undefined;
  readonly size: Target | null | undefined;
}

/** What a pagination is held against. */
export interface PaginationPlaces {
  readonly targets: PageTargets;
  readonly places: Places;
  readonly readOnly: boolean;
}

/** Why it cannot hold, as a sentence, and what to write instead. */
export interface PaginationMisfit {
  readonly message: string;
  readonly hint: string;
  /** What of the capability's manifest stands in the way: a key; absent where it is the pagination as a whole. */
  readonly at?: ManifestPath;
  /** The field of the pagination that cannot hold. */
  readonly field?: string;
}

const orNone = 'or write "pagination: { by: none }" in the capability.';

/** The first reason why the pagination cannot hold for the capability; null when it can. */
export function paginationMisfit(
  linked: LinkedCapability,
  spec: PaginationSpec,
  { targets, places, readOnly }: PaginationPlaces,
): PaginationMisfit | null {
  return (
    methodMisfit(linked, spec, readOnly) ??
    resultMisfit(linked) ??
    parameterMisfit(linked, spec, targets) ??
    argumentMisfit(linked, targets, places)
  );
}

function methodMisfit(
  { resource, operation: { method } }: LinkedCapability,
  { by }: PaginationSpec,
  readOnly: boolean,
): PaginationMisfit | null {
  const byUrl = by === 'link' || by === 'next';
  if (method === 'GET' || (method === 'POST' && readOnly && !byUrl)) return null;
  return {
    message: byUrl
      ? `Capability "${resource.name}" calls ${method}, and the URL of a next page is asked for with GET.`
      : `Capability "${resource.name}" calls ${method}, and only what reads is asked for page after page.`,
    hint: `Declare pagination for what reads: GET, ${byUrl ? '' : 'or POST with "hints: { readOnly: true }", '}${orNone}`,
  };
}

function resultMisfit({ resource }: LinkedCapability): PaginationMisfit | null {
  const result = (resource.spec.result ?? {}) as ResultSpec;
  if (result.items === undefined)
    return {
      message: `Capability "${resource.name}" does not say where its list is.`,
      hint: `Add it, for example "result: { items: '$.data[*]' }", ${orNone}`,
    };
  const taken = fieldsAdded.find((name) => Object.hasOwn(result.fields ?? {}, name));
  if (taken === undefined) return null;
  return {
    message: `The result has a field "${taken}" already, and pages add one of that name.`,
    hint: `Give the field another name, ${orNone}`,
    at: ['spec', 'result', 'fields', taken],
  };
}

function parameterMisfit(
  { operation }: LinkedCapability,
  spec: PaginationSpec,
  { page, size }: PageTargets,
): PaginationMisfit | null {
  const names = [
    ...(page === undefined ? [pageField(spec)] : []),
    ...(size === undefined ? [spec.size as string] : []),
  ];
  const [name] = names;
  if (name === undefined) return null;
  const place = name.startsWith('body.') ? `the field ${name}` : `the query parameter "${name}"`;
  return {
    message: `Endpoint "${operation.name}" does not declare ${place}, by which pages would be asked for.`,
    hint: `Write the name as the endpoint declares it, or body.name for a field of the body, ${orNone}`,
    field: page === undefined ? spec.by : 'size',
  };
}

function pageField(spec: PaginationSpec): string {
  if (spec.by === 'page') return spec.page;
  if (spec.by === 'offset') return spec.offset;
  return spec.by === 'cursor' ? spec.cursor : '';
}

function argumentMisfit(
  { resource }: LinkedCapability,
  { page, size }: PageTargets,
  places: Places,
): PaginationMisfit | null {
  const paging = [page, size].flatMap((target) => target ?? []);
  const listed = resource.spec.arguments as Readonly<Record<string, ArgumentSpec>> | undefined;
  const given: readonly [name: string, spec: ArgumentSpec, target: Target | null][] =
    listed === undefined
      ? impliedTargets({ ...places, targets: places.targets.filter((target) => !paging.includes(target)) }).map(
          ([name, target]) => [name, {}, target],
        )
      : Object.entries(listed).map(([name, spec]) => [name, spec, resolveTarget(name, spec.to, places, [], () => {})]);
  for (const [name, spec, target] of given) {
    const place = target === null ? undefined : paging.find((one) => overlap(one, target));
    if (place !== undefined)
      return {
        message: `Argument "${name}" goes to ${placeOf(place)}, which says what page is asked for.`,
        hint: `Leave the argument out: callers get "limit" and "cursor" instead, ${orNone}`,
        at: ['spec', 'arguments', name],
      };
    if (spec.const === undefined && argumentsAdded.includes(name))
      return {
        message: `The capability has an argument "${name}" already, and pages add one of that name.`,
        hint: `Give the argument another name, ${orNone}`,
        ...(listed !== undefined && { at: ['spec', 'arguments', name] }),
      };
  }
  return null;
}

/** The same place, or one inside the other. */
function overlap(one: Target, other: Target): boolean {
  if (one.in !== 'body' || other.in !== 'body') return placeOf(one) === placeOf(other);
  const shorter = Math.min(one.bodyPath.length, other.bodyPath.length);
  return one.bodyPath.slice(0, shorter).join('.') === other.bodyPath.slice(0, shorter).join('.');
}
