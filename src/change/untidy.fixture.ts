/** Manifests as untidy hands write them, for property tests: any order, any indentation, comments where YAML allows them. */
import * as fc from 'fast-check';

const words = fc.constantFrom(
  'hola',
  'a b  c',
  "it's",
  'true',
  '12',
  '1e3',
  '~',
  'ñandú',
  'x:y',
  'a#b',
  '- no',
  'Precio: CLP',
  '# none',
  '',
  ' ',
  'https://x.cl/a?b=c',
  '$.serie[0].valor',
  '{a}',
  '*',
  'línea\u00a0dura',
);

/** Field names of the schemas and others, so that some move and some stay. */
const names = fc.constantFrom(
  'name',
  'tenant',
  'title',
  'spec',
  'description',
  'type',
  'status',
  'endpoint',
  'arguments',
  'result',
  'fields',
  'to',
  'map',
  'default',
  'auth',
  'baseUrl',
  'category',
  'metadata',
  'kind',
  'apiVersion',
  'zeta',
  'Con espacio',
  'a.b',
  'method',
  'path',
);

type Tree =
  | { readonly text: string }
  | { readonly pairs: readonly (readonly [string, Tree])[] }
  | { readonly items: readonly Tree[] };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'xsmall', withCrossShrink: true },
    words.map((text): Tree => ({ text })),
    fc
      .uniqueArray(fc.tuple(names, tie('tree')), { selector: ([name]) => name, maxLength: 5 })
      .map((pairs): Tree => ({ pairs })),
    fc.array(tie('tree'), { maxLength: 4 }).map((items): Tree => ({ items })),
  ),
}));

const root = fc
  .uniqueArray(fc.tuple(names, tree), { selector: ([name]) => name, minLength: 1, maxLength: 7 })
  .chain((pairs) =>
    fc.constantFrom('Capability', 'Provider', 'Endpoint', 'Tenant', 'Nothing').map((kind): Tree => ({
      pairs: pairs.map(([name, value]) => [name, name === 'kind' ? { text: kind } : value]),
    })),
  );

/** Draws decisions while writing; comments are numbered so that each is told from the others. */
interface Pen {
  pick(count: number): number;
  comments: number;
}

/** A text with one or several documents. */
export const untidyManifests: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(root, { minLength: 1, maxLength: 3 }),
    fc.array(fc.nat(997), { minLength: 30, maxLength: 300 }),
    fc.boolean(),
  )
  .map(([roots, choices, isWindows]) => {
    let at = 0;
    const pen: Pen = { pick: (count) => (choices[at++ % choices.length] as number) % count, comments: 0 };
    const texts = roots.map((tree_) => blockOf(pen, tree_, '').join('\n'));
    const text = `${lead(pen, '').join('\n')}\n${texts.join(`\n---${aside(pen)}\n`)}${end(pen)}`;
    return isWindows ? text.replaceAll('\n', '\r\n') : text;
  });

function end(pen: Pen): string {
  return ['\n', '', '\n\n\n', `\n  ${comment(pen)}\n`, `\n${comment(pen)}`, '\n...\n'][pen.pick(6)] as string;
}

