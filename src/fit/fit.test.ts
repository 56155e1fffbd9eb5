import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countTokens } from '../tokens.ts';
import { estimateTokens } from './estimate.ts';
import { fitJson } from './json.ts';
import { fitLines } from './lines.ts';

const words = fc.constantFrom(
  'pedido',
  'boleta',
  'despacho',
  'Providencia',
  'order',
  'shipped',
  'camión',
  '2026-11-23',
);
const sentence = fc.array(words, { maxLength: 12 }).map((all) => all.join(' '));
const foreign = fc.constantFrom(
  '订单已发货，请查看物流信息',
  'Ваш заказ отправлен со склада',
  'تم شحن طلبك',
  '📦👋🏽🎉 ¡listo!',
  '“ñandú” — 25 €',
);
const anyText = fc.oneof(
  sentence,
  fc.string({ unit: 'grapheme-ascii' }),
  foreign,
  fc.constantFrom('"', '\\', '\\"', '[', '}', ',', '\n'),
);
const scalar = fc.oneof(
  anyText,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 5 }),
  ),
}));
const anyRoot = fc.oneof(
  fc.dictionary(anyText, anyJson),
  fc.record({ items: fc.array(anyJson, { maxLength: 40 }), total: fc.integer() }),
  fc.record({ data: fc.record({ orders: fc.array(anyJson, { maxLength: 40 }) }), note: anyText }),
);
const anyBudget = fc.integer({ min: 60, max: 1200 });
const wide = { list: null, offset: 0 };

/** The list of a result, by its path. */
function listAt(value: unknown, path: string): unknown[] {
  return path.split('.').reduce((at, key) => (at as Record<string, unknown>)[key], value) as unknown[];
}

describe('a fitted result', () => {
  test('is JSON of an object, and within the budget by the tokenizer itself', () => {
    fc.assert(
      fc.property(anyRoot, anyBudget, (root, budget) => {
        const { text } = fitJson(JSON.stringify(root), { ...wide, budget });
        expect(JSON.parse(text)).toBeTypeOf('object');
        expect(countTokens(text)).toBeLessThanOrEqual(budget * 1.1);
      }),
      { numRuns: 500 },
    );
  });

  test('holds the first items whole, in order, and everything around them', () => {
    fc.assert(
      fc.property(fc.array(anyJson, { minLength: 1, maxLength: 60 }), anyBudget, (items, budget) => {
        const root = { before: 1, items, after: { total: items.length } };
        const { text, cut } = fitJson(JSON.stringify(root), { ...wide, budget });
        const shown = JSON.parse(text) as typeof root;
        if (cut === null) {
          expect(text).toBe(JSON.stringify(root));
          return;
        }
        expect(cut.list).toMatchObject({ path: 'items', from: 0, of: items.length });
        if (cut.shortened.length > 0) return;
        expect(shown).toEqual(JSON.parse(JSON.stringify({ ...root, items: items.slice(0, cut.list?.shown) })));
      }),
      { numRuns: 500 },
    );
  });

  test('followed window by window is the whole list, each item once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id: fc.integer(), text: sentence }), { maxLength: 80 }),
        fc.integer({ min: 200, max: 1200 }),
        (items, budget) => {
          const text = JSON.stringify({ data: { items, page: 1 } });
          const seen: unknown[] = [];
          for (let offset = 0; ;) {
            const window = fitJson(text, { budget, offset, list: 'data.items' });
            const path = window.cut?.list?.path ?? 'data.items';
            seen.push(...listAt(JSON.parse(window.text), path));
            if (window.cut === null || offset + (window.cut.list?.shown ?? 0) >= items.length) break;
            offset += window.cut.list?.shown ?? 0;
          }
          expect(seen).toEqual(items);
        },
      ),
    );
  });

  test('keeps every digit of its numbers', () => {
    const item = '{"id":12345678901234567890,"rate":0.10000000000000000001,"e":1E400}';
    const text = `{"items":[${Array.from({ length: 400 }, () => item).join(',')}]}`;
    const { text: shown, cut } = fitJson(text, { ...wide, budget: 500 });
    expect(shown.startsWith(`{"items":[${item},${item}`)).toBe(true);
    expect(cut?.list?.shown).toBeGreaterThan(5);
  });

  test('is the same where blanks and lines stand between the parts of the JSON', () => {
    const layouts = [' ', '\n', '\t\r\n '];
    fc.assert(
      fc.property(anyRoot, anyBudget, fc.constantFrom(...layouts), (root, budget, blank) => {
        const text = JSON.stringify(root);
        const loose = JSON.stringify(root, null, 1).replaceAll(/\n */g, blank);
        const [fitted, ofLoose] = [text, loose].map((one) => fitJson(one, { ...wide, budget, reserve: 10 }));
        expect(JSON.parse(ofLoose?.text ?? '')).toEqual(JSON.parse(fitted?.text ?? ''));
        expect(ofLoose?.cut).toEqual(fitted?.cut);
      }),
      { numRuns: 300 },
    );
  });

  test('is the text itself when it is small', () => {
    const text = '{"items":[{"id":1}]}';
    expect(fitJson(text, { ...wide, budget: 500 })).toEqual({ text, cut: null });
  });

  test('keeps what is of use only whole, however little room there is', () => {
    const items = Array.from({ length: 50 }, (_, id) => ({ id, note: 'Despacho a domicilio' }));
    const cursor = 'AgAAUSyEGQRZ6W_uCEqj47SecdPS7ahTkGXF5xxgJsReLO41PNjw5DR1l-hSWykoZwiAEPiCLw4AdT4bM6vm754_'.repeat(3);
    for (const budget of [350, 500, 700]) {
      const root = { items, nextCursor: cursor, note: 'n'.repeat(1000) };
      const { text, cut } = fitJson(JSON.stringify(root), { ...wide, budget, whole: ['nextCursor'] });
      const shown = JSON.parse(text) as typeof root;
      expect(shown).toMatchObject({ nextCursor: cursor, items: items.slice(0, cut?.list?.shown) });
      expect(cut?.list?.shown).toBeGreaterThan(0);
    }
  });
});

