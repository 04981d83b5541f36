import { areaById, lineById } from '../rota/directory.ts';
import { didYouMean } from '../rota/parse/did-you-mean.ts';
import type { Area, Line, Rotas } from '../rota/types.ts';

/** A line and its area, or why there is none in words. */
export type Chosen = { readonly area: Area; readonly line: Line } | { readonly problem: string };

/** The line that somebody typed: an area's id and a line's id. */
export function chosenLine(rotas: Rotas, areaId: string, lineId: string): Chosen {
  const area = areaById(rotas, areaId);
  if (!area)
    return {
      problem: unknown(
        'area',
        areaId,
        rotas.areas.map(({ id }) => id),
      ),
    };
  const line = lineById(area, lineId);
  if (!line)
    return {
      problem: unknown(
        `line of ${area.id}`,
        lineId,
        area.lines.map(({ id }) => id),
      ),
    };
  return { area, line };
}

/** Every line, or those of one area, or one line; a problem when there is none such. */
export function chosenLines(
  rotas: Rotas,
  areaId: string | undefined,
  lineId: string | undefined,
): readonly { readonly area: Area; readonly line: Line }[] | { readonly problem: string } {
  const areas = rotas.areas.filter(({ id }) => areaId === undefined || id === areaId);
  if (areas.length === 0)
    return {
      problem: unknown(
        'area',
        areaId ?? '',
        rotas.areas.map(({ id }) => id),
      ),
    };
  const found = areas.flatMap((area) =>
    area.lines.filter(({ id }) => lineId === undefined || id === lineId).map((line) => ({ area, line })),
  );
  const ids = areas.flatMap(({ lines }) => lines.map(({ id }) => id));
  return found.length > 0 ? found : { problem: unknown('line', lineId ?? '', ids) };
}

function unknown(what: string, id: string, known: readonly string[]): string {
  const guess = didYouMean(id, known);
  return `There is no ${what} "${id}"${guess === '' ? `: there is ${known.join(', ')}` : guess}.`;
}
