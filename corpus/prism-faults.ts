/** What Prism finds wrong and is not: where its reading of a request is known to differ from OpenAPI. */
import type { Operation } from '../src/table/table.ts';

/** A finding, as Prism tells it. */
export interface Finding {
  /** `request`, then the part and the name: `request.header.accept`, `body.tags`. */
  readonly place: string;
  readonly message: string;
}

interface Fault {
  /** Said in place of the finding. */
  readonly words: string;
  /** What else is found beside follows from it. */
  readonly isCause?: true;
  isThis(finding: Finding, operation: Operation): boolean;
}

const faults: readonly Fault[] = [
  {
    // OpenAPI 3.2, "Parameter Object": definitions of these header parameters shall be ignored.
    words: 'Prism wants a header parameter that OpenAPI has ignored (Accept, Content-Type, Authorization)',
    isThis: ({ place, message }) =>
      /header/.test(place) && /\b(accept|content-type|authorization)\b/i.test(`${place} ${message}`),
  },
  {
    words: 'Prism took the request for another path of the document that fits, too',
    isCause: true,
    isThis: ({ place }, operation) => {
      const parameter = /(?:^|\.)path\.(.+)$/.exec(place)?.[1];
      return parameter !== undefined && !hasPathParameter(operation, parameter);
    },
  },
  {
    // No request may send it (OpenAPI 3.0, "Fixed Fields" of the Schema Object; JSON Schema 2020-12 validation, section 9.4).
    words:
      'Prism asks for a property that no request of this operation has: readOnly in a branch of a union, or of another path that fits',
    isCause: true,
    isThis: ({ place, message }, { input }) => {
      const property = /must have required property '([^']+)'/.exec(message)?.[1];
      return (
        place.includes('body') && property !== undefined && !JSON.stringify(input).includes(JSON.stringify(property))
      );
    },
  },
  {
    words: 'Prism keeps the last part of a name in a multipart body, and reads parts of JSON as text',
    isThis: ({ message }, { body }) =>
      body?.format === 'multipart' && /must be (array|object|number|integer|boolean)/.test(message),
  },
  {
    words: 'Prism takes the delimiters of a style in a form for reserved characters',
    isThis: ({ message }, { body }) => isForm(body) && message.includes('Reserved characters used'),
  },
  {
    words: 'Prism reads a list of one item in a form as text',
    isThis: ({ message }, { body }) => body?.format === 'form' && message.includes('must be array'),
  },
];

/** The known fault that all findings come to; null when one of them is to be taken seriously. */
export function faultIn(findings: readonly Finding[], operation: Operation): string | null {
  const known = findings.map((finding) => faults.find((fault) => fault.isThis(finding, operation)));
  const cause = known.find((fault) => fault?.isCause === true);
  return cause?.words ?? (known.every((fault) => fault !== undefined) ? (known[0]?.words ?? null) : null);
}

function isForm(body: Operation['body']): boolean {
  return body?.format === 'form' || body?.format === 'multipart';
}

function hasPathParameter({ path }: Operation, name: string): boolean {
  return path.some((part) => typeof part !== 'string' && part.parameter.toLowerCase() === name.toLowerCase());
}
