/** Operations for tests, as documents declare them. */
import type { ApiOperation } from '../openapi/operation.ts';

/** An operation by its method and path (`GET /orders`), with whatever else matters. */
export function operation(line: string, more: Partial<ApiOperation> = {}): ApiOperation {
  const [method, path] = line.split(/ (.*)/s) as [ApiOperation['method'], string];
  return {
    name: line,
    method,
    path,
    summary: '',
    description: '',
    tags: [],
    deprecated: false,
    parameters: [],
    body: null,
    response: null,
    answers: [],
    idempotencyHeader: null,
    line: 1,
    ...more,
  };
}
