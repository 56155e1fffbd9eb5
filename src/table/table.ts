/**
 * The routing table: everything that a running gateway knows, as plain, frozen, serialisable data.
 *
 * It is sharded by tenant. Each shard carries a digest of its own content, the table's `version` is a digest over the
 * shards' digests, so that one edited tenant re-hashes one shard. Sources (file, line) lie beside the table, outside
 * the digests: moving a line changes no version.
 */
import type { BodyFormat, PropertyEncoding, Serialization } from '../link/link.ts';
import type { Json, JsonSchema } from '../schema.ts';

/** The table's own format; raised when its shape changes, so that an older snapshot is never read as a newer one. */
export const tableFormat = 4;

/** All tenants of a workspace, ready to be served. */
export interface RoutingTable {
  readonly format: typeof tableFormat;
  /** 64 hex digits: SHA-256 over the system's and the tenants' digests. */
  readonly version: string;
  readonly system: SystemShard;
  /** By tenant name, in code-unit order. */
  readonly tenants: Readonly<Record<string, TenantShard>>;
}

/** What holds for the whole installation. */
export interface SystemShard {
  readonly digest: string;
  readonly title: string;
  /** Public base URLs of the faces, for documents that name them; null when nothing is declared. */
  readonly hosts: {
    readonly api: string | null;
    readonly mcp: string | null;
    /** Further host names (without a port) by which the gateway may be called. */
    readonly aliases: readonly string[];
  };
  readonly limits: Limits;
  /** Who may see problems and tenants in `GET /api/system/info`. Fails closed: empty when `System` is broken. */
  readonly operators: readonly { readonly tenant: string; readonly client: string }[];
  /** Holders of tokens that operate the gateway; `allow` is empty in these. Fails closed, as `operators` do. */
  readonly access: readonly AccessRule[];
  /** Whose tokens count, by the name that access rules use. Fails closed: empty when `System` is broken. */
  readonly issuers: Readonly<Record<string, Issuer>>;
  readonly audit: AuditPolicy;
  /** Sealed secrets of shared providers, by name. */
  readonly sealed: Readonly<Record<string, string>>;
}

/** Sizes and rates that bound calls. Resolved from the defaults, System, Environment and Plan when compiling. */
export interface Limits {
  /** Largest request body that a caller may send, in bytes. */
  readonly requestBytes: number;
  /** Largest answer that is read from an upstream, in bytes. */
  readonly answerBytes: number;
  /** All calls of the tenant together; the tighter of what its plan gives and what it says itself. */
  readonly rate: Rate;
}

/**
 * How often something may happen: `limit` in each `seconds`, after a burst of at most `burst` at once. In any window of
 * `seconds`, wherever it begins, there are never more than `limit + burst`.
 */
export interface Rate {
  readonly limit: number;
  readonly seconds: 1 | 60;
  readonly burst: number;
}

/** Someone who issues tokens that the gateway accepts. */
export interface Issuer {
  readonly name: string;
  /** How its claims are read: Supabase keeps roles in `app_metadata`, Cloudflare Access comes in a header of its own. */
  readonly type: 'oidc' | 'supabase' | 'cloudflare-access';
  /** The exact `iss` of its tokens; for discovery, `/.well-known/openid-configuration` is appended. */
  readonly issuer: string;
  /** Where its keys are; null finds them by discovery. */
  readonly jwksUrl: string | null;
  /** Values of `aud` that count beside the URL of the MCP endpoint that is called (RFC 8707). */
  readonly audiences: readonly string[];
  /** Accepted `alg` values (RFC 7518, asymmetric ones only). */
  readonly algorithms: readonly string[];
  /** What MCP clients are told to ask for (`scopes_supported`, RFC 9728). */
  readonly scopes: readonly string[];
  readonly network: 'public' | 'private';
  /** How far its clock may differ from ours. */
  readonly skewSeconds: number;
}

/** What holders of an issuer's tokens may call. All of `when` has to hold; of several rules each that fits counts. */
export interface AccessRule {
  /** Key in the system's `issuers`. */
  readonly issuer: string;
  /** Claim (a name, or a path of names with dots) → accepted values; a string may begin or end with `*`. */
  readonly when: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /** Scopes that the token has to have; missing ones are asked for by a step-up. */
  readonly scopes: readonly string[];
  /** Patterns over capability names, as in a client. */
  readonly allow: readonly string[];
  /** Patterns over capability names: whose calls these holders may approve. */
  readonly approve: readonly string[];
}

/** How calls are recorded. */
export interface AuditPolicy {
  /** `write` survives the end of the process, `fdatasync` that of the machine too. */
  readonly durability: 'write' | 'fdatasync';
  /** A file that reaches this size is closed and a new one begun. */
  readonly segmentBytes: number;
  /** The oldest files go when all together pass this size. */
  readonly totalBytes: number;
  /** How much of arguments and of a result is kept, each. */
  readonly payloadBytes: number;
}

