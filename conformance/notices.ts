/** Tools that say something while they run. */
import { setTimeout as wait } from 'node:timers/promises';
import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import { textResult } from './texts.ts';

/** By the tool's name; none of them takes arguments. */
export const tellingTools: Readonly<Record<string, (context: ServerContext) => Promise<CallToolResult>>> = {
  test_tool_with_progress: async ({ mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      const params = { progressToken, progress, total: 100 };
      if (progressToken !== undefined) await mcpReq.notify({ method: 'notifications/progress', params });
      await wait(stepMs);
    }
    return textResult('All steps are done.');
  },
  test_tool_with_logging: async ({ mcpReq }) => {
    for (const text of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await mcpReq.log('info', text);
      await wait(stepMs);
    }
    return textResult('Everything has been logged.');
  },
};

/** The suite wants to see that notices come one by one. */
const stepMs = 50;
