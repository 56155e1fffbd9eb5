/** The real yaml-language-server, over its protocol. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A place in a text, counted from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Asks about texts as if they stood at a path of the workspace. */
export interface LanguageServer {
  /** Line counts from 0, as in the protocol. */
  diagnostics(path: string, text: string): Promise<{ line: number; message: string }[]>;
  completion(path: string, text: string, at: Position): Promise<string[]>;
  hover(path: string, text: string, at: Position): Promise<string>;
  stop(): void;
}

/** What of the protocol's messages is used here. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly uri?: string;
    readonly items?: readonly unknown[];
    readonly diagnostics?: readonly { readonly range: { readonly start: Position }; readonly message: string }[];
  };
  readonly result?: { readonly items?: readonly { readonly label: string }[]; readonly contents?: unknown } | null;
}

/** Starts it for a workspace's folder. */
export async function startLanguageServer(folder: string): Promise<LanguageServer> {
  const bin = join(import.meta.dirname, '../node_modules/yaml-language-server/bin/yaml-language-server');
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [bin, '--stdio'], { cwd: folder });
  const listeners = new Set<(message: Message) => void>();
  let buffer = Buffer.alloc(0);
  let next = 1;
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const header = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(buffer.subarray(0, Math.max(header, 0)).toString())?.[1]);
      if (header === -1 || buffer.length < header + 4 + length) return;
      const message = JSON.parse(buffer.subarray(header + 4, header + 4 + length).toString()) as Message;
      buffer = buffer.subarray(header + 4 + length);
      // What it asks of an editor: settings, and to be told of files.
      if (message.method !== undefined && message.id !== undefined)
        send({
          id: message.id,
          result: message.method === 'workspace/configuration' ? (message.params?.items ?? []).map(() => null) : null,
        });
      for (const listener of listeners) listener(message);
    }
  });
  const wait = (matches: (message: Message) => boolean): Promise<Message> =>
    new Promise((resolve) => {
      const listener = (message: Message): void => {
        if (!matches(message)) return;
        listeners.delete(listener);
        resolve(message);
      };
      listeners.add(listener);
    });
  const ask = async (method: string, params: object): Promise<Message> => {
    const id = next++;
    const answer = wait((message) => message.id === id && message.method === undefined);
    send({ id, method, params });
    return answer;
  };
  const rootUri = pathToFileURL(folder).href;
  await ask('initialize', {
    processId: process.pid,
    rootUri,
    capabilities: { textDocument: { publishDiagnostics: {} } },
    workspaceFolders: null,
  });
  send({ method: 'initialized', params: {} });
  send({
    method: 'workspace/didChangeConfiguration',
    params: { settings: { yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false } } } },
  });
  let opened = 0;
  // Each time another file: closing one makes the server publish that it has no mistakes.
  const open = async (path: string, text: string): Promise<{ uri: string; published: Message }> => {
    const uri = pathToFileURL(join(folder, path.replace(/\.yaml$/, `-${++opened}.yaml`))).href;
    const published = wait(({ method, params }) => method === 'textDocument/publishDiagnostics' && params?.uri === uri);
    send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
    return { uri, published: await published };
  };
  return {
    async diagnostics(path, text) {
      const { published } = await open(path, text);
      return (published.params?.diagnostics ?? []).map(({ range, message }) => ({ line: range.start.line, message }));
    },
    async completion(path, text, position) {
      const { uri } = await open(path, text);
      const { result } = await ask('textDocument/completion', { textDocument: { uri }, position });
      return (result?.items ?? []).map(({ label }) => label);
    },
    async hover(path, text, position) {
      const { uri } = await open(path, text);
      return JSON.stringify((await ask('textDocument/hover', { textDocument: { uri }, position })).result);
    },
    stop: () => child.kill(),
  };
}