/** One tenant's part of the table. Nothing in it refers to another tenant's. */
export interface TenantShard {
  readonly digest: string;
  readonly name: string;
  /** RFC 9562 version 5 UUID of the name unless the manifest says another. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly businessName: string;
  readonly rut: string;
  readonly contactEmail: string | null;
  readonly type: 'infrastructure' | 'customer';
  readonly status: 'trial' | 'active' | 'suspended' | 'cancelled';
  /** Set when status is `trial`. `startsAt` is an RFC 3339 instant, or null: from when this process began to serve. */
  readonly trial: { readonly hours: number; readonly startsAt: string | null } | null;
  readonly plan: string | null;
  readonly limits: Limits;
  /** What holders of tokens may call. Fails closed, as clients do. */
  readonly access: readonly AccessRule[];
  /** Sealed secrets (age, armored), by name. */
  readonly sealed: Readonly<Record<string, string>>;
  /** By client name. Fails closed: a client whose manifest is broken is not here, whatever stood before. */
  readonly clients: Readonly<Record<string, ClientGrant>>;
  /** By provider name as operations name it; shared providers that operations use are included. */
  readonly upstreams: Readonly<Record<string, Upstream>>;
  /** By capability name, in code-unit order. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** Up to so many capabilities are tools by themselves; agents that see more search for them. */
  readonly directTools: number;
  /** Texts that people begin with, by name, in code-unit order. */
  readonly prompts: Readonly<Record<string, Prompt>>;
}

/** A text that a person begins a conversation with: a `prompts/get` of MCP. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly description: string;
    readonly required: boolean;
    /** What a person is offered while writing it; any other value is taken too. */
    readonly values: readonly string[];
  }[];
  /** Parsed once: text as it is, and places of arguments. */
  readonly text: readonly (string | { readonly argument: string })[];
}

/** What one API key holder may do. */
export interface ClientGrant {
  readonly name: string;
  /** SHA-256 of each accepted key, 64 lower-case hex digits. */
  readonly keys: readonly string[];
  /** Patterns over capability names: `*`, `orders.*` or an exact name. */
  readonly allow: readonly string[];
  /** The client's own calls; null when only the tenant's rate bounds them. */
  readonly rate: Rate | null;
  /** Patterns over capability names: whose calls this key's holder may approve. */
  readonly approve: readonly string[];
  /** Most tokens that a result may have for this client's model; null for the gateway's own measure. */
  readonly resultTokens: number | null;
}

/** A company's API as the gateway reaches it. */
export interface Upstream {
  readonly name: string;
  /** True for a provider without a tenant; its secrets are the installation's, not the tenant's. */
  readonly shared: boolean;
  readonly category: string;
  /** Scheme, host and port, without a path: `https://shop.example`. */
  readonly origin: string;
  /** The base URL's path without a trailing `/`, already percent-encoded; may hold the auth parameter as `{name}`. */
  readonly basePath: readonly PathPart[];
  readonly network: 'public' | 'private';
  readonly auth: UpstreamAuth;
  readonly timeoutMs: number;
  /** Opening a connection, name look-up and TLS included. */
  readonly connectTimeoutMs: number;
  /** From sending to the head of the answer; null when only `timeoutMs` bounds it. */
  readonly firstByteTimeoutMs: number | null;
  /** Requests to the API by all its callers; null for no bound. */
  readonly rate: Rate | null;
  /** Requests under way at once; more of them wait for a moment and are refused then. */
  readonly concurrent: number;
  /** `attempts` counts the first one too: 1 never tries again. */
  readonly retry: { readonly attempts: number };
  /** Redirects that are followed for reads: to the API's own origin, and to these. Null follows none. */
  readonly redirects: { readonly origins: readonly string[] } | null;
}

/** A reference to a secret's value, resolved at load and never part of the table. */
export interface SecretRef {
  readonly secret: string;
}

/** How the gateway proves itself to a company's API. */
export type UpstreamAuth =
  | { readonly type: 'none' }
  | {
      readonly type: 'api_key';
      readonly in: 'header' | 'query' | 'path' | 'cookie';
      readonly name: string;
      readonly key: SecretRef;
      readonly prefix: string;
    }
  | { readonly type: 'bearer'; readonly token: SecretRef }
  | { readonly type: 'basic'; readonly username: SecretRef | string; readonly password: SecretRef }
  | {
      readonly type: 'oauth2';
      readonly tokenUrl: string;
      readonly clientId: SecretRef | string;
      readonly clientSecret: SecretRef;
      readonly scopes: readonly string[];
      readonly audience: string | null;
      /** How the client authenticates at the token endpoint (RFC 6749 section 2.3.1). */
      readonly clientAuth: 'basic' | 'body';
    };

