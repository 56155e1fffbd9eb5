import { expect, test } from 'vitest';
import { otherDocument } from './other-document.ts';

test.each([
  ['<!DOCTYPE html>\n<html>', 'a web page'],
  ['\n<html lang="es">', 'a web page'],
  ['<?xml version="1.0"?>\n<!-- a --><wsdl:definitions xmlns="x">', 'a WSDL document (SOAP)'],
  ['<definitions name="x">', 'a WSDL document (SOAP)'],
  ['<?xml version="1.0"?><soap:Envelope>', 'a SOAP message'],
  ['<edmx:Edmx Version="4.0">', 'an XML description'],
  ['<?xml version="1.0"?><orders/>', 'an XML document'],
  ['#%RAML 1.0\ntitle: A', 'a RAML document'],
  ['FORMAT: 1A\n# A', 'an API Blueprint'],
  ['// a\nsyntax = "proto3";', 'a Protocol Buffers file (gRPC)'],
  ['"""All"""\ntype Query {\n a: Int }', 'a GraphQL schema'],
  ['# a\nschema { query: Query }', 'a GraphQL schema'],
  ['{"data": {"__schema": {}}}', 'a GraphQL schema'],
  ['asyncapi: 3.0.0', 'an AsyncAPI document'],
  ['{\n "asyncapi": "2.6.0"', 'an AsyncAPI document'],
  ['{"openrpc":"1.3.2"', 'an OpenRPC document'],
  ['arazzo: 1.0.1', 'an Arazzo document'],
  ['{"kind": "discovery#restDescription"', 'a Google discovery document'],
  ['{"info": {"_postman_id": "1"', 'a Postman collection'],
  ['{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}', 'a Postman collection'],
  ['{"log": {"version": "1.2"', 'a HAR file'],
  ["curl https://example.com -H 'a: b'", 'a curl command'],
])('%j is %s', (text, what) => {
  expect(otherDocument(text)).toMatchObject({ what, isWebPage: what === 'a web page' });
  expect(otherDocument(`\uFEFF${text}`)?.what).toBe(what);
});

test.each([
  'openapi: 3.1.0',
  '{ "openapi": "3.0.0"',
  'info: {}\nswagger: "2.0"',
  '{\n  "info": {},\n  "swagger": "2.0"',
  'type: object\nproperties: {}',
  'hello',
  '',
  '{"a": 1}',
])('%j is none of them', (text) => {
  expect(otherDocument(text)).toBeNull();
});

test.each([
  ['comments', '# \n'.repeat(8_000)],
  ['quotes', '"""'.repeat(6_000)],
  ['XML comments', `<?xml ?>${'<!-- -->'.repeat(2_000)}`],
])('%s without end are looked through once', (_, text) => {
  expect(() => otherDocument(text)).not.toThrow();
});
