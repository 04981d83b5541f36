import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AttemptResult, OfferEnding } from '../call/call.ts';
import type { AnyEffect } from '../outbox/effect.ts';
import type { AreaId, LineId } from '../rota/types.ts';

/** A line, as labels. Lines are few; clinicians, practices and numbers are never labels. */
export interface OfLine {
  readonly area: AreaId;
  readonly line: LineId;
}

/** What waits to be done. */
export interface Backlog {
  /** Effects that are due and not done. */
  readonly due: number;
  /** Effects that are due later: deadlines. */
  readonly later: number;
  /** Effects that failed for good. */
  readonly failed: number;
}

const fast = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const telephony = [5, 10, 20, 30, 45, 60, 90, 120, 180];

/** The program's figures for Prometheus. All durations are in seconds. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #webhooks = new Histogram({
    name: 'rotaline_webhook_seconds',
    help: 'Time to answer a webhook, by moment of a call',
    labelNames: ['moment'] as const,
    buckets: fast,
    registers: [this.#registry],
  });
  readonly #unsigned = new Counter({
    name: 'rotaline_webhooks_refused_total',
    help: 'Webhooks refused because Twilio had not signed them',
    registers: [this.#registry],
  });
  readonly #connect = new Histogram({
    name: 'rotaline_seconds_to_connect',
    help: 'From line chosen to both talking',
    labelNames: ['area', 'line'] as const,
    buckets: telephony,
    registers: [this.#registry],
  });
  readonly #attempts = new Counter({
    name: 'rotaline_attempts_total',
    help: 'Ringings of clinicians, by result',
    labelNames: ['area', 'line', 'result'] as const,
    registers: [this.#registry],
  });
  readonly #offers = new Counter({
    name: 'rotaline_offers_total',
    help: 'Choices of a line, by ending',
    labelNames: ['area', 'line', 'ending'] as const,
    registers: [this.#registry],
  });
  readonly #effects = new Counter({
    name: 'rotaline_effects_total',
    help: 'Effects performed, by kind and result',
    labelNames: ['kind', 'result'] as const,
    registers: [this.#registry],
  });
  readonly #texts = new Counter({
    name: 'rotaline_texts_total',
    help: 'Texts, by direction and result',
    labelNames: ['direction', 'result'] as const,
    registers: [this.#registry],
  });
  readonly #fromMemory = new Counter({
    name: 'rotaline_calls_answered_from_memory_total',
    help: 'Calls answered without the database, by area',
    labelNames: ['area'] as const,
    registers: [this.#registry],
  });
  readonly #backlog = new Gauge({
    name: 'rotaline_effects_backlog',
    help: 'Effects not done: due, due later, failed',
    labelNames: ['state'] as const,
    registers: [this.#registry],
  });
  readonly #rotaFaults = new Gauge({
    name: 'rotaline_rota_faults',
    help: 'Faults in the rota files; the last good rota serves meanwhile',
    registers: [this.#registry],
  });
  readonly #rotaVersions = new Gauge({
    name: 'rotaline_rota_versions_served',
    help: 'Different versions of the rota files that live processes serve; more than one for long is wrong',
    registers: [this.#registry],
  });
  readonly #carrier = new Histogram({
    name: 'rotaline_carrier_request_seconds',
    help: 'Requests to the carrier, by verb and result',
    labelNames: ['verb', 'result'] as const,
    buckets: fast,
    registers: [this.#registry],
  });

  webhookAnswered(moment: string, seconds: number): void {
    this.#webhooks.observe({ moment }, seconds);
  }

  unsignedWebhookRefused(): void {
    this.#unsigned.inc();
  }

  connected({ area, line }: OfLine, seconds: number): void {
    this.#connect.observe({ area, line }, seconds);
  }

  attemptEnded({ area, line }: OfLine, result: AttemptResult): void {
    this.#attempts.inc({ area, line, result });
  }

  offerEnded({ area, line }: OfLine, ending: OfferEnding): void {
    this.#offers.inc({ area, line, ending });
  }

  /** `later`: to be tried again. */
  effectPerformed(kind: AnyEffect['kind'], result: 'done' | 'failed' | 'later'): void {
    this.#effects.inc({ kind, result });
  }

  textSent(result: 'sent' | 'failed'): void {
    this.#texts.inc({ direction: 'out', result });
  }

  textReceived(result: 'understood' | 'not-understood' | 'unknown-sender'): void {
    this.#texts.inc({ direction: 'in', result });
  }

  answeredFromMemory(area: AreaId): void {
    this.#fromMemory.inc({ area });
  }

  setBacklog({ due, later, failed }: Backlog): void {
    this.#backlog.set({ state: 'due' }, due);
    this.#backlog.set({ state: 'later' }, later);
    this.#backlog.set({ state: 'failed' }, failed);
  }

  setRotaFaults(count: number): void {
    this.#rotaFaults.set(count);
  }

  setRotaVersionsServed(count: number): void {
    this.#rotaVersions.set(count);
  }

  carrierAsked(verb: string, result: string, seconds: number): void {
    this.#carrier.observe({ verb, result }, seconds);
  }

  /** Adds what Node tells of the process: memory, event loop, garbage collection. Once. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything, in Prometheus's text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
