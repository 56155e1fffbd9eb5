/** The part of json-server 0.17 that the demo shop uses; the package ships no types. */
declare module 'json-server' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  type Handler = (
    request: IncomingMessage & { query: Record<string, unknown> },
    response: ServerResponse,
    next: () => void,
  ) => void;

  const jsonServer: {
    create(): RequestListener & { use(handler: Handler | readonly Handler[]): void };
    defaults(options: { logger: boolean }): Handler[];
    /** Serves, and writes to, a JSON file. */
    router(file: string): Handler;
  };
  export default jsonServer;
}
