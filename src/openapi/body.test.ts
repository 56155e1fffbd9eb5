import { describe, expect, it } from 'vitest';
import { readOpenApi } from './read.ts';

function read(content: object, version = '3.1.0') {
  const paths = { '/a': { post: { requestBody: { content } } } };
  return readOpenApi({ path: 'openapi.json', text: JSON.stringify({ openapi: version, paths }) });
}

function bodyOf(content: object, version?: string) {
  return read(content, version).operations[0]?.body;
}

const object = { type: 'object', properties: { a: { type: 'string' } } };

describe('the media type', () => {
  const order = [
    'application/json',
    'application/vnd.shop+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain',
    'text/csv',
    'application/octet-stream',
  ];
  it('is the best of those that are declared', () => {
    for (const [index, type] of order.entries()) {
      const rest = order.slice(index).toReversed();
      const content = Object.fromEntries(rest.map((one) => [one, { schema: isBytes(one) ? {} : object }]));
      expect(bodyOf(content)?.contentType).toBe(type);
    }
  });
  const isBytes = (type: string) => type === 'application/octet-stream';

  it.each([
    ['application/x-ndjson', 'text', { type: 'string' }],
    ['text/csv; charset=utf-8', 'text', { type: 'string' }],
    ['application/pdf', 'binary', { type: 'string', contentEncoding: 'base64' }],
    ['image/png', 'binary', { type: 'string', contentEncoding: 'base64' }],
  ])('%s is %s', (type, format, schema) => {
    expect(bodyOf({ [type]: {} })).toEqual({ contentType: type, required: false, schema, format, encoding: {} });
  });

  it.each([
    ['image/*', 'application/octet-stream', 'binary'],
    ['text/*', 'text/plain', 'text'],
    ['*/*', 'application/json', 'json'],
  ])('%s is sent as %s', (type, contentType, format) => {
    expect(bodyOf({ [type]: {} })).toMatchObject({ contentType, format });
  });

  it('of anything, with bytes for its schema, is bytes', () => {
    expect(bodyOf({ '*/*': { schema: { type: 'string', format: 'binary' } } })).toMatchObject({
      contentType: 'application/octet-stream',
      format: 'binary',
    });
  });

  it('that nobody knows is refused when its schema says more than bytes', () => {
    expect(read({ 'application/cbor': { schema: object } }).unsupported[0]?.reason).toContain('application/cbor');
  });
});

describe('a form', () => {
  const form = (properties: object, encoding: object = {}, required: string[] = []) =>
    read({ 'application/x-www-form-urlencoded': { schema: { type: 'object', required, properties }, encoding } });

  it('has single values and lists in the usual way, and objects as JSON', () => {
    const { operations, problems } = form({
      name: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      address: object,
    });
    expect(problems).toEqual([]);
    expect(operations[0]?.body?.encoding).toEqual({
      address: { contentType: null, serialization: { style: 'json', explode: false, allowReserved: false } },
    });
  });

  it('has fields by the style that is said', () => {
    const encoding = { address: { style: 'deepObject', explode: true }, tags: { explode: false } };
    const { operations } = form({ address: object, tags: { type: 'array', items: { type: 'string' } } }, encoding);
    expect(operations[0]?.body?.encoding).toEqual({
      address: { contentType: null, serialization: { style: 'deepObject', explode: true, allowReserved: false } },
      tags: { contentType: null, serialization: { style: 'form', explode: false, allowReserved: false } },
    });
  });

  it('leaves out what it cannot write, with a word, unless it is required', () => {
    const lines = { type: 'array', items: { type: 'object' } };
    const optional = form({ name: { type: 'string' }, lines });
    expect(optional.operations[0]?.body?.schema).toEqual({ type: 'object', properties: { name: { type: 'string' } } });
    expect(optional.problems[0]?.message).toContain('without "lines"');
    expect(form({ lines }, {}, ['lines']).unsupported[0]?.reason).toContain('no object whose fields');
  });

  it('gives way to parts where only these carry all of it', () => {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
    const both = { 'application/x-www-form-urlencoded': { schema }, 'multipart/form-data': { schema } };
    expect(bodyOf(both)?.format).toBe('multipart');
  });

  it.each(['3.0.3', '3.1.0'])('of anything but an object is refused (%s)', (version) => {
    const document = read({ 'multipart/form-data': { schema: { type: 'string' } } }, version);
    expect(document.unsupported[0]?.reason).toContain('no object');
  });
});

describe('parts', () => {
  const parts = (properties: object, encoding: object = {}) =>
    bodyOf({ 'multipart/form-data': { schema: { type: 'object', properties }, encoding } });

  it.each([
    ['3.0', { type: 'string', format: 'binary', description: 'A photo' }],
    ['3.1', { contentMediaType: 'image/png', description: 'A photo' }],
  ])('of bytes are base64 in arguments (%s)', (_, photo) => {
    expect(parts({ photo })?.schema.properties).toMatchObject({
      photo: { type: 'string', contentEncoding: 'base64', description: 'A photo' },
    });
  });

  it('of several files are a list', () => {
    const files = { type: 'array', items: { type: 'string', format: 'binary' } };
    expect(parts({ files })?.schema.properties).toEqual({
      files: { type: 'array', items: { type: 'string', contentEncoding: 'base64' } },
    });
  });

  it('that are base64 themselves are sent as they are', () => {
    expect(parts({ photo: { type: 'string', contentEncoding: 'base64' } })?.schema.properties).toEqual({
      photo: { type: 'string', format: 'byte' },
    });
  });

  it('have the first media type that is said', () => {
    const encoding = { a: { contentType: 'image/png, image/jpeg' }, b: { contentType: 'image/*' } };
    const text = { type: 'string' };
    expect(parts({ a: text, b: text }, encoding)?.encoding).toEqual({
      a: { contentType: 'image/png', serialization: null },
    });
  });
});

describe('answers', () => {
  it('are told by their media types, streams too', () => {
    const responses = {
      200: {
        content: { 'Application/JSON; charset=utf-8': { schema: object }, 'text/event-stream': { itemSchema: {} } },
      },
      202: { content: { 'application/pdf': {} } },
      404: { content: { 'text/html': {} } },
    };
    const text = JSON.stringify({
      openapi: '3.2.0',
      paths: { '/a': { get: { tags: ['x', 3, 'y', 'x'], deprecated: true, responses } } },
    });
    expect(readOpenApi({ path: 'openapi.json', text }).operations[0]).toMatchObject({
      tags: ['x', 'y'],
      deprecated: true,
      response: object,
      answers: ['application/json', 'text/event-stream', 'application/pdf'],
    });
  });
});
