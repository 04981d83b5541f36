/** What a check found. The detail is for anyone to read: no host names, no secrets, no error messages. */
export interface Finding {
  readonly ok: boolean;
  readonly detail: string;
}

/** One dependency. */
export interface ReadyCheck {
  /** Without it nothing can be served (503); without one that is not critical, the service is only degraded. */
  readonly critical: boolean;
  readonly look: () => Promise<Finding>;
}

/** By name: database, queue, rotas, escalation. */
export type ReadyChecks = Readonly<Record<string, ReadyCheck>>;
