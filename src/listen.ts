import type { Server } from 'node:http';

/** Begins to answer on `port` (0: any that is free). Throws, in words, when that cannot be had. */
export async function listen(server: Server, port: number, host?: string): Promise<void> {
  await new Promise<void>((listening, failed) => {
    server.once('error', (problem) => failed(portFault(port, problem)));
    server.listen(port, host, listening);
  });
}

function portFault(port: number, problem: Error): Error {
  const code = 'code' in problem ? problem.code : undefined;
  if (code === 'EADDRINUSE')
    return new Error(`port ${port} is in use by another program: stop it, or set PORT to another.`);
  if (code === 'EACCES')
    return new Error(`port ${port} may not be used by this user: set PORT to one above 1023.`);
  return problem;
}
