/** Reply → result of `tools/call` (MCP 2026-07-28, `CallToolResult`), the same for both ways in. */
import type { CallResult } from '../call/call.ts';
import type { Refusal, Reply } from '../call/reply.ts';
import { compact } from '../fit/compact.ts';
import type { Operation } from '../table/table.ts';
import type { ToolResult } from './mcp-port.ts';
import { metaKeys } from './mcp-protocol.ts';
import { partsOf } from './multipart.ts';

/** A binary answer larger than this is named instead of shown: models can do nothing with it, and it fills the context. */
const blobBytes = 64 * 1024;
/** Images and audio are not counted as text by clients; above this they refuse them. */
const mediaBytes = 4 * 1024 * 1024;
/** Texts among several parts have no cursor by which the rest could be read; this is within the budget of a result. */
const partTextBytes = 24 * 1024;

/** What came of a tool's call. */
export type ToolCalled = Pick<CallResult, 'reply' | 'replayed'>;

/** The result of a capability's call; null for what was refused before it was known which one. */
export function toolResult(called: ToolCalled, operation: Operation | null): ToolResult {
  return { members: membersOf(called.reply, operation), meta: toolResultMeta(called) };
}

/** A result that the gateway itself has made. */
export function jsonToolResult(value: object): ToolResult {
  return { members: jsonMembers(structuredText(JSON.stringify(value))), meta: '' };
}

/** Members of the result's `_meta`, without the braces. */
export function toolResultMeta({ reply, replayed }: ToolCalled): string {
  const members: string[] = [];
  const { outcome, approval } = reply.kind === 'refusal' ? reply.refusal : {};
  if (outcome !== undefined) members.push(`"${metaKeys.outcome}":"${outcome}"`);
  if (approval !== undefined) members.push(`"${metaKeys.approval}":${JSON.stringify(approval)}`);
  if (replayed) members.push(`"${metaKeys.idempotencyReplayed}":true`);
  return members.join(',');
}

/** JSON passes through as its own text, so numbers keep every digit. */
function membersOf(reply: Reply, operation: Operation | null): string {
  switch (reply.kind) {
    case 'json':
      return jsonMembers(structuredText(reply.text));
    case 'bytes':
      return contentMember(...bytesContents(reply.contentType, reply.bytes));
    case 'events':
      throw new Error('An event stream was passed on to MCP, which is given whole answers.');
    case 'empty':
      return contentMember(textContent(`Done: ${operation?.title}. The company’s API answered without content.`));
    case 'refusal':
      return `${contentMember(textContent(refusalText(reply.refusal)))},"isError":true`;
  }
}

/** The members of a result that is the JSON text of an object: both say the same. */
export function jsonMembers(structured: string): string {
  return `"content":[{"type":"text","text":${JSON.stringify(structured)}}],"structuredContent":${structured}`;
}

/** JSON as it stands in `structuredContent`, without layout, and an object: `toolOutputSchema` promises the same wrapping. */
export function structuredText(json: string): string {
  const text = onOneLine(json);
  switch (text.charCodeAt(0)) {
    case 0x7b: // {
      return text;
    case 0x5b: // [
      return `{"items":${text}}`;
    default:
      return `{"value":${text}}`;
  }
}

/**
 * Takes the layout out of pretty-printed JSON: it costs tokens, and a line break would end a server-sent event's data.
 * JSON on one line without white space before it is returned as it is.
 */
function onOneLine(text: string): string {
  return text.includes('\n') || text.includes('\r') || text.charCodeAt(0) <= 0x20 ? compact(text) : text;
}

type Content =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image' | 'audio'; readonly data: string; readonly mimeType: string }
  | {
      readonly type: 'resource';
      readonly resource: { readonly uri: string; readonly mimeType: string; readonly blob: string };
    };

/** The members of a result that is text, in one or more parts. */
export function textMembers(texts: readonly string[]): string {
  return contentMember(...texts.map(textContent));
}

/** The text of an answer that is some; null for what is none. */
export function textOfReply({ contentType, bytes }: Extract<Reply, { kind: 'bytes' }>): string | null {
  return isText(mimeTypeOf(contentType)) ? decode(contentType, bytes) : null;
}

function contentMember(...content: readonly Content[]): string {
  return `"content":${JSON.stringify(content)}`;
}

function textContent(text: string): Content {
  return { type: 'text', text };
}

/** One block for an answer, or one for each of its parts. */
function bytesContents(contentType: string, bytes: Uint8Array): readonly Content[] {
  const parts = partsOf(contentType, bytes);
  if (parts === null) return [bytesContent(contentType, bytes)];
  const typed = parts.map((part) => ({ ...part, contentType: part.contentType || 'text/plain' }));
  const texts = typed.filter((part) => isText(mimeTypeOf(part.contentType)));
  const textBytes = texts.reduce((sum, part) => sum + part.bytes.byteLength, 0);
  if (textBytes > partTextBytes) return [tooLarge(mimeTypeOf(contentType), bytes.byteLength)];
  return typed.map((part) => bytesContent(part.contentType, part.bytes));
}

function bytesContent(contentType: string, bytes: Uint8Array): Content {
  const mimeType = mimeTypeOf(contentType);
  if (isText(mimeType)) return textContent(decode(contentType, bytes));
  const kind = mimeType.startsWith('image/') ? 'image' : mimeType.startsWith('audio/') ? 'audio' : 'resource';
  if (bytes.byteLength > (kind === 'resource' ? blobBytes : mediaBytes)) return tooLarge(mimeType, bytes.byteLength);
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  if (kind !== 'resource') return { type: kind, data, mimeType };
  return {
    type: 'resource',
    resource: { uri: 'urn:smarteros:answer', mimeType: mimeType || 'application/octet-stream', blob: data },
  };
}

function mimeTypeOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

function tooLarge(mimeType: string, size: number): Content {
  const what = mimeType === '' ? 'a file of unknown type' : `a file of type ${mimeType}`;
  return textContent(
    `The answer is ${what}, ${size} bytes: too large to be shown here. Call the same capability over HTTP to download it.`,
  );
}

/** Types that are text whatever their first half says (RFC 6839 suffixes, and the common older names). */
const textTypes =
  /^text\/|\+(xml|json|yaml)$|^application\/(xml|json|yaml|x-yaml|x-ndjson|ndjson|jsonl|json-seq|javascript|x-www-form-urlencoded|graphql|sql)$/;

function isText(mimeType: string): boolean {
  return textTypes.test(mimeType);
}

function decode(contentType: string, bytes: Uint8Array): string {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // a charset that nobody knows
    return new TextDecoder().decode(bytes);
  }
}

/** What happened and what to do next, for a model to read. */
function refusalText(refusal: Refusal): string {
  const lines = [refusal.detail];
  const upstream = refusal.upstream;
  if (upstream?.message && !refusal.detail.includes(upstream.message)) {
    lines.push(`The company’s API answered ${upstream.status}: ${upstream.message}`);
  }
  const url = refusal.approval?.url;
  if (url !== undefined && refusal.code === 'approval-required')
    lines.push(`A person with the right to decides at: ${url}`);
  const seconds = refusal.retryAfterSeconds;
  if (seconds !== undefined) lines.push(`Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`);
  return lines.join('\n');
}
