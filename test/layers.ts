/** Reads the imports of sources and holds them against rules: which room may import which, and no cycles. */
import { parseSync, Visitor } from 'oxc-parser';

/** One `import`, `export … from`, `import()` or `import('…').Type`. */
export interface ImportLine {
  readonly file: string;
  readonly line: number;
  /** As written; null when it is no plain text and so cannot be checked. */
  readonly specifier: string | null;
  /** True when nothing of it is left at run time. */
  readonly isType: boolean;
  readonly isExportAll: boolean;
}

/** What the rooms under `src/` may import. A room is a folder (`table/`) or a file beside them (`schema.ts`). */
export interface LayerRules {
  /** Room → the rooms it may import beside itself; `type:table/` allows `import type` only, `*` any room. */
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  /** Rooms that nobody but those named may import, whatever `rooms` says. */
  readonly importedOnlyBy: Readonly<Record<string, readonly string[]>>;
  /** Outside package → the one room where it lives (seldom two). */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** Rooms of pure functions → the modules of Node that they may use. */
  readonly pure: Readonly<Record<string, readonly string[]>>;
  /**
   * Folder whose files of different faces never import each other; a face is a file name's first word. One file joins
   * them, and none of them imports it.
   */
  readonly faces: { readonly room: string; readonly names: readonly string[]; readonly joinedIn: string };
  /** What lies outside `src/`, by its path's beginning → the rooms that may import it. */
  readonly outside: Readonly<Record<string, readonly string[]>>;
}

/** Every import of one source, in the order in which the parser meets them. */
export function importsOf(file: string, source: string): ImportLine[] {
  const { program } = parseSync(file, source);
  const found: ImportLine[] = [];
  const add = (node: { start: number }, from: unknown, isType: boolean, isExportAll = false): void => {
    const line = source.slice(0, node.start).split('\n').length;
    found.push({ file, line, specifier: literalText(from), isType, isExportAll });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node, node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => node.source && add(node, node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => add(node, node.source, node.exportKind === 'type', true),
    ImportExpression: (node) => add(node, node.source, false),
    TSImportType: (node) => add(node, node.source, true),
  }).visit(program);
  return found;
}

function literalText(node: unknown): string | null {
  const value = (node as { value?: unknown }).value;
  return typeof value === 'string' ? value : null;
}

/** One sentence a violation, naming the import and the rule; empty when all is well. Paths are relative to `src/`. */
export function layerViolations(sources: ReadonlyMap<string, string>, rules: LayerRules): string[] {
  const imports = [...sources].flatMap(([file, source]) => importsOf(file, source));
  const broken = imports.flatMap((line) => {
    const reason = reasonAgainst(line, rules);
    return reason === null
      ? []
      : [`${line.file}:${line.line} imports ${line.specifier ?? 'by an expression'}: ${reason}`];
  });
  return [...broken, ...cycles(imports)];
}

function reasonAgainst(line: ImportLine, rules: LayerRules): string | null {
  if (line.specifier === null) return 'write the path as plain text, so that the layers can be checked';
  if (line.isExportAll) return 'name what is exported; there is no "export *"';
  if (line.specifier.startsWith('node:')) return reasonAgainstNode(line.specifier, roomOf(line.file), rules);
  const target = resolve(line.file, line.specifier);
  if (target === null) return reasonAgainstPackage(packageOf(line.specifier), roomOf(line.file), rules);
  if (target.startsWith('../')) return reasonAgainstOutside(target, roomOf(line.file), rules);
  return reasonAgainstRoom(line, target, rules);
}

function reasonAgainstRoom(line: ImportLine, target: string, rules: LayerRules): string | null {
  const [from, to] = [roomOf(line.file), roomOf(target)];
  if (from === to) return reasonAgainstFace(line.file, target, rules);
  const allowed = rules.rooms[from];
  if (allowed === undefined) return `${from} is no room of the table in src/layers.test.ts`;
  const guards = rules.importedOnlyBy[to];
  if (guards !== undefined && !guards.includes(from)) return `${to} is imported by ${guards.join(', ')} only`;
  if (allowed.includes('*') || allowed.includes(to)) return null;
  if (allowed.includes(`type:${to}`)) return line.isType ? null : `${from} may import types of ${to} only`;
  return `${from} may import ${allowed.length === 0 ? 'no other room' : `only ${allowed.join(', ')}`}`;
}

function reasonAgainstFace(file: string, target: string, { faces }: LayerRules): string | null {
  if (!file.startsWith(faces.room) || file === faces.joinedIn) return null;
  if (target === faces.joinedIn) return `${target} joins the faces and is imported from outside ${faces.room} only`;
  const [from, to] = [faceOf(file, faces.names), faceOf(target, faces.names)];
  return to === null || from === to ? null : `faces never import each other, and ${to} is a face`;
}

function faceOf(file: string, names: readonly string[]): string | null {
  const word = (file.split('/').at(-1) ?? '').split(/[-.]/)[0];
  return names.find((name) => name === word) ?? null;
}

function reasonAgainstPackage(name: string, room: string, { packages }: LayerRules): string | null {
  const homes = packages[name];
  if (homes === undefined) return `package ${name} has no room in the table in src/layers.test.ts`;
  return homes.includes(room) ? null : `package ${name} is used in ${homes.join(', ')} only`;
}

function reasonAgainstNode(specifier: string, room: string, { pure }: LayerRules): string | null {
  const allowed = pure[room];
  return allowed === undefined || allowed.includes(specifier) ? null : `${room} is pure and does without ${specifier}`;
}

function reasonAgainstOutside(target: string, room: string, { outside }: LayerRules): string | null {
  const homes = Object.entries(outside).find(([start]) => target.startsWith(start))?.[1] ?? [];
  return homes.includes(room) ? null : `${room} may not import what lies outside src/ there`;
}

function roomOf(file: string): string {
  const slash = file.indexOf('/');
  return slash === -1 ? file : file.slice(0, slash + 1);
}

/** `@scope/name/deep` → `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The path from `src/`, beginning with `../` when it leads out of it; null for a package. */
function resolve(file: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const parts = file.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** One sentence for each import that closes a circle, found depth first. */
function cycles(imports: readonly ImportLine[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { file, specifier } of imports) {
    const target = specifier === null ? null : resolve(file, specifier);
    if (target !== null) targets.set(file, [...(targets.get(file) ?? []), target]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start !== -1) found.push(`${[...path.slice(start), file].join(' → ')}: modules import each other in a circle`);
    if (start !== -1 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return found;
}
