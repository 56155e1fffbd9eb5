/** A JSON text → the same with secrets replaced, cut at a size: one pass, which ends where the cut is. */
import type { SensitivePath } from '../table/table.ts';
import { cutNote } from './cut-note.ts';
import { boxEnd, NotJson, scalarEnd, skipSpace, stringEnd } from './json-text.ts';
import { isCard, withoutSecrets } from './secrets-in-text.ts';
import { isSensitiveName } from './sensitive-names.ts';

const redacted = '"[redacted]"';
const deepest = 64;
/** What the note of a cut takes. */
const noteBytes = 130;

/** Where reading and writing stand. */
interface Pass {
  readonly text: string;
  readonly bytes: number;
  /** Next character to read, never white space. */
  at: number;
  result: string;
  /** Bytes of `result`, and of what closes the lists and objects that are open. */
  used: number;
  depth: number;
}

/** How a value stands to secrets: marks that fit the way to it, and whether its name gives it away. */
interface Place {
  readonly marks: readonly SensitivePath[];
  readonly isNamed: boolean;
}

/** Answers null for a text that is found to be no JSON; a lesser fault in it may be passed over. Never throws. */
export function redactJson(text: string, marks: readonly SensitivePath[], bytes: number): string | null {
  const pass: Pass = { text, bytes, at: skipSpace(text, 0), result: '', used: 0, depth: 0 };
  try {
    const isWhole = writeValue(pass, '', { marks, isNamed: false });
    return isWhole && pass.at !== text.length ? null : pass.result;
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}

/** Writes the next value behind `lead`, a comma and a name. False when it did not fit: a note stands there, nothing may follow. */
function writeValue(pass: Pass, lead: string, { marks, isNamed }: Place): boolean {
  const { text, at, depth } = pass;
  const isBox = text[at] === '{' || text[at] === '[';
  const isSecret = isNamed ? !/[tfn]/.test(text[at] ?? '') : marks.some((path) => path.length === depth);
  if (isBox && !isSecret && depth < deepest) return writeBox(pass, lead, marks);
  const end = isBox ? boxEnd(text, at) : scalarEnd(text, at);
  const shown = isSecret ? redacted : isBox ? '"[cut: nests too deep]"' : scalar(text.slice(at, end));
  if (!put(pass, lead + shown, end)) return cut(pass, lead);
  pass.at = skipSpace(text, end);
  return true;
}

function writeBox(pass: Pass, lead: string, marks: readonly SensitivePath[]): boolean {
  const { text, at } = pass;
  const isList = text[at] === '[';
  const close = isList ? ']' : '}';
  if (!put(pass, lead + text[at], at + 1)) return cut(pass, lead);
  pass.used += 1;
  pass.at = skipSpace(text, at + 1);
  pass.depth += 1;
  const isWhole = isList ? writeItems(pass, marks) : writeMembers(pass, marks);
  pass.depth -= 1;
  pass.result += close;
  if (isWhole) expect(pass, close);
  return isWhole;
}

function writeItems(pass: Pass, marks: readonly SensitivePath[]): boolean {
  for (let index = 0; pass.text[pass.at] !== ']'; index++) {
    if (index > 0) expect(pass, ',');
    const place = { marks: below(pass, marks, String(index)), isNamed: false };
    if (!writeValue(pass, index > 0 ? ',' : '', place)) return false;
  }
  return true;
}

function writeMembers(pass: Pass, marks: readonly SensitivePath[]): boolean {
  for (let index = 0; pass.text[pass.at] !== '}'; index++) {
    if (index > 0) expect(pass, ',');
    const token = pass.text.slice(pass.at, stringEnd(pass.text, pass.at));
    const name = decode(token);
    const shown = withoutSecrets(name);
    pass.at = skipSpace(pass.text, pass.at + token.length);
    expect(pass, ':');
    const lead = `${index > 0 ? ',' : ''}${shown === name ? token : JSON.stringify(shown)}:`;
    if (!writeValue(pass, lead, { marks: below(pass, marks, name), isNamed: isSensitiveName(name) })) return false;
  }
  return true;
}

/** Marks that fit one step further in. */
function below({ depth }: Pass, marks: readonly SensitivePath[], name: string): readonly SensitivePath[] {
  return marks.length === 0 ? marks : marks.filter((path) => path[depth - 1] === '*' || path[depth - 1] === name);
}

/** Writes, when it and the note of a cut behind it fit, or it and all the rest from `next` on. */
function put(pass: Pass, chunk: string, next: number): boolean {
  const size = Buffer.byteLength(chunk);
  const left = pass.bytes - pass.used - size;
  if (left < noteBytes) {
    const restLength = pass.text.length - next;
    if (restLength > left || Buffer.byteLength(pass.text.slice(next)) > left) return false;
  }
  pass.result += chunk;
  pass.used += size;
  return true;
}

/** Puts the note where the next value would stand: as an item, as a member, or as the whole. */
function cut(pass: Pass, lead: string): boolean {
  const note = JSON.stringify(cutNote(pass.text));
  const comma = lead.startsWith(',') ? ',' : '';
  pass.result += lead === '' || lead === ',' ? comma + note : `${comma}"[cut]":${note}`;
  return false;
}

function expect(pass: Pass, character: string): void {
  if (pass.text[pass.at] !== character) throw new NotJson();
  pass.at = skipSpace(pass.text, pass.at + 1);
}

function scalar(token: string): string {
  if (!token.startsWith('"')) return isCard(token) ? redacted : token;
  const text = decode(token);
  const shown = withoutSecrets(text);
  return shown === text ? token : JSON.stringify(shown);
}

function decode(token: string): string {
  if (!token.includes('\\')) return token.slice(1, -1);
  try {
    return JSON.parse(token) as string;
  } catch {
    throw new NotJson();
  }
}
