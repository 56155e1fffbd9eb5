/** Checkers for documents, each made when it is first needed. */
import { type Checker, type JsonSchema, wordyCheckerOf } from '../schema.ts';

const checkers = new Map<string, Checker>();

/** Keeps a checker by name. */
export function kept(name: string, schemaOf: () => JsonSchema): Checker {
  let checker = checkers.get(name);
  if (checker === undefined) {
    checker = wordyCheckerOf(schemaOf());
    checkers.set(name, checker);
  }
  return checker;
}
