/** The issuers that are declared now, each with its keys: these outlive a reload that leaves the issuer as it is. */
import type { Issuer } from '../table/table.ts';
import { createIssuerKeys, type IssuerKeys, type KeySourceOptions } from './issuer-keys.ts';

/** A declared issuer. */
export interface DeclaredIssuer {
  readonly issuer: Issuer;
  /** All that it is declared with, as text. */
  readonly definition: string;
  readonly keys: IssuerKeys;
}

/** Finds declared issuers. When other issuers are given than before, the keys of those that are gone are dropped. */
export interface IssuerRegister {
  /** By the exact `iss` of their tokens, in the order of declaration. */
  of(issuers: Readonly<Record<string, Issuer>>, iss: string): readonly DeclaredIssuer[];
  named(issuers: Readonly<Record<string, Issuer>>, name: string): DeclaredIssuer | null;
  close(): void;
}

/** Makes a register that knows no issuer yet. Nothing is fetched before a token asks for it. */
export function createIssuerRegister(options: KeySourceOptions): IssuerRegister {
  let sources = new Map<string, IssuerKeys>();
  let declared: readonly DeclaredIssuer[] = [];
  let given: Readonly<Record<string, Issuer>> | null = null;

  function take(issuers: Readonly<Record<string, Issuer>>): void {
    if (issuers === given) return;
    const before = sources;
    sources = new Map();
    given = issuers;
    declared = Object.values(issuers).map((issuer) => ({
      issuer,
      definition: JSON.stringify(issuer),
      keys: keysOf(issuer, before),
    }));
    for (const [place, keys] of before) if (!sources.has(place)) keys.close();
  }

  function keysOf(issuer: Issuer, before: ReadonlyMap<string, IssuerKeys>): IssuerKeys {
    const place = JSON.stringify([issuer.issuer, issuer.jwksUrl, issuer.network]);
    const keys = sources.get(place) ?? before.get(place) ?? createIssuerKeys(issuer, options);
    sources.set(place, keys);
    return keys;
  }

  return {
    of(issuers, iss) {
      take(issuers);
      return declared.filter(({ issuer }) => issuer.issuer === iss);
    },
    named(issuers, name) {
      take(issuers);
      return declared.find(({ issuer }) => issuer.name === name) ?? null;
    },
    close: () => take({}),
  };
}
