/** Tools that need something of the client first: its person, its model or its folders (MCP 2026-07-28, multi round-trip requests). */
import { randomBytes } from 'node:crypto';
import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  inputRequired,
  inputResponse,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  type CallToolResult,
  type ClientCapabilities,
  type InputRequest,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { textResult } from './texts.ts';

/** Answers one call: with what the client has answered so far, or with what is still to be asked. */
export type Asking = (context: ServerContext) => Promise<CallToolResult | InputRequiredResult>;

/** By the tool's name; none of them takes arguments. */
export const askingTools: Readonly<Record<string, Asking>> = {
  test_input_required_result_elicitation: async (context) => {
    const name = accepted(context, 'user_name', 'name');
    return name === undefined
      ? inputRequired({ inputRequests: { user_name: askName } })
      : textResult(`Hello, ${name}!`);
  },
  test_input_required_result_sampling: async (context) => {
    const answer = inputResponse(context.mcpReq.inputResponses, 'capital_question');
    if (answer.kind === 'sampling') return textResult(JSON.stringify(answer.result.content));
    return inputRequired({ inputRequests: { capital_question: askModel('What is the capital of France?', 100) } });
  },
  test_input_required_result_list_roots: async (context) => {
    const answer = inputResponse(context.mcpReq.inputResponses, 'client_roots');
    if (answer.kind === 'roots') return textResult(answer.roots.map(({ uri }) => uri).join('\n'));
    return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  },
  test_input_required_result_request_state: confirmWithState,
  test_input_required_result_tampered_state: confirmWithState,
  test_input_required_result_multiple_inputs: async (context) => {
    const round = await stateOf(context);
    if (round === 1) return textResult(Object.keys(context.mcpReq.inputResponses ?? {}).join(', '));
    const greeting = askModel('Generate a greeting', 50);
    const inputRequests = { user_name: askName, greeting, client_roots: inputRequired.listRoots() };
    return inputRequired({ inputRequests, requestState: await states.mint(1) });
  },
  test_input_required_result_multi_round: async (context) => {
    const round = (await stateOf(context)) ?? 0;
    const step = steps[round];
    if (step === undefined) return textResult('Done after two questions.');
    return inputRequired({
      inputRequests: { [`step${round + 1}`]: step },
      requestState: await states.mint(round + 1),
    });
  },
  test_input_required_result_capabilities: async (context) => {
    const can = capabilitiesOf(context);
    const inputRequests: Record<string, InputRequest> = {};
    if (can.elicitation !== undefined) inputRequests['user_name'] = askName;
    if (can.sampling !== undefined) inputRequests['greeting'] = askModel('Generate a greeting', 50);
    return inputRequired({ inputRequests });
  },
  test_streaming_elicitation: async () => inputRequired({ inputRequests: { user_name: askName } }),
  test_missing_capability: async (context) => {
    if (capabilitiesOf(context).sampling === undefined)
      throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { sampling: {} } });
    return textResult('The client has a model.');
  },
};

function capabilitiesOf({ mcpReq }: ServerContext): ClientCapabilities {
  const envelope = mcpReq.envelope as Readonly<Record<string, ClientCapabilities>> | undefined;
  return envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? {};
}

/** What was answered to a question for one text; undefined until it has been given. */
export function accepted({ mcpReq }: ServerContext, question: string, property: string): string | undefined {
  const value = acceptedContent(mcpReq.inputResponses, question)?.[property];
  return typeof value === 'string' ? value : undefined;
}

/** A question for one text. */
export function askText(message: string, property: string): InputRequest {
  const properties = { [property]: { type: 'string' as const } };
  return inputRequired.elicit({ message, requestedSchema: { type: 'object', properties, required: [property] } });
}

const askName = askText('What is your name?', 'name');
const steps = [askText('Step 1: What is your name?', 'name'), askText('Step 2: What is your favorite color?', 'color')];

function askModel(text: string, maxTokens: number): InputRequest {
  return inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens });
}

/** How many rounds have been asked for, signed. */
const states = createRequestStateCodec<number>({ key: randomBytes(32) });

/** Undefined in the first round. Refuses what this process has not signed. */
async function stateOf(context: ServerContext): Promise<number | undefined> {
  const state = context.mcpReq.requestState<string>();
  if (state === undefined) return undefined;
  return states.verify(state, context).catch(() => {
    throw new ProtocolError(-32602, 'The requestState is not one of this server.');
  });
}

async function confirmWithState(context: ServerContext): Promise<CallToolResult | InputRequiredResult> {
  const round = await stateOf(context);
  if (round !== undefined && acceptedContent(context.mcpReq.inputResponses, 'confirm')?.['ok'] === true)
    return textResult('state-ok');
  const requestedSchema = {
    type: 'object' as const,
    properties: { ok: { type: 'boolean' as const } },
    required: ['ok'],
  };
  const confirm = inputRequired.elicit({ message: 'Please confirm', requestedSchema });
  return inputRequired({ inputRequests: { confirm }, requestState: await states.mint(1) });
}
