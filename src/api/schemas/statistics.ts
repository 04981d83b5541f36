import { z } from 'zod';
import { outcomes } from '../../call/call.ts';
import { groupings } from '../../statistics/counts-query.ts';
import { areaId, checkDays, dayAfterLast, firstDay } from './parameters.ts';

export const statisticsQuery = z
  .strictObject({
    from: firstDay,
    to: dayAfterLast,
    by: z
      .enum(groupings, { error: `must be given once, as one of ${groupings.join(', ')}` })
      .default('line')
      .meta({ description: 'What a row stands for.' }),
  })
  .superRefine(checkDays);

const count = z.int().min(0);
const proportion = z.number().min(0).max(1).nullable();

const share = z
  .object({ count, of: count, rate: proportion })
  .meta({ id: 'Share', description: '"count" of "of"; the rate is from 0 to 1, or null when "of" is 0.' });

const rate = z
  .object({ count, of: count, rate: proportion, low: proportion, high: proportion })
  .meta({ id: 'Rate', description: 'A share with its 95% Wilson interval.' });

const seconds = z.number().min(0).nullable();

export const statisticsRow = z
  .object({
    key: z.string().meta({ example: 'haematology' }),
    label: z.string().meta({ example: 'Haematology' }),
    offered: count.meta({
      description: 'A line was chosen in its open hours: connected + abandoned + unanswered.',
    }),
    connected: count.meta({ description: 'A clinician accepted and both were in the conference.' }),
    connectedFirst: count.meta({ description: 'Connected to the first clinician rung.' }),
    abandoned: count.meta({ description: 'The caller left before being connected.' }),
    unanswered: count.meta({ description: 'Nobody took it.' }),
    closed: count.meta({ description: 'Chosen while the line was closed; not offered.' }),
    recorded: count.meta({ description: 'Connected, with an outcome.' }),
    outcomes: z.record(z.enum(outcomes), count).meta({ description: 'Recorded calls by outcome.' }),
    avoidedReferral: rate.meta({ description: 'referral-avoided / recorded' }),
    avoidedAdmission: rate.meta({ description: 'admission-avoided / recorded' }),
    avoidedHospital: rate.meta({ description: '(referral-avoided + admission-avoided) / recorded' }),
    floor: share.meta({ description: 'The same count / connected.' }),
    completeness: proportion.meta({ description: 'recorded / connected' }),
    secondsToConnect: z.object({ median: seconds, p90: seconds }).meta({
      description: 'From line chosen to both talking. Percentiles are linear between the two nearest values.',
    }),
    attempts: count.meta({
      description:
        'Attempts to ring a clinician, whether the phone rang or not (engaged, unreachable, called off before); by clinician, of that clinician.',
    }),
  })
  .meta({ id: 'StatisticsRow' });

export const statisticsBody = z
  .object({
    area: areaId,
    from: firstDay,
    to: dayAfterLast,
    by: z.enum(groupings),
    rows: z.array(statisticsRow).readonly(),
    total: statisticsRow,
  })
  .meta({ id: 'Statistics' });
