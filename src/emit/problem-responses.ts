/** The part of an OpenAPI document that all operations share: how refusals look (RFC 9457). */

const refusalsByStatus = {
  401: ['Unauthenticated', 'No API key or token, or not a valid one.'],
  403: [
    'Forbidden',
    'The key or token may not call this capability, the token lacks a scope, a person has to approve the call first or has refused it, or the tenant is suspended, cancelled or past its trial.',
  ],
  404: ['NotFound', 'No such tenant or capability for this key or token, or the company’s API found nothing.'],
  422: ['InvalidArguments', 'The arguments do not fit; `errors` names each one.'],
  429: ['TooManyCalls', 'A limit is reached; `Retry-After` says when to try again.'],
  502: ['UpstreamFailed', 'The company’s API failed, refused the request or cannot be reached.'],
  503: ['Unavailable', 'The call cannot be made right now.'],
  504: ['UpstreamTimeout', 'The company’s API did not answer in time.'],
} as const;

const defaultRefusal = ['Refusal', 'Any other refusal.'] as const;

const problemDetailsSchema = {
  description: 'RFC 9457 problem details.',
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', description: 'Stable identifier of the reason: urn:smarteros:problem:<code>.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened and what to do.' },
    instance: { type: 'string' },
    outcome: {
      description: 'Present for a write: what became of it. After "unknown", look before you try again.',
      type: 'string',
      enum: ['not_sent', 'rejected', 'committed', 'unknown'],
    },
    errors: {
      description: 'One entry for each argument that cannot be accepted.',
      type: 'array',
      items: {
        type: 'object',
        required: ['argument', 'message'],
        properties: { argument: { type: 'string' }, message: { type: 'string' } },
      },
    },
    upstream: {
      description: 'Present when the company’s API answered.',
      type: 'object',
      required: ['status', 'message'],
      properties: { status: { type: 'integer' }, message: { type: ['string', 'null'] } },
    },
    approval: {
      description: 'Present for a call that a person has to approve: once that is done, make the very same call again.',
      type: 'object',
      required: ['id', 'expiresAt'],
      properties: {
        id: { type: 'string' },
        url: { type: 'string', format: 'uri', description: 'Where a person with the right decides.' },
        expiresAt: { type: 'string', format: 'date-time', description: 'Until when it may be decided.' },
      },
    },
  },
} as const;

/** `responses` of one operation for everything but success: references into `problemResponses`. */
export function refusalResponses(): Readonly<Record<string, { readonly $ref: string }>> {
  const byStatus = Object.entries(refusalsByStatus).map(([status, [name]]) => [status, reference(name)] as const);
  return { ...Object.fromEntries(byStatus), default: reference(defaultRefusal[0]) };
}

/** `components.schemas` and `components.responses` that `refusalResponses` refers to. */
export function problemResponses(): Readonly<Record<'schemas' | 'responses', Readonly<Record<string, unknown>>>> {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } } };
  const responses = [...Object.values(refusalsByStatus), defaultRefusal].map(
    ([name, description]) => [name, { description, content }] as const,
  );
  return { schemas: { ProblemDetails: problemDetailsSchema }, responses: Object.fromEntries(responses) };
}

function reference(name: string): { readonly $ref: string } {
  return { $ref: `#/components/responses/${name}` };
}
