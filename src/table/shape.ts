/** Runs a compiled result: closures over plain data, nothing looked up or parsed while a call runs. */
import type { Json } from '../schema.ts';
import { createConformer } from './conform.ts';
import { convert } from './convert.ts';
import { createListReader, createReader } from './path.ts';
import { define } from './schema-walk.ts';
import type { ResultShape, Shape } from './table.ts';

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
      return (source) => list(source)?.map(each) ?? null;
    }
    case 'value':
      return scalarMaker(shape);
  }
}

function scalarMaker(shape: Shape & { kind: 'value' }): Maker {
  const read = createReader(shape.path);
  const refine = refiner(shape);
  return (source) => {
    const value = read(source);
    if (value === undefined || value === null) return shape.otherwise;
    return refine(value) ?? shape.otherwise;
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
