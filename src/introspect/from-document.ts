/** An OpenAPI document → what is known of its API. */
import { describeDocument } from '../openapi/describe.ts';
import { readOpenApi } from '../openapi/read.ts';
import type { Introspection } from './introspection.ts';

/** A document as one text. */
export interface WholeDocument {
  /** Its name beside the provider: `openapi.yaml` or `openapi.json`. */
  readonly name: string;
  readonly text: string;
}

/** Reads all of a document. Never throws; one that cannot be read has no operations, and problems that tell why. */
export function introspectDocument(document: WholeDocument): Introspection {
  const file = { path: document.name, text: document.text };
  const described = describeDocument(file);
  const read = readOpenApi(file);
  return {
    form: described.form,
    title: described.title,
    description: described.description,
    servers: described.servers,
    credentials: described.credentials,
    operations: read.operations.map((operation) => {
      const credentials = described.asked.get(`${operation.method} ${operation.path}`);
      return credentials === undefined ? operation : { ...operation, credentials };
    }),
    setAside: read.unsupported.map(({ name, method, path, reason }) => ({ name, method, path, reason })),
    problems: [...read.problems, ...described.problems],
    document,
  };
}
