/** Where an OpenAPI document says that its API is. */
import { parseSource } from '../openapi/source.ts';

/** The first server's URL (of Swagger 2: scheme, host and base path); null when it is none by itself. */
export function baseUrlOf(text: string): string | null {
  const root = parseSource({ path: 'openapi.yaml', text }).source?.root;
  const servers = fieldOf(root, 'servers');
  const url = fieldOf(Array.isArray(servers) ? servers[0] : undefined, 'url');
  if (typeof url === 'string') return /^https?:\/\/[^{}]+$/.test(url) ? url : null;
  const [host, basePath, schemes] = [fieldOf(root, 'host'), fieldOf(root, 'basePath'), fieldOf(root, 'schemes')];
  if (typeof host !== 'string') return null;
  const scheme = Array.isArray(schemes) && !schemes.includes('https') ? 'http' : 'https';
  return `${scheme}://${host}${typeof basePath === 'string' ? basePath : ''}`;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
