import { expect, test } from 'vitest';
import { createResultEvaluator } from './evaluated.ts';
import { recordedJson } from '../audit/redact.ts';

const schema = {
  type: 'object',
  required: ['items'],
  additionalProperties: false,
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'total'],
        additionalProperties: false,
        properties: { id: { type: 'string' }, total: { type: ['number', 'null'] } },
      },
    },
  },
};
const evaluate = createResultEvaluator({
  source: "{ 'items': [data.{ 'id': id, 'total': total, 'more': 1 }] }",
  schema,
});

test('what an expression makes is held to the schema that callers were told', async () => {
  expect(
    await evaluate({
      data: [
        { id: 'a', total: 5 },
        { id: 'b', total: '5' },
      ],
    }),
  ).toEqual({
    value: {
      items: [
        { id: 'a', total: 5 },
        { id: 'b', total: null },
      ],
    },
  });
});

test('a value of the wrong shape is never answered: the field is named', async () => {
  expect(await evaluate({ data: [{ id: 1, total: 5 }] })).toEqual({
    failed: '"items[].id" of the result is not what the capability\'s schema says',
  });
});

test('an evaluation that is given up says why, and nothing of the answer', async () => {
  const number = createResultEvaluator({ source: "{ 'items': [{ 'id': $string($number(secret)) }] }", schema });
  expect(await number({ secret: 'swordfish' })).toEqual({ failed: expect.stringMatching(/given up, as .*no number/) });
});

test('a result that is marked as a whole is recorded without any of it', () => {
  expect(recordedJson('{"items":[{"id":"swordfish"}]}', { marks: [[]], bytes: 1000 })).not.toContain('swordfish');
});
