/** Sees what an API answers to a call, beside the call's own way: for this process, and without keeping it. */
import type { Net, NetAnswer, NetRequest } from '../net/net.ts';
import type { Json } from '../schema.ts';
import type { Operation, Upstream } from '../table/table.ts';

/** A port that sends as another does, and remembers what came until it is asked. */
export interface TappedNet {
  readonly net: Net;
  /** What came since it was asked last. */
  take(): readonly Exchanged[];
}

interface Exchanged {
  readonly request: NetRequest;
  readonly answer: NetAnswer;
}

/** Wraps a port. */
export function tapNet(net: Net): TappedNet {
  let seen: Exchanged[] = [];
  return {
    net: {
      send: async (request) => {
        const answer = await net.send(request);
        seen.push({ request, answer });
        return answer;
      },
      close: () => net.close(),
    },
    take: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
  };
}

/**
 * The JSON that an operation was answered with: of every page that was walked; of one that is followed by its status link, what it
 * ended with. Requests for a token are none of it.
 */
export function jsonAnswers(seen: readonly Exchanged[], { polling }: Operation, { auth }: Upstream): Json[] {
  const tokenUrl = auth.type === 'oauth2' ? auth.tokenUrl : null;
  const values = seen.flatMap(({ request, answer }) => {
    if (!answer.ok || answer.status < 200 || answer.status > 299) return [];
    return `${request.origin}${request.path}` === tokenUrl ? [] : jsonOf(answer.body);
  });
  return polling === null ? values : values.slice(-1);
}

/** Nothing where it is no JSON. */
function jsonOf(body: Buffer): [Json] | [] {
  if (body.length === 0) return [];
  try {
    return [JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as Json];
  } catch {
    return [];
  }
}
