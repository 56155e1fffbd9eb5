import { expect, test } from 'vitest';
import { fieldFor } from './other-words.ts';
import { manifestSchemas } from './schemas.ts';

test.each([
  ['nombre', ['tenant', 'name'], 'name'],
  ['razonSocial', ['businessName', 'status'], 'businessName'],
  ['Razón social', ['businessName'], 'businessName'],
  ['RequestBody', ['body'], 'body'],
  ['namespace', ['name'], null],
  ['titel', ['title'], null],
  ['constructor', ['name'], null],
  ['__proto__', ['name'], null],
  ['', ['name'], null],
])('%s among %j means %s', (word, fields, meant) => {
  expect(fieldFor(word, fields)).toBe(meant);
});

test('whatever a word may stand for is a field of some kind', () => {
  const fields = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, below] of Object.entries(value)) {
      if (key === 'properties') for (const name of Object.keys(below as object)) fields.add(name);
      collect(below);
    }
  };
  collect(manifestSchemas);
  const known = ['nombre', 'titulo', 'empresa', 'tipo', 'estado', 'correo', 'inquilino', 'proveedor', 'metodo', 'ruta'];
  const more = [
    'cuerpo',
    'respuesta',
    'resultado',
    'claves',
    'permitir',
    'url',
    'security',
    'parameters',
    'annotations',
  ];
  expect([...known, ...more, 'readOnlyHint'].filter((word) => fieldFor(word, fields) === null)).toEqual([]);
});
