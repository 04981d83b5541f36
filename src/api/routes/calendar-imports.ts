import { z } from 'zod';
import { fileKind, fileText, isBrokenUtf8 } from '../../calendars/file-text.ts';
import { mostBytes } from '../../calendars/read-import.ts';
import type { Settled } from '../../calendars/calendar-imports.ts';
import { didYouMean } from '../../rota/parse/did-you-mean.ts';
import type { Area } from '../../rota/types.ts';
import { presentImport, presentListed } from '../import-presenter.ts';
import { badParameters, Problem } from '../problem.ts';
import { findArea, route, type Sources } from '../route.ts';
import { importBody, importQuery, importsBody, settledBody } from '../schemas/calendar-imports.ts';
import { areaId } from '../schemas/parameters.ts';

const path = '/api/v1/areas/{area}/calendar-imports';
const notUtf8 = new Problem(
  400,
  'The file says that it is UTF-8, but is not: save it anew, or leave that out.',
);
const importId = z.string().meta({ format: 'uuid', description: "The import's id." });
const problems = {
  unknown: new Problem(404, 'There is no import of this id in the area. A preview is kept for seven days.'),
  'undone-before': new Problem(409, 'This import was undone: send the file again to make a new one.'),
  'not-confirmed': new Problem(409, 'This import was not confirmed, so there is nothing to undo.'),
  outdated: new Problem(409, 'The rota has changed since the preview was made: send the file again.'),
} as const;

/** The imports of an area. */
export const calendarImports = route({
  path,
  summary: 'The latest hundred imports, the newest first, with the ids by which they are undone',
  permission: 'import-calendars',
  params: z.object({ area: areaId }),
  query: z.strictObject({}),
  body: importsBody,
  answer: async ({ params }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const imports = await sources.calendarImports.list(area.id, 100);
    return { area: area.id, imports: imports.map(presentListed) };
  },
});

/** Reads a calendar or a table, and shows what it would do. */
export const importCalendar = route({
  method: 'post',
  path,
  summary: 'Reads an .ics or a CSV file and shows the leave or shifts in it; writes nothing to the rota',
  permission: 'import-calendars',
  params: z.object({ area: areaId }),
  query: importQuery,
  file: { mediaTypes: ['text/calendar', 'text/csv'], mostBytes },
  body: importBody,
  answer: async ({ params, query, bytes, mediaType, holder }, sources) => {
    const area = findArea(sources, params.area);
    if (area instanceof Problem) return area;
    const wrong = refuseLine(area, query) ?? (isBrokenUtf8(bytes, mediaType) ? notUtf8 : undefined);
    if (wrong) return wrong;
    const file = {
      kind: fileKind(mediaType) ?? 'csv',
      text: fileText(bytes),
      as: query.as,
      line: query.line,
      dates: query.dates,
    };
    const preview = await sources.calendarImports.read(area, file);
    const id = await sources.calendarImports.keep(area.id, preview, `key ${holder.name}`);
    return presentImport(sources, area, id, preview);
  },
});

/** Writes what the preview showed. */
export const confirmImport = route({
  method: 'post',
  path: `${path}/{id}/confirm`,
  summary: 'Writes the overrides that the preview showed, all or none, and once',
  permission: 'import-calendars',
  params: z.object({ area: areaId, id: importId }),
  query: z.strictObject({}),
  body: settledBody,
  conflict: 'It was undone, or the rota has changed since the preview was made.',
  answer: async ({ params, holder }, sources) => {
    const meant = meantBy(params, sources);
    if (meant instanceof Problem) return meant;
    const { area, id } = meant;
    const settled = await sources.calendarImports.confirm(area, id, `key ${holder.name}`);
    return presentSettled(area, settled, 'confirmed');
  },
});

/** Takes an import back. */
export const undoImport = route({
  method: 'post',
  path: `${path}/{id}/undo`,
  summary: 'Removes the overrides that the import wrote, but for those that are over, and no others',
  permission: 'import-calendars',
  params: z.object({ area: areaId, id: importId }),
  query: z.strictObject({}),
  body: settledBody,
  conflict: 'It was not confirmed, so there is nothing to undo.',
  answer: async ({ params, holder }, sources) => {
    const meant = meantBy(params, sources);
    if (meant instanceof Problem) return meant;
    const { area, id } = meant;
    const settled = await sources.calendarImports.undo(area.id, id, `key ${holder.name}`);
    return presentSettled(area, settled, 'undone');
  },
});

function meantBy(
  params: { readonly area: string; readonly id: string },
  sources: Sources,
): Problem | { readonly area: Area; readonly id: string } {
  const area = findArea(sources, params.area);
  if (area instanceof Problem) return area;
  const id = z.guid().safeParse(params.id);
  return id.success ? { area, id: id.data } : problems.unknown;
}

function refuseLine(area: Area, { as, line }: z.output<typeof importQuery>): Problem | undefined {
  if (line === undefined) return undefined;
  const ids = area.lines.map(({ id }) => id);
  if (as === 'leave') {
    return badParameters([{ field: 'line', message: 'must be left out: leave holds on every line' }]);
  }
  if (ids.includes(line)) return undefined;
  return badParameters([{ field: 'line', message: `is not a line of this area${didYouMean(line, ids)}` }]);
}

function presentSettled(
  area: Area,
  settled: Settled,
  status: 'confirmed' | 'undone',
): z.output<typeof settledBody> | Problem {
  if ('import' in settled) {
    return { id: settled.import.id, area: area.id, status, overrides: settled.overrides };
  }
  return problems[settled.result];
}
