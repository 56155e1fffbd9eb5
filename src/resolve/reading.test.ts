import { describe, expect, test } from 'vitest';
import { likeness } from './agreement.ts';
import { kindOf, meaningOf } from './lexicon.ts';
import { readSentence } from './reading.ts';
import { cognateKey, stemsOf, withoutClitics } from './stems.ts';
import { nameTokens, sentenceTokens } from './tokens.ts';

describe('words', () => {
  test.each<[string, string[]]>([
    ['¿Cuántos pedidos tengo?', ['cuantos', 'pedidos', 'tengo']],
    ['NIÑO, niño y nino', ['nino', 'nino', 'y', 'nino']],
    ['e\u0301xito éxito', ['exito', 'exito']],
    ['', []],
    ['?!…—"\u0000\u202E', []],
  ])('%j', (text, words) => {
    expect(sentenceTokens(text).map(({ word }) => word)).toEqual(words);
  });

  test.each(['MERKEN-100', '1004', 'ana@acme.cl', 'blog.example.cl', '"hola mundo"', 'https://a.cl/pedidos?x=1'])(
    'what stands for one thing is a value: %s',
    (value) => {
      expect(sentenceTokens(`orders of ${value} please`).filter(({ isValue }) => isValue)).toHaveLength(1);
    },
  );

  test('what is told to somebody stands beside what is asked for', () => {
    const aside = (text: string) => sentenceTokens(text).flatMap(({ word, isAside }) => (isAside ? [word] : []));
    expect(aside('manda un whatsapp a Ana que los pedidos llegaron')).toContain('pedidos');
    expect(aside('reply: your order is on its way')).toContain('order');
    expect(aside('which orders do I have')).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['orders.update-status', ['orders', 'update', 'status']],
    ['listOrders_byID', ['list', 'orders', 'by', 'id']],
    ['X-Api-Key', ['x', 'api', 'key']],
  ])('of the name %s', (name, words) => {
    expect(nameTokens(name)).toEqual(words);
  });
});

describe('stems', () => {
  test.each([
    ['facturación', 'facturacion'],
    ['pedidos', 'pedido'],
    ['muestra', 'mostrar'],
  ])('%s and %s mean the same', (one, other) => {
    const fold = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '');
    const shared = meaningOf(fold(one))?.concepts.filter((name) => meaningOf(fold(other))?.concepts.includes(name));
    expect(shared).not.toEqual([]);
    expect(shared).toBeDefined();
  });

  test('too short a stem is none', () => {
    expect(stemsOf('pagos').spanish).toBe('pagos');
  });

  test.each([
    ['muestrame', 'muestra'],
    ['mandaselo', 'manda'],
    ['emitele', 'emite'],
  ])('%s without its pronouns is %s', (word, verb) => {
    expect(withoutClitics(word)).toContain(verb);
  });

  test.each([
    ['inventario', 'inventory'],
    ['transcripcion', 'transcription'],
    ['certificado', 'certificate'],
  ])('%s and %s are seen to be one word', (one, other) => {
    const keys = [cognateKey(one), cognateKey(other)].map((key) => key?.slice(0, 5));
    expect(keys[0]).toBe(keys[1]);
  });
});

describe('synonyms', () => {
  test.each([
    ['pedido', 'orden', 'order'],
    ['boleta', 'factura', 'invoice'],
    ['despacho', 'envío', 'shipping'],
    ['precio', 'cuanto cuesta', 'price'],
    ['contenedores', 'contenedor', 'containers'],
  ])('%s, %s and %s share a concept', (...words) => {
    const [first, ...others] = words.map(
      (word) => meaningOf(word.normalize('NFD').replace(/\p{M}/gu, ''))?.concepts ?? [],
    );
    expect(first?.some((concept) => others.every((more) => more.includes(concept)))).toBe(true);
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])('know nothing of %s', (word) => {
    expect(meaningOf(word)).toBeNull();
  });

  test('a word may name a thing and what is done', () => {
    const concepts = meaningOf('order')?.concepts ?? [];
    expect(concepts.map(kindOf)).toEqual(expect.arrayContaining(['thing', 'action']));
  });
});

describe('a sentence', () => {
  test.each([
    ['¿Cuántos pedidos hay?', true],
    ['how many orders are there', true],
    ['hasta cuándo puedo pagar', true],
    ['cancel the order', false],
    ['¿Puedes cancelar el pedido?', false],
  ])('%s: asks what is: %s', (text, isQuestion) => {
    expect(readSentence(text).isQuestion).toBe(isQuestion);
  });

  test('the particle of a phrasal verb is found behind its object', () => {
    const [first] = readSentence('turn the container off').units;
    expect(first?.actions).toContain('stop');
  });

  test('a verb of a state is no order', () => {
    const states = readSentence('pagos rechazados').units.filter(({ isState }) => isState);
    expect(states.map(({ text }) => text)).toEqual(['rechazados']);
  });
});

test('likeness is the same both ways, and whole with itself', () => {
  expect(likeness('create', 'send')).toBe(likeness('send', 'create'));
  expect(likeness('delete', 'delete')).toBe(1);
  expect(likeness('delete', 'create')).toBe(0);
});
