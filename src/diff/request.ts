/** What one capability sends, on both sides. Arguments that came or went are told by the schema of the arguments. */
import type { Json } from '../schema.ts';
import type { Binding, Operation } from '../table/table.ts';
import { canonical, same } from '../compare/canonical.ts';
import type { Finding } from './change.ts';

/** Fixed headers and values, the body, and the way of each argument that both sides have. */
export function requestFindings(before: Operation, after: Operation): Finding[] {
  const tell = (path: string, old: unknown, now: unknown, words: string): Finding[] =>
    same(old, now)
      ? []
      : [
          {
            rule: 'request-changed',
            subject: after.capability,
            path,
            before: old as Json,
            after: now as Json,
            message: `"${after.capability}" ${words}.`,
          },
        ];
  return [
    ...tell('headers', before.headers, after.headers, 'sends other fixed headers'),
    ...tell('body', before.body, after.body, 'sends its body otherwise'),
    ...tell('constants', constantsOf(before), constantsOf(after), 'sends other fixed values'),
    ...pairsOf(before, after).flatMap(([argument, old, now]) => [
      ...tell(`arguments.${argument}`, wayOf(old, now), wayOf(now, old), `sends the argument "${argument}" otherwise`),
      ...conversionFindings(argument, old, now, after),
    ]),
  ];
}

/** A value that fits the schema and cannot be converted is refused: no schema says so, as it is tried at the call. */
function conversionFindings(argument: string, old: Binding, now: Binding, after: Operation): Finding[] {
  const { as: conversion } = now;
  // What a map makes of values is known when compiling; any number is text, and what an integer may be a number may be.
  if (conversion === null || conversion === 'string' || now.map !== null) return [];
  if (conversion === old.as && old.map === null) return [];
  if (old.as === 'integer' && conversion === 'number') return [];
  const { type } = (after.input['properties'] as Record<string, { readonly type?: Json }>)[argument] ?? {};
  const isConverted = [type ?? 'any']
    .flat()
    .every((name) => name === conversion || (name === 'integer' && conversion === 'number'));
  if (isConverted) return [];
  const message = `"${argument}" of "${after.capability}" is sent as ${conversion}: values that cannot be are refused.`;
  const path = `arguments.${argument}`;
  return [
    {
      rule: 'input-rule-tightened',
      subject: after.capability,
      path,
      before: { as: old.as, isMapped: old.map !== null },
      after: { as: conversion, isMapped: false },
      message,
    },
  ];
}

/** Fixed values by their place. */
function constantsOf({ bindings }: Operation): Json {
  const fixed = bindings.filter(({ argument }) => argument === null);
  return fixed
    .map(
      (binding) =>
        ({ to: placeOf(binding), as: binding.as, ...styleOf(binding), value: binding.constant ?? null }) as Json,
    )
    .toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

function pairsOf(before: Operation, after: Operation): [string, Binding, Binding][] {
  const old = new Map(before.bindings.map((binding) => [binding.argument, binding]));
  return after.bindings.flatMap((binding): [string, Binding, Binding][] => {
    const known = binding.argument === null ? undefined : old.get(binding.argument);
    return known === undefined ? [] : [[binding.argument as string, known, binding]];
  });
}

/** Where an argument goes, and what it becomes on the way; of its map, the values that the other side maps too. */
function wayOf(binding: Binding, other: Binding): Json {
  const isShared = ([value]: [string, Json]) => other.map === null || Object.hasOwn(other.map, value);
  const map = binding.map === null ? null : Object.fromEntries(Object.entries(binding.map).filter(isShared));
  return { to: placeOf(binding), as: binding.as, map, ...styleOf(binding) };
}

/** Nothing where it is written in the usual way. */
function styleOf({ serialization }: Binding): { readonly written?: Json } {
  return serialization === null ? {} : { written: { ...serialization } };
}

function placeOf({ in: place, name, bodyPath }: Binding): string {
  return place === 'body' ? ['body', ...bodyPath].join('.') : `${place}.${name}`;
}
