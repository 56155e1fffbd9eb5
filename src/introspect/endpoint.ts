/** Endpoint manifests, for an API without a document. */
import { yamlFlow, yamlLine } from '../change/yaml-text.ts';
import type { ApiOperation, ApiParameter } from '../openapi/operation.ts';
import type { Json } from '../schema.ts';
import { endpointName, endpointPath, fixedHeaders } from './capability.ts';
import type { DraftFile, DraftOptions } from './drafted.ts';
import type { NamedOperation } from './named.ts';

/** One file an operation. */
export function endpointDrafts(
  operations: readonly NamedOperation[],
  options: Pick<DraftOptions, 'tenant' | 'provider' | 'isShared'>,
): DraftFile[] {
  const { tenant, provider, isShared } = options;
  return operations.map(({ operation, name }) => {
    const endpoint = endpointName(name);
    const metadata = { ...(isShared ? {} : { tenant }), provider, name: endpoint };
    return { path: endpointPath(name, options), text: endpointText(operation, metadata), isManifest: true };
  });
}

function endpointText(operation: ApiOperation, metadata: Json): string {
  const { method, path, body, response, idempotencyHeader } = operation;
  const headers = fixedHeaders(operation);
  const parameters = operation.parameters.filter(
    ({ in: place, name }) => place !== 'header' || !Object.hasOwn(headers, name),
  );
  return `apiVersion: smarteros/v1
kind: Endpoint
metadata: ${yamlFlow(metadata)}
spec:
  method: ${method}
  path: ${yamlLine(path)}
${Object.keys(headers).length === 0 ? '' : `  headers: ${yamlFlow(headers)}\n`}${idempotencyHeader === null ? '' : `  idempotencyKey: ${yamlFlow({ header: idempotencyHeader })}\n`}${parameters.length === 0 ? '' : `  parameters:\n${parameters.map((each) => `    - ${yamlFlow(parameterFields(each))}\n`).join('')}`}${
    body === null
      ? ''
      : `  body:\n${body.contentType === 'application/json' ? '' : `    contentType: ${yamlLine(body.contentType)}\n`}    required: ${body.required}\n    schema: ${yamlFlow(body.schema)}\n`
  }${response === null ? '' : `  response:\n    schema: ${yamlFlow(response)}\n`}`;
}

function parameterFields({ name, in: place, required, description, schema, serialization }: ApiParameter): Json {
  return {
    name,
    in: place,
    ...(required ? { required } : {}),
    ...(description === '' ? {} : { description }),
    ...(serialization === null ? {} : { style: serialization.style, explode: serialization.explode }),
    schema,
  };
}
