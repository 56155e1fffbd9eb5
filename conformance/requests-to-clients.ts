/**
 * Tools of revisions up to 2025-11-25 that ask the client in mid-call. The answer would come in another request, and without
 * sessions nothing joins the two: these are what the baseline names.
 */
import type { CallToolResult, ElicitRequestFormParams, ServerContext } from '@modelcontextprotocol/server';
import type { Entry } from '../src/serve/extension.ts';
import { noArguments, textResult } from './texts.ts';

type Requesting = (args: Readonly<Record<string, unknown>>, context: ServerContext) => Promise<CallToolResult>;

/** By the tool's name. */
export const requestingTools: Readonly<Record<string, Requesting>> = {
  test_sampling: async ({ prompt }, { mcpReq }) => {
    const content = { type: 'text' as const, text: String(prompt) };
    const params = { messages: [{ role: 'user' as const, content }], maxTokens: 100 };
    const answer = await mcpReq.requestSampling(params, { timeout: timeoutMs });
    return textResult(`LLM response: ${JSON.stringify(answer.content)}`);
  },
  test_elicitation: ({ message }, context) => elicit(context, String(message), contact),
  test_elicitation_sep1034_defaults: (_, context) => elicit(context, 'Please review', defaults),
  test_elicitation_sep1330_enums: (_, context) => elicit(context, 'Please choose', choices),
};

const text = { type: 'string' } as const;

/** What they take. */
export const requestingSchemas: Readonly<Record<string, Entry>> = {
  test_sampling: { type: 'object', properties: { prompt: text }, required: ['prompt'] },
  test_elicitation: { type: 'object', properties: { message: text }, required: ['message'] },
  test_elicitation_sep1034_defaults: noArguments,
  test_elicitation_sep1330_enums: noArguments,
};

/** A client that can answer does so in a moment: the suite would wait for half a minute. */
const timeoutMs = 500;

type Form = ElicitRequestFormParams['requestedSchema'];

async function elicit({ mcpReq }: ServerContext, message: string, requestedSchema: Form): Promise<CallToolResult> {
  const { action, content } = await mcpReq.elicitInput({ message, requestedSchema }, { timeout: timeoutMs });
  return textResult(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`);
}

const contact: Form = { type: 'object', properties: { username: text, email: text }, required: ['username', 'email'] };

const defaults: Form = {
  type: 'object',
  properties: {
    name: { type: 'string', default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  },
};

const options = ['option1', 'option2', 'option3'];
const titled = ['First', 'Second', 'Third'].map((title, index) => ({ const: `value${index + 1}`, title }));

const choices: Form = {
  type: 'object',
  properties: {
    untitledSingle: { type: 'string', enum: options },
    titledSingle: { type: 'string', oneOf: titled },
    legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['One', 'Two', 'Three'] },
    untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
    titledMulti: { type: 'array', items: { anyOf: titled } },
  },
};
