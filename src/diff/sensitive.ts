/** Values that are never recorded, on both sides. */
import type { Json, JsonSchema } from '../schema.ts';
import type { Operation, SensitivePath } from '../table/table.ts';
import type { Finding } from './change.ts';

/** A finding for the arguments and one for the result. */
export function sensitiveFindings(before: Operation, after: Operation): Finding[] {
  return [...of('arguments', after.input, before, after), ...of('result', after.output, before, after)];
}

function of(
  part: keyof Operation['sensitive'],
  schema: JsonSchema | null,
  before: Operation,
  after: Operation,
): Finding[] {
  const [old, now] = [before.sensitive[part], after.sensitive[part]];
  const recorded = old.filter((place) => !isCovered(place, now) && mayStand(place, schema));
  const hidden = now.filter((place) => !isCovered(place, old));
  const tell = (rule: Finding['rule'], places: readonly SensitivePath[], words: string): Finding[] =>
    places.length === 0
      ? []
      : [
          {
            rule,
            subject: after.capability,
            path: part,
            before: namesOf(old),
            after: namesOf(now),
            message: `${namesOf(places).map(quoted).join(', ')} of the ${part} of "${after.capability}" ${words}.`,
          },
        ];
  return [
    ...tell('values-recorded', recorded, 'may be recorded from now on, in the audit and in logs'),
    ...tell('values-unrecorded', hidden, 'will not be recorded any more'),
  ];
}

function isCovered(place: SensitivePath, by: readonly SensitivePath[]): boolean {
  return by.some(
    (other) => other.length <= place.length && other.every((name, index) => name === '*' || name === place[index]),
  );
}

/** False for what is gone: an argument that callers cannot give, a field that the result no longer has. */
function mayStand([name, ...rest]: SensitivePath, schema: Json | undefined): boolean {
  if (name === undefined || typeof schema !== 'object' || schema === null) return true;
  const { properties, additionalProperties, items } = schema as JsonSchema;
  if (name === '*') return mayStand(rest, items ?? additionalProperties);
  const member = (properties as JsonSchema | undefined)?.[name];
  return member === undefined ? additionalProperties !== false : mayStand(rest, member);
}

function namesOf(places: readonly SensitivePath[]): string[] {
  return places.map((place) => place.join('.'));
}

function quoted(name: string): string {
  return name === '' ? 'All' : `"${name}"`;
}