/** A piece of a path template: literal text (already encoded) or the name of a path parameter. */
export type PathPart = string | { readonly parameter: string };

/** A capability, compiled: the one thing that both faces call. */
export interface Operation {
  readonly capability: string;
  /** The MCP tool's name: the capability's with `_` for `.` and `-`. */
  readonly tool: string;
  readonly title: string;
  readonly description: string;
  /** Key in the shard's `upstreams`. */
  readonly upstream: string;
  /** The endpoint's name as written, `provider/endpoint`, for people who read a table. */
  readonly endpoint: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  /** The endpoint's path, parsed once; joined after the upstream's `basePath`. */
  readonly path: readonly PathPart[];
  /** JSON Schema 2020-12 of the arguments object (`type: object`, `additionalProperties: false`). */
  readonly input: JsonSchema;
  /** JSON Schema of the result, or null when the endpoint declares none and the result is passed through. */
  readonly output: JsonSchema | null;
  readonly bindings: readonly Binding[];
  /** Request body plan; null when the request has none. */
  readonly body: {
    readonly contentType: string;
    /** False: a call that gives nothing of it sends no body. */
    readonly required: boolean;
    readonly constant: Json | null;
    readonly format: BodyFormat;
    readonly encoding: Readonly<Record<string, PropertyEncoding>>;
    /** Properties of a `multipart` body whose arguments hold bytes, in base64. */
    readonly files: readonly string[];
  } | null;
  /** Headers that every request of this endpoint carries, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** How the answer becomes the result; null passes it on as it came. */
  readonly result: ResultShape | null;
  /** How its list comes in pages, which the gateway walks; null when one request gives all there is. */
  readonly paging: Paging | null;
  /** How an API that answers 2xx with an error inside says so. */
  readonly failure: FailureRule | null;
  /** How an answer 202 is followed to its end: by its headers alone where nobody says more (null), or not at all. */
  readonly polling: PollingRule | 'none' | null;
  readonly hints: { readonly readOnly: boolean; readonly destructive: boolean; readonly idempotent: boolean };
  readonly timeoutMs: number;
  /** This capability's own calls; null when nothing narrower than its tenant bounds them. */
  readonly rate: Rate | null;
  /** Header (lower case) in which the API takes an idempotency key; null when it knows none. Makes a write repeatable. */
  readonly idempotencyHeader: string | null;
  /** Places whose values are never recorded: paths into the arguments and into the result; `*` stands for every item. */
  readonly sensitive: { readonly arguments: readonly SensitivePath[]; readonly result: readonly SensitivePath[] };
  readonly examples: readonly {
    readonly arguments: Readonly<Record<string, Json>>;
    readonly intents: readonly string[];
  }[];
  /** A person has to approve each call before it is sent. */
  readonly needsApproval: boolean;
  /** A tool by itself, however many capabilities there are. */
  readonly isPinned: boolean;
  /** Most tokens that a result may have for a model; null for the client's or the gateway's own measure. */
  readonly resultTokens: number | null;
  /** The contract that it is proved to keep; null when it names none. */
  readonly contract: string | null;
  /** What callers may choose by the argument `fields`: names, with dots inside nested objects; null offers no choice. */
  readonly fields: readonly string[] | null;
  /** There where the API's document says that an event stream may come in the place of what is passed on. */
  readonly streams?: true;
}

/** What in a 2xx makes it a failure. */
export interface FailureRule {
  readonly when: PathExpression;
  /** What has to be there; absent for anything that says something. */
  readonly equals?: Json;
  /** Where its text may stand, the best first. */
  readonly message: readonly PathExpression[];
}

/** How an API says how a call stands that it has accepted (202). */
export interface PollingRule {
  /** In the answer 202: the URL to ask; null for the one in its headers. */
  readonly link: PathExpression | null;
  /** In what that URL answers: the word that says how it stands; null where the status alone does. */
  readonly state: PathExpression | null;
  /** Lower-case words. Any other word means that it is not over. */
  readonly done: readonly string[];
  readonly failed: readonly string[];
  /** In the last answer: the URL of the result; null when that answer is it. */
  readonly result: PathExpression | null;
  /** In the last answer: where the reason of a failure may stand, the best first. */
  readonly message: readonly PathExpression[];
}

