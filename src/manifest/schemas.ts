/** The schemas of `schemas/v1/`, by kind. */
import capability from '../../schemas/v1/capability.schema.json' with { type: 'json' };
import client from '../../schemas/v1/client.schema.json' with { type: 'json' };
import contract from '../../schemas/v1/contract.schema.json' with { type: 'json' };
import endpoint from '../../schemas/v1/endpoint.schema.json' with { type: 'json' };
import environment from '../../schemas/v1/environment.schema.json' with { type: 'json' };
import plan from '../../schemas/v1/plan.schema.json' with { type: 'json' };
import prompt from '../../schemas/v1/prompt.schema.json' with { type: 'json' };
import provider from '../../schemas/v1/provider.schema.json' with { type: 'json' };
import secret from '../../schemas/v1/secret.schema.json' with { type: 'json' };
import system from '../../schemas/v1/system.schema.json' with { type: 'json' };
import tenant from '../../schemas/v1/tenant.schema.json' with { type: 'json' };
import type { JsonSchema } from '../schema.ts';
import type { Kind } from './resource.ts';

/** What each kind of document may say. */
export const manifestSchemas: Readonly<Record<Kind, JsonSchema>> = {
  System: system as JsonSchema,
  Environment: environment as JsonSchema,
  Plan: plan as JsonSchema,
  Contract: contract as JsonSchema,
  Tenant: tenant as JsonSchema,
  Client: client as JsonSchema,
  Secret: secret as JsonSchema,
  Provider: provider as JsonSchema,
  Endpoint: endpoint as JsonSchema,
  Capability: capability as JsonSchema,
  Prompt: prompt as JsonSchema,
};
