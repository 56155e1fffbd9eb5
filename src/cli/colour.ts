/** Whether what a stream is given may have colours: it is a terminal, and nobody asked for none (https://no-color.org). */
export function isColored(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && process.env['NO_COLOR'] === undefined;
}
