import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argumentNames } from './argument-names.ts';
import { placeOf, type Target } from './argument-place.ts';

function target(place: Target['in'], name: string): Target {
  const inBody = place === 'body';
  const bodyPath = inBody && name !== '' ? [name] : [];
  return {
    in: place,
    name: inBody ? '' : name,
    bodyPath,
    serialization: null,
    schema: {},
    required: false,
    description: '',
  };
}

function named(...places: [Target['in'], string][]): Record<string, string> {
  const names = argumentNames(places.map(([place, name]) => target(place, name)));
  return Object.fromEntries([...names].map(([one, name]) => [name, placeOf(one)]));
}

test('odd names become what every client takes', () => {
  expect(named(['query', 'filter[name]'], ['query', 'id:in'], ['query', 'include[]'], ['query', '$expand'])).toEqual({
    filter_name: 'query.filter[name]',
    id_in: 'query.id:in',
    include: 'query.include[]',
    expand: 'query.$expand',
  });
  expect(named(['query', '2fa'], ['query', '[]'], ['body', ''])).toEqual({
    _2fa: 'query.2fa',
    _: 'query.[]',
    body: 'body',
  });
});

test('several places of one name are told apart by where they are', () => {
  expect(named(['header', 'id'], ['body', 'id'], ['query', 'id'], ['cookie', 'id'])).toEqual({
    id: 'query.id',
    body_id: 'body.id',
    header_id: 'header.id',
    cookie_id: 'cookie.id',
  });
  expect(named(['query', 'a[b]'], ['query', 'a_b'], ['query', 'a.b'], ['query', 'query_a_b'])).toEqual({
    a_b: 'query.a_b',
    query_a_b: 'query.query_a_b',
    query_a_b_2: 'query.a.b',
    query_a_b_3: 'query.a[b]',
  });
});

test('names are unique, short, and the same in whatever order the places come', () => {
  const parts = fc.constantFrom(
    'id',
    'a',
    '_',
    '[',
    ']',
    '.',
    '-',
    '2',
    'ñ',
    'body_',
    'query_',
    'x'.repeat(40),
    'y'.repeat(63),
  );
  const names = fc.array(parts, { minLength: 1, maxLength: 4 }).map((all) => all.join(''));
  const places = fc.constantFrom<Target['in']>('path', 'query', 'header', 'cookie', 'body');
  const targets = fc.uniqueArray(fc.tuple(places, names), {
    maxLength: 30,
    selector: ([place, name]) => `${place} ${name}`,
  });
  fc.assert(
    fc.property(targets, fc.infiniteStream(fc.nat()), (all, order) => {
      const one = named(...all);
      expect(Object.keys(one)).toHaveLength(all.length);
      for (const name of Object.keys(one)) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);
      const ranks = new Map(all.map((place) => [place, order.next().value as number]));
      expect(named(...all.toSorted((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number)))).toEqual(one);
    }),
  );
});
