/** Prompts that a manifest cannot declare: with a picture, with a resource, and one that asks the client first. */
import {
  inputRequired,
  type GetPromptResult,
  type InputRequiredResult,
  type PromptMessage,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Entry } from '../src/serve/extension.ts';
import { redPoint } from './media.ts';
import { accepted, askText } from './questions.ts';

/** What is listed. */
export const prompts: readonly Entry[] = [
  {
    name: 'test_prompt_with_embedded_resource',
    description: 'A prompt with a resource.',
    arguments: [{ name: 'resourceUri', description: 'URI of the resource to embed', required: true }],
  },
  { name: 'test_prompt_with_image', description: 'A prompt with a picture.' },
  { name: 'test_input_required_result_prompt', description: 'A prompt that asks for its context.' },
];

/** Undefined for a name that is not here. */
export function getPrompt(
  name: string,
  args: Readonly<Record<string, unknown>>,
  context: ServerContext,
): GetPromptResult | InputRequiredResult | undefined {
  switch (name) {
    case 'test_prompt_with_embedded_resource':
      return { messages: [embedded(String(args['resourceUri'])), say('Please process the embedded resource above.')] };
    case 'test_prompt_with_image':
      return { messages: [picture, say('Please analyze the image above.')] };
    case 'test_input_required_result_prompt': {
      const answer = accepted(context, 'user_context', 'context');
      if (answer !== undefined) return { messages: [say(`The context is: ${answer}`)] };
      const question = askText('What context should the prompt use?', 'context');
      return inputRequired({ inputRequests: { user_context: question } });
    }
    default:
      return undefined;
  }
}

function say(text: string): PromptMessage {
  return { role: 'user', content: { type: 'text', text } };
}

function embedded(uri: string): PromptMessage {
  const resource = { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' };
  return { role: 'user', content: { type: 'resource', resource } };
}

const picture: PromptMessage = {
  role: 'user',
  content: { type: 'image', data: redPoint.toString('base64'), mimeType: 'image/png' },
};
