/** Waiting for what several calls wait for together: each of them no longer than it may take. */

/** What is waited for; `late` when the time is over first, `gone` when the caller is. */
export type InTime<T> = T | 'late' | 'gone';

/** Waits until `deadline` (of `performance.now()`) at most. What is waited for goes on for the others. */
export function inTime<T>(awaited: Promise<T>, deadline: number, signal: AbortSignal | undefined): Promise<InTime<T>> {
  if (signal?.aborted === true) return Promise.resolve('gone');
  return new Promise((resolve, reject) => {
    const end = (result: InTime<T>): void => {
      stop();
      resolve(result);
    };
    const onAbort = (): void => end('gone');
    const timer = setTimeout(end, Math.max(0, deadline - performance.now()), 'late');
    const stop = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort);
    awaited.then(end, (error: unknown) => {
      stop();
      reject(error as Error);
    });
  });
}
