/** Resources that no tenant of the gateway has: `test://…`, a template of them, and one that may be watched. */
import type { ReadResourceResult } from '@modelcontextprotocol/server';
import type { Entry } from '../src/serve/extension.ts';
import { redPoint } from './media.ts';

/** What is listed. */
export const resources: readonly Entry[] = [
  { uri: 'test://static-text', name: 'static-text', description: 'A text.', mimeType: 'text/plain' },
  { uri: 'test://static-binary', name: 'static-binary', description: 'A picture.', mimeType: 'image/png' },
  { uri: 'test://watched-resource', name: 'watched-resource', description: 'A text.', mimeType: 'text/plain' },
];

/** What is listed beside them. */
export const templates: readonly Entry[] = [
  {
    uriTemplate: 'test://template/{id}/data',
    name: 'template',
    description: 'Data by id.',
    mimeType: 'application/json',
  },
];

/** Undefined when nothing is there. */
export function readResource(uri: string): ReadResourceResult | undefined {
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  if (id !== undefined) {
    const text = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
    return { contents: [{ uri, mimeType: 'application/json', text }] };
  }
  if (uri === 'test://static-binary')
    return { contents: [{ uri, mimeType: 'image/png', blob: redPoint.toString('base64') }] };
  if (!resources.some((resource) => resource['uri'] === uri)) return undefined;
  return { contents: [{ uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }] };
}
