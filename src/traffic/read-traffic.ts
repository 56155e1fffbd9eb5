/** Traffic that somebody kept → what it shows of an API: HAR files, Postman collections, cURL commands. */
import type { Introspection, SetAsideOperation } from '../introspect/introspection.ts';
import { readCurl } from './curl.ts';
import type { Recording } from './exchange.ts';
import { readHar } from './har.ts';
import { chosenHost, type HostCalls, hostsOf } from './hosts.ts';
import { introspectionOf } from './introspect.ts';
import { parseJson } from './json.ts';
import { observe } from './observe.ts';
import { plainWords } from './plain-words.ts';
import { readPostman } from './postman.ts';
import { counted, leftOut } from './left-out.ts';
import { leftOutAs } from './relevance.ts';

/** Larger files are not read: one recording of what matters teaches more than all that a browser did in a day. */
export const trafficBytes = 50 * 1024 * 1024;

/** What of a recording is wanted. */
export interface TrafficOptions {
  /** `api.example` or `https://api.example`; null or absent takes the host with most JSON. */
  readonly host?: string | null;
}

/**
 * Reads a text by what is in it; null when it is none of these. Never throws. No value of a request or an answer is in the
 * result: structures, names and words alone.
 */
export function readTraffic(text: string, { host = null }: TrafficOptions = {}): Introspection | null {
  if (text.length > trafficBytes) return tooLarge(text);
  const recording = recordingOf(text.replace(/^\uFEFF/, ''));
  return recording === null ? null : introspectRecording(recording, host);
}

function recordingOf(text: string): Recording | null {
  if (/^\s*\{/.test(text)) {
    // Documents of 10 MB are not parsed to be told apart.
    if (!/"entries"\s*:|\/collection\/v2\./.test(text)) return null;
    const root = parseJson(text);
    return readHar(root) ?? readPostman(root);
  }
  // Documents show commands as samples.
  return /^["']?(?:openapi|swagger)["']?\s*:/m.test(text) ? null : readCurl(text);
}

function tooLarge(text: string): Introspection | null {
  const head = text.slice(0, 20_000);
  if (!/"log"\s*:|collection\/v2\.|^\s*curl\s/m.test(head)) return null;
  const reason = 'It is larger than 50 MB. Record less, or leave the answers’ contents of images and files out.';
  return introspectionOf([], {
    form: 'Traffic',
    title: '',
    description: '',
    setAside: [{ name: '', method: '', path: '', reason }],
  });
}

function introspectRecording(recording: Recording, wanted: string | null): Introspection {
  const { form, title, description, exchanges, unreadable } = recording;
  const byReason = Map.groupBy(exchanges, leftOutAs);
  const calls = byReason.get(null) ?? [];
  const hosts = hostsOf(calls);
  const host = chosenHost(hosts, wanted);
  const chosen = calls.filter(({ target }) => target.origin === host?.origin);
  return introspectionOf(chosen.map(observe), {
    form,
    title: plainWords(title).slice(0, 200),
    description: plainWords(description),
    setAside: [
      ...unreadable.map((each) => ({ ...each, name: plainWords(each.name).slice(0, 200) })),
      ...hosts.filter((each) => each !== host).map(otherHost),
      ...[...byReason].flatMap(([reason, all]) => (reason === null ? [] : [leftOut(reason, all.length)])),
    ],
  });
}

function otherHost({ origin, calls, jsonCalls }: HostCalls): SetAsideOperation {
  const name = origin === '' ? 'no host' : origin;
  const reason = `Another host, with ${counted(calls, 'call')}, ${jsonCalls} of them JSON. Import it by itself for a provider of its own.`;
  return { name, method: '', path: '', reason };
}