function aside(pen: Pen): string {
  return pen.pick(4) === 0 ? ` ${comment(pen)}`.replace(/^ (?=#)/, pen.pick(2) === 0 ? ' ' : '  ') : '';
}

function comment(pen: Pen): string {
  pen.comments += 1;
  return `#${['', ' ', '# '][pen.pick(3)]}c${pen.comments}${['', ' ', ' it\'s {odd}: "]', ' — ñ'][pen.pick(4)]}`;
}

/** Lines above an entry; comments at other depths than its own, too. */
function lead(pen: Pen, indent: string): string[] {
  return Array.from({ length: [0, 0, 0, 1, 2, 3][pen.pick(6)] as number }, () =>
    pen.pick(3) === 0
      ? (['', '   '][pen.pick(2)] as string)
      : `${['', indent, indent, `${indent}  `, `${indent}    `][pen.pick(5)]}${comment(pen)}`,
  );
}

function blockOf(pen: Pen, tree_: Tree, indent: string): string[] {
  if ('pairs' in tree_)
    return tree_.pairs.flatMap(([name, value]) => [...lead(pen, indent), ...pairOf(pen, name, value, indent)]);
  if ('items' in tree_) return tree_.items.flatMap((item) => [...lead(pen, indent), ...itemOf(pen, item, indent)]);
  return [`${indent}${scalar(pen, tree_.text, false)}`];
}

function pairOf(pen: Pen, name: string, value: Tree, indent: string): string[] {
  const key = `${indent}${[name, JSON.stringify(name), `'${name}'`][pen.pick(9)] ?? name}${pen.pick(6) === 0 ? ' ' : ''}:`;
  const deeper = indent + ' '.repeat(1 + pen.pick(4));
  if (!isBlock(pen, value)) return leafOf(pen, key, value, deeper);
  const below = 'items' in value && pen.pick(3) === 0 ? indent : deeper;
  return [`${key}${aside(pen)}`, ...blockOf(pen, value, below)];
}

function itemOf(pen: Pen, value: Tree, indent: string): string[] {
  const gapText = ' '.repeat(1 + pen.pick(3));
  if (!isBlock(pen, value)) return leafOf(pen, `${indent}-`, value, `${indent}  `);
  const below = `${indent} ${gapText}`;
  const lines = blockOf(pen, value, below);
  if (pen.pick(3) === 0 || (lines[0] ?? '').trim() === '' || (lines[0] ?? '').trim().startsWith('#'))
    return [`${indent}-${aside(pen)}`, ...lines];
  return [`${indent}-${gapText}${(lines[0] as string).slice(below.length)}`, ...lines.slice(1)];
}

function leafOf(pen: Pen, head: string, value: Tree, deeper: string): string[] {
  if ('text' in value) {
    const style = pen.pick(9);
    if (style === 0) return literal(pen, head, value.text, deeper);
    if (style === 1)
      return [
        `${head} una frase que`,
        ...(pen.pick(2) === 0 ? [''] : []),
        `${deeper}sigue ${value.text.replaceAll(/[^a-z]/g, 'x')}${aside(pen)}`,
      ];
    if (style === 2) return [`${head} "una frase \\`, `${deeper}  que # sigue`, '', `${deeper}\\ "${aside(pen)}`];
    if (style === 3)
      return [`${head}${aside(pen)}`, ...lead(pen, deeper), `${deeper}${scalar(pen, value.text, false)}${aside(pen)}`];
    if (style === 4) return [`${head}${aside(pen)}`];
    return [`${head}${['', ' '][pen.pick(2)]} ${scalar(pen, value.text, false)}${aside(pen)}`];
  }
  const lines = flow(pen, value, deeper).split('\n');
  return [`${head} ${lines[0]}`, ...lines.slice(1, -1), ...(lines.length > 1 ? [`${lines.at(-1)}${aside(pen)}`] : [])];
}

function literal(pen: Pen, head: string, text: string, deeper: string): string[] {
  const chomping = ['', '-', '+'][pen.pick(3)] as string;
  const body = [
    `${deeper}dos  líneas`,
    ['', '    ', `${deeper}   # no comment`][pen.pick(3)] as string,
    `${deeper}${text.trim()}x`,
  ];
  const parent = /^ */.exec(head)?.[0].length ?? 0;
  if (pen.pick(4) === 0 && /^ *\w+:/.test(head))
    return [`${head} |${deeper.length - parent}${chomping}${aside(pen)}`, `${deeper}  más adentro`, ...body];
  return [
    `${head} ${['|', '>'][pen.pick(2)]}${chomping}${aside(pen)}`,
    ...(pen.pick(3) === 0 ? [''] : []),
    ...body,
    ...['', ' '].slice(pen.pick(3)),
  ];
}

function isBlock(pen: Pen, value: Tree): boolean {
  const size = 'pairs' in value ? value.pairs.length : 'items' in value ? value.items.length : 0;
  return size > 0 && pen.pick(3) > 0;
}

function flow(pen: Pen, tree_: Tree, deeper: string): string {
  if ('text' in tree_) return scalar(pen, tree_.text, true);
  const isOpen = pen.pick(4) === 0;
  const hasComments = isOpen && pen.pick(2) === 0;
  const parts =
    'pairs' in tree_
      ? tree_.pairs.map(([name, value]) => `${name}:${[' ', '  '][pen.pick(2)]}${flow(pen, value, deeper)}`)
      : tree_.items.map((item) => flow(pen, item, deeper));
  const [first, last] = 'pairs' in tree_ ? ['{', '}'] : ['[', ']'];
  const between = isOpen
    ? `,${hasComments ? ` ${comment(pen)}` : ''}\n${deeper}${['', '   '][pen.pick(2)]}`
    : [',', ', '][pen.pick(2)];
  const pad = isOpen ? `${hasComments ? ` ${comment(pen)}` : ''}\n${deeper}` : ['', ' '][pen.pick(2)];
  const comma = parts.length > 0 && pen.pick(4) === 0 ? ',' : '';
  return `${first}${pad}${parts.join(between)}${comma}${pad}${last}`;
}

function scalar(pen: Pen, text: string, isInFlow: boolean): string {
  const isPlain = /^[a-zñ$*][^#:{}[\],]*$/.test(text) && !/^\*|^\$.*\[/.test(text);
  const style = pen.pick(3);
  if (style === 0 && isPlain) return text.trim();
  if (style === 1 && !isInFlow && /^[a-z]+$/.test(text)) return text;
  return style === 2 ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}
