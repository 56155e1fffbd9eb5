/** Arguments of the gateway's own tools, checked as those of capabilities are. */
import { argumentErrors } from '../call/argument-errors.ts';
import { invalidArguments } from '../call/check.ts';
import type { Refused } from '../call/reply.ts';
import { ownTools, type OwnTool } from '../emit/own-tools.ts';
import { checkerOf, type Json } from '../schema.ts';

/** The refusal of arguments that do not fit the tool; null when they do. */
export function misfitOf(tool: OwnTool, args: Readonly<Record<string, Json>>): Refused | null {
  const schema = ownTools[tool].inputSchema;
  const errors = checkerOf(schema)(args);
  return errors === null ? null : invalidArguments(argumentErrors(errors, schema, args));
}
