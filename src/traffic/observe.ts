/** An exchange → what it shows of the API. From here on there are no values. */
import type { Json } from '../schema.ts';
import { mergeStructures } from '../structure/merge.ts';
import { structureOf } from '../structure/structure-of.ts';
import type { Structure } from '../structure/structure.ts';
import { credentialOf, isCredentialField } from './credential.ts';
import type { Carried, Credential, Exchange, NameValue, PathPart } from './exchange.ts';
import { isPlainField } from './field-names.ts';
import { isApiHeader, isIdempotencyHeader, versionIn } from './header-names.ts';
import { plainWords } from './plain-words.ts';
import { scalarOf } from './scalar.ts';
import { type Segment, segmentOf } from './segment.ts';

/** One exchange by its structures. Plain data that holds no value of a request or an answer. */
export interface Observation {
  readonly method: string;
  readonly origin: string;
  readonly path: readonly Segment[];
  readonly query: ReadonlyMap<string, Seen>;
  readonly headers: ReadonlyMap<string, Seen>;
  /** Versions of the API that headers name, by the header. */
  readonly versions: ReadonlyMap<string, string>;
  readonly idempotencyHeader: string | null;
  readonly credential: Credential | null;
  readonly body: ObservedBody | null;
  readonly answer: ObservedAnswer | null;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
}

/** A field that a request has. */
export interface Seen {
  /** Null where nothing is known of its values. */
  readonly structure: Structure | null;
  /** False for one that is written down and was not sent. */
  readonly isSent: boolean;
  /** It came more than once, or its name says that it may. */
  readonly isList: boolean;
}

/** A request's body. */
export interface ObservedBody {
  readonly contentType: string;
  readonly as: Carried['as'];
  /** Of JSON. */
  readonly structure: Structure | null;
  /** Of forms. */
  readonly fields: ReadonlyMap<string, Seen>;
  readonly files: ReadonlySet<string>;
}

/** An answer. */
export interface ObservedAnswer {
  readonly status: number;
  /** Lower case, without parameters; empty when there was no body. */
  readonly contentType: string;
  /** Null for what is no JSON, or was not kept. */
  readonly structure: Structure | null;
}

/** Takes the structures of an exchange; the exchange is not needed any more. */
export function observe(exchange: Exchange): Observation {
  const { method, target, headers, body, answer } = exchange;
  const credential = credentialOf(exchange);
  const proves = ({ name }: NameValue): boolean =>
    credential?.type === 'api_key' && credential.name.toLowerCase() === name.toLowerCase();
  return {
    method,
    origin: target.origin,
    path: segmentsOf(target.path),
    query: fieldsSeen(target.query.filter((field) => !isCredentialField(field.name) && !proves(field))),
    headers: fieldsSeen(
      headers.filter(
        (header) => isApiHeader(header.name) && !proves(header) && versionIn(header.name, header.value ?? '') === null,
      ),
    ),
    versions: versionsOf(headers),
    idempotencyHeader: headers.find(({ name }) => isIdempotencyHeader(name))?.name.toLowerCase() ?? null,
    credential,
    body: body === null ? null : bodySeen(body),
    answer:
      answer === null
        ? null
        : {
            status: answer.status,
            contentType: answer.content?.contentType ?? '',
            structure: answer.content?.as === 'json' ? structureOf(answer.content.value as Json) : null,
          },
    summary: plainWords(exchange.summary).slice(0, 200),
    description: plainWords(exchange.description),
    tags: exchange.tags.map((tag) => plainWords(tag).slice(0, 60)).filter((tag) => tag !== ''),
  };
}

function segmentsOf(path: readonly PathPart[]): Segment[] {
  return path.map((part, index) => {
    const before = path[index - 1];
    return segmentOf(part, typeof before === 'string' ? before : null);
  });
}

function versionsOf(headers: readonly NameValue[]): ReadonlyMap<string, string> {
  const found = headers
    .filter(({ isDisabled }) => isDisabled !== true)
    .map(({ name, value }) => [name, versionIn(name, value ?? '')] as const);
  return new Map(found.filter((entry): entry is [string, string] => entry[1] !== null));
}

function bodySeen(body: Carried): ObservedBody {
  const isForm = body.as === 'form' || body.as === 'multipart';
  return {
    contentType: body.contentType,
    as: body.as,
    structure: body.as === 'json' ? structureOf(body.value as Json) : null,
    fields: isForm ? fieldsSeen(body.fields) : new Map(),
    files: new Set(isForm ? body.fields.filter(({ isFile }) => isFile).map(({ name }) => name) : []),
  };
}

/** Fields by name, those of one name together. */
function fieldsSeen(fields: readonly NameValue[]): ReadonlyMap<string, Seen> {
  const byName = Map.groupBy(
    fields.filter(({ name }) => isPlainField(name)),
    ({ name }) => name,
  );
  return new Map(
    [...byName].map(([name, all]) => {
      const sent = all.filter(({ isDisabled }) => isDisabled !== true);
      const values = all.flatMap(({ value }) => (value === null || value === '' ? [] : [structureOf(scalarOf(value))]));
      return [
        name,
        {
          structure: values.length === 0 ? null : mergeStructures(values),
          isSent: sent.length > 0,
          isList: sent.length > 1 || name.endsWith('[]'),
        },
      ];
    }),
  );
}
