/** What MCP clients refuse or leave out, and whom it concerns. Names and roots are held by schemas and by the compiler. */
import { directTools, listedOf, ownToolsIn } from '../emit/tool-list.ts';
import { isShortened, largestInput } from '../emit/client-schema/client-schema.ts';
import { dialects } from '../emit/dialect.ts';
import { describeTool } from '../emit/tool.ts';
import type { LinkedCapability } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import type { Json, JsonSchema } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import { spanIn, type LintInput, type Told } from './report.ts';

/** Cursor leaves out tools whose name is longer than this together with their server's. */
const cursorNameLength = 60;
/** More tools a request are refused by VS Code; Cursor gives a model about 40 and drops the rest. */
const mostTools = { vsCode: 128, cursor: 40 } as const;

/** What clients make of one tool. */
export function toolForClients(operation: Operation, capability: LinkedCapability, input: LintInput): Problem[] {
  const tool = describeTool(operation);
  const at = (path: readonly string[], told: Told): Problem => ({
    ...told,
    span: spanIn(input, capability.resource, path),
  });
  if (tool === null) return [at(['spec', 'endpoint'], setAside(operation))];
  const found: Problem[] = [];
  if (operation.title.trim() === '') found.push(at(['spec', 'title'], noTitle(operation)));
  const together = input.shard.name.length + operation.tool.length;
  if (together > cursorNameLength)
    found.push(at(['metadata', 'name'], longName(operation, input.shard.name, together)));
  if (mentions(operation.input, 'x-mcp-header'))
    found.push(
      at(
        argumentWith(operation, (schema) => mentions(schema, 'x-mcp-header')),
        headerKeyword(operation),
      ),
    );
  return [...found, ...missingInLists(operation, at)];
}

/** More tools than clients take. */
export function toolCount({ linked, shard, locate }: LintInput): Problem[] {
  const listed = listedOf(shard);
  const count = directTools(listed).length + ownToolsIn(listed).length;
  // The one that reads on is left out last of all, as it comes last.
  if (count - 1 <= mostTools.cursor || linked.resource === null) return [];
  const refused =
    count > mostTools.vsCode
      ? `VS Code refuses requests with more than ${mostTools.vsCode}, and Cursor drops those after about ${mostTools.cursor}`
      : `Cursor gives a model about ${mostTools.cursor} and drops the others`;
  return [
    {
      code: 'too-many-tools',
      severity: 'warning',
      message: `Tenant "${shard.name}" has ${count} tools for a client that may call all. ${refused}.`,
      hint: `Lower "tools.direct" to ${mostTools.cursor}: agents that may call more search for them. Or give each client what it needs: "allow: [orders.*]" in its Client.`,
      span: spanIn({ locate }, linked.resource, placeOfLimit(linked.resource)),
    },
  ];
}

function placeOfLimit({ spec }: NonNullable<LintInput['linked']['resource']>): readonly string[] {
  return spec.tools?.direct === undefined ? ['metadata', 'name'] : ['spec', 'tools', 'direct'];
}

/** What of its arguments no client is told, as some would refuse the whole tool for it. All of it can still be given. */
function missingInLists(operation: Operation, at: (path: readonly string[], told: Told) => Problem): Problem[] {
  const { input } = operation;
  const { deepest } = dialects.plain;
  const found: Problem[] = [];
  const depth = depthOf(input);
  if (depth > deepest)
    found.push(
      at(
        argumentWith(operation, (schema) => depthOf(schema) >= deepest),
        refused(
          operation,
          `its arguments are nested ${depth} levels deep, and OpenAI takes ${deepest} in strict mode: lists leave open what lies deeper`,
          'Take the values that are needed as arguments of their own, with "to: body.<path>".',
        ),
      ),
    );
  if (isShortened(input, dialects.plain))
    found.push(
      at(
        ['spec', 'endpoint'],
        refused(
          operation,
          `its arguments take more than ${largestInput} bytes, and claude.ai leaves out such a tool: lists have them without their inner levels, and then without words and long lists of values`,
          'List in "arguments" those that are needed.',
        ),
      ),
    );
  return found;
}

function refused(operation: Operation, why: string, hint: string): Told {
  return { code: 'client-refuses', severity: 'warning', message: `Tool "${operation.tool}": ${why}.`, hint };
}

function setAside(operation: Operation): Told {
  return {
    code: 'client-refuses',
    severity: 'error',
    message: `Tool "${operation.tool}" is in no list, and the others of its tenant are: a value in its schemas is nested too deep to be written, or its name or arguments would make clients refuse every other tool too.`,
    hint: 'Name the arguments and the fields of the result that are needed, each with a plain schema.',
  };
}

function noTitle(operation: Operation): Told {
  return refused(
    operation,
    'clients show a tool by its title, and it is blank',
    'Write two or three words that people know it by.',
  );
}

function longName(operation: Operation, tenant: string, together: number): Told {
  return refused(
    operation,
    `Cursor leaves it out: its name and the server's ("${tenant}") have ${together} characters together, and ${cursorNameLength} are accepted`,
    'Give the capability a shorter name.',
  );
}

function headerKeyword(operation: Operation): Told {
  return refused(
    operation,
    'its arguments hold "x-mcp-header", which would have clients send them as headers, where proxies log them; it is left out of lists',
    'Remove the keyword.',
  );
}

// ── schemas ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where to point: at the argument whose schema it is. */
function argumentWith(operation: Operation, has: (schema: JsonSchema) => boolean): readonly string[] {
  const properties = (operation.input['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const [name] = Object.entries(properties).find(([, schema]) => has(schema)) ?? [];
  return name === undefined ? ['spec', 'endpoint'] : ['spec', 'arguments', name];
}

/** Keywords whose values are data, and those whose keys are names. */
const data = new Set(['const', 'enum', 'default', 'examples', 'required']);
const named = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

/** True when a schema, at any depth, has the keyword; a property of that name is none. */
function mentions(schema: Json, keyword: string): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if (Array.isArray(schema)) return schema.some((item: Json) => mentions(item, keyword));
  return Object.entries(schema).some(([key, value]) => {
    if (key === keyword) return true;
    if (data.has(key)) return false;
    if (named.has(key) && typeof value === 'object' && value !== null)
      return Object.values(value).some((one: Json) => mentions(one, keyword));
    return mentions(value, keyword);
  });
}

/** Levels of objects and lists within each other; a plain value has none. */
function depthOf(schema: Json): number {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return 0;
  const { properties, items, anyOf, oneOf, allOf } = schema as JsonSchema;
  const inner = [...Object.values(properties ?? {}), ...(items === undefined ? [] : [items])].map(depthOf);
  const beside = [anyOf, oneOf, allOf].flatMap((list) => (Array.isArray(list) ? list : [])).map(depthOf);
  const own = properties !== undefined || items !== undefined ? 1 + Math.max(0, ...inner) : 0;
  return Math.max(own, ...beside);
}
