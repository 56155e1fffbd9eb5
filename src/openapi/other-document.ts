/** What people give in place of an OpenAPI document, told by how it begins. */

/** Something that is no OpenAPI document. */
export interface OtherDocument {
  /** `a WSDL document (SOAP)` */
  readonly what: string;
  /** A sentence about what to do. */
  readonly hint: string;
  readonly isWebPage: boolean;
}

const noOther = 'Only APIs over HTTP that an OpenAPI document describes, or recorded traffic, can be imported.';
const takesThese = 'Give it as what it is: collections and recordings are read too.';

const kinds: readonly (readonly [RegExp, string, string])[] = [
  [
    /^<(!doctype html|html|head|body)\b/i,
    'a web page',
    'Give the address of the document itself, often /openapi.json.',
  ],
  [
    /^(<\?xml[^>]*>\s*)?(<!--(?:(?!-->)[^])*-->\s*)*<([\w-]+:)?definitions\b/i,
    'a WSDL document (SOAP)',
    `SOAP is not supported. ${noOther}`,
  ],
  [/^(<\?xml[^>]*>\s*)?<([\w-]+:)?(Envelope)\b/i, 'a SOAP message', `SOAP is not supported. ${noOther}`],
  [/^(<\?xml[^>]*>\s*)?<([\w-]+:)?(Edmx|application|schema)\b/i, 'an XML description', noOther],
  [/^<\?xml|^<[\w-]+/i, 'an XML document', noOther],
  [/^#%RAML\b/, 'a RAML document', 'Convert it to OpenAPI 3 first; RAML is not read.'],
  [/^FORMAT: *1A/, 'an API Blueprint', 'Convert it to OpenAPI 3 first; API Blueprint is not read.'],
  [/^(\/\/.*\n|\s)*syntax *= *"proto/, 'a Protocol Buffers file (gRPC)', noOther],
  [/^(\{\s*"data"\s*:\s*)?\{\s*"__schema"\s*:/, 'a GraphQL schema', noOther],
  [
    /^("""(?:(?!""")[^])*"""|#.*\n|\s)*(schema|type|interface|extend type|directive|scalar|enum|input)\b[^:=\n]*[{@]/,
    'a GraphQL schema',
    noOther,
  ],
  [
    /^[^]{0,4000}?["']?asyncapi["']?\s*:\s*["']?\d/,
    'an AsyncAPI document',
    'It describes messages, not requests. ' + noOther,
  ],
  [/^[^]{0,4000}?["']?openrpc["']?\s*:\s*["']?\d/, 'an OpenRPC document', noOther],
  [
    /^[^]{0,4000}?["']?arazzo["']?\s*:\s*["']?\d/,
    'an Arazzo document',
    'Give the OpenAPI document that its workflows call.',
  ],
  [/^[^]{0,4000}?["']discovery#restDescription["']/, 'a Google discovery document', 'Convert it to OpenAPI 3 first.'],
  [/^\{[^]{0,4000}?("_postman_id"|schema\.(get)?postman\.com)/, 'a Postman collection', takesThese],
  [/^\{\s*"log"\s*:\s*\{/, 'a HAR file', takesThese],
  [/^curl\s/, 'a curl command', takesThese],
];

/** Names what a text is when it is surely no OpenAPI document; null when it may be one, or nothing is known of it. */
export function otherDocument(text: string): OtherDocument | null {
  const head = text
    .slice(0, 20_000)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^[ \t{]*["']?(openapi|swagger)["']?\s*:/m.test(head)) return null;
  const found = kinds.find(([pattern]) => pattern.test(head));
  return found === undefined ? null : { what: found[1], hint: found[2], isWebPage: found[1] === 'a web page' };
}
