/** Actions and workflows, read by GitHub's own parser. */
import { registerHooks } from 'node:module';

// The parser imports its schemas without saying that they are JSON, which Node insists on.
registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    return specifier.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found;
  },
});

const { NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');

/** What is wrong with the text of an `action.yml`; empty when it is right. */
export function actionErrors(content: string): string[] {
  return parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(String);
}

/** What is wrong with the text of a workflow. */
export function workflowErrors(content: string): string[] {
  const { context } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(String);
}