/** How a list comes in pages. */
export interface Paging {
  /** What names a page: its number, how many items come before it, a cursor, or a URL in the `Link` header or the body. */
  readonly by: 'page' | 'offset' | 'cursor' | 'link' | 'next';
  /** The number of the first page; 0 where pages have none. */
  readonly first: number;
  /** Where an answer has the next page's cursor or URL; null where it is counted, or stands in the `Link` header. */
  readonly from: PathExpression | null;
  /** Where requests have the page and its size: arguments `page:at` and `page:size`, which no caller can give. */
  readonly bindings: readonly Binding[];
  /** Largest page that is asked for; null when the API takes no size. */
  readonly maxSize: number | null;
  /** Items of a call that does not say how many, and the most that one may ask for. */
  readonly limit: number;
  readonly most: number;
  readonly totalPages: AnswerPlace | null;
  readonly totalItems: AnswerPlace | null;
  /** Where an answer has what is false on the last page. */
  readonly more: PathExpression | null;
  /** True when a page with fewer items than were asked for is the last one. */
  readonly shortIsLast: boolean;
}

/** A place in an answer: a header (lower case), or a path into the body. */
export type AnswerPlace = { readonly header: string } | { readonly path: PathExpression };

/** Names from the root; `*` is every item of a list and every member of a map. */
export type SensitivePath = readonly string[];

/** One value's way from the arguments (or a constant) to its place in the request. */
export interface Binding {
  /** The argument's name; null when `constant` is sent always. */
  readonly argument: string | null;
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** Parameter name; for `body` the empty string (see `bodyPath`). */
  readonly name: string;
  /** For `body`: keys from the root to the place; empty means that the value is the whole body. */
  readonly bodyPath: readonly string[];
  /** How lists and objects are written there; null for the usual way of the place, and in a body. */
  readonly serialization: Serialization | null;
  /** Caller's value → upstream's value; keys are the caller's values as strings. */
  readonly map: Readonly<Record<string, Json>> | null;
  /** Conversion applied after `map`; null sends the value as it is. */
  readonly as: Conversion | null;
  /** Used (before `map`) when the caller leaves the argument out. Absent when there is none. */
  readonly default?: Json;
  /** Sent always; only with `argument: null`. */
  readonly constant?: Json;
}

/** Value conversions, for arguments and results. `date-time` is RFC 3339 in UTC, `date` its first ten characters. */
export type Conversion = 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'date-time';

/** `$.a[0]['odd key'][*]` parsed: keys, indexes, and `*` for every item of a list. */
export type PathExpression = readonly (string | number | { readonly each: true })[];

/** The normalised result: a list under `items`, fields beside it, or fields alone. */
export interface ResultShape {
  readonly items: { readonly path: PathExpression; readonly each: Shape } | null;
  readonly fields: Readonly<Record<string, Shape>>;
  /** JSONata that makes all of it, and the schema that it is held to; `items` and `fields` are empty then. */
  readonly expression?: { readonly source: string; readonly schema: JsonSchema };
}

/**
 * How one value of the result is made. A `value` whose upstream field is missing, null, not convertible or not in
 * `map` becomes `otherwise`, or null: an output schema says so, and a drifting upstream never breaks it.
 */
export type Shape =
  | {
      readonly kind: 'value';
      readonly path: PathExpression;
      readonly map: Readonly<Record<string, Json>> | null;
      readonly as: Conversion | null;
      /** A number is divided by this after its conversion: cents become the amount. */
      readonly divide?: number;
      /** JSON types that the derived schema promises; a value of another type is converted when that loses nothing, else null. Empty: any. */
      readonly types: readonly JsonType[];
      /** What the derived schema promises inside an object or list that is passed on whole; absent when nothing. */
      readonly inside?: Declared;
      readonly otherwise: Json;
    }
  /** Of items that are as `where` says, where it says something. */
  | { readonly kind: 'list'; readonly path: PathExpression; readonly where?: Where; readonly each: Shape }
  /** The first of several that is not null. */
  | { readonly kind: 'first'; readonly of: readonly Shape[]; readonly otherwise: Json }
  /** The texts, numbers and truth values at these paths as one text; empty ones are left out. */
  | {
      readonly kind: 'join';
      readonly paths: readonly PathExpression[];
      readonly between: string;
      readonly otherwise: Json;
    }
  /** Of a list the first item that is as `where` says. */
  | { readonly kind: 'pick'; readonly path: PathExpression; readonly where: Where; readonly take: Shape }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>> }
  | { readonly kind: 'constant'; readonly value: Json };

/** Members of an item and what each has to be. */
export type Where = Readonly<Record<string, string | number | boolean | null>>;

/** Types of a value and of what is in it. Null may stand for any; no types: any value may stand there. */
export interface Declared {
  readonly types: readonly JsonType[];
  readonly members?: Readonly<Record<string, Declared>>;
  readonly items?: Declared;
}

/** JSON Schema's `type` names, without null. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';
