import { beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { metricsRouter } from '../../src/metrics/metrics-router.ts';
import { Metrics } from '../../src/metrics/metrics.ts';

const haematology = { area: 'riverside', line: 'haematology' };

describe('/metrics', () => {
  let metrics: Metrics;
  beforeEach(() => {
    metrics = new Metrics();
  });

  async function lines(): Promise<string[]> {
    const response = await request(express().use(metricsRouter(metrics)))
      .get('/metrics')
      .expect(200);
    expect(response.type).toBe('text/plain');
    return response.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  }

  test('counts seconds to connect in buckets of telephony', async () => {
    metrics.connected(haematology, 47);
    metrics.connected(haematology, 300);
    const of = 'area="riverside",line="haematology"';
    expect((await lines()).filter((line) => line.startsWith('rotaline_seconds_to_connect'))).toEqual([
      ...[5, 10, 20, 30, 45].map((le) => `rotaline_seconds_to_connect_bucket{le="${le}",${of}} 0`),
      ...[60, 90, 120, 180].map((le) => `rotaline_seconds_to_connect_bucket{le="${le}",${of}} 1`),
      `rotaline_seconds_to_connect_bucket{le="+Inf",${of}} 2`,
      `rotaline_seconds_to_connect_sum{${of}} 347`,
      `rotaline_seconds_to_connect_count{${of}} 2`,
    ]);
  });

  test('counts everything else that happens', async () => {
    metrics.attemptEnded(haematology, 'no-answer');
    metrics.offerEnded(haematology, 'connected');
    metrics.effectPerformed('place-leg', 'done');
    metrics.textSent('failed');
    metrics.textReceived('unknown-sender');
    metrics.unsignedWebhookRefused();
    metrics.setBacklog({ due: 2, later: 7, failed: 1 });
    metrics.setRotaFaults(3);
    metrics.webhookAnswered('incoming', 0.02);
    metrics.carrierAsked('placeLeg', 'placed', 0.2);
    expect(await lines()).toEqual(
      expect.arrayContaining([
        'rotaline_attempts_total{area="riverside",line="haematology",result="no-answer"} 1',
        'rotaline_offers_total{area="riverside",line="haematology",ending="connected"} 1',
        'rotaline_effects_total{kind="place-leg",result="done"} 1',
        'rotaline_texts_total{direction="out",result="failed"} 1',
        'rotaline_texts_total{direction="in",result="unknown-sender"} 1',
        'rotaline_webhooks_refused_total 1',
        'rotaline_effects_backlog{state="due"} 2',
        'rotaline_effects_backlog{state="later"} 7',
        'rotaline_effects_backlog{state="failed"} 1',
        'rotaline_rota_faults 3',
        'rotaline_webhook_seconds_bucket{le="0.025",moment="incoming"} 1',
        'rotaline_carrier_request_seconds_count{verb="placeLeg",result="placed"} 1',
      ]),
    );
  });

  test('keeps the figures of two programs in one process apart', async () => {
    new Metrics().setRotaFaults(9);
    metrics.setRotaFaults(1);
    expect(await lines()).toContain('rotaline_rota_faults 1');
  });

  test('tells of the process when asked to', async () => {
    expect((await lines()).some((line) => line.startsWith('process_'))).toBe(false);
    metrics.watchProcess();
    expect((await lines()).some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true);
  });
});
