/** Runs a compiled result: closures over plain data, nothing looked up or parsed while a call runs. */
import type { Json } from '../schema.ts';
import { createConformer } from './conform.ts';
import { convert } from './convert.ts';
import { createListReader, createReader, lastEach } from './path.ts';
import { define } from './schema-walk.ts';
import type { PathExpression, ResultShape, Shape, Where } from './table.ts';

/** Makes the result, or says what the answer lacks: a list that is not there must not look like an empty one. */
export type Shaper = (answer: Json) => { readonly value: Json } | { readonly missing: 'items' };

/** Prepares a result shape. */
export function createShaper(shape: ResultShape): Shaper {
  const fields = objectMaker(shape.fields);
  if (shape.items === null) return (answer) => ({ value: fields(answer, {}) });
  const list = createListReader(shape.items.path);
  const each = valueMaker(shape.items.each);
  return (answer) => {
    const items = list(answer);
    if (items === undefined) return { missing: 'items' };
    return { value: fields(answer, { items: items.map(each) }) };
  };
}

type Maker = (source: Json) => Json;

function objectMaker(fields: Readonly<Record<string, Shape>>): (source: Json, target: Record<string, Json>) => Json {
  const names = Object.keys(fields);
  const makers = Object.values(fields).map(valueMaker);
  const set = names.includes('__proto__') ? define : assign;
  return (source, target) => {
    for (let index = 0; index < names.length; index++)
      set(target, names[index] as string, (makers[index] as Maker)(source));
    return target;
  };
}

function assign(target: Record<string, Json>, name: string, value: Json): void {
  target[name] = value;
}

function valueMaker(shape: Shape): Maker {
  switch (shape.kind) {
    case 'constant':
      return () => shape.value;
    case 'object': {
      const make = objectMaker(shape.fields);
      return (source) => make(source, {});
    }
    case 'list': {
      const list = createListReader(shape.path);
      const each = valueMaker(shape.each);
      if (shape.where === undefined) return (source) => list(source)?.map(each) ?? null;
      const fits = itemTest(shape.where);
      return (source) => list(source)?.filter(fits).map(each) ?? null;
    }
    case 'first': {
      const makers = shape.of.map(valueMaker);
      return (source) => firstOf(makers, source) ?? shape.otherwise;
    }
    case 'join':
      return joinMaker(shape);
    case 'pick': {
      const list = createListReader(shape.path);
      const fits = itemTest(shape.where);
      const take = valueMaker(shape.take);
      return (source) => take(list(source)?.find(fits) ?? null);
    }
    case 'value':
      return scalarMaker(shape);
  }
}

function firstOf(makers: readonly Maker[], source: Json): Json {
  for (const make of makers) {
    const value = make(source);
    if (value !== null) return value;
  }
  return null;
}

/** Tells whether members of an item are as said; of what is no object, none is. */
function itemTest(where: Where): (item: Json) => boolean {
  const tests = Object.entries(where).map(([name, value]) => [createReader([name]), value] as const);
  return (item) => tests.every(([read, value]) => (read(item) ?? null) === value);
}

function joinMaker({ paths, between, otherwise }: Shape & { kind: 'join' }): Maker {
  const readers = paths.map(createValuesReader);
  return (source) => {
    const texts = readers.flatMap((read) => read(source)).map((value) => String(convert(value, 'string') ?? '').trim());
    const text = texts.filter((part) => part !== '').join(between);
    return text === '' ? otherwise : text;
  };
}

/** What is at a path: of one with `[*]`, everything that it reaches. */
function createValuesReader(path: PathExpression): (source: Json) => readonly Json[] {
  if (lastEach(path) !== -1) {
    const list = createListReader(path);
    return (source) => list(source) ?? [];
  }
  const read = createReader(path);
  return (source) => {
    const value = read(source);
    return value === undefined ? [] : [value];
  };
}

function scalarMaker(shape: Shape & { kind: 'value' }): Maker {
  const read = createReader(shape.path);
  const refine = divided(refiner(shape), shape.divide);
  return (source) => {
    const value = read(source);
    if (value === undefined || value === null) return shape.otherwise;
    return refine(value) ?? shape.otherwise;
  };
}

function divided(refine: (value: Json) => Json | undefined, by: number | undefined): (value: Json) => Json | undefined {
  if (by === undefined) return refine;
  return (value) => {
    const quotient = Number(refine(value)) / by;
    return Number.isFinite(quotient) ? quotient : undefined;
  };
}

function refiner(shape: Shape & { kind: 'value' }): (value: Json) => Json | undefined {
  const { map, as, types } = shape;
  if (map !== null) {
    const mapped = new Map(Object.entries(map));
    const look = (value: Json) => (typeof value === 'object' ? undefined : mapped.get(String(value)));
    if (as === null) return look;
    return (value) => {
      const found = look(value);
      return found === undefined ? undefined : convert(found, as);
    };
  }
  if (as !== null) return (value) => convert(value, as);
  return createConformer(shape.inside ?? { types });
}
