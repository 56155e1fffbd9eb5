/** A tenant in Markdown, for agents and the people who watch them: who it is, what can be called, and within which limits. */
import type { Operation, RoutingTable, TenantShard } from '../table/table.ts';
import { isSearched } from './tool-list.ts';

/** What a shard does not know itself. */
export interface OverviewFacts {
  /** RFC 3339; null for a tenant that is on no trial. */
  readonly trialEndsAt: string | null;
  readonly hosts: Pick<RoutingTable['system']['hosts'], 'api' | 'mcp'>;
}

/** Up to so many capabilities are named each; of more, areas and their first ones. It is read whole, and has to stay small. */
const mostNamed = 100;
const mostAreas = 60;
const mostOfArea = 3;

/** @param operations what its reader may call, in the table's order; at least one */
export function tenantOverview(shard: TenantShard, operations: readonly Operation[], facts: OverviewFacts): string {
  const parts = [
    `# ${line(shard.title)}`,
    shard.description,
    company(shard),
    state(shard, facts),
    capabilities(operations),
    limits(shard),
    howToCall(shard, operations, facts),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function company({ businessName, rut, contactEmail }: TenantShard): string {
  const contact = contactEmail === null ? [] : [`- Contacto · Contact: ${line(contactEmail)}`];
  return section('Empresa · Company', [
    `- Razón social · Business name: ${line(businessName)}`,
    `- RUT: ${line(rut)}`,
    ...contact,
  ]);
}

/** Only a tenant that is served is described. */
function state({ status, plan }: TenantShard, { trialEndsAt }: OverviewFacts): string {
  const words = status === 'trial' ? 'de prueba · on trial' : 'activa · active';
  return section('Estado · State', [
    `- Estado · State: ${words}`,
    ...(trialEndsAt === null ? [] : [`- La prueba termina · The trial ends: ${trialEndsAt}`]),
    ...(plan === null ? [] : [`- Plan: ${line(plan)}`]),
  ]);
}

function capabilities(operations: readonly Operation[]): string {
  const areas = [...Map.groupBy(operations, ({ capability }) => capability.split('.', 1)[0] ?? '')];
  const title = `Qué se puede llamar · What can be called (${operations.length})`;
  if (operations.length > mostNamed) return section(title, areaLines(areas));
  const lines = areas.flatMap(([area, inside]) => ['', `### ${area}`, '', ...inside.map(capabilityLine)]);
  return section(title, lines.slice(1));
}

function capabilityLine({ capability, title, hints, needsApproval }: Operation): string {
  const marks = [
    ...(hints.readOnly ? [] : ['modifica · writes']),
    ...(needsApproval ? ['una persona aprueba · a person approves'] : []),
  ];
  return `- \`${capability}\`: ${line(title)}${marks.length === 0 ? '' : ` (${marks.join('; ')})`}`;
}

function areaLines(areas: readonly (readonly [string, readonly Operation[]])[]): string[] {
  const shown = areas.slice(0, mostAreas).map(([area, inside]) => {
    const names = inside.slice(0, mostOfArea).map(({ capability }) => `\`${capability}\``);
    return `- ${area} (${inside.length}): ${names.join(', ')}${inside.length > mostOfArea ? ', …' : ''}`;
  });
  const more = areas.length - shown.length;
  return more === 0 ? shown : [...shown, `- … y otras áreas · and other areas: ${more}`];
}

function limits({ limits: { rate, requestBytes, answerBytes } }: TenantShard): string {
  const each = rate.seconds === 60 ? 'por minuto · Calls a minute' : 'por segundo · Calls a second';
  return section('Límites · Limits', [
    `- Llamadas ${each}: ${rate.limit}; de una vez · at once: ${rate.burst}`,
    `- Bytes de una solicitud · Bytes of a request: ${requestBytes}`,
    `- Bytes de una respuesta · Bytes of an answer: ${answerBytes}`,
  ]);
}

function howToCall(shard: TenantShard, operations: readonly Operation[], { hosts }: OverviewFacts): string {
  const example = operations[0]?.capability ?? 'orders.search';
  const byTool = isSearched({ operations, directTools: shard.directTools })
    ? '- MCP: busque con `search_capabilities`; consulte con `call_read` y modifique con `call_write` · find with `search_capabilities`; read with `call_read`, change with `call_write`'
    : `- MCP: cada una es una herramienta · each is a tool: \`${operations[0]?.tool ?? ''}\``;
  return section('Cómo llamar · How to call', [
    byTool,
    `- HTTP: \`POST ${hosts.api ?? ''}/api/tenant/${shard.name}/proxy/${example}\`, con los argumentos como JSON · with the arguments as JSON`,
    ...(hosts.mcp === null ? [] : [`- El servidor MCP · The MCP server: \`${hosts.mcp}/mcp/${shard.name}\``]),
    `- Los esquemas de una · The schemas of one: \`smarteros://${shard.name}/capabilities/${example}\``,
  ]);
}

function section(title: string, lines: readonly string[]): string {
  return [`## ${title}`, '', ...lines].join('\n');
}

/** A value of a manifest cannot begin a heading of its own. */
function line(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
