/** What a draft is made by, and what it is. */
import type { ProviderAuth } from '../change/scaffold.ts';
import type { Selection } from './select.ts';

/** How an API is to be drafted. */
export interface DraftOptions extends Selection {
  readonly tenant: string;
  /** The provider's name. */
  readonly provider: string;
  /** All tenants share the provider; the capabilities are the tenant's. */
  readonly isShared: boolean;
  /** In place of the source's first server. */
  readonly baseUrl: string | null;
  /** Where the document was fetched from, for relative servers; null for a file. */
  readonly sourceUrl: string | null;
  /** In place of what the source declares. */
  readonly auth: ProviderAuth | null;
  readonly isPrivate: boolean;
  /** The path from a manifest to the schema that editors check it with; null for none. */
  readonly schemaFor: (path: string) => string | null;
  /** Capabilities that are there already, by the endpoint that they name: they keep their names. */
  readonly knownNames?: ReadonlyMap<string, string>;
  /** Names of the tenant's other capabilities: those of another provider. */
  readonly takenNames?: ReadonlySet<string>;
}

/** A file to be, with its path in the workspace. The text of a manifest is in the house form. */
export interface DraftFile {
  readonly path: string;
  readonly text: string;
  readonly isManifest: boolean;
}

/** A capability to be. */
export interface DraftedCapability {
  readonly name: string;
  readonly path: string;
  readonly title: string;
  /** In upper case. */
  readonly method: string;
  /** The operation's path. */
  readonly endpoint: string;
  readonly reference: string;
  /** The file of its Endpoint manifest; null where a document declares the endpoint. */
  readonly endpointPath: string | null;
  /** What a person should look at. */
  readonly review: readonly string[];
}

/** What was drafted. */
export interface Draft {
  readonly files: readonly DraftFile[];
  readonly capabilities: readonly DraftedCapability[];
  readonly setAside: readonly { readonly name: string; readonly reason: string }[];
  /** Full sentences: what was left out, and what was found in the document and should be reviewed. */
  readonly notes: readonly string[];
  /** Names of the secrets that the provider needs. */
  readonly secrets: readonly string[];
}