describe('what is shown of an unusual one', () => {
  const long = 'La zapatilla deportiva. '.repeat(2000);

  test('an item that is too large by itself is shortened, and told', () => {
    const lines = Array.from({ length: 300 }, (_, id) => ({ id, text: 'una línea' }));
    const text = JSON.stringify({ items: [{ id: 1, text: long, lines }, { id: 2 }], total: 2 });
    const { text: shown, cut } = fitJson(text, { ...wide, budget: 600 });
    const { items } = JSON.parse(shown) as { items: { id: number; text: string; lines: unknown[] }[] };
    expect(items).toHaveLength(1);
    expect(items[0]?.text).toMatch(/^La zapatilla .*… \(48000 characters\)$/);
    expect(items[0]?.lines.length).toBeLessThan(300);
    expect(cut?.list).toEqual({ path: 'items', from: 0, shown: 1, of: 2 });
    expect(cut?.shortened.join('; ')).toMatch(
      /items\[0\]\.text: \d+ of 48000 characters; items\[0\]\.lines: \d+ of 300/,
    );
  });

  test('the next window goes on after it', () => {
    const text = JSON.stringify({ items: [{ id: 1, text: long }, { id: 2 }] });
    const { text: shown, cut } = fitJson(text, { budget: 600, offset: 1, list: 'items' });
    expect(shown).toBe('{"items":[{"id":2}]}');
    expect(cut?.list).toEqual({ path: 'items', from: 1, shown: 1, of: 2 });
  });

  test('the longest list is cut where there is no usual one, also inside an object', () => {
    const orders = Array.from({ length: 500 }, (_, id) => ({ id, status: 'pagado' }));
    const text = JSON.stringify({ ok: true, tags: ['a'], data: { orders } });
    const { cut } = fitJson(text, { ...wide, budget: 500 });
    expect(cut?.list).toMatchObject({ path: 'data.orders', of: 500 });
  });

  test('two lists of the same dotted name are told apart', () => {
    const text = JSON.stringify({ 'a.b': [1, 2, 3], a: { b: Array.from({ length: 500 }, (_, id) => ({ id })) } });
    const { cut } = fitJson(text, { ...wide, budget: 500 });
    const { path = '', shown = 0 } = cut?.list ?? {};
    expect(fitJson(text, { budget: 500, offset: shown, list: path }).cut?.list).toMatchObject({ from: shown, of: 500 });
  });

  test('a large object around a small list is shortened, and the list stays whole', () => {
    const text = JSON.stringify({ items: [{ id: 1 }], page: long });
    const { text: shown, cut } = fitJson(text, { ...wide, budget: 500 });
    expect(JSON.parse(shown)).toMatchObject({ items: [{ id: 1 }] });
    expect(cut).toMatchObject({ list: { shown: 1, of: 1 }, shortened: [expect.stringMatching(/^page: /)] });
  });

  test('one without a list is shortened', () => {
    const { text, cut } = fitJson(JSON.stringify({ id: 7, body: long }), { ...wide, budget: 500 });
    expect(JSON.parse(text)).toMatchObject({ id: 7 });
    expect(cut).toMatchObject({ list: null, shortened: [expect.stringMatching(/^body: \d+ of 48000 characters$/)] });
  });

  test('one that nests without end is shown without overflowing the stack', () => {
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const { text } = fitJson(deep, { ...wide, budget: 500 });
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  });

  test('a list that is over by now shows nothing', () => {
    const { text, cut } = fitJson('{"items":[1,2]}', { budget: 500, offset: 5, list: 'items' });
    expect(text).toBe('{"items":[]}');
    expect(cut?.list).toEqual({ path: 'items', from: 5, shown: 0, of: 2 });
  });
});

