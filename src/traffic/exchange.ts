/**
 * One request and, where it was kept, its answer, as a file or a proxy shows them. It holds values: it lives until it is
 * observed (`observe.ts`) and goes nowhere else.
 */
import type { DeclaredCredential } from '../introspect/introspection.ts';

/** A request with its answer. */
export interface Exchange {
  /** In upper case. */
  readonly method: string;
  readonly target: Target;
  readonly headers: readonly NameValue[];
  /** Null when the request has no body, or none is known. */
  readonly body: Carried | null;
  /** Null when none was kept. */
  readonly answer: { readonly status: number; readonly content: Carried | null } | null;
  /** What people wrote of it; empty where they did not. */
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** How the source says that the request proves itself; null where only its headers tell. */
  readonly credential: Credential | null;
  /** What a browser took the answer for (`_resourceType` of HAR files): `fetch`, `image`; empty when nobody says. */
  readonly resourceType: string;
}

/** A way of proving oneself, without a value and without a count. */
export type Credential = DeclaredCredential extends infer Each
  ? Each extends DeclaredCredential
    ? Omit<Each, 'operations'>
    : never
  : never;

/** A header, a query field, a form's field. A value is null where only the name is known. */
export interface NameValue {
  readonly name: string;
  readonly value: string | null;
  /** It is written down, and this request went without it. */
  readonly isDisabled?: boolean;
}

/** Where a request goes. */
export interface Target {
  /** `https://api.example:8443`; a name in braces where a variable stands for it, empty when nothing is said. */
  readonly origin: string;
  readonly path: readonly PathPart[];
  readonly query: readonly NameValue[];
}

/** A decoded segment of a path, or one that the source itself names as a parameter. */
export type PathPart = string | { readonly name: string; readonly value: string | null };

/** What a request or an answer carries. `lost` is a body that was there and was not kept, or cannot be read. */
export type Carried = { readonly contentType: string } & (
  | { readonly as: 'json'; readonly value: unknown }
  | { readonly as: 'form' | 'multipart'; readonly fields: readonly FormField[] }
  | { readonly as: 'text' | 'binary' | 'lost' }
);

/** A field of a form; a file's content is never looked at. */
export interface FormField extends NameValue {
  readonly isFile: boolean;
}

/** What a file of traffic holds, before anything of it is chosen. */
export interface Recording {
  /** As in `Introspection.form`. */
  readonly form: string;
  readonly title: string;
  readonly description: string;
  readonly exchanges: readonly Exchange[];
  /** Requests that cannot be told, each with the reason as a full sentence. */
  readonly unreadable: readonly {
    readonly name: string;
    readonly method: string;
    readonly path: string;
    readonly reason: string;
  }[];
}

/** An exchange of which only the request's line is known; sources add what they have. */
export function bareExchange(method: string, target: Target): Exchange {
  return {
    method: method.toUpperCase(),
    target,
    headers: [],
    body: null,
    answer: null,
    summary: '',
    description: '',
    tags: [],
    credential: null,
    resourceType: '',
  };
}

/** The first header of a name, in any case. */
export function headerOf(headers: readonly NameValue[], name: string): string {
  return headers.find((header) => header.isDisabled !== true && header.name.toLowerCase() === name)?.value ?? '';
}
