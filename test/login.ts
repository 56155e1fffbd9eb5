/** A real issuer of tokens on loopback (`oidc-provider`), and the people and clients that log in at it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  OAuthClientInformationMixed,
  OAuthClientProvider,
  OAuthDiscoveryState,
  OAuthTokens,
} from '@modelcontextprotocol/client';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** A running issuer. */
export interface Login {
  /** Its `iss`, for example `http://127.0.0.1:34567`. */
  readonly url: string;
  /** How long tokens hold that are issued from now on. */
  tokenSeconds: number;
  close(): Promise<void>;
}

/** Scopes that the issuer knows for every resource. */
const scopes = 'orders:read orders:write';

/** Starts an issuer with dynamic registration, PKCE and resource indicators (RFC 7591, 7636, 8707); tokens are JWTs. */
export async function startLogin(): Promise<Login> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'login-1', alg: 'ES256', use: 'sig' };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const login = { url, tokenSeconds: 300, close: () => closeServer() };
  const provider = new Provider(
    url,
    configuration(key, () => login.tokenSeconds),
  );
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if ((request.url ?? '').startsWith('/interaction/')) void interact(provider, request, response);
    else void answer(request, response);
  });

  function closeServer(): Promise<void> {
    return new Promise((resolve) => server.close(() => resolve()).closeAllConnections());
  }
  return login;
}

function configuration(key: object, tokenSeconds: () => number): Readonly<Record<string, unknown>> {
  return {
    jwks: { keys: [key] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    // Agents register with the scopes that they want first; that they come back for more is what a step-up is.
    extraClientMetadata: {
      properties: ['first_scope'],
      validator: (_context: unknown, _name: string, _value: unknown, metadata: { scope?: string | undefined }) => {
        metadata.scope = undefined;
      },
    },
    cookies: { keys: ['only-for-tests'] },
    ttl: {
      Session: 3600,
      Grant: 3600,
      Interaction: 3600,
      AuthorizationCode: 60,
      AccessToken: tokenSeconds,
      IdToken: 60,
    },
    scopes: ['openid', 'offline_access', ...scopes.split(' ')],
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context: unknown, resource: string) => ({
          scope: scopes,
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: tokenSeconds(),
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  };
}

/** Does what a person would do: logs in, as the account that the client hints at, and allows what is asked for. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    const login = { accountId: params['login_hint'] ?? 'ana' };
    return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  }
  const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: params['client_id'] ?? '' });
  const resource = params['resource'];
  if (params['scope'] !== undefined) grant.addOIDCScope(params['scope']);
  if (resource !== undefined) grant.addResourceScope(resource, params['scope'] ?? '');
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

/** An agent's side of the login: what it remembers between the steps, all of it in memory. */
export interface AgentLogin extends OAuthClientProvider {
  /** Where it wanted the person's browser to go last; null when it wanted nothing of anybody. */
  wanted(): URL | null;
  /** The tokens that it has now. */
  held(): OAuthTokens | undefined;
  /** Puts other tokens in their place. */
  hold(tokens: OAuthTokens | undefined): void;
}

/** Makes the login of an agent that registers itself; `account` is who sits at its browser. */
export function agentLogin(account = 'ana'): AgentLogin {
  let client: OAuthClientInformationMixed | undefined;
  let tokens: OAuthTokens | undefined;
  let verifier = '';
  let wanted: URL | null = null;
  let discovered: OAuthDiscoveryState | undefined;
  return {
    redirectUrl: 'http://127.0.0.1:9/callback',
    clientMetadata: {
      client_name: 'test agent',
      redirect_uris: ['http://127.0.0.1:9/callback'],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      application_type: 'native',
    },
    clientInformation: () => client,
    saveClientInformation: (information) => {
      client = information;
    },
    tokens: () => tokens,
    saveTokens: (saved) => {
      tokens = saved;
    },
    redirectToAuthorization: (url) => {
      url.searchParams.set('login_hint', account);
      wanted = url;
    },
    saveCodeVerifier: (saved) => {
      verifier = saved;
    },
    codeVerifier: () => verifier,
    saveDiscoveryState: (state) => {
      discovered = state;
    },
    discoveryState: () => discovered,
    wanted: () => wanted,
    held: () => tokens,
    hold: (other) => {
      tokens = other;
    },
  };
}

/** A person's browser: follows redirects with its cookies until it is sent back to the agent, and gives the parameters. */
export async function browse(start: URL): Promise<URLSearchParams> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let steps = 0; steps < 20; steps++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = answer.headers.get('location');
    if (location === null)
      throw new Error(`The login ended at ${url.href} with ${answer.status}: ${await answer.text()}`);
    url = new URL(location, url);
    if (url.pathname === '/callback') return url.searchParams;
  }
  throw new Error(`The login goes round in circles at ${url.href}.`);
}