describe('a fitted text', () => {
  test('ends where a line ends, and its windows are the whole text', () => {
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 200 }), anyBudget, (lines, budget) => {
        const text = lines.join('\n');
        let seen = '';
        for (let offset = 0; ;) {
          const { text: shown, cut } = fitLines(text, { budget, offset });
          seen += shown;
          if (cut === null || cut.to === text.length) break;
          expect(text[cut.to - 1]).toBe('\n');
          offset = cut.to;
        }
        expect(seen).toBe(text);
      }),
    );
  });

  test('of one line is cut between two characters, and its windows are the whole text', () => {
    const text = '👋🏽 pedido 📦'.repeat(2000);
    let seen = '';
    for (let offset = 0; offset < text.length;) {
      const { text: shown, cut } = fitLines(text, { budget: 300, offset });
      expect(shown.isWellFormed()).toBe(true);
      seen += shown;
      offset = cut?.to ?? text.length;
    }
    expect(seen).toBe(text);
  });

  test('tells which lines it has', () => {
    const text = Array.from({ length: 1000 }, (_, index) => `${index};pedido;pagado`).join('\n');
    const { cut } = fitLines(text, { budget: 100, offset: 0 });
    expect(cut?.lines).toEqual({ first: 1, last: expect.any(Number) as number, of: 1000 });
    const next = fitLines(text, { budget: 100, offset: cut?.to ?? 0 });
    expect(next.cut?.lines.first).toBe((cut?.lines.last ?? 0) + 1);
  });
});

describe('an estimate of tokens', () => {
  const texts: Readonly<Record<string, string>> = {
    orders: JSON.stringify(
      Array.from({ length: 200 }, (_, id) => ({
        id: 100_000 + id,
        status: ['pending', 'paid', 'shipped'][id % 3],
        customer: { name: 'María José Fernández', email: 'maria.fernandez@correo.cl' },
        total: 19_990 + id,
        createdAt: '2026-11-23T09:20:38.000Z',
      })),
    ),
    spanish:
      'El despacho de su pedido se realizó desde la bodega central; la boleta electrónica fue enviada al correo. '.repeat(
        40,
      ),
    english: 'The refund was issued to the original payment method and may take five business days to appear. '.repeat(
      40,
    ),
    digests: JSON.stringify(
      Array.from({ length: 99 }, (_, id) => `3f2504e0-4f89-41d3-9a0c-0305e82c33${String(id).padStart(2, '0')}`),
    ),
    capitals: JSON.stringify(Array.from({ length: 99 }, () => 'CANCELLED_BY_CUSTOMER')),
    numbers: JSON.stringify(Array.from({ length: 500 }, (_, id) => Math.sqrt(id))),
    urls: 'https://cdn.example.com/s/files/1/0233/products/colchon_a1b2c3d4.jpg?v=1688822 '.repeat(50),
  };
  test.each(Object.entries(texts))('of %s is hardly ever too low, and not far too high', (_name, text) => {
    const ratio = estimateTokens(text) / countTokens(text);
    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.75);
  });

  test('stops where it is more than asked for', () => {
    expect(estimateTokens('palabra '.repeat(1_000_000), 0, 8_000_000, 100)).toBeLessThan(110);
  });
});
