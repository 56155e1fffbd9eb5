/**
 * Chats in a browser, which connect from their maker's servers and log in: claude.ai
 * (https://support.claude.com/en/articles/11175166) and ChatGPT (https://developers.openai.com/api/docs/guides/developer-mode).
 */
import type { Client, Setup, Target } from './setup.ts';

/** Claude on the web, the phone and the desktop, by a custom connector. */
export const claudeAi: Client = {
  title: 'claude.ai',
  summary: 'the URL for a custom connector, and what is missing for it',
  ways: ['http'],
  setup: (target) => setup(target, 'claude.ai', 'Customize, Connectors, Add custom connector'),
};

/** ChatGPT, by developer mode. */
export const chatGpt: Client = {
  title: 'ChatGPT',
  summary: 'the URL for a connector, and what is missing for it',
  ways: ['http'],
  setup: (target) => setup(target, 'ChatGPT', 'Settings, Apps and Connectors, with Developer mode on, Create'),
};

function setup(target: Target, client: string, where: string): Setup {
  const faults = missing(target, client);
  const fine = 'Nothing else has to be filled in: people log in at the issuer when they connect.';
  return { pieces: [{ where, text: target.url }], notes: faults.length === 0 ? [fine] : faults, json: null };
}

/** What keeps it from working, each with what to do. */
function missing({ url, hasLogin }: Target, client: string): readonly string[] {
  const { protocol, hostname } = new URL(url);
  const isHere = hostname === 'localhost' || hostname.endsWith('.localhost') || /^(127\.|\[::1\]$)/.test(hostname);
  return [
    ...(protocol === 'https:' && !isHere
      ? []
      : [
          `Missing: a public https address. ${client} connects from its maker's servers, which cannot reach ${url}. Declare it as spec.hosts.mcp in system.yaml, or name it with --url.`,
        ]),
    ...(hasLogin === false
      ? [
          `Missing: an issuer to log in at. ${client} sends no keys. Declare spec.issuers in system.yaml and spec.access in the tenant's file.`,
        ]
      : []),
  ];
}
